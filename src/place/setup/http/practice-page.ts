import { escapeHtml, type HtmlPage } from '../../../platform/delivery/http/html-page';
import { pageStyle } from '../../../platform/delivery/http/page-style';
import type { PracticeAccount } from '../application/practice-seed';
import { tokens } from '../../../platform/delivery/http/page-tokens';

const style = `${pageStyle}
.account{padding:.75rem 0;border-top:1px solid ${tokens.line}}.account:first-of-type{border-top:0}
.account h2{margin:0;font-size:1.375rem}.account p{margin:.25rem 0}
code{font:inherit;font-weight:600;overflow-wrap:anywhere;user-select:all}
.tip{color:${tokens.inkSoft};font-size:1.05rem}
`;

function entry({ name, role, username, password, phone, tip }: PracticeAccount): string {
  const first = tip === '' ? '' : `<p class="tip">试试：${escapeHtml(tip)}</p>`;
  const way =
    username === null
      ? `<p>手机 <code>${escapeHtml(phone ?? '')}</code>，验证码显示在启动服务的窗口</p><a class="button plain" href="/sign-in?next=%2Fm">用验证码登录</a>`
      : `<button class="plain" type="button" data-username="${escapeHtml(username)}" data-password="${escapeHtml(password ?? '')}">以${escapeHtml(name)}进入</button>
<details><summary>用户名和密码</summary><p>用户名 <code>${escapeHtml(username)}</code><br>密码 <code>${escapeHtml(password ?? '')}</code></p></details>`;
  return `<div class="account"><h2>${escapeHtml(name)}</h2><p>${escapeHtml(role)}</p>${first}${way}</div>`;
}

/**
 * One tap signs in. Whoever leads a team comes to the shifts, a volunteer to the own day, people of the office to the
 * console.
 */
const script = `(function(){
function fail(text){var e=document.getElementById('error');e.textContent=text;e.hidden=false;e.scrollIntoView()}
function ask(method,path,body,done){var x=new XMLHttpRequest();x.open(method,'/api/v1'+path);x.timeout=30000;
x.setRequestHeader('X-Session','cookie');if(body)x.setRequestHeader('Content-Type','application/json');
x.onload=function(){var a={};try{a=JSON.parse(x.responseText)}catch(e){}done(x.status,a)};
x.onerror=x.ontimeout=function(){done(0,{title:'网络不通，请检查网络后再试。'})};x.send(body?JSON.stringify(body):null)}
function enter(button){button.disabled=true;
ask('POST','/auth/sign-in',{username:button.getAttribute('data-username'),password:button.getAttribute('data-password')},function(status,answer){
button.disabled=false;if(status!==200)return fail(answer.title||'没有登录成功，请稍后再试。');
ask('GET','/auth/me',null,function(known,me){
if(known!==200)return fail(me.title||'没有登录成功，请稍后再试。');
location.assign(!me.volunteerId?'/console':me.ledTeams&&me.ledTeams.length?'/m/lead':'/m')})})}
var all=document.querySelectorAll('button[data-username]'),i;
for(i=0;i<all.length;i++)all[i].onclick=function(){enter(this)};
})();`;

/** The accounts of a practice installation, one per kind of work. */
export function practicePage(accounts: readonly PracticeAccount[]): HtmlPage {
  const body = `<main id="page">
<header><p>志愿服务台账</p><h1>练习：选一个身份</h1></header>
<section>
<p id="error" class="error" role="alert" hidden></p>
<p>这里的人和事都是虚构的，随便点、随便改。想换个身份，再回到这一页（<code>/practice</code>）。</p>
<p>志愿者和队长进手机页面；社区和街道的工作人员进工作台，用电脑打开。</p>
<a class="button plain" href="/">先看看居民没登录时看到的首页</a>
${accounts.map(entry).join('\n')}
</section>
<footer>程序接口的说明：<a href="/api/docs">/api/docs</a></footer>
</main>`;
  return { title: '练习账号 - 志愿服务台账', style, body, script };
}
