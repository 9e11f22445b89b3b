import { tokens } from './page-tokens';

/**
 * Look of the pages that people open themselves: large, plain, high contrast, no web font, one column as on the phone. Sizes
 * are in rem, so that the text setting of a phone carries everything along; only gutters stop growing where they would take
 * the room of the words (browsers that do not know min() take the value before it). The colour of the header says what the
 * page is about: `in` and `out` for the two directions, `ok`, `odd` and `bad` with a mark for what came of it.
 */
export const pageStyle = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;color-scheme:light}
body{margin:0;background:${tokens.canvas};color:${tokens.ink};font:1.25rem/1.6 PingFang SC,HarmonyOS Sans SC,MiSans,Microsoft YaHei,Noto Sans SC,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
main{max-width:40rem;margin:0 auto}
header,section,footer{padding:1.25rem 1.25rem 1.5rem;padding:1.25rem min(1.25rem,5vw) 1.5rem}
header{background:${tokens.brand};color:#fff}
header p{margin:0}h1{margin:.25rem 0 0;font-size:2.1rem;line-height:1.3}
[data-text=elder] h1{font-size:1.8rem}[data-text=huge] h1{font-size:1.6rem}
h1:focus{outline:0}
.ok header:before,.odd header:before,.bad header:before{content:"✓";display:block;width:4.6rem;margin-bottom:.75rem;border-radius:50%;background:#fff;color:${tokens.ok};font-size:3rem;font-weight:700;line-height:4.6rem;text-align:center}
.out header,.out button{background:${tokens.out}}.out button.plain{background:#fff;color:${tokens.out};border-color:${tokens.out}}
.ok header{background:${tokens.ok}}.odd header{background:${tokens.warn}}.bad header{background:${tokens.bad}}.odd header:before{content:"!";color:${tokens.warn}}.bad header:before{content:"×";color:${tokens.bad}}
section{background:#fff}
section p{margin:.25rem 0 1rem}
label{display:block;margin:1rem 0 .35rem;font-weight:600}
input{width:100%;min-height:3.5rem;padding:.5rem .85rem;border:2px solid ${tokens.fieldLine};border-radius:.85rem;background:#fff;color:inherit;font:inherit}
.check{display:flex;align-items:center;gap:.75rem;min-height:3.5rem;margin:.5rem 0;font-weight:400}.check input{flex:none;width:1.75rem;min-height:1.75rem;margin:0;accent-color:${tokens.brand}}
button,.button{width:100%;min-height:4rem;margin-top:1rem;padding:.5rem;border:2px solid transparent;border-radius:.95rem;background:${tokens.brand};color:#fff;font:inherit;font-size:1.4rem;font-weight:600;line-height:1.25}
.button{display:block;padding:1.05rem .5rem;text-align:center;text-decoration:none}
button.plain,.button.plain{border:1px solid ${tokens.brand};background:#fff;color:${tokens.brand};font-size:1.25rem}
button[disabled],.out button[disabled]{background:${tokens.fieldLine};color:#fff;border-color:transparent}
:focus-visible{outline:3px solid ${tokens.focus};outline-offset:2px}
.error,.wrong{display:flex;color:${tokens.bad}}.error{padding:.75rem;border:1px solid ${tokens.badLine};border-radius:.85rem;background:${tokens.badSoft}}
.error:before,.wrong:before{content:"!";flex:none;width:1.5em;height:1.5em;margin:.05em .5em 0 0;border:2px solid;border-radius:1em;line-height:1.3;text-align:center;font-weight:700}
.hint{color:${tokens.inkSoft};font-size:1.05rem}.wrong,.hint,section .hint{margin:.35rem 0 0}
h1,button,.check{text-wrap:balance}
[hidden]{display:none!important}
footer{color:${tokens.inkSoft};font-size:1.05rem}
@media (min-width:48rem){main{padding:1.5rem 0}header{border-radius:.95rem .95rem 0 0}section{border-radius:0 0 .95rem .95rem}}
`;
