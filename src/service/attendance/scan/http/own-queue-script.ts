/**
 * What a person's own phone keeps of punches that no answer has come for, in ES5: the shelf, its lines and what ends them are
 * those of the pages of the phone (`web/src/offline/own-punch-queue.ts`), so that either page sends what the other has kept. The
 * service takes a line once, whoever sends it. A browser without a shelf keeps nothing and says so by null. Stands behind
 * `pageTools` and `sessionTools`.
 */
export const ownQueue = `
var STORE='own-punches',KNOWN=/^(ALREADY_CHECKED_IN|ALREADY_CHECKED_OUT|CODE_USED)$/;
function shelf(mode,work,done){var r;function none(){done(null)}
try{r=indexedDB.open('volunteer-ledger.'+STORE,1)}catch(e){return none()}
r.onupgradeneeded=function(){r.result.createObjectStore(STORE,{keyPath:'punchId'})};
r.onerror=none;
r.onsuccess=function(){var db=r.result,t,made;
try{t=db.transaction(STORE,mode);made=work(t.objectStore(STORE))}catch(e){db.close();return none()}
t.oncomplete=function(){db.close();done(made.result||true)};
t.onabort=function(){db.close();none()}}}
function put(line,done){shelf('readwrite',function(s){return s.put(line)},done)}
function drop(line){shelf('readwrite',function(s){return s['delete'](line.punchId)},function(){})}
function settle(line,item){line.state=/^(RECORDED|IN_REVIEW)$/.test(item.status)?item.status:KNOWN.test(item.code)?'KNOWN':'REFUSED';
line.message=item.message;if(item.code)line.reason=item.code;
if(/^(RECORDED|KNOWN)$/.test(line.state))drop(line);else put(line,function(){})}
function sendKept(volunteerId,deviceId,done){shelf('readonly',function(s){return s.getAll()},function(all){
var lines=(all&&all.filter?all:[]).filter(function(l){return l.volunteerId===volunteerId}),
due=lines.filter(function(l){return l.state==='WAITING'}).sort(function(a,b){return a.happenedAt<b.happenedAt?-1:1}).slice(0,20);
if(!due.length)return done(200,lines);
askOwn('POST','/me/punch-batches',{volunteerId:volunteerId,deviceId:deviceId,deviceSentAt:new Date().toISOString(),lines:due.map(function(l){
return {punchId:l.punchId,shiftId:l.shiftId,direction:l.direction,code:l.code,happenedAt:l.happenedAt}})},20000,function(status,a){
(a.items||[]).forEach(function(item){due.forEach(function(l){if(l.punchId===item.punchId&&item.status!=='RETRY')settle(l,item)})});
done(status,lines)})})}`;
