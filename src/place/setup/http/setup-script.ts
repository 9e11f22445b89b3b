/** ES5. The code stands behind `#`: no server and no proxy sees it in an address; it is sent with what is done only. */
export const setupScript = `(function(){
var ALL=['code','choose','practice','seeding','street','first','handover','second','opening','done-real','done-practice','broken','chosen'];
var TITLES={code:'第一次使用',choose:'第一次使用',practice:'先练习',seeding:'正在准备',street:'正式使用',first:'第一位安全管理员',
handover:'交给第二位',second:'第二位安全管理员',opening:'正在打开','done-real':'设置好了','done-practice':'准备好了',broken:'没有准备完',chosen:'已经设置过'};
var STEPS={street:'第 1 步，共 3 步',first:'第 2 步，共 3 步',handover:'第 2 步，共 3 步',second:'第 3 步，共 3 步'};
var code=location.hash.slice(1),street={},first='',usernames=null,quietSince=0;
function el(id){return document.getElementById(id)}
function fail(text){el('error').textContent=text||'';el('error').hidden=!text;if(text)el('error').scrollIntoView()}
function show(id){fail('');for(var i=0;i<ALL.length;i++)el(ALL[i]).hidden=ALL[i]!==id;
el('title').textContent=TITLES[id];el('steps').textContent=STEPS[id]||'';el('steps').hidden=!STEPS[id];
el('page').className=id.indexOf('done')===0?'ok':id==='broken'?'bad':'';
el('footer').hidden=id.indexOf('done')===0||id==='chosen';
window.scrollTo(0,0);el('title').focus();var input=el(id).querySelector('input');if(input)input.focus()}
function call(method,path,body,done){var x=new XMLHttpRequest();x.open(method,path);x.timeout=30000;
if(body)x.setRequestHeader('Content-Type','application/json');
x.onload=function(){var a={};try{a=JSON.parse(x.responseText)}catch(e){}done(x.status,a)};
x.onerror=x.ontimeout=function(){done(0,{})};x.send(body?JSON.stringify(body):null)}
function sentence(status,a){if(!status)return '连不上服务，还没有保存；请看启动服务的窗口是否还开着，再点一次。';
if(a.errors&&a.errors.length)return a.errors[0].message;return (a.details&&a.details.hint)||a.title||'没有成功，请稍后再试。'}
function send(button,path,body,done){el(button).disabled=true;fail('');body.code=code;
call('POST','/api/v1/setup'+path,body,function(status,a){el(button).disabled=false;
if(status>=200&&status<300)return done(a);
if(a.code==='INSTALLATION_CHOSEN'||status===404)return open();
if(a.code==='SETUP_CODE_WRONG'){code='';show('code')}
if(a.code==='SETUP_FIRST_EXPIRED')show('first');
fail(sentence(status,a))})}
function begin(){send('code-next','/code',{},function(a){history.replaceState(null,'',location.pathname+'#'+code);arrive(a)})}
function arrive(a){if(a.stage==='CHOICE')return show('choose');watch(a)}
function watch(a){if(a.stage==='BROKEN'){el('broken-percent').textContent=a.percent+'%';return show('broken')}
if(a.stage==='SEEDING'){if(el('seeding').hidden)show('seeding');el('bar').value=a.percent;
el('percent').textContent=a.percent+'%';el('step').textContent=a.step}
else if(a.stage==='OPEN'&&el('opening').hidden)show('opening');
setTimeout(poll,1000)}
function poll(){call('GET','/api/v1/setup/stage',null,function(status,a){
if(status===404)return open();
if(status===200&&a.stage==='CHOICE')return show('choose');
if(status===200){quietSince=0;return watch(a)}
quietSince=quietSince||new Date().getTime();
if(new Date().getTime()-quietSince>60000)fail('服务有一会儿没有回答了。请看启动服务的窗口；它停了就重新启动，再刷新这一页。');
setTimeout(poll,1000)})}
function open(){call('GET','/practice',null,function(status){
history.replaceState(null,'',location.pathname);
if(status===200)return show('done-practice');
if(!usernames)return show('chosen');
el('done-first').textContent=usernames[0];el('done-second').textContent=usernames[1];show('done-real')})}
function typed(at){return {displayName:el(at+'-name').value,username:el(at+'-username').value,password:el(at+'-password').value}}
function administrator(at,next){
el(at+'-shown').onclick=function(){var type=el(at+'-shown').checked?'text':'password';el(at+'-password').type=type;el(at+'-again').type=type};
el(at).onsubmit=function(e){e.preventDefault();
if(el(at+'-password').value!==el(at+'-again').value)return fail('两次输入的密码不一样，请重新输入。');
next(typed(at))}}
el('code').onsubmit=function(e){e.preventDefault();code=el('code-text').value;begin()};
el('to-practice').onclick=function(){show('practice')};
el('to-real').onclick=function(){show('street')};
el('practice-back').onclick=el('street-back').onclick=function(){show('choose')};
el('start-practice').onclick=function(){send('start-practice','/practice',{},watch)};
el('street').onsubmit=function(e){e.preventDefault();
street={streetName:el('street-name').value,districtName:el('district-name').value};show('first')};
administrator('first',function(a){send('first-next','/first-administrator',{administrator:a},function(b){first=b.first;
el('first').reset();el('first-shown').onclick();show('handover')})});
el('to-second').onclick=function(){show('second')};
administrator('second',function(a){send('second-next','/street',{districtName:street.districtName,streetName:street.streetName,
first:first,second:a},function(b){usernames=b.usernames;el('second').reset();show('opening');poll()})});
if(code)begin();else call('GET','/api/v1/setup/stage',null,function(status,a){
if(status===404)return open();if(a.stage==='CHOICE'||status!==200)return show('code');watch(a)});
})();`;
