import { join } from 'node:path';
import { startOfDayMs } from '../../../kernel/local-day';
import { chineseDate, hoursText } from '../../../platform/delivery/documents/document-text';
import type {
  DocumentValue,
  PdfData,
  PdfRenderer,
  PdfTemplate,
} from '../../../platform/delivery/documents/pdf-renderer';
import { qrSvg } from '../../../platform/delivery/documents/qr';
import type { CertificateDocument, CertificateStatus, EvidenceGrade, PrintedOpenedHours } from './certificate-document';
import { certificateRenderingErrors } from './errors';

const TEMPLATE: PdfTemplate = { path: join(__dirname, 'certificate.typ') };
const SHORT_HASH_LENGTH = 16;

const GRADES: Readonly<Record<EvidenceGrade, string>> = {
  A: '动态码签到、签退',
  B: '一次打卡加队长确认，或现场点名',
  C: '纸质签到表双人录入',
  D: '管理员凭证明补录',
  E: '本人申报',
};
const WATERMARKS: Readonly<Record<CertificateStatus, string>> = { VALID: '', SUPERSEDED: '已换发', REVOKED: '已作废' };

/**
 * The certificate as an A4 PDF: one page for the frame, then the detail list on as many pages as it needs. The same
 * document gives the same bytes.
 *
 * @throws CERTIFICATE_TOTALS_DISAGREE when the paper would not add up.
 */
export async function renderCertificate(renderer: PdfRenderer, certificate: CertificateDocument): Promise<Buffer> {
  assertTotals(certificate);
  return renderer.render(TEMPLATE, certificateData(certificate, await qrSvg(certificate.verification.url)));
}

function assertTotals({ service }: CertificateDocument): void {
  const byDetail = service.details.reduce((sum, detail) => sum + detail.creditedMinutes, 0);
  const byGrade = Object.values(service.minutesByGrade).reduce((sum, minutes) => sum + minutes, 0);
  if (byDetail !== service.creditedMinutes || byGrade !== service.creditedMinutes) {
    throw certificateRenderingErrors.refuse('CERTIFICATE_TOTALS_DISAGREE', {
      details: { totalMinutes: service.creditedMinutes, detailMinutes: byDetail, gradeMinutes: byGrade },
    });
  }
}

function certificateData(certificate: CertificateDocument, qr: string): PdfData {
  const { service, volunteer, issuer, verification, ledgerSeal, checkpoint } = certificate;
  return {
    documentDateMs: startOfDayMs(certificate.issuedOn),
    values: {
      certificateNo: certificate.certificateNo,
      issuedOn: chineseDate(certificate.issuedOn),
      watermark: WATERMARKS[certificate.status],
      statusNote: statusNote(certificate),
      volunteer: { ...volunteer },
      period: `${chineseDate(service.periodStart)}至${chineseDate(service.periodEnd)}`,
      hours: hoursText(service.creditedMinutes),
      minutes: service.creditedMinutes,
      content: service.contentSummary,
      grades: gradeRows(service.minutesByGrade),
      trainingHours: hoursText(service.trainingClassMinutes),
      trainingMinutes: service.trainingClassMinutes,
      details: detailRows(certificate),
      opened: openedRows(service.openedHours),
      openedSummary: openedSummary(service.openedHours),
      issuer: { ...issuer },
      verification: { ...verification, qrSvg: qr },
      seal: `台账印记：截至第 ${String(ledgerSeal.lastSeq)} 号分录 · ${ledgerSeal.hash.slice(0, SHORT_HASH_LENGTH)}`,
      checkpoint: { ...checkpoint },
    },
  };
}

function statusNote(certificate: CertificateDocument): string {
  if (certificate.status === 'REVOKED') return '本证明已作废，不再具有证明效力。';
  if (certificate.status === 'VALID') return '';
  return certificate.supersededByNo === undefined
    ? '本证明已换发，请以新证明为准。'
    : `本证明已换发，请以编号 ${certificate.supersededByNo} 的证明为准。`;
}

function gradeRows(minutesByGrade: Readonly<Record<EvidenceGrade, number>>): DocumentValue {
  const grades: readonly EvidenceGrade[] = ['A', 'B', 'C', 'D', 'E'];
  return grades.map((grade) => ({
    grade,
    meaning: GRADES[grade],
    minutes: minutesByGrade[grade],
    hours: hoursText(minutesByGrade[grade]),
  }));
}

const KINDS = { SERVICE: '服务', TRAINING: '培训' } as const;

function openedRows(openedHours: readonly PrintedOpenedHours[]): DocumentValue {
  return openedHours.map(({ kind, grade, minutes, documentTitle, documentKeeper }) => ({
    document: documentTitle,
    keeper: documentKeeper,
    kind: KINDS[kind],
    grade,
    minutes,
    hours: hoursText(minutes),
  }));
}

/** `服务 C 级 100.0 小时、培训 E 级 2.0 小时`; '' where there are none. */
function openedSummary(openedHours: readonly PrintedOpenedHours[]): string {
  const sums = new Map<string, number>();
  for (const { kind, grade, minutes } of openedHours) {
    const key = `${KINDS[kind]} ${grade} 级`;
    sums.set(key, (sums.get(key) ?? 0) + minutes);
  }
  return [...sums].map(([key, minutes]) => `${key} ${hoursText(minutes)} 小时`).join('、');
}

/** The running total is the floor of the minutes so far, not a sum of floors, so its last line is the total. */
function detailRows({ service }: CertificateDocument): DocumentValue {
  let runningMinutes = 0;
  return service.details.map((detail, index) => {
    runningMinutes += detail.creditedMinutes;
    return {
      no: index + 1,
      day: detail.day,
      activity: detail.activityName,
      team: detail.teamName,
      minutes: detail.creditedMinutes,
      hours: hoursText(detail.creditedMinutes),
      grade: detail.grade,
      runningHours: hoursText(runningMinutes),
    };
  });
}
