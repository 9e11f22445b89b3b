import type { HtmlPage } from '../../../delivery/http/html-page';
import { pageStyle } from '../../../delivery/http/page-style';

const body = `<main id="page">
<header><p>志愿服务台账</p><h1 id="title">设置登录密码</h1></header>
<section aria-live="polite">
<p id="error" class="error" role="alert" hidden></p>
<form id="form" hidden>
<p>请设置您自己的密码，以后用它登录。链接和开户单只能用一次。</p>
<div id="code-part" hidden><label for="code">开户单上的单号</label>
<input id="code" autocomplete="off" autocapitalize="characters" maxlength="40" placeholder="XXXX-XXXX-XXXX-XXXX"></div>
<div id="pin-part" hidden><label for="pin">6 位口令</label>
<input id="pin" inputmode="numeric" autocomplete="off" maxlength="6" aria-describedby="pin-rule">
<p id="pin-rule" class="hint">口令不在单子上，由申请开户单的管理员告诉您本人。</p></div>
<label for="password">新密码</label>
<input id="password" type="password" autocomplete="new-password" required maxlength="128" aria-describedby="rule">
<p id="rule" class="hint">至少 10 位，包含字母、数字、符号中的两种，不含用户名。</p>
<label for="again">再输一遍</label>
<input id="again" type="password" autocomplete="new-password" required maxlength="128">
<label class="check"><input id="shown" type="checkbox">显示密码</label>
<button id="save">保存密码</button>
</form>
<div id="done" hidden>
<p>密码已设置。您的用户名是 <strong id="username"></strong>，请记好，现在可以登录了。</p>
<a class="button" href="/sign-in">去登录</a></div>
<noscript><p class="error">这个浏览器关闭了脚本，不能在这里设置密码；请换一个浏览器打开这条链接。</p></noscript>
</section>
<footer>密码不要告诉任何人，工作人员也不会向您要密码。</footer>
</main>`;

/** The token stands behind `#`: no server sees it before the password is sent. */
const script = `(function(){
function el(id){return document.getElementById(id)}
function fail(text){el('error').textContent=text;el('error').hidden=!text}
var token=location.hash.slice(1),form=el('form');
var onPaper=!token||/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/.test(token);
el('code-part').hidden=!!token;el('pin-part').hidden=!onPaper;
form.hidden=false;
el('shown').onclick=function(){var type=el('shown').checked?'text':'password';el('password').type=type;el('again').type=type};
form.onsubmit=function(e){e.preventDefault();fail('');
var code=token||el('code').value.trim(),pin=el('pin').value.trim();
if(!code)return fail('请输入开户单上的单号；从短信来的，请重新点开整条链接。');
if(onPaper&&!pin)return fail('请输入 6 位口令。');
if(el('password').value!==el('again').value)return fail('两次输入的密码不一样，请重新输入。');
el('save').disabled=true;
var x=new XMLHttpRequest();x.open('POST','/api/v1/auth/invitations/acceptances');x.timeout=20000;
x.setRequestHeader('Content-Type','application/json');
x.onload=function(){el('save').disabled=false;var a={};try{a=JSON.parse(x.responseText)}catch(e){}
if(x.status!==200){if(x.status===410){form.hidden=true;el('page').className='bad'}
return fail((a.details&&a.details.hint)||a.title||'没有保存成功，请稍后再试。')}
history.replaceState(null,'',location.pathname);form.hidden=true;el('page').className='ok';
el('title').textContent='设置好了';el('username').textContent=a.username;el('done').hidden=false};
x.onerror=x.ontimeout=function(){el('save').disabled=false;fail('网络不通，密码还没有保存；请检查网络后再点一次。')};
x.send(JSON.stringify(onPaper?{token:code,pin:pin,password:el('password').value}:{token:code,password:el('password').value}))};
})();`;

/** Where a one-time link leads: the invited person sets the own password. */
export const invitationPage: HtmlPage = { title: '设置登录密码 - 志愿服务', style: pageStyle, body, script };
