import type { HtmlPage } from '../../../platform/http/html-page';
import { kioskScript } from './kiosk-script';
import { pageStyle } from '../../../platform/http/page-style';

const style = `${pageStyle}
main{max-width:64rem}
.two{display:grid;gap:1rem;grid-template-columns:1fr}
@media (min-width:48rem){.two{grid-template-columns:1fr 1fr}}
#qr{display:block;width:100%;max-width:24rem;margin:0 auto}
#digits{font-size:2.5rem;letter-spacing:.25rem;text-align:center;margin:0;font-variant-numeric:tabular-nums}
.ways{display:flex;gap:.75rem}.ways button{margin-top:0}
.ways button[aria-pressed=false]{background:#fff;color:#1d4f91;border:1px solid #1d4f91}
#result{padding:1rem;border-radius:.5rem;font-size:1.25rem;margin:1rem 0 0}
#result.good{background:#12683a;color:#fff}#result.bad{background:#fdecea;color:#8c1114}
`;

/** The page of a tablet on the spot: the rotating code to scan, and a form for everybody without a phone. */
export const kioskPage: HtmlPage = {
  title: '现场打卡 - 志愿服务',
  style,
  body: `<main>
<header><p>志愿服务现场打卡</p><h1 id="title">正在连接…</h1></header>
<section>
<p id="error" class="error" role="alert" hidden></p>
<div id="desk" hidden>
<div class="ways" role="group" aria-label="签到或签退">
<button type="button" id="way-IN" aria-pressed="true">签到</button>
<button type="button" id="way-OUT" aria-pressed="false">签退</button></div>
<p id="result" role="status" hidden></p>
<div class="two">
<div id="board"><p>用手机扫一扫:</p><img id="qr" alt="打卡二维码"><p>或在手机上输入六位打卡码:</p><p id="digits"></p></div>
<form id="typed">
<p>没带手机,在这里输入:</p>
<label for="name">姓名</label><input id="name" autocomplete="off" maxlength="60" required>
<label for="tail">手机号后四位</label><input id="tail" inputmode="numeric" pattern="[0-9]{4}" maxlength="4" autocomplete="off" required>
<button id="send">签到</button>
<label for="card">有扫码枪的,扫志愿者二维码</label><input id="card" autocomplete="off" maxlength="200">
</form></div>
<p id="waiting" hidden></p>
</div></section>
<footer>本页只显示脱敏姓名。认不出来或遇到困难,请找现场负责人点名登记。</footer>
</main>`,
  script: kioskScript,
};
