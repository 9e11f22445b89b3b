import { tokens } from './page-tokens';

/**
 * What stands over every page of the server, as over the pages of the phone: the seal, and one button for larger text that
 * names where it leads. 18, 24 and 30 px scale the root, so everything said in rem grows on top of the text size of the
 * browser. The choice stays on the device under the name that the phone uses too; a browser that keeps nothing forgets it
 * with the page. Without scripts the button is not there.
 */
export const pageBar = `<div class="bar"><span class="whose"><svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="4"/><rect class="inner" x="2.5" y="2.5" width="27" height="27" rx="2.5"/><path d="M9.5 6.500l1.8 2M7 10h6.500M11.5 10c-.8 2.8-2.4 5-4.5 6.500M10.5 13v12.500M11 13.500l2.5 2.500M15 7.500h10.500M16.5 10.500h7.500v4h-7.500zM15.5 17.500h9.500v8h-9.500zM15.5 21.500h9.500M20.2 17.500v8"/></svg>志愿服务</span>
<button id="text-size" type="button" hidden></button></div>`;

/** Stands before the style of the page, which may say how wide the bar is. */
export const pageBarStyle = `
html{font-size:90%}html[data-text=elder]{font-size:120%}html[data-text=huge]{font-size:150%}
.bar{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;padding:.4rem 4vw;border-bottom:1px solid ${tokens.hairline};background:${tokens.surface}}
.whose{display:flex;align-items:center;min-height:3.4rem;font-weight:600}.whose svg{flex:none;width:2.2rem;height:2.2rem;margin-right:.6rem;fill:none;stroke:#fff;stroke-width:1.7;stroke-linecap:round}
rect{fill:${tokens.civic}}.whose .inner{stroke-width:.8}
#text-size{width:auto;min-height:3.4rem;margin:0;padding:.25rem 1.1rem;border:1px solid ${tokens.line};border-radius:99rem;background:${tokens.surface};color:${tokens.ink};font-size:1.05rem;font-weight:600}
@media print{.bar{display:none}}
`;

/** Runs right behind the bar and before the page is there, so that a page never jumps from small to large. */
export const pageBarScript = `(function(){
var KEY='volunteer-ledger.text-size',STEPS={standard:['elder','长辈版'],elder:['huge','再大一号'],huge:['standard','标准版']},size,kept=null;
function el(id){return document.getElementById(id)}
function show(chosen){size=chosen;document.documentElement.setAttribute('data-text',size);el('text-size').textContent=STEPS[size][1]}
el('text-size').onclick=function(){show(STEPS[size][0]);
try{if(size==='standard')localStorage.removeItem(KEY);else localStorage.setItem(KEY,size)}catch(e){}};
try{kept=localStorage.getItem(KEY)}catch(e){}
show(STEPS[kept]?kept:kept==='large'?'elder':'standard');
el('text-size').hidden=false;
})();`;
