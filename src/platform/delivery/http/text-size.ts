import { tokens } from './page-tokens';

/**
 * 大字: one switch for all pages, for people who cannot read what others can. It scales the root, so everything said in
 * rem grows on top of the text size of the browser. The choice stays on the device, for all pages; a browser that keeps
 * nothing forgets it with the page. The web keeps its own two sizes under the same name; here either is the large one. Without scripts the switch is not there.
 */
export const textSizeSwitch = `<div id="text-size" class="text-size" role="group" aria-label="文字大小" hidden>
<button id="text-standard" type="button">标准</button><button id="text-large" type="button">大字</button></div>`;

/** Stands before the style of the page, which may say how wide the switch is. */
export const textSizeStyle = `
.large{font-size:135%}
.text-size{display:flex;flex-wrap:wrap;justify-content:flex-end;max-width:32rem;margin:0 auto;padding:.5rem .75rem 0;padding:.5rem min(.75rem,4vw) 0}
.text-size button{width:auto;min-width:5rem;min-height:3rem;margin:0;padding:.25rem .75rem;border:2px solid ${tokens.brand};background:#fff;color:${tokens.brand};font-size:1.125rem;font-weight:400}
#text-standard{border-radius:.5rem 0 0 .5rem}#text-large{border-radius:0 .5rem .5rem 0;font-size:1.375rem}
.text-size button[aria-pressed=true]{background:${tokens.brand};color:#fff;font-weight:600}
@media print{.text-size{display:none}}
`;

/** Runs right behind the switch and before the page is there, so that a page never jumps from small to large. */
export const textSizeScript = `(function(){
var KEY='volunteer-ledger.text-size',root=document.documentElement;
function el(id){return document.getElementById(id)}
function show(isLarge){root.className=isLarge?'large':'';
el('text-large').setAttribute('aria-pressed',isLarge);el('text-standard').setAttribute('aria-pressed',!isLarge)}
function choose(isLarge){show(isLarge);
try{if(isLarge)localStorage.setItem(KEY,'large');else localStorage.removeItem(KEY)}catch(e){}}
var kept=null;try{kept=localStorage.getItem(KEY)}catch(e){}
show(kept==='large'||kept==='elder'||kept==='huge');
el('text-large').onclick=function(){choose(true)};
el('text-standard').onclick=function(){choose(false)};
el('text-size').hidden=false;
})();`;
