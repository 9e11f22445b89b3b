import { tokens } from './page-tokens';

/**
 * Look of the pages that people open themselves: large, plain, high contrast, no web font. Sizes are in rem, so that the
 * text setting of a phone carries everything along; only gutters stop growing where they would take the room of the words
 * (browsers that do not know min() take the value before it). The colour of the header says what the page is about: `in`
 * and `out` for the two directions, `ok`, `odd` and `bad` for what came of it.
 */
export const pageStyle = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;color-scheme:light}
body{margin:0;background:${tokens.canvas};color:${tokens.ink};font:1.25rem/1.6 "PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
main{max-width:32rem;margin:0 auto;padding:1rem .75rem;padding:1rem min(.75rem,4vw)}
header{padding:1rem;padding:1rem min(1rem,5vw);border-radius:.75rem .75rem 0 0;background:${tokens.brand};color:#fff}
header p{margin:0;overflow-wrap:anywhere}h1{margin:.25rem 0 0;font-size:2.25rem;line-height:1.3;overflow-wrap:anywhere}
h1:focus{outline:0}
.out header,.out button{background:${tokens.out}}.out button.plain{background:#fff;color:${tokens.out};border-color:${tokens.out}}
.ok header{background:${tokens.ok}}.odd header{background:${tokens.warn}}.bad header{background:${tokens.bad}}
section{padding:1rem;padding:1rem min(1rem,5vw);background:#fff;border-radius:0 0 .75rem .75rem}
section p{margin:.25rem 0 1rem;overflow-wrap:anywhere}
label{display:block;margin:.75rem 0 .25rem}
input{width:100%;min-height:3.5rem;padding:.5rem .75rem;border:2px solid ${tokens.fieldLine};border-radius:.5rem;background:#fff;color:inherit;font:inherit}
.check{display:flex;align-items:center;gap:.75rem;min-height:3rem}.check input{flex:none;width:1.75rem;min-height:1.75rem}
button{width:100%;min-height:4rem;margin-top:1rem;padding:.5rem;border:2px solid transparent;border-radius:.5rem;background:${tokens.brand};color:#fff;font:inherit;font-size:1.5rem;font-weight:600}
a.button{display:block;width:100%;min-height:4rem;margin-top:1rem;padding:.75rem .5rem;border-radius:.5rem;background:${tokens.brand};color:#fff;font-size:1.5rem;font-weight:600;text-align:center;text-decoration:none}
button.plain,a.button.plain{background:#fff;color:${tokens.brand};border:2px solid ${tokens.brand};font-size:1.25rem;font-weight:400;min-height:3.5rem}
button[disabled],.out button[disabled]{background:${tokens.fieldLine};color:#fff;border-color:transparent}
:focus-visible{outline:3px solid ${tokens.focus};outline-offset:2px}
.error{padding:.75rem;border:2px solid ${tokens.bad};border-radius:.5rem;background:${tokens.badSoft};color:${tokens.bad}}
.mark{font-size:5rem;line-height:1.1;text-align:center;color:${tokens.ok}}
dl{margin:0 0 1rem}dt{color:${tokens.inkSoft};font-size:1.125rem}dd{margin:0 0 .75rem;font-size:1.375rem;overflow-wrap:anywhere}
h1,button,.check{text-wrap:balance}
[hidden]{display:none!important}
footer{margin-top:1rem;color:${tokens.inkSoft};font-size:1.125rem}
`;
