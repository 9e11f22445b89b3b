import type { HtmlPage } from '../../../platform/delivery/http/html-page';
import { pageStyle } from '../../../platform/delivery/http/page-style';
import { setupScript } from './setup-script';
import { tokens } from '../../../platform/delivery/http/page-tokens';

const style = `${pageStyle}
.way{padding:1.1rem;margin:0 0 1.25rem;border:1px solid ${tokens.line};border-radius:.85rem}
.way h2{margin:0 0 .25rem;font-size:1.5rem}.way p{margin:.25rem 0}.way button{margin-top:.75rem}
.steps{margin:.25rem 0 0;font-size:1.05rem}
progress{width:100%;height:1.75rem;accent-color:${tokens.ok}}
dl{margin:0 0 1rem}dt{color:${tokens.inkSoft};font-size:1.05rem}dd{margin:0 0 .75rem}
.hand{font-size:4rem;line-height:1.2;text-align:center;margin:0}
`;

/** The fields of one administrator; each of the two has a form of its own, so that no browser fills in the other's. */
function administratorForm(at: 'first' | 'second', words: { intro: string; button: string }): string {
  return `<form id="${at}" hidden>
<p>${words.intro}</p>
<label for="${at}-name">您的姓名</label>
<input id="${at}-name" required minlength="2" maxlength="40" autocomplete="off" placeholder="例如：王芳">
<label for="${at}-username">用户名（登录时用）</label>
<input id="${at}-username" required minlength="3" maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false" placeholder="例如：wangfang" aria-describedby="${at}-username-rule">
<p class="hint" id="${at}-username-rule">3 个以上的字母、数字，可以有 . _ -</p>
<label for="${at}-password">密码</label>
<input id="${at}-password" type="password" required maxlength="128" autocomplete="new-password" aria-describedby="${at}-rule">
<p class="hint" id="${at}-rule">至少 10 位，包含字母、数字、符号中的两种，不含用户名。</p>
<label for="${at}-again">密码再输一遍</label>
<input id="${at}-again" type="password" required maxlength="128" autocomplete="new-password">
<label class="check"><input id="${at}-shown" type="checkbox">显示密码</label>
<button id="${at}-next">${words.button}</button>
</form>`;
}

const body = `<main id="page">
<header><p>志愿服务台账</p><h1 id="title" tabindex="-1">第一次使用</h1><p id="steps" class="steps" hidden></p></header>
<section aria-live="polite">
<p id="error" class="error" role="alert" hidden></p>

<form id="code" hidden>
<p>请输入<strong>设置码</strong>。它在启动服务的那个窗口里，像这样：K7PD-3MQX-9TRA。</p>
<label for="code-text">设置码</label>
<input id="code-text" required maxlength="40" autocomplete="off" autocapitalize="characters" spellcheck="false">
<button id="code-next">继续</button>
</form>

<div id="choose" hidden>
<p>请先选用途。<strong>选定以后不能改</strong>；想换另一种，要另用一个空的文件夹。</p>
<div class="way"><h2>先练习</h2>
<p>准备好一个虚构的街道和一年的数据，每种角色都有账号，随便点、随便改。</p>
<p class="hint">每一页、每一张纸上都印着“练习数据，不作证明”。</p>
<button id="to-practice" type="button" class="plain">先练习</button></div>
<div class="way"><h2>正式使用</h2>
<p>从现在起记录真实的志愿服务。需要<strong>两位安全管理员</strong>都在场，各设各的密码。</p>
<p class="hint">一个人办不成：账号、时长和积分都要两个人。</p>
<button id="to-real" type="button">正式使用</button></div>
</div>

<div id="practice" hidden>
<p>将在这里准备一个练习街道：七个社区、两千名虚构的志愿者、一年的活动。</p>
<p>需要几分钟，您可以看到进度。</p>
<button id="start-practice" type="button">开始准备</button>
<button id="practice-back" type="button" class="plain">返回</button>
</div>

<div id="seeding" hidden>
<p>正在准备练习街道，请不要关闭启动服务的那个窗口。</p>
<p><label for="bar">进度</label> <progress id="bar" max="100" value="0"></progress></p>
<p><strong id="percent">0%</strong> <span id="step"></span></p>
</div>

<form id="street" hidden>
<p>请填写街道的正式名称，证明和报表上会这样写。</p>
<label for="street-name">街道名称</label>
<input id="street-name" required minlength="2" maxlength="40" autocomplete="off" placeholder="例如：福镇街道">
<label for="district-name">所在的区（县、市）</label>
<input id="district-name" required minlength="2" maxlength="40" autocomplete="off" placeholder="例如：龙山区">
<button id="street-next">下一步</button>
<button id="street-back" type="button" class="plain">返回</button>
</form>

${administratorForm('first', { intro: '请<strong>第一位</strong>安全管理员本人填写。密码只有您自己知道。', button: '填好了' })}

<div id="handover" hidden>
<p class="hand" aria-hidden="true">⌨ ➜</p>
<p>第一位已经填好，密码已收好，谁也看不到。</p>
<p><strong>请把键盘交给第二位安全管理员。</strong>第一位请转过身去。</p>
<button id="to-second" type="button">我是第二位，开始填写</button>
</div>

${administratorForm('second', { intro: '请<strong>第二位</strong>安全管理员本人填写。姓名、用户名、密码都要与第一位不同。', button: '完成设置' })}

<div id="opening" hidden><p>设置好了，正在打开系统，请稍等……</p></div>

<div id="done-real" hidden>
<p>系统可以用了。两位安全管理员的用户名：</p>
<dl><dt>第一位</dt><dd id="done-first"></dd><dt>第二位</dt><dd id="done-second"></dd></dl>
<p>下一步：两位<strong>各自登录</strong>，给同事开账号、授予角色。一位提出，另一位同意，才会生效。</p>
<a class="button" href="/sign-in">去登录</a></div>

<div id="done-practice" hidden>
<p>练习街道准备好了。下一页列出各种角色的账号和第一件可以试的事。</p>
<a class="button" href="/practice">看练习账号</a></div>

<div id="broken" hidden>
<p>练习数据没有准备完，停在 <strong id="broken-percent"></strong>。</p>
<p>请在启动服务的窗口按 Ctrl-C 停止，再重新启动：会从头准备。用的是自己的数据库服务器时，请换一个空的数据库。</p>
</div>

<div id="chosen" hidden><p>这套系统已经设置好了，用途不能再改。</p><a class="button" href="/sign-in">去登录</a></div>
<noscript><p class="error">这个浏览器关闭了脚本，不能在这里设置；请换一个浏览器，或在服务器上执行 npm run cli -- setup --help。</p></noscript>
</section>
<footer id="footer">设置码只能用一次，请不要发给别人。</footer>
</main>`;

/** Where `npm start` on an empty installation leads: the choice between real use and practice. */
export const setupPage: HtmlPage = { title: '第一次使用 - 志愿服务台账', style, body, script: setupScript };
