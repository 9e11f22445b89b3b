import { pageTools, sessionTools } from '../../../../platform/delivery/http/page-tools';
import { ownQueue } from './own-queue-script';

/**
 * The script of the scan page. A punch may be sent again at any time: the ticket makes its id. Before it is sent it is kept on
 * the own phone, and let go when there is an answer; without one it is sent again by its code and its time, by this page or by
 * the next one that is opened. Where nothing can be kept, the page says that nobody knows yet, not that nothing was recorded. Whoever is signed in on this phone, here or on the
 * pages of the phone, is asked nothing: the cookies say who it is, by a request of the page, because the link that a
 * scanner opens brings none. On a phone that is not theirs people are signed in for as long as the page is open, beside
 * its owner. The position is asked for only where the activity wants it and the person has consented, and is waited for
 * six seconds at most, the question of the browser included. A refresh token that pages before December 2026 kept is
 * thrown away and ended; the last one is over in 2027.
 */
export const scanScript = `(function(){${pageTools}${sessionTools}${ownQueue}
var NAME='volunteer-ledger.',OLD=NAME+'refresh',PHONE=NAME+'phone',OWNER=NAME+'owner',MS=20000;
function data(name){return page.getAttribute('data-'+name)}
var page=el('page'),verb=data('verb'),ticket=data('ticket'),door=data('first');
var mayPlace=data('place')==='wanted'&&!!navigator.geolocation&&window.isSecureContext!==false;
var idle=page.className,guest=null,isPlaced=false,again=null,opened=new Date(),link=location.pathname.split('/'),who=null,line=null,isAfterKept=false,timer=null;
var AGAIN='请看一下手机信号，再点一次；重复点不会重复记录。',LAPSED='上次的登录已失效，请再登录一次。';
var OFFLINE='网络不通，还没有'+verb+'。'+AGAIN,UNSURE='网络不通，还不能确认是否已'+verb+'。'+AGAIN;
function on(id,act){el(id).onclick=act}
function typed(id){return el(id).value.trim()}
function write(id,words){el(id).textContent=words}
function hide(id,isHidden){el(id).hidden=isHidden}
function show(id){var all=['loading','by-phone','sign-in','confirm','receipt','again'],i;
for(i=0;i<all.length;i++)el(all[i]).hidden=all[i]!==id;hide('other',id!=='confirm');
var b=el(id+'-button');if(b)b.parentNode.insertBefore(el('stay-row'),b)}
function fail(text){write('error',text);hide('error',!text)}
function bearer(token){return {Authorization:'Bearer '+token}}
function call(method,path,body,done){if(guest)ask(method,path,body,bearer(guest),MS,done);else askOwn(method,path,body,MS,done)}
function end(token){ask('POST','/auth/sign-out',null,bearer(token),MS,function(){})}
function busy(id,text){var b=el(id);if(!b.idle)b.idle=b.textContent;b.disabled=text!==null;b.textContent=text||b.idle}
function ends(mark,title){page.className=mark;write('title',document.title=title);el('title').focus();
hide('onward',!!guest);if(guest)end(guest);guest=null}
function later(s,a,next,text){again=next;write('again','再试一次');fail(s===0?text||OFFLINE:a.title||'系统忙，请稍后再点一次；重复点不会重复记录。');show('again')}
function signInAgain(text){clearInterval(timer);timer=null;if(guest)end(guest);guest=null;page.className=idle;write('title',verb);fail(text);show(door)}
function phoneId(){var id=load(PHONE);if(!id)keyOf(PHONE);return load(PHONE)||undefined}
function place(then){then=once(then);
if(!isPlaced)return then();
setTimeout(then,6000);
try{navigator.geolocation.getCurrentPosition(function(found){var c=found.coords;
then({longitude:+c.longitude.toFixed(6),latitude:+c.latitude.toFixed(6),
accuracyMeters:Math.min(100000,Math.round(c.accuracy)),system:'WGS84'})},function(){then()},
{enableHighAccuracy:true,timeout:6000,maximumAge:60000})}catch(e){then()}}
function said(mark,title,text){ends(mark,title);write('message',text);write('hint',mark==='ok'?'可以收起手机了。':'');show('receipt')}
function already(text){said('ok','已经'+verb,text)}
function refused(text){ends('bad','没有'+verb);fail(text||'没有'+verb+'，请找现场负责人点名登记。');show('');hide('other',false)}
function keep(then){if(guest||!who){line=null;return then()}
if(!line||line.volunteerId!==who)line={punchId:newId(),volunteerId:who,shiftId:link[2].toLowerCase(),title:el('activity').textContent,
direction:link[3],code:link[4],happenedAt:opened.toISOString(),state:'WAITING'};
put(line,function(isKept){if(!isKept)line=null;then()})}
function flush(next){if(guest||!who)return next(0);sendKept(who,phoneId(),line,function(s,lines){var mine=line;
isAfterKept=lines.some(function(l){return l!==mine&&l.shiftId===link[2].toLowerCase()&&l.direction==='IN'&&/WAITING|IN_REVIEW/.test(l.state)});
if(!mine||mine.state==='WAITING')return next(s);
line=null;
if(mine.state==='IN_REVIEW')said('odd','已收下，等人核对',mine.message);
else if(mine.state==='REFUSED')refused(mine.message);
else if(mine.state==='KNOWN')already('先前的一次有效，不用再打。');
else said('ok',verb+'成功',mine.message)})}
function stored(s){again=retry;el('again').disabled=false;if(s===401)return signInAgain(LAPSED);
if(!timer){timer=setInterval(retry,15000);window.addEventListener('online',retry)}
if(page.className==='odd')return;
said('odd','已存在这部手机里',(s===0?'网络不通，':'系统忙，')+verb+'已存在这部手机里，连上网会自己补传。');
write('hint','关掉这一页也行，下次扫码或打开「今天」时补传。5 分钟之内传上去的算打卡，更晚的转为补报，等人核对。');
write('again','现在再传一次');hide('again',false)}
function retry(){if(timer&&line&&!el('again').disabled){el('again').disabled=true;flush(stored)}}
function punch(){fail('');show('confirm');busy('punch','正在'+verb+'……');
keep(function(){if(!line||!isAfterKept)return send();flush(function(s){busy('punch',null);stored(s)})})}
function send(){busy('punch',isPlaced?'正在取位置……':'正在'+verb+'……');
place(function(position){busy('punch','正在'+verb+'……');
call('POST','/me/scans',{ticket:ticket,deviceSentAt:new Date().toISOString(),deviceId:phoneId(),position:position},function(s,a){
busy('punch',null);
if(s===401)return signInAgain(a.title);
if(isDown(s))return line?stored(s):later(s,a,punch,UNSURE);
if(line)drop(line);line=null;
if(s===201)said('ok',verb+'成功',a.message);
else if(/^ALREADY_CHECKED_/.test(a.code))already(a.title);
else refused(a.title)})})}
function known(then){isPlaced=false;hide('why-place',true);show('loading');call('GET','/auth/me',null,function(s,me){
if(isDown(s)){var o=guest?null:load(OWNER);if(!o)return later(s,me,function(){known(then)});
who=o.slice(0,36);write('person',o.slice(36));return then()}
if(s!==200)return signInAgain(LAPSED);
who=me.volunteerId;write('person',me.displayName);
if(!guest)save(OWNER,who?who+me.displayName:null);
flush(function(){located(me,then)})})}
function located(me,then){if(!mayPlace||!me.volunteerId)return then();
call('GET','/me/volunteer',null,function(s,volunteer){var i,given=volunteer.consents||[];
for(i=0;i<given.length;i++)if(given[i].purpose==='LOCATION')isPlaced=true;
hide('why-place',!isPlaced);then()})}
function signIn(path,body,button){fail('');busy(button,'正在登录……');
var isOwn=el('stay').checked&&navigator.cookieEnabled!==false;
ask('POST',path,body,isOwn?own():{},MS,function(s,a){busy(button,null);
if(s===200){el('password').value=el('totp').value=el('code').value='';guest=isOwn?null:a.accessToken;return known(punch)}
fail(s===0?OFFLINE:a.title||'没有登录成功，请稍后再试。');
if(/^TOTP_/.test(a.code)){hide('totp-row',false);el('totp').focus()}})}
el('sign-in').onsubmit=function(e){e.preventDefault();
var body={username:typed('username'),password:el('password').value};
if(el('totp').value)body.totpCode=typed('totp');
signIn('/auth/sign-in',body,'sign-in-button')};
el('by-phone').onsubmit=function(e){e.preventDefault();
signIn('/auth/phone-sign-in',{phone:typed('phone'),code:typed('code')},'by-phone-button')};
on('send-code',function(){
if(!typed('phone')){fail('请先输入手机号。');return el('phone').focus()}
fail('');busy('send-code','正在发送……');
ask('POST','/auth/phone-codes',{phone:typed('phone')},{},MS,function(s,a){
if(s!==204){busy('send-code',null);return fail(s===0?OFFLINE:a.title||'没有发出，请稍后再试。')}
write('sent','验证码已发送，请看短信；一分钟后还没收到，可以再取一次。');hide('sent',false);el('code').focus();
busy('send-code','已发送');setTimeout(function(){busy('send-code',null)},60000)})});
on('show-password',function(){el('password').type=this.checked?'text':'password'});
on('to-password',function(){fail('');show('sign-in')});
if(el('to-phone'))on('to-phone',function(){fail('');show('by-phone')});
on('punch',punch);
on('again',function(){fail('');again()});
on('other',function(){el('stay').checked=false;signInAgain('')});
function open(){if(csrf())return known(function(){show('confirm')});save(OWNER,null);show(door)}
var old=load(OLD);save(OLD,null);save(OLD+'-try',null);
if(old)ask('POST','/auth/refresh',{refreshToken:old},{},MS,function(s,a){if(s===200)end(a.accessToken)});
open();
})();`;
