/**
 * What a person's own phone keeps of punches that no answer has come for, in ES5: the shelf, its lines and what ends them are
 * those of the pages of the phone (`web/src/offline/own-punch-queue.ts`), so that either page sends what the other has kept. The
 * service takes a line once, whoever sends it, and says it again: the line of this page goes also where the shelf cannot be read
 * or another page has let go of it. A browser without a shelf, or one that has not answered in two seconds, keeps nothing and says
 * so by null. Stands behind `pageTools` and `sessionTools`.
 */
export const ownQueue = `
var STORE='own-punches',KNOWN=/^(ALREADY_CHECKED_IN|ALREADY_CHECKED_OUT|CODE_USED)$/;
function once(act){return function(told){var a=act;act=null;if(a)a(told)}}
function shelf(work,done){var r;done=once(done);
function none(){done(null)}
setTimeout(none,2000);
try{r=indexedDB.open('volunteer-ledger.'+STORE,1)}catch(e){return none()}
r.onupgradeneeded=function(){r.result.createObjectStore(STORE,{keyPath:'punchId'})};
r.onerror=none;
r.onsuccess=function(){var db=r.result,t,made;
try{t=db.transaction(STORE,'readwrite');made=work(t.objectStore(STORE));
t.oncomplete=function(){done(made)};t.onabort=none}catch(e){none()}db.close()}}
function put(line,done){shelf(function(s){return s.put(line)},done)}
function drop(line){shelf(function(s){s['delete'](line.punchId)})}
function all(s){var lines=[];s.openCursor().onsuccess=function(e){var c=e.target.result;if(c){lines.push(c.value);c['continue']()}};return lines}
function settle(line,item){line.state=/^(RECORDED|IN_REVIEW)$/.test(item.status)?item.status:KNOWN.test(item.code)?'KNOWN':'REFUSED';
line.message=item.message;if(item.code)line.reason=item.code;
if(/^(RECORDED|KNOWN)$/.test(line.state))drop(line);else put(line)}
function sendKept(who,device,line,done){shelf(all,function(kept){
var lines=[].concat(line||[],kept||[]).filter(function(l){return l.volunteerId===who&&(!line||l===line||l.punchId!==line.punchId)}),
due=lines.filter(function(l){return l.state==='WAITING'}).sort(function(a,b){return a.happenedAt<b.happenedAt?-1:1}).slice(0,20);
if(!due.length)return done(200,lines);
askOwn('POST','/me/punch-batches',{volunteerId:who,deviceId:device,deviceSentAt:new Date().toISOString(),lines:due.map(function(l){
return {punchId:l.punchId,shiftId:l.shiftId,direction:l.direction,code:l.code,happenedAt:l.happenedAt}})},2e4,function(status,a){
(a.items||[]).forEach(function(item){due.forEach(function(l){if(l.punchId===item.punchId&&item.status!=='RETRY')settle(l,item)})});
done(status,lines)})})}`;
