import type { HtmlPage } from '../../../../platform/delivery/http/html-page';
import { pageStyle } from '../../../../platform/delivery/http/page-style';
import { tokens } from '../../../../platform/delivery/http/page-tokens';
import { kioskScript } from './kiosk-script';

/** A phone shows the code or the form, a tablet or a screen has room for both. */
const style = `${pageStyle}
main{max-width:72rem}
.two{display:grid;gap:1.5rem;grid-template-columns:minmax(0,1fr);align-items:start}
@media (max-width:47.99rem){.typing #board,main:not(.typing) #typed{display:none}}
@media (min-width:48rem){.two{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}#swap{display:none}}
#code{text-align:center}#code p{margin:0}
#qr{display:block;width:100%;max-width:28rem;max-height:42vh;margin:0 auto}
#digits{font-size:3.5rem;font-size:min(3.5rem,14vw);line-height:1.2;overflow-wrap:anywhere;font-weight:600;letter-spacing:.2em;margin:0 -.2em 0 0;font-variant-numeric:tabular-nums}
@media (min-width:48rem){#digits{font-size:min(3.5rem,8vw)}}
.ways{display:flex;gap:.75rem;margin-bottom:1rem}.ways button{margin-top:0}
.ways button[aria-pressed=false]{background:#fff;color:${tokens.inkSoft};border-color:${tokens.fieldLine};font-weight:400}
#result{position:fixed;z-index:1;top:0;right:0;bottom:0;left:0;display:flex;flex-direction:column;overflow:auto;padding:1.5rem;padding:1.5rem min(1.5rem,7vw);text-align:center;color:#fff;font-size:2rem;font-size:min(2rem,10vw);overflow-wrap:anywhere}
#result.good{background:${tokens.ok}}#result.bad{background:${tokens.bad}}
#result p{margin:auto auto 1rem;max-width:40rem}#result button{flex:none;max-width:20rem;margin:0 auto auto;background:#fff;color:${tokens.ink}}
#waiting,#foreign,#offline{padding:.75rem;border:1px solid ${tokens.warnLine};border-radius:.85rem;background:${tokens.warnSoft}}
`;

/** The page of a tablet on the spot: the rotating code to scan, and a form for everybody without a phone. */
export const kioskPage: HtmlPage = {
  title: '现场打卡 - 志愿服务',
  style,
  body: `<main id="page">
<header><p id="activity">志愿服务现场打卡</p><h1 id="title">正在连接……</h1></header>
<section>
<p id="error" class="error" role="alert" hidden></p>
<div id="desk" hidden>
<div class="ways" role="group" aria-label="签到或签退">
<button type="button" id="way-IN" aria-pressed="true">签到</button>
<button type="button" id="way-OUT" aria-pressed="false">签退</button></div>
<p id="waiting" role="status" hidden></p>
<p id="foreign" role="status" hidden></p>
<div class="two">
<div id="board">
<p id="offline" role="status" hidden>网络不通，暂时不能扫码。请输入姓名和手机号后四位，先存在本机，联网后自动补传。</p>
<div id="code"><p>用手机扫一扫</p><img id="qr" alt="打卡二维码"><p>或在手机上输入打卡码</p><p id="digits"></p></div></div>
<form id="typed" autocomplete="off">
<p>没带手机，在这里输入</p>
<label for="name">姓名</label><input id="name" autocomplete="off" spellcheck="false" maxlength="60" required>
<label for="tail">手机号后四位</label>
<input id="tail" inputmode="numeric" pattern="[0-9]{4}" title="四位数字" maxlength="4" autocomplete="off" required>
<button id="send">签到</button>
<label for="card">有扫码枪的，扫志愿者二维码</label><input id="card" autocomplete="off" spellcheck="false" maxlength="200">
</form></div>
<button id="swap" class="plain" type="button">没带手机，输入姓名</button>
</div>
<noscript><p class="error">这个浏览器关闭了脚本，不能用作现场打卡；请打开脚本，或换一台设备。</p></noscript>
</section>
<footer>本页只显示脱敏姓名。认不出来或遇到困难，请找现场负责人点名登记。</footer>
<div id="result" role="alertdialog" aria-labelledby="told" hidden><p id="told"></p><button id="done" type="button">知道了</button></div>
</main>`,
  script: kioskScript,
};
