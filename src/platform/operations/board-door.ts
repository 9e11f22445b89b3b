import type { HtmlPage } from '../http/html-page';

const style = `
  body { font: 16px/1.6 system-ui, sans-serif; max-width: 22rem; margin: 12vh auto; padding: 0 1rem; color: #1f2933 }
  h1 { font-size: 1.3rem } label { display: block; margin: 1rem 0 0 } p { color: #52606d }
  input { width: 100%; box-sizing: border-box; font: inherit; padding: .5rem }
  button { margin-top: 1.2rem; font: inherit; padding: .5rem 1.4rem } #problem { color: #b42318; min-height: 1.6em }`;

const body = `
  <h1>任务队列看板</h1>
  <p>请用系统管理员的账号登录。登录 15 分钟内有效,只能查看;重试失败的任务请用接口或命令行(会记入审计日志)。</p>
  <form id="door">
    <label>用户名<input name="username" autocomplete="username" required></label>
    <label>密码<input name="password" type="password" autocomplete="current-password" required></label>
    <button>登录</button>
    <p id="problem" role="alert"></p>
  </form>`;

/** Signs in over the API, trades the token for the board's cookie, and comes back. The token is not kept. */
const script = `
  document.getElementById('door').addEventListener('submit', function (event) {
    event.preventDefault();
    var form = event.target, problem = document.getElementById('problem');
    function post(path, headers, body) {
      return fetch('/api/v1' + path, { method: 'POST', headers: headers, body: body }).then(function (answer) {
        return answer.json().then(function (told) {
          if (!answer.ok) throw new Error(told.title);
          return told;
        });
      });
    }
    var who = JSON.stringify({ username: form.username.value, password: form.password.value });
    problem.textContent = '';
    post('/auth/sign-in', { 'content-type': 'application/json' }, who)
      .then(function (tokens) {
        return post('/operations/board-passes', { authorization: 'Bearer ' + tokens.accessToken });
      })
      .then(function () { location.reload(); })
      .catch(function (error) { problem.textContent = error.message || '连不上服务,请稍后再试。'; });
  });`;

/** What somebody without a pass sees in the place of the board. */
export const boardDoor: HtmlPage = { title: '任务队列看板', style, body, script };
