/** Look of the pages that people open on the spot: large, high contrast, no web font. */
export const pageStyle = `
*{box-sizing:border-box}
body{margin:0;background:#f3f4f6;color:#1c1f23;font:1.125rem/1.6 "PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
main{max-width:30rem;margin:0 auto;padding:1.25rem 1rem}
header{padding:1.25rem 1rem;border-radius:.75rem .75rem 0 0;background:#1d4f91;color:#fff}
header p{margin:0}h1{margin:.25rem 0 0;font-size:1.625rem;line-height:1.35;overflow-wrap:anywhere}
.ok header,.good{background:#12683a;color:#fff}.bad header{background:#a3161a}
section{padding:1.25rem 1rem;background:#fff;border-radius:0 0 .75rem .75rem}
section p{margin:.25rem 0 1rem;overflow-wrap:anywhere}
label{display:block;margin:.75rem 0 .25rem}
input{width:100%;min-height:3rem;padding:.5rem .75rem;border:1px solid #707783;border-radius:.5rem;font:inherit}
.check{display:flex;align-items:center;gap:.5rem}.check input{width:1.5rem;min-height:1.5rem}
button{width:100%;min-height:3.5rem;margin-top:1rem;border:0;border-radius:.5rem;background:#1d4f91;color:#fff;font:inherit;font-size:1.25rem;font-weight:600}
button.plain{background:#fff;color:#1d4f91;border:1px solid #1d4f91;font-size:1.0625rem;font-weight:400;min-height:3rem}
button[disabled]{background:#707783}
.error{padding:.75rem;border-radius:.5rem;background:#fdecea;color:#8c1114}
.mark{font-size:3.5rem;line-height:1.1;text-align:center}
[hidden]{display:none!important}
footer{margin-top:1rem;color:#4b5360;font-size:.9375rem}
`;
