import { pageTools, sessionTools } from '../../../platform/delivery/http/page-tools';

/**
 * Signs in by a code to the phone, by a name and password, or through a gateway, and goes where the person came from. A
 * mistake is said at its field. Who works here and serves as well comes to the console on a screen of a desk, to the phone's
 * pages on a phone. The ticket of a gateway waits in the tab's own storage, where pages of ours put it as well:
 * `volunteer-ledger.external` holds `{"ticket", "kind": "SIGN_IN" | "LINK", "next": "/path"}`.
 */
export const signInScript = `(function(){${pageTools}${sessionTools}
var KEY='volunteer-ledger.external',VIEWS=['wait','by-phone','by-password','code-form','done'];
var FIELDS=['phone','sms','username','password','totp','code'];
var hasTexts=el('page').getAttribute('data-texts')==='true',next=asked();
function fail(text){el('error').textContent=text||'';el('error').hidden=!text}
function clear(){fail('');for(var i=0;i<FIELDS.length;i++){el(FIELDS[i]+'-wrong').hidden=true;el(FIELDS[i]).removeAttribute('aria-invalid')}}
function wrong(id,text){el(id+'-wrong').textContent=text;el(id+'-wrong').hidden=false;el(id).setAttribute('aria-invalid','true');el(id).focus()}
function show(id){for(var i=0;i<VIEWS.length;i++)el(VIEWS[i]).hidden=VIEWS[i]!==id;
var isDoor=id==='by-phone'||id==='by-password';el('ways').hidden=!isDoor;
el('first-time').hidden=!isDoor||!el('ways').querySelector('.gateway');
el('to-password-row').hidden=id!=='by-phone';el('to-phone-row').hidden=id!=='by-password'||!hasTexts}
function door(){show(hasTexts?'by-phone':'by-password')}
function say(method,path,body,done){askOwn(method,path,body,30000,function(status,a){
if(status===0)a={title:'网络不通，请看一下手机信号，再试一次。'};
else if(status>=400&&!a.title)a.title='没有登录上，请稍后再试。';
done(status,a)})}
function isOwn(path){if(typeof path!=='string'||path.charAt(0)!=='/')return false;
var a=document.createElement('a');a.href=path;return a.host===location.host&&a.protocol===location.protocol}
function asked(){var m=/[?&]next=([^&]*)/.exec(location.search),path=null;
try{path=m&&decodeURIComponent(m[1])}catch(e){}return isOwn(path)?path:null}
function taken(){try{var kept=JSON.parse(sessionStorage.getItem(KEY));sessionStorage.removeItem(KEY);return kept}catch(e){return null}}
function finish(title,message){el('title').textContent=title;el('message').textContent=message;show('done');el('title').focus()}
function opened(to){say('GET','/auth/me',null,function(status,me){
if(status!==200){fail(me.title);return door()}
if(isOwn(to))return location.replace(to);
var isDesk=!me.volunteerId||me.grants.length>0&&window.innerWidth>=1024;
location.replace(isDesk?'/console':'/m')})}
function sending(button,isOn){el(button).disabled=isOn}
function refused(answer,places,fallback){var place=places[answer.field]||places[answer.code];
if(place)wrong(place,answer.title);else if(answer.status&&fallback)wrong(fallback,answer.title);else fail(answer.title)}
var timer=null;
function countDown(left){clearInterval(timer);var button=el('send-sms');
function tell(){button.disabled=left>0;button.textContent=left>0?'重发（'+left+'）':'重发短信';if(left--<=0)clearInterval(timer)}
tell();timer=setInterval(tell,1000)}
el('send-sms').onclick=function(){clear();var phone=el('phone').value.trim();
if(!phone)return wrong('phone','请先输入手机号。');
sending('send-sms',true);
say('POST','/auth/phone-codes',{phone:phone},function(status,answer){
if(status===204){countDown(60);el('sms-hint').hidden=false;el('sms').focus();
el('sms-hint').textContent='短信一会儿就到，5 分钟内有效。一分钟还收不到的，请看下面「我进不去」。';return}
sending('send-sms',false);
if(answer.code==='SMS_NOT_SET_UP'){hasTexts=false;show('by-password')}
refused(answer,{phone:'phone',PHONE_NOT_READABLE:'phone',RATE_LIMITED:'sms'})})};
el('by-phone').onsubmit=function(e){e.preventDefault();clear();
var phone=el('phone').value.trim(),code=el('sms').value.replace(/\\s/g,'');
if(!phone)return wrong('phone','请输入手机号。');
if(!code)return wrong('sms','请点「发短信」，再输入短信里的六位数字。');
sending('send-phone',true);
say('POST','/auth/phone-sign-in',{phone:phone,code:code},function(status,answer){sending('send-phone',false);
if(status===200)return opened(next);
refused(answer,{phone:'phone',code:'sms'},'sms')})};
el('by-password').onsubmit=function(e){e.preventDefault();clear();
var who={username:el('username').value.trim(),password:el('password').value};
if(!who.username)return wrong('username','请输入志愿者编号或用户名。');
if(!who.password)return wrong('password','请输入密码。');
if(el('totp').value)who.totpCode=el('totp').value.trim();
sending('send-password',true);
say('POST','/auth/sign-in',who,function(status,answer){sending('send-password',false);
if(status===200)return opened(next);
if(answer.code==='TOTP_REQUIRED'||answer.code==='TOTP_WRONG'){el('totp-part').hidden=false;el('totp').value=''}
refused(answer,{username:'username',password:'password',CREDENTIALS_WRONG:'password',TOTP_REQUIRED:'totp',TOTP_WRONG:'totp'})})};
el('shown').onclick=function(){el('password').type=el('shown').checked?'text':'password'};
el('to-password').onclick=function(){clear();show('by-password');el('username').focus()};
el('to-phone').onclick=function(){clear();show('by-phone');el('phone').focus()};
function begin(id){show('wait');clear();
say('POST','/auth/external-sign-ins',{providerId:id},function(status,begun){
if(status!==200){fail(begun.title);return door()}
try{sessionStorage.setItem(KEY,JSON.stringify({ticket:begun.ticket,kind:'SIGN_IN',next:next}))}catch(e){
fail('这个浏览器不让页面保存登录的凭据（可能是无痕模式），请换一个浏览器。');return door()}
location.assign(begun.address)})}
function gateway(provider){var row=document.createElement('li'),b=document.createElement('button');
row.className='gateway';b.type='button';b.textContent='用'+provider.label;
b.onclick=function(){begin(provider.id)};row.appendChild(b);el('ways').insertBefore(row,el('ways').lastElementChild);
el('first-time').hidden=el('ways').hidden}
function start(){door();say('GET','/auth/external-providers',null,function(status,answer){
if(status!==200)return;for(var i=0;i<answer.items.length;i++)gateway(answer.items[i])})}
function askForCode(kept){show('code-form');el('code').focus();
el('code-form').onsubmit=function(e){e.preventDefault();clear();
if(!el('code').value)return wrong('code','请输入动态码。');
sending('send-code',true);
say('POST','/auth/external-sign-ins/second-factors',{ticket:kept.ticket,totpCode:el('code').value.trim()},function(status,answer){
sending('send-code',false);el('code').value='';
if(status===200)return opened(kept.next);
if(answer.code==='EXTERNAL_SIGN_IN_OVER'){start();return fail(answer.title)}
refused(answer,{},'code')})}}
function complete(answer){var kept=taken();
history.replaceState(null,'',location.pathname);
if(!kept){start();return fail('没有找到开始登录时的凭据，请在这里重新开始。')}
var isLink=kept.kind==='LINK';next=isOwn(kept.next)?kept.next:null;
say('POST',isLink?'/me/external-identities':'/auth/external-sign-ins/completions',{ticket:kept.ticket,answer:answer},
function(status,reply){
if(isLink&&status===204){if(next)return location.replace(next);return finish('关联好了','以后可以用这个平台登录。')}
if(status===200)return opened(next);
if(reply.code==='TOTP_REQUIRED')return askForCode(kept);
start();fail(reply.title)})}
if(/[?&]state=/.test(location.search))complete(location.search.slice(1));
else if(csrf())say('GET','/auth/me',null,function(status){if(status===200&&next)return location.replace(next);start()});
else start();
})();`;
