import { escapeHtml, type HtmlPage } from '../../../platform/http/html-page';
import type { OpenedScan } from '../application/scan-tickets';
import type { PunchDirection } from '../domain/rotating-code';
import { pageStyle } from '../../../platform/http/page-style';
import { scanScript } from './scan-script';

const VERB: Readonly<Record<PunchDirection, string>> = { IN: '签到', OUT: '签退' };

/** What a scan leads to: sign in if need be, one tap, a receipt. */
export function scanPage(scan: OpenedScan, direction: PunchDirection): HtmlPage {
  const verb = VERB[direction];
  const body = `<main id="page" data-ticket="${escapeHtml(scan.ticket)}" data-verb="${verb}">
<header><p>志愿服务${verb}</p><h1 id="title">${escapeHtml(scan.activityTitle)}</h1></header>
<section aria-live="polite">
<p id="error" class="error" role="alert" hidden></p>
<form id="sign-in" hidden>
<p>请先登录,登录后自动${verb}。</p>
<label for="username">用户名</label>
<input id="username" name="username" autocomplete="username" autocapitalize="none" required maxlength="64">
<label for="password">密码</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="200">
<label class="check"><input id="stay" type="checkbox" checked>这是我自己的手机,下次不用再登录</label>
<button id="sign-in-button">登录并${verb}</button>
</form>
<div id="confirm" hidden>
<p>以 <strong id="person"></strong> 的身份${verb}。</p>
<button id="punch" type="button">${verb}</button>
<button id="other" class="plain" type="button">不是我,换个账号</button>
</div>
<div id="receipt" hidden><p class="mark" aria-hidden="true">✓</p><p id="message"></p></div>
<noscript><p class="error">这个浏览器关闭了脚本,无法自助${verb};请输入六位打卡码,或请现场负责人点名。</p></noscript>
</section>
<footer>没有账号或遇到困难,请直接找现场负责人点名登记。</footer>
</main>`;
  return { title: `${verb} - 志愿服务`, style: pageStyle, body, script: scanScript };
}

/** Says in the person's words why the link leads nowhere. */
export function scanRefusedPage(sentence: string): HtmlPage {
  const body = `<main class="bad"><header><p>志愿服务打卡</p><h1>没有打卡</h1></header>
<section><p>${escapeHtml(sentence)}</p></section></main>`;
  return { title: '没有打卡 - 志愿服务', style: pageStyle, body, script: null };
}
