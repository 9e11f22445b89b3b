import { pageTools } from '../../../../platform/delivery/http/page-tools';

/**
 * The script of the tablet's page. What was typed is kept before it is sent, with the shift it is about, until it is
 * answered; what was not answered is sent as a batch later, to that shift only. Each line has its own key, so that sending
 * again changes nothing. What is answered is forgotten at once, and what nobody sent within a week too, so that no names
 * stay on the tablet. An answer covers the page until somebody taps, types or swipes the next card: the first key goes
 * into the field again.
 */
export const kioskScript = `(function(){${pageTools}
var TOKEN='volunteer-ledger.device',SHIFT='volunteer-ledger.device-shift',QUEUE='volunteer-ledger.queue';
var WEEK_MS=7*86400000,way='IN',timer=null,hide=null,back=null,sending={};
var given=location.hash.slice(1);
if(given){if(given!==load(TOKEN))save(SHIFT,null);save(TOKEN,given);history.replaceState(null,'',location.pathname)}
var token=given||load(TOKEN),shift=load(SHIFT);
function verb(){return way==='IN'?'签到':'签退'}
function call(method,path,body,timeoutMs,done){ask(method,'/kiosk/'+path,body,{'X-Device-Token':token},timeoutMs,done)}
function queue(){try{return JSON.parse(load(QUEUE)||'[]')}catch(e){return []}}
function isWaiting(line){return line.shiftId===shift&&!sending[line.punchId]}
function keep(lines){
var kept=lines.filter(function(line){return Date.now()-Date.parse(line.happenedAt)<WEEK_MS}),
own=kept.filter(isWaiting).length,foreign=kept.filter(function(line){return line.shiftId!==shift}).length;
save(QUEUE,kept.length?JSON.stringify(kept):null);
el('waiting').hidden=!own;el('waiting').textContent='已在本机存了 '+own+' 条，联网后自动补传，请不要关闭本页。';
el('foreign').hidden=!foreign;
el('foreign').textContent='本机还存着别的场次的 '+foreign+' 条，请在这台设备上打开那一场的设备链接补传。'}
function result(isGood,text,isKept){var r=el('result');r.className=isGood?'good':'bad';el('told').textContent=text;r.hidden=false;
el('done').focus();clearTimeout(hide);if(!isKept)hide=setTimeout(dismiss,isGood?4000:12000)}
function dismiss(){clearTimeout(hide);if(el('result').hidden)return;el('result').hidden=true;if(back)back.focus()}
function closed(text){clearTimeout(timer);el('desk').hidden=true;el('error').hidden=false;el('page').className='bad';
el('title').textContent='设备不可用';
var left=queue().length;el('error').textContent=text+(left?' 本机还有 '+left+' 条没有补传，请在这台设备上打开新的设备链接，不要清除浏览器数据。':'')}
function isEnded(status,a){return status===401||/^DEVICE_/.test(a.code||'')}
function board(){clearTimeout(timer);var asked=way;
call('GET','board?direction='+way,null,15000,function(status,a){
if(asked!==way)return;
if(isEnded(status,a))return closed(a.title);
var isUp=status===200;
el('desk').hidden=false;el('code').hidden=!isUp;el('offline').hidden=isUp;el('title').textContent=verb();
if(isUp){if(shift!==a.shiftId){shift=a.shiftId;save(SHIFT,shift)}keep(queue());
el('activity').textContent=a.activityTitle;el('digits').textContent=a.digits;
el('qr').src='data:image/svg+xml,'+encodeURIComponent(a.svg)}
timer=setTimeout(board,(isUp?Math.max(1,a.secondsLeft):5)*1000)})}
function flush(){var lines=queue().filter(isWaiting).slice(0,500);if(!shift||!lines.length)return;
var sent=lines.map(function(line){var copy={},k;for(k in line)if(k!=='shiftId')copy[k]=line[k];return copy});
call('POST','punch-batches',{deviceSentAt:new Date().toISOString(),lines:sent},15000,function(status,a){
if(status!==200||!a.items)return;var done={},refused=[],i;
for(i=0;i<a.items.length;i++)if(a.items[i].status!=='RETRY'){done[a.items[i].punchId]=1;
if(a.items[i].status==='REFUSED')refused.push(lines[i].name?lines[i].name.charAt(0)+'*（尾号 '+lines[i].phoneLastFour+'）':'扫卡的一位')}
keep(queue().filter(function(line){return !done[line.punchId]}));
if(refused.length)result(false,'补传完成。没有记录的:'+refused.join('、')+'。请现场负责人点名核对。',true)})}
function punch(person,from){
var line={punchId:newId(),direction:way},k,at=new Date().toISOString(),shown=verb();for(k in person)line[k]=person[k];
var live=JSON.parse(JSON.stringify(line));live.deviceSentAt=at;line.happenedAt=at;line.shiftId=shift;
el('send').disabled=true;el('send').textContent='正在'+shown+'……';back=from;
sending[line.punchId]=1;if(shift)keep(queue().concat([line]));
function isThis(kept){return kept.punchId===line.punchId}
function noted(){keep(queue());
if(queue().some(isThis))result(true,'已存在本机，联网后自动补传'+shown+'。');
else result(false,'网络不通，也不能存在本机，不能确认是否已'+shown+'。请连上网络再试一次，或请现场负责人点名登记。')}
function answered(status,a){delete sending[line.punchId];el('send').disabled=false;el('send').textContent=verb();
el('name').value=el('tail').value=el('card').value='';
if(status===0||status>=500)return noted();
keep(queue().filter(function(kept){return !isThis(kept)}));
if(status===201)result(true,'✓ '+a.maskedName+' '+a.message);
else if(isEnded(status,a))closed(a.title);
else result(false,a.title||'没有记录，请稍后再试。')}
if(navigator.onLine===false)answered(0,{});
else call('POST','punches',live,8000,answered)}
function choose(next){way=next;el('way-IN').setAttribute('aria-pressed',way==='IN');el('way-OUT').setAttribute('aria-pressed',way==='OUT');
el('page').className=(way==='OUT'?'out':'')+(/typing/.test(el('page').className)?' typing':'');
el('title').textContent=el('send').textContent=verb();el('code').hidden=true;board()}
function awake(){if(navigator.wakeLock&&document.visibilityState==='visible')navigator.wakeLock.request('screen').then(null,function(){})}
el('way-IN').onclick=function(){choose('IN')};el('way-OUT').onclick=function(){choose('OUT')};
el('swap').onclick=function(){var isTyping=!/typing/.test(el('page').className);
el('page').className=(way==='OUT'?'out':'')+(isTyping?' typing':'');
el('swap').textContent=isTyping?'显示二维码':'没带手机，输入姓名';if(isTyping)el('name').focus()};
el('done').onclick=dismiss;
document.onkeydown=function(e){if(e.key==='Escape'||(e.key||'').length===1)dismiss()};
el('typed').onsubmit=function(e){e.preventDefault();punch({name:el('name').value,phoneLastFour:el('tail').value},el('name'))};
el('card').onkeydown=function(e){if(e.key==='Enter'||e.keyCode===13){e.preventDefault();if(el('card').value)punch({card:el('card').value},el('card'))}};
window.onhashchange=function(){if(location.hash)location.reload()};
if(!token)closed('这台设备没有得到授权，请由活动负责人生成设备链接，在这台设备上打开。');
else{keep(queue());board();setInterval(flush,15000);flush();awake();document.addEventListener('visibilitychange',awake)}
})();`;
