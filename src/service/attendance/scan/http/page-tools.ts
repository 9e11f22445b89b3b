/**
 * What the scripts of the pages on the spot have in common: ES5 and XMLHttpRequest, because old phones open them. `ask`
 * hands back the status and the answer, 0 and nothing where the service was not reached. A browser that keeps nothing is
 * no error.
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
function randomHex(bytes){var c=window.crypto||window.msCrypto,b=new Uint8Array(bytes),h='',i;c.getRandomValues(b);
for(i=0;i<bytes;i++)h+=(b[i]<16?'0':'')+b[i].toString(16);return h}`;
