/**
 * The script of the scan page: ES5 and XMLHttpRequest, because it runs in the browsers of old phones. A punch may be sent
 * again at any time: the ticket makes its id. The refresh token is kept only on a phone whose owner says it is theirs.
 */
export const scanScript = `(function(){
var page=document.getElementById('page'),verb=page.getAttribute('data-verb'),ticket=page.getAttribute('data-ticket');
var sentAt=new Date().toISOString(),KEY='volunteer-ledger.refresh',access=null,refresh=null;
function el(id){return document.getElementById(id)}
function show(id){var all=['sign-in','confirm','receipt'];for(var i=0;i<all.length;i++)el(all[i]).hidden=all[i]!==id}
function fail(text){el('error').textContent=text;el('error').hidden=!text}
function saved(){try{return localStorage.getItem(KEY)}catch(e){return null}}
function keep(token){try{if(token)localStorage.setItem(KEY,token);else localStorage.removeItem(KEY)}catch(e){}}
function ask(method,path,body,done){
var x=new XMLHttpRequest();x.open(method,'/api/v1'+path);x.timeout=20000;
if(body)x.setRequestHeader('Content-Type','application/json');
if(access)x.setRequestHeader('Authorization','Bearer '+access);
x.onload=function(){var a=null;try{a=JSON.parse(x.responseText)}catch(e){}done(x.status,a||{})};
x.onerror=x.ontimeout=function(){done(0,{title:'网络不通,还没有'+verb+';请检查网络后再点一次,重复点不会重复记录。'})};
x.send(body?JSON.stringify(body):null)}
function busy(id,is){el(id).disabled=is}
function took(tokens){access=tokens.accessToken;refresh=tokens.refreshToken}
function signInAgain(text){keep(null);access=null;fail(text||'');show('sign-in');el('username').focus()}
function punch(){fail('');busy('punch',true);
ask('POST','/me/scans',{ticket:ticket,deviceSentAt:sentAt},function(status,answer){busy('punch',false);
if(status===201){page.className='ok';el('title').textContent=verb+'成功';el('message').textContent=answer.message;show('receipt')}
else if(status===401)signInAgain(answer.title);
else{fail(answer.title||('没有'+verb+',请稍后再试。'));
if(status===410||status===400){page.className='bad';show('')}else show('confirm')}})}
function known(then){ask('GET','/auth/me',null,function(status,me){
if(status!==200)return signInAgain(me.title);el('person').textContent=me.displayName;then()})}
el('sign-in').onsubmit=function(e){e.preventDefault();fail('');busy('sign-in-button',true);
ask('POST','/auth/sign-in',{username:el('username').value,password:el('password').value},function(status,answer){
busy('sign-in-button',false);el('password').value='';
if(status!==200)return fail(answer.title||'没有登录成功,请稍后再试。');
took(answer);keep(el('stay').checked?refresh:null);known(punch)})};
el('punch').onclick=punch;
el('other').onclick=function(){signInAgain('')};
var token=saved();
if(!token)show('sign-in');
else ask('POST','/auth/refresh',{refreshToken:token},function(status,answer){
if(status===200){took(answer);keep(refresh);known(function(){show('confirm')})}
else if(status===0){fail(answer.title);show('sign-in')}
else signInAgain('')});
})();`;
