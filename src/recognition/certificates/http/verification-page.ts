import { chineseDate, hoursText } from '../../../platform/delivery/documents/document-text';
import { escapeHtml, type HtmlPage } from '../../../platform/delivery/http/html-page';
import { pageStyle } from '../../../platform/delivery/http/page-style';
import { checkpointText } from '../../../ledger/evidence';
import type { PublicCertificate } from '../persistence/certificate-directory';
import { tokens } from '../../../platform/delivery/http/page-tokens';

interface Verdict {
  readonly title: string;
  readonly mark: 'ok' | 'odd' | 'bad';
  readonly note: string;
}

const VERDICTS: Readonly<Record<PublicCertificate['status'] | 'NOT_FOUND', Verdict>> = {
  VALID: { title: '证明有效', mark: 'ok', note: '请与纸面内容逐项核对，不一致的以本页为准。' },
  SUPERSEDED: { title: '证明已换发', mark: 'odd', note: '所依据的记录已更正，请向持有人索取换发后的新证明。' },
  REVOKED: { title: '证明已作废', mark: 'bad', note: '本证明已被出具单位作废，不再具有证明效力。' },
  NOT_FOUND: {
    title: '没有查到这份证明',
    mark: 'bad',
    note: '请核对校验码后重试；如仍查不到，请向出具单位核实。',
  },
};

const style = `${pageStyle}
dl{margin:0 0 1rem;padding:.4rem 1.1rem;border:1px solid ${tokens.hairline};border-radius:.85rem}dt{padding-top:.4rem;color:${tokens.inkSoft};font-size:1.05rem}dd{padding-bottom:.4rem;margin:0}
[data-text=standard] dl{display:grid;grid-template-columns:auto minmax(0,1fr);gap:.4rem 1rem}[data-text=standard] dt,[data-text=standard] dd{padding:.3rem 0}[data-text=standard] dd{text-align:right}
section h2{margin:1.5rem 0 .25rem;font-size:1.25rem}.warning{color:${tokens.bad};font-weight:600}section a{color:${tokens.brand}}
`;

/** The answer of the public verification as a page for a phone: no script of its own, nothing loaded from anywhere. */
export function verificationPage(certificate: PublicCertificate | null): HtmlPage {
  const { title, mark, note } = VERDICTS[certificate?.status ?? 'NOT_FOUND'];
  const rows = certificate ? rowsOf(certificate) : [];
  const list = rows.map(([label, value]) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`).join('');
  const body = `<main class="${mark}">
<header><p>志愿服务记录证明核验</p><h1>${title}</h1></header>
<section>${list ? `<dl>${list}</dl>` : ''}<p>${escapeHtml(note)}</p>${certificate ? checkpointPart(certificate) : '<a class="button" href="/verify">再查一次</a>'}</section>
<footer>本页只显示编号、时间段、总时长、状态、脱敏姓名和台账检查点。</footer>
</main>`;
  return { title: `${title} - 志愿服务记录证明核验`, style, body, script: null };
}

function rowsOf(certificate: PublicCertificate): readonly (readonly [string, string])[] {
  return [
    ['证明编号', certificate.certificateNo],
    ['姓名', certificate.maskedName ?? '（持有人已注销）'],
    ['服务时间段', `${chineseDate(certificate.periodFrom)}至${chineseDate(certificate.periodTo)}`],
    ['服务总时长', `${hoursText(certificate.serviceMinutes)} 小时`],
  ];
}

/** The checkpoint on the paper, what it is, and whether the public one still is the same. */
function checkpointPart({ checkpoint }: PublicCertificate): string {
  if (!checkpoint) return '';
  const [mark, verdict] = checkpoint.isPublished
    ? ['', '与公开的检查点一致。']
    : [' class="warning"', '与公开的检查点不一致，请向出具单位核实。'];
  const address = `/api/v1/ledger/checkpoints/${String(checkpoint.number)}`;
  return `<h2>出具时的台账检查点</h2><p>${escapeHtml(checkpointText(checkpoint))}</p>
<p${mark}>${verdict}<a href="${address}">查看公开的检查点</a></p>
<p>检查点是整本台账在当时的签名摘要，编号和根应与纸面页脚一致。</p>`;
}
