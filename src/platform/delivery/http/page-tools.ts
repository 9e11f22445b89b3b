/**
 * What the scripts of the server's pages have in common: ES5 and XMLHttpRequest, because old phones open them. `ask` hands
 * back the status and the answer, 0 and nothing where the service was not reached. A browser that keeps nothing is no error.
 */
export const pageTools = `
function el(id){return document.getElementById(id)}
function load(key){try{return localStorage.getItem(key)}catch(e){return null}}
function save(key,value){try{if(value===null)localStorage.removeItem(key);else localStorage.setItem(key,value)}catch(e){}}
function ask(method,path,body,headers,timeoutMs,done){
var x=new XMLHttpRequest(),k;x.open(method,'/api/v1'+path);x.timeout=timeoutMs;
if(body)x.setRequestHeader('Content-Type','application/json');
for(k in headers)x.setRequestHeader(k,headers[k]);
x.onload=function(){var a=null;try{a=JSON.parse(x.responseText)}catch(e){}done(x.status,a||{})};
x.onerror=x.ontimeout=function(){done(0,{})};
x.send(body?JSON.stringify(body):null)}
function isDown(status){return!status||status===429||status>=500}
function randomHex(bytes){var c=window.crypto||window.msCrypto,b=new Uint8Array(bytes),h='',i;c.getRandomValues(b);
for(i=0;i<bytes;i++)h+=(b[i]<16?'0':'')+b[i].toString(16);return h}
function newId(){var t=Date.now().toString(16),h=randomHex(10);while(t.length<12)t='0'+t;
return t.slice(0,8)+'-'+t.slice(8)+'-7'+h.slice(0,3)+'-'+'89ab'.charAt(parseInt(h.charAt(3),16)&3)+h.slice(4,7)+'-'+h.slice(7,19)}`;

/**
 * The session that the browser has in cookies, the same as on the pages of the phone (`web/src/api/renew.ts` has the names
 * of lock, count and key too). `askOwn` renews it once where the guard says that it has run out (a wrong password is a 401 as
 * well, and is never sent twice): one renewal at a time in all tabs, with a key that is kept until there is an answer, so that a
 * lost answer does not end it. Stands behind `pageTools`.
 */
export const sessionTools = `
function csrf(){return(/(?:^|; )(?:__Host-)?csrf-token=([^;]+)/.exec(document.cookie)||['',''])[1]}
function own(key){var h={'X-Session':'cookie','X-CSRF-Token':csrf()};if(key)h['Idempotency-Key']=key;return h}
function keyOf(name){var key=load(name);if(!key){try{save(name,key=randomHex(16))}catch(e){}}return key}
function renew(done){var NAME='volunteer-ledger.renewal',COUNT='volunteer-ledger.renewals',before=load(COUNT);
function run(then){if(!csrf())return then(false);
ask('POST','/auth/refresh',{},own(keyOf(NAME)),20000,function(status){
if(isDown(status))return then(null);
save(NAME,null);then(status===200)})}
if(!navigator.locks)return run(done);
navigator.locks.request(NAME,function(){return new Promise(function(free){
if(load(COUNT)!==before)return free(true);
run(function(isOpen){if(isOpen)save(COUNT,''+(+load(COUNT)+1));free(isOpen)})})}).then(done,function(){done(null)})}
function askOwn(method,path,body,timeoutMs,done){
ask(method,path,body,own(),timeoutMs,function(status,a){if(!/SIGN_IN_REQUIRED|TOKEN_EXPIRED/.test(a.code)||!csrf())return done(status,a);
renew(function(isOpen){if(isOpen)ask(method,path,body,own(),timeoutMs,done);else done(isOpen===null?0:status,a)})})}`;
