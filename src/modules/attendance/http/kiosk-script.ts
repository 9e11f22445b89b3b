/**
 * The script of the tablet's page: ES5, because old tablets hang at doors. Without a network it keeps what was typed and
 * sends it as a batch later; each line has its own key, so that sending again changes nothing. What is answered is
 * forgotten at once, so that no names stay on the tablet.
 */
export const kioskScript = `(function(){
var TOKEN='volunteer-ledger.device',QUEUE='volunteer-ledger.queue',way='IN',timer=null,hide=null;
function el(id){return document.getElementById(id)}
function load(key){try{return localStorage.getItem(key)}catch(e){return null}}
function save(key,value){try{if(value===null)localStorage.removeItem(key);else localStorage.setItem(key,value)}catch(e){}}
var given=location.hash.slice(1);
if(given){save(TOKEN,given);history.replaceState(null,'',location.pathname)}
var token=given||load(TOKEN);
function verb(){return way==='IN'?'签到':'签退'}
function ask(method,path,body,done){
var x=new XMLHttpRequest();x.open(method,'/api/v1/kiosk/'+path);x.timeout=15000;
x.setRequestHeader('X-Device-Token',token);
if(body)x.setRequestHeader('Content-Type','application/json');
x.onload=function(){var a=null;try{a=JSON.parse(x.responseText)}catch(e){}done(x.status,a||{})};
x.onerror=x.ontimeout=function(){done(0,{})};
x.send(body?JSON.stringify(body):null)}
function newId(){
var b=new Uint8Array(16),t=Date.now(),i,h='';crypto.getRandomValues(b);
for(i=5;i>=0;i--){b[i]=t%256;t=Math.floor(t/256)}
b[6]=b[6]&15|112;b[8]=b[8]&63|128;
for(i=0;i<16;i++){h+=(b[i]<16?'0':'')+b[i].toString(16);if(i===3||i===5||i===7||i===9)h+='-'}
return h}
function queue(){try{return JSON.parse(load(QUEUE)||'[]')}catch(e){return []}}
function keep(lines){save(QUEUE,lines.length?JSON.stringify(lines):null);
el('waiting').hidden=!lines.length;el('waiting').textContent='网络不通,已存 '+lines.length+' 条,联网后自动补传,请不要关闭本页。'}
function result(isGood,text){var r=el('result');r.className=isGood?'good':'bad';r.textContent=text;r.hidden=false;
clearTimeout(hide);hide=setTimeout(function(){r.hidden=true},isGood?6000:12000)}
function closed(text){el('desk').hidden=true;el('error').hidden=false;el('error').textContent=text;el('title').textContent='设备不可用'}
function board(){clearTimeout(timer);
ask('GET','board?direction='+way,null,function(status,a){
if(status===401||status===403||status===410)return closed(a.title);
el('desk').hidden=false;
if(status===200){el('error').hidden=true;el('board').hidden=false;el('title').textContent=a.activityTitle;
el('qr').src='data:image/svg+xml,'+encodeURIComponent(a.svg);el('digits').textContent=a.digits}
else el('board').hidden=true;
timer=setTimeout(board,(status===200?Math.max(1,a.secondsLeft):5)*1000)})}
function flush(){var lines=queue().slice(0,500);if(!lines.length)return;
ask('POST','punch-batches',{deviceSentAt:new Date().toISOString(),lines:lines},function(status,a){
if(status!==200||!a.items)return;var done={},refused=0,i;
for(i=0;i<a.items.length;i++)if(a.items[i].status!=='RETRY'){done[a.items[i].punchId]=1;if(a.items[i].status==='REFUSED')refused++}
keep(queue().filter(function(line){return !done[line.punchId]}));
if(refused)result(false,'补传完成,其中 '+refused+' 条没有记录,请现场负责人点名核对。')})}
function punch(person){
var line={punchId:newId(),direction:way},k,at=new Date().toISOString();for(k in person)line[k]=person[k];
var live=JSON.parse(JSON.stringify(line));live.deviceSentAt=at;line.happenedAt=at;el('send').disabled=true;
ask('POST','punches',live,function(status,a){el('send').disabled=false;
el('name').value='';el('tail').value='';el('card').value='';el('name').focus();
if(status===201)result(true,'✓ '+a.maskedName+' '+a.message);
else if(status===0||status>=500){keep(queue().concat([line]));result(true,'已存在本机,联网后自动补传。')}
else if(status===401||status===410&&a.code==='DEVICE_EXPIRED')closed(a.title);
else result(false,a.title||'没有记录,请稍后再试。')})}
function choose(next){way=next;el('way-IN').setAttribute('aria-pressed',way==='IN');el('way-OUT').setAttribute('aria-pressed',way==='OUT');
el('send').textContent=verb();board()}
el('way-IN').onclick=function(){choose('IN')};el('way-OUT').onclick=function(){choose('OUT')};
el('typed').onsubmit=function(e){e.preventDefault();punch({name:el('name').value,phoneLastFour:el('tail').value})};
el('card').onkeydown=function(e){if(e.key==='Enter'||e.keyCode===13){e.preventDefault();if(el('card').value)punch({card:el('card').value})}};
if(!token)closed('这台设备没有得到授权,请由活动负责人生成设备链接,在这台设备上打开。');
else{keep(queue());board();setInterval(flush,15000);flush()}
})();`;
