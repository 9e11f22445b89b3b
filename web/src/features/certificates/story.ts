import { dayOf, shortDay } from '../../words/time';
import type { Certificate } from './queries';

/** What became of a certificate and what comes next, in a sentence. */
export function storyOf(certificate: Certificate): string {
  const { status, declineReason, endReason, endedAt, supersededByNo, appliedAt, issuedAt } = certificate;
  const ended = endedAt ? shortDay(dayOf(endedAt)) : '';
  switch (status) {
    case 'APPLIED':
      return `${shortDay(dayOf(appliedAt))}申请，等街道核对后开具。开好了会通知您。`;
    case 'DECLINED':
      return `没有开具：${declineReason ?? '没有写原因'}。可以改好再申请。`;
    case 'VALID':
      return `${issuedAt ? shortDay(dayOf(issuedAt)) : ''}开具。别人扫证明上的二维码就能核对。`;
    case 'SUPERSEDED':
      return `${ended}换发了新的${supersededByNo ? `，编号 ${supersededByNo}` : ''}，这张不再使用。`;
    case 'REVOKED':
      return `${ended}作废：${endReason ?? '没有写原因'}。`;
  }
}
