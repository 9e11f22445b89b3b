import type { CommunityPhone } from '../../../place/divisions';
import { escapeHtml, type HtmlPage } from '../../../platform/delivery/http/html-page';
import { pageStyle } from '../../../platform/delivery/http/page-style';
import { tokens } from '../../../platform/delivery/http/page-tokens';
import { signInScript } from './sign-in-script';

/** Ways of the person, on the one look of all pages: fields on the ground, ways in one card, a mistake at its field. */
const style = `${pageStyle}
main{padding:.5rem 1.25rem 3rem;padding:.5rem min(1.25rem,5vw) 3rem}h1{margin:.5rem 0 1rem}
.back{display:inline-block;min-height:3.4rem;padding:.6rem 0}a{color:${tokens.brand};text-underline-offset:.2em}.back{text-decoration:none}
.pair{display:flex;flex-wrap:wrap;gap:.75rem}.pair input{flex:1 1 9rem;width:auto;min-width:0}
.pair button{flex:0 1 auto;width:auto;min-height:3.5rem;margin:0;padding:.25rem 1rem;border-color:${tokens.line};color:${tokens.ink}}
.pair button[disabled]{background:${tokens.sunken};color:${tokens.inkSoft}}
[aria-invalid=true]{border-color:${tokens.bad}}
.ways{margin:1.5rem 0 0;padding:0;border:1px solid ${tokens.line};border-radius:.85rem;background:#fff;list-style:none;overflow:hidden}
.ways li+li{border-top:1px solid ${tokens.hairline}}
.ways button,.ways a{display:flex;align-items:center;justify-content:space-between;width:100%;min-height:4rem;margin:0;padding:.75rem 1.1rem;border:0;border-radius:0;background:#fff;color:${tokens.ink};font-size:1.25rem;font-weight:400;text-align:left;text-decoration:none}
.ways button:after,.ways a:after{content:"›";flex:none;margin-left:.75rem;color:${tokens.inkFaint}}
.ways small{display:block;color:${tokens.inkSoft};font-size:1.05rem}
.help{margin-top:1.5rem;padding:.25rem 1.1rem;border-radius:.85rem;background:${tokens.sunken}}
.help summary{min-height:3.4rem;padding:.7rem 0;color:${tokens.brand};font-weight:600;cursor:pointer}
.help li{padding:.4rem 0;list-style:none}.help ul{margin:.5rem 0;padding:0}.help a{white-space:nowrap}
.card{padding:1.1rem;border:1px solid ${tokens.line};border-radius:.85rem;background:#fff}
.totp{padding-top:.25rem}
`;

interface Surroundings {
  /** Whether a code can be sent to a phone: then that is the first way. */
  readonly hasTexts: boolean;
  /** Whom to call where nothing helps. */
  readonly phones: readonly CommunityPhone[];
}

const byPhone = `<form id="by-phone" novalidate hidden>
<label for="phone">手机号</label>
<input id="phone" type="tel" inputmode="numeric" autocomplete="tel-national" maxlength="20" aria-describedby="phone-wrong">
<p id="phone-wrong" class="wrong" hidden></p>
<label for="sms">短信里的六位数字</label>
<div class="pair"><input id="sms" inputmode="numeric" autocomplete="one-time-code" maxlength="10" aria-describedby="sms-wrong sms-hint">
<button id="send-sms" type="button" class="plain">发短信</button></div>
<p id="sms-wrong" class="wrong" hidden></p><p id="sms-hint" class="hint" role="status" hidden></p>
<button id="send-phone">登录</button>
</form>`;

const byPassword = `<form id="by-password" novalidate hidden>
<label for="username">志愿者编号或用户名</label>
<input id="username" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" aria-describedby="username-wrong username-hint">
<p id="username-wrong" class="wrong" hidden></p><p id="username-hint" class="hint">编号在志愿者证上，V 开头。</p>
<label for="password">密码</label>
<input id="password" type="password" autocomplete="current-password" maxlength="128" aria-describedby="password-wrong">
<p id="password-wrong" class="wrong" hidden></p>
<label class="check"><input id="shown" type="checkbox">显示密码</label>
<div id="totp-part" class="totp" hidden><label for="totp">验证器里的六位动态码，或一个恢复码</label>
<input id="totp" autocomplete="one-time-code" autocapitalize="none" maxlength="20" aria-describedby="totp-wrong">
<p id="totp-wrong" class="wrong" hidden></p></div>
<button id="send-password">登录</button>
</form>`;

const afterGateway = `<form id="code-form" novalidate hidden>
<p>这个账号启用了动态码，请再输入一次。</p>
<label for="code">验证器里的六位动态码，或一个恢复码</label>
<input id="code" autocomplete="one-time-code" autocapitalize="none" maxlength="20" aria-describedby="code-wrong">
<p id="code-wrong" class="wrong" hidden></p>
<button id="send-code">登录</button>
</form>`;

function help(phones: readonly CommunityPhone[]): string {
  const lines = phones.map(
    ({ name, phone }) => `<li>${escapeHtml(name)} <a href="tel:${escapeHtml(phone)}">${escapeHtml(phone)}</a></li>`,
  );
  const whom = lines.length > 0 ? `<ul>${lines.join('')}</ul>` : '';
  return `<details id="help" class="help"><summary>我进不去</summary>
<p>收不到短信、换了手机号、忘了密码，都可以打电话给您的社区，或者带身份证到社区，核对身份后帮您办。</p>
<p>两个人合用一个手机号的，短信分不出是谁，请用志愿者编号和密码登录，或者到社区办。</p>${whom}</details>`;
}

/** Where people sign in, where they go to a gateway from, and where the gateway sends them back to. */
export function signInPage({ hasTexts, phones }: Surroundings): HtmlPage {
  const body = `<main id="page" data-texts="${String(hasTexts)}">
<a id="back" class="back" href="/">‹ 首页</a>
<h1 id="title" tabindex="-1">登录</h1>
<p id="error" class="error" role="alert" hidden></p>
<p id="wait" role="status">请稍候……</p>
${byPhone}${byPassword}${afterGateway}
<ul id="ways" class="ways" hidden>
<li id="to-password-row"><button id="to-password" type="button"><span>用编号或用户名和密码<small>工作人员也用这个</small></span></button></li>
<li id="to-phone-row"><button id="to-phone" type="button">用手机收短信登录</button></li>
<li><a href="/register">我还没有登记，想当志愿者</a></li></ul>
<p id="first-time" class="hint" hidden>第一次用平台登录的，请先用手机或密码登录，在「我的」里关联。</p>
<div id="done" class="card" hidden><p id="message"></p><a id="onward" class="button" href="/">回首页</a></div>
${help(phones)}
<noscript><p class="error">这个浏览器关闭了脚本，不能登录；请换一个浏览器，或者打电话给您的社区。</p></noscript>
</main>`;
  return { title: '登录 - 志愿服务', style, body, script: signInScript };
}
