import type { HtmlPage } from '../../delivery/http/html-page';
import { pageStyle } from '../../delivery/http/page-style';

const body = `<main>
<header><p>系统管理员</p><h1>任务队列看板</h1></header>
<section>
<p>请用系统管理员的账号登录。登录 15 分钟内有效，只能查看；重试失败的任务请用接口或命令行（会记入审计日志）。</p>
<p id="problem" class="error" role="alert" hidden></p>
<form id="door">
<label for="username">用户名</label>
<input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required>
<label for="password">密码</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<label for="totp">动态码（没有启用就不填）</label>
<input id="totp" name="totp" autocomplete="one-time-code">
<button id="open">登录</button>
</form>
</section>
</main>`;

/** Signs in over the API, trades the token for the board's cookie, and comes back. The token is not kept. */
const script = `
  document.getElementById('door').addEventListener('submit', function (event) {
    event.preventDefault();
    var form = event.target, problem = document.getElementById('problem'), open = document.getElementById('open');
    function post(path, headers, body) {
      return fetch('/api/v1' + path, { method: 'POST', headers: headers, body: body }).then(function (answer) {
        return answer.json().then(function (told) {
          if (!answer.ok) throw new Error(told.title);
          return told;
        });
      });
    }
    var who = { username: form.username.value.trim(), password: form.password.value };
    if (form.totp.value) who.totpCode = form.totp.value.trim();
    problem.hidden = true;
    open.disabled = true;
    post('/auth/sign-in', { 'content-type': 'application/json' }, JSON.stringify(who))
      .then(function (tokens) {
        return post('/operations/board-passes', { authorization: 'Bearer ' + tokens.accessToken });
      })
      .then(function () { location.reload(); })
      .catch(function (error) {
        open.disabled = false;
        problem.hidden = false;
        problem.textContent = error instanceof TypeError ? '连不上服务，请稍后再试。' : error.message;
      });
  });`;

/** What somebody without a pass sees in the place of the board. */
export const boardDoor: HtmlPage = { title: '任务队列看板', style: pageStyle, body, script };
