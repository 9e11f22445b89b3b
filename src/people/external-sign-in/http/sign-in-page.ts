import type { HtmlPage } from '../../../platform/delivery/http/html-page';
import { pageStyle } from '../../../platform/delivery/http/page-style';

const body = `<main id="page">
<header><p>志愿服务台账</p><h1 id="title">登录</h1></header>
<section aria-live="polite">
<p id="error" class="error" role="alert" hidden></p>
<p id="wait">请稍候……</p>
<div id="list" hidden>
<form id="by-password">
<label for="username">用户名</label>
<input id="username" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="64">
<label for="password">密码</label>
<input id="password" type="password" autocomplete="current-password" required maxlength="128">
<div id="totp-part" hidden><label for="totp">六位动态码，或一个恢复码</label>
<input id="totp" autocomplete="one-time-code" autocapitalize="none" maxlength="20"></div>
<button id="send-password">登录</button>
</form>
<p id="hint"></p><div id="providers"></div></div>
<form id="code-form" hidden>
<p>这个账号启用了动态码,请再输入一次。</p>
<label for="code">六位动态码,或一个恢复码</label>
<input id="code" autocomplete="one-time-code" autocapitalize="none" required maxlength="20">
<button id="send-code">登录</button>
</form>
<div id="done" hidden><p class="mark" aria-hidden="true">✓</p><p id="message"></p></div>
<noscript><p class="error">这个浏览器关闭了脚本,不能用平台账号登录;请换一个浏览器。</p></noscript>
</section>
<footer id="first-time" hidden>第一次使用,请先用用户名和密码登录,在“我的账号”里关联平台;没有账号请联系社区。</footer>
</main>`;

/**
 * Lists the gateways, and takes what they send people back with. The ticket waits in the tab's own storage, where pages of ours
 * put it as well: `volunteer-ledger.external` holds `{"ticket", "kind": "SIGN_IN" | "LINK", "next": "/path"}`.
 */
const script = `(function(){
var KEY='volunteer-ledger.external';
function el(id){return document.getElementById(id)}
function fail(text){el('error').textContent=text;el('error').hidden=!text}
function show(id){var all=['wait','list','code-form','done'];for(var i=0;i<all.length;i++)el(all[i]).hidden=all[i]!==id}
function csrf(){var m=/(?:^|; )(?:__Host-)?csrf-token=([^;]+)/.exec(document.cookie);return m?m[1]:''}
function ask(method,path,body,done){
var x=new XMLHttpRequest();x.open(method,'/api/v1'+path);x.timeout=30000;
x.setRequestHeader('X-Session','cookie');x.setRequestHeader('X-CSRF-Token',csrf());
if(body)x.setRequestHeader('Content-Type','application/json');
x.onload=function(){var a={};try{a=JSON.parse(x.responseText)}catch(e){}done(x.status,a)};
x.onerror=x.ontimeout=function(){done(0,{title:'网络不通,请检查网络后再试。'})};
x.send(body?JSON.stringify(body):null)}
function taken(){try{var kept=JSON.parse(sessionStorage.getItem(KEY));sessionStorage.removeItem(KEY);return kept}catch(e){return null}}
function finish(title,message,next){
if(typeof next==='string'&&/^\\/(?![\\/\\\\])/.test(next))return location.replace(next);
el('page').className='ok';el('title').textContent=title;el('message').textContent=message;show('done')}
function begin(id){show('wait');fail('');
ask('POST','/auth/external-sign-ins',{providerId:id},function(status,begun){
if(status!==200){fail(begun.title);return show('list')}
try{sessionStorage.setItem(KEY,JSON.stringify({ticket:begun.ticket,kind:'SIGN_IN'}))}catch(e){
fail('这个浏览器不让页面保存登录的凭据(可能是无痕模式),请换一个浏览器。');return show('list')}
location.assign(begun.address)})}
function button(provider){var b=document.createElement('button');b.type='button';b.textContent=provider.label;
b.onclick=function(){begin(provider.id)};el('providers').appendChild(b)}
function list(){ask('GET','/auth/external-providers',null,function(status,answer){
if(status!==200){fail(answer.title);return show('')}
var items=answer.items;for(var i=0;i<items.length;i++)button(items[i]);
el('first-time').hidden=!items.length;
el('hint').textContent=items.length?'或者用平台账号登录：':'';el('hint').hidden=!items.length;show('list');el('username').focus()})}
el('by-password').onsubmit=function(e){e.preventDefault();fail('');el('send-password').disabled=true;
var who={username:el('username').value,password:el('password').value};if(el('totp').value)who.totpCode=el('totp').value;
ask('POST','/auth/sign-in',who,function(status,answer){el('send-password').disabled=false;
if(status===200)return opened(null);
if(answer.code==='TOTP_REQUIRED'||answer.code==='TOTP_WRONG'){el('totp-part').hidden=false;el('totp').value='';el('totp').focus()}
fail(answer.title)})};
function opened(next){ask('GET','/auth/me',null,function(status,me){
if(status!==200){fail(me.title);return list()}
finish('登录成功','您好,'+me.displayName+'。可以关闭这个页面,回到原来的地方。',next)})}
function askForCode(kept){show('code-form');el('code').focus();
el('code-form').onsubmit=function(e){e.preventDefault();fail('');el('send-code').disabled=true;
ask('POST','/auth/external-sign-ins/second-factors',{ticket:kept.ticket,totpCode:el('code').value},function(status,answer){
el('send-code').disabled=false;el('code').value='';
if(status===200)return opened(kept.next);
fail(answer.title);if(answer.code==='EXTERNAL_SIGN_IN_OVER')list()})}}
function complete(answer){var kept=taken();
history.replaceState(null,'',location.pathname);
if(!kept){fail('没有找到开始登录时的凭据,请在这里重新开始。');return list()}
var isLink=kept.kind==='LINK';
ask('POST',isLink?'/me/external-identities':'/auth/external-sign-ins/completions',{ticket:kept.ticket,answer:answer},
function(status,reply){
if(isLink&&status===204)return finish('关联成功','以后可以用这个平台登录了。',kept.next);
if(status===200)return opened(kept.next);
if(reply.code==='TOTP_REQUIRED')return askForCode(kept);
fail(reply.title||'没有登录成功,请稍后再试。');list()})}
if(/[?&]state=/.test(location.search))complete(location.search.slice(1));else list();
})();`;

/** Where people go to a gateway from, and where the gateway sends them back to. */
export const signInPage: HtmlPage = { title: '用平台账号登录 - 志愿服务', style: pageStyle, body, script };
