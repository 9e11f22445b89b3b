import { escapeHtml, type HtmlPage } from '../../../../platform/delivery/http/html-page';
import { pageStyle } from '../../../../platform/delivery/http/page-style';
import type { OpenedScan } from '../application/scan-tickets';
import type { PunchDirection } from '../../punching';
import { scanScript } from './scan-script';

const style = `${pageStyle}
#punch{min-height:5.4rem;font-size:2rem;letter-spacing:.12em}
`;

const VERB: Readonly<Record<PunchDirection, string>> = { IN: '签到', OUT: '签退' };

/**
 * What a scan leads to, one thing at a time: sign in if need be, one tap, a receipt; or why not and what to do.
 *
 * @param offersTextMessages whether people may sign in with a code by text message.
 */
export function scanPage(scan: OpenedScan, direction: PunchDirection, offersTextMessages: boolean): HtmlPage {
  const verb = VERB[direction];
  const body = `<main id="page" class="${direction.toLowerCase()}" data-ticket="${escapeHtml(scan.ticket)}"
 data-verb="${verb}" data-place="${scan.wantsPlace ? 'wanted' : ''}" data-first="${offersTextMessages ? 'by-phone' : 'sign-in'}">
<header><p id="activity">${escapeHtml(scan.activityTitle)}</p><h1 id="title" tabindex="-1">${verb}</h1></header>
<section>
<p id="error" class="error" role="alert" hidden></p>
<p id="loading" hidden>请稍等……</p>
<form id="by-phone" hidden>
<p>请先登录，登录后自动${verb}。</p>
<label for="phone">手机号</label>
<input id="phone" type="tel" inputmode="numeric" autocomplete="tel-national" required maxlength="20">
<button id="send-code" class="plain" type="button">获取短信验证码</button>
<p id="sent" role="status" hidden></p>
<label for="code">短信验证码</label>
<input id="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="10">
<button id="by-phone-button">登录并${verb}</button>
<button id="to-password" class="plain" type="button">改用密码登录</button>
</form>
<form id="sign-in" hidden>
<p>请先登录，登录后自动${verb}。</p>
<label for="username">用户名</label>
<input id="username" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="64">
<label for="password">密码</label>
<input id="password" type="password" autocomplete="current-password" required maxlength="200">
<label class="check"><input id="show-password" type="checkbox">显示密码</label>
<div id="totp-row" hidden><label for="totp">动态码</label>
<input id="totp" autocomplete="one-time-code" maxlength="20"></div>
<label id="stay-row" class="check"><input id="stay" type="checkbox" checked>这是我自己的手机，下次不用再登录</label>
<button id="sign-in-button">登录并${verb}</button>
${offersTextMessages ? '<button id="to-phone" class="plain" type="button">改用短信验证码登录</button>' : ''}
</form>
<div id="confirm" hidden>
<p>以 <strong id="person"></strong> 的身份${verb}。</p>
<p id="why-place" hidden>这个活动核对${verb}时是否在现场，手机可能会问是否允许定位。不允许，或取不到位置，一样能${verb}。</p>
<button id="punch" type="button">${verb}</button>
</div>
<div id="receipt" hidden><p id="message" role="status"></p><p id="hint" class="hint"></p><a id="onward" class="button plain" href="/m">看看今天</a></div>
<button id="again" type="button" hidden>再试一次</button>
<button id="other" class="plain" type="button" hidden>不是我，换个账号</button>
<noscript><p class="error">这个浏览器关闭了脚本，不能自己${verb}；请现场负责人点名。</p></noscript>
</section>
<footer>没有账号或遇到困难，请找现场负责人点名。</footer>
</main>`;
  return { title: `${verb} - 志愿服务`, style, body, script: scanScript };
}

/** Says in the person's words why the link leads nowhere. */
export function scanRefusedPage(sentence: string): HtmlPage {
  const body = `<main class="bad"><header><p>志愿服务打卡</p><h1>没有打卡</h1></header>
<section><p role="alert">${escapeHtml(sentence)}</p></section>
<footer>扫不上或遇到困难，请直接找现场负责人点名登记。</footer></main>`;
  return { title: '没有打卡 - 志愿服务', style: pageStyle, body, script: null };
}
