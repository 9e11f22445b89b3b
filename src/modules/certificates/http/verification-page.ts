import { chineseDate, hoursText } from '../../../platform/documents/document-text';
import { checkpointText } from '../../evidence';
import type { PublicCertificate } from '../persistence/certificate-directory';

interface Verdict {
  readonly title: string;
  readonly colour: string;
  readonly note: string;
}

const VERDICTS: Readonly<Record<PublicCertificate['status'] | 'NOT_FOUND', Verdict>> = {
  VALID: { title: '证明有效', colour: '#12683a', note: '请与纸面内容逐项核对,不一致的以本页为准。' },
  SUPERSEDED: { title: '证明已换发', colour: '#8a5a00', note: '所依据的记录已更正,请向持有人索取换发后的新证明。' },
  REVOKED: { title: '证明已作废', colour: '#a3161a', note: '本证明已被出具单位作废,不再具有证明效力。' },
  NOT_FOUND: {
    title: '没有查到这份证明',
    colour: '#a3161a',
    note: '请核对验证码后重试;如仍查不到,请向出具单位核实。',
  },
};

/** The answer of the public verification as a page for a phone: no script, nothing loaded from anywhere. */
export function verificationPage(certificate: PublicCertificate | null): string {
  const verdict = VERDICTS[certificate?.status ?? 'NOT_FOUND'];
  const rows = certificate ? rowsOf(certificate) : [];
  const list = rows.map(([label, value]) => `<dt>${escape(label)}</dt><dd>${escape(value)}</dd>`).join('');
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${verdict.title} - 志愿服务记录证明核验</title>
<style>
body{margin:0;background:#f3f4f6;color:#1c1f23;font:1.0625rem/1.6 "Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:30rem;margin:0 auto;padding:1.5rem 1rem}
header{padding:1.25rem 1rem;border-radius:.75rem .75rem 0 0;background:${verdict.colour};color:#fff}
header p{margin:0;opacity:.9}h1{margin:.25rem 0 0;font-size:1.625rem}
section{padding:1rem;background:#fff;border-radius:0 0 .75rem .75rem}
dl{margin:0 0 1rem}dt{color:#5a6270;font-size:.9375rem}dd{margin:0 0 .75rem;font-size:1.125rem;overflow-wrap:anywhere}
section p{margin:0}h2{margin:1.25rem 0 .25rem;font-size:1.0625rem}.warning{color:#a3161a;font-weight:bold}a{color:#1a4f9c}footer{margin-top:1rem;color:#5a6270;font-size:.875rem}
</style></head><body><main>
<header><p>志愿服务记录证明核验</p><h1>${verdict.title}</h1></header>
<section>${list ? `<dl>${list}</dl>` : ''}<p>${escape(verdict.note)}</p>${checkpointPart(certificate)}</section>
<footer>本页只显示编号、时间段、总时长、状态、脱敏姓名和台账检查点。</footer>
</main></body></html>
`;
}

function rowsOf(certificate: PublicCertificate): readonly (readonly [string, string])[] {
  return [
    ['证明编号', certificate.certificateNo],
    ['姓名', certificate.maskedName ?? '(持有人已注销)'],
    ['服务时间段', `${chineseDate(certificate.periodFrom)}至${chineseDate(certificate.periodTo)}`],
    ['服务总时长', `${hoursText(certificate.serviceMinutes)} 小时`],
  ];
}

/** The checkpoint on the paper, what it is, and whether the public one still is the same. */
function checkpointPart(certificate: PublicCertificate | null): string {
  const checkpoint = certificate?.checkpoint;
  if (!checkpoint) return '';
  const { isPublished, number } = checkpoint;
  const verdict = isPublished
    ? '<p>与公开的检查点一致。'
    : '<p class="warning">与公开的检查点不一致,请向出具单位核实。';
  return `<h2>出具时的台账检查点</h2><p>${escape(checkpointText(checkpoint))}</p>
${verdict}<a href="/api/v1/ledger/checkpoints/${String(number)}">查看公开的检查点</a></p>
<p>检查点是整本台账在当时的签名摘要,编号和根应与纸面页脚一致。</p>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}
