import { pageTools, sessionTools } from '../../../../platform/delivery/http/page-tools';

/**
 * The script of the scan page. A punch may be sent again at any time: the ticket makes its id. Where its answer is lost,
 * the page says that nobody knows yet, not that nothing was recorded. Whoever is signed in on this phone, here or on the
 * pages of the phone, is asked nothing: the cookies say who it is, by a request of the page, because the link that a
 * scanner opens brings none. On a phone that is not theirs people are signed in for as long as the page is open, beside
 * its owner. The position is asked for only where the activity wants it and the person has consented, and is waited for
 * six seconds at most, the question of the browser included. What pages before December 2026 kept themselves is traded for
 * cookies, once; its thirty days are over in 2027.
 */
export const scanScript = `(function(){${pageTools}${sessionTools}
var OLD='volunteer-ledger.refresh',OLD_TRY='volunteer-ledger.refresh-try',PHONE='volunteer-ledger.phone',PLACE_MS=6000,LIMIT_MS=20000;
var page=el('page'),verb=page.getAttribute('data-verb'),ticket=page.getAttribute('data-ticket'),door=page.getAttribute('data-first');
var mayPlace=page.getAttribute('data-place')==='wanted'&&!!navigator.geolocation&&window.isSecureContext!==false;
var idle=page.className,guest=null,isPlaced=false,again=null;
var AGAIN='请看一下手机信号，再点一次；重复点不会重复记录。',LAPSED='上次的登录已失效，请再登录一次。';
var OFFLINE='网络不通，还没有'+verb+'。'+AGAIN,UNSURE='网络不通，还不能确认是否已'+verb+'。'+AGAIN;
function show(id){var all=['loading','by-phone','sign-in','confirm','receipt','again'],i;
for(i=0;i<all.length;i++)el(all[i]).hidden=all[i]!==id;el('other').hidden=id!=='confirm'}
function fail(text){el('error').textContent=text;el('error').hidden=!text}
function bearer(token){return {Authorization:'Bearer '+token}}
function call(method,path,body,done){if(guest)ask(method,path,body,bearer(guest),LIMIT_MS,done);else askOwn(method,path,body,LIMIT_MS,done)}
function end(token){ask('POST','/auth/sign-out',null,bearer(token),LIMIT_MS,function(){})}
function busy(id,text){var b=el(id);if(!b.idle)b.idle=b.textContent;b.disabled=text!==null;b.textContent=text||b.idle}
function ends(mark,title){page.className=mark;el('title').textContent=document.title=title;el('title').focus();
el('onward').hidden=!!guest;if(guest)end(guest);guest=null}
function later(status,answer,next,text){again=next;fail(status===0?text||OFFLINE:answer.title||'系统忙，请稍后再点一次；重复点不会重复记录。');show('again')}
function signInAgain(text){if(guest)end(guest);guest=null;page.className=idle;el('title').textContent=verb;fail(text);show(door)}
function phoneId(){var id=load(PHONE);if(!id)keyOf(PHONE);return load(PHONE)||undefined}
function place(then){var isDone=false,timer;
function done(position){if(isDone)return;isDone=true;clearTimeout(timer);then(position)}
if(!isPlaced)return done();
timer=setTimeout(done,PLACE_MS);
try{navigator.geolocation.getCurrentPosition(function(found){var c=found.coords;
done({longitude:+c.longitude.toFixed(6),latitude:+c.latitude.toFixed(6),
accuracyMeters:Math.min(100000,Math.round(c.accuracy)),system:'WGS84'})},function(){done()},
{enableHighAccuracy:true,timeout:PLACE_MS,maximumAge:60000})}catch(e){done()}}
function punch(){fail('');show('confirm');busy('punch',isPlaced?'正在取位置……':'正在'+verb+'……');
place(function(position){busy('punch','正在'+verb+'……');
call('POST','/me/scans',{ticket:ticket,deviceSentAt:new Date().toISOString(),deviceId:phoneId(),position:position},function(status,answer){
busy('punch',null);
if(status===201){ends('ok',verb+'成功');el('message').textContent=answer.message;show('receipt')}
else if(status===401)signInAgain(answer.title);
else if(isDown(status))later(status,answer,punch,UNSURE);
else if(answer.code==='ALREADY_CHECKED_IN'||answer.code==='ALREADY_CHECKED_OUT'){
ends('ok','已经'+verb);el('message').textContent=answer.title;show('receipt')}
else{ends('bad','没有'+verb);fail(answer.title||'没有'+verb+'，请找现场负责人点名登记。');show('');el('other').hidden=false}})})}
function known(then){isPlaced=false;el('why-place').hidden=true;show('loading');call('GET','/auth/me',null,function(status,me){
if(isDown(status))return later(status,me,function(){known(then)});
if(status!==200)return signInAgain(LAPSED);
el('person').textContent=me.displayName;
if(!mayPlace||!me.volunteerId)return then();
call('GET','/me/volunteer',null,function(status,volunteer){var i,given=volunteer.consents||[];
for(i=0;i<given.length;i++)if(given[i].purpose==='LOCATION')isPlaced=true;
el('why-place').hidden=!isPlaced;then()})})}
function signIn(path,body,button,stay){fail('');busy(button,'正在登录……');
var isOwn=el(stay).checked&&navigator.cookieEnabled!==false;
ask('POST',path,body,isOwn?own():{},LIMIT_MS,function(status,answer){busy(button,null);
if(status===200){el('password').value=el('totp').value=el('code').value='';guest=isOwn?null:answer.accessToken;return known(punch)}
fail(status===0?OFFLINE:answer.title||'没有登录成功，请稍后再试。');
if(answer.code==='TOTP_REQUIRED'||answer.code==='TOTP_WRONG'){el('totp-row').hidden=false;el('totp').focus()}})}
el('sign-in').onsubmit=function(e){e.preventDefault();
var body={username:el('username').value.trim(),password:el('password').value};
if(el('totp').value)body.totpCode=el('totp').value.trim();
signIn('/auth/sign-in',body,'sign-in-button','stay')};
el('by-phone').onsubmit=function(e){e.preventDefault();
signIn('/auth/phone-sign-in',{phone:el('phone').value.trim(),code:el('code').value.trim()},'by-phone-button','stay-by-phone')};
el('send-code').onclick=function(){
if(!el('phone').value.trim()){fail('请先输入手机号。');return el('phone').focus()}
fail('');busy('send-code','正在发送……');
ask('POST','/auth/phone-codes',{phone:el('phone').value.trim()},{},LIMIT_MS,function(status,answer){
if(status!==204){busy('send-code',null);return fail(status===0?OFFLINE:answer.title||'没有发出，请稍后再试。')}
el('sent').textContent='验证码已发送，请看短信；一分钟后还没收到，可以再取一次。';el('sent').hidden=false;el('code').focus();
busy('send-code','已发送');setTimeout(function(){busy('send-code',null)},60000)})};
el('show-password').onclick=function(){el('password').type=this.checked?'text':'password'};
el('to-password').onclick=function(){fail('');show('sign-in')};
if(el('to-phone'))el('to-phone').onclick=function(){fail('');show('by-phone')};
el('punch').onclick=punch;
el('again').onclick=function(){fail('');again()};
el('other').onclick=function(){el('stay').checked=el('stay-by-phone').checked=false;signInAgain('')};
function open(){if(csrf())known(function(){show('confirm')});else show(door)}
function trade(old){var has=!!csrf(),headers=has?{}:own();headers['Idempotency-Key']=keyOf(OLD_TRY);show('loading');
ask('POST','/auth/refresh',{refreshToken:old},headers,LIMIT_MS,function(status,answer){
if(isDown(status))return has?open():later(status,answer,start);
save(OLD,null);save(OLD_TRY,null);
if(has&&status===200)end(answer.accessToken);
if(has||status===200)open();else signInAgain(LAPSED)})}
function start(){var old=load(OLD);if(old)trade(old);else open()}
start();
})();`;
