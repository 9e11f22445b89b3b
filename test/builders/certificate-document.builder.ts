import { addDays } from '../../src/kernel/local-day';
import { checkpointNote } from '../../src/ledger/evidence/rendering/printed-checkpoint';
import type {
  CertificateDetail,
  CertificateDocument,
  EvidenceGrade,
} from '../../src/recognition/certificates/rendering/certificate-document';
import { aCheckpoint } from './checkpoint.builder';
import { day } from './day';

/** A plausible certificate with `detailCount` records, for specs and for looking at the print. */
export function aCertificate(detailCount: number, changes: Partial<CertificateDocument> = {}): CertificateDocument {
  const details = Array.from({ length: detailCount }, (_, index) => detailOf(index));
  const minutesByGrade: Record<EvidenceGrade, number> = { A: 0, B: 0, C: 0, D: 0, E: 0 };
  for (const detail of details) minutesByGrade[detail.grade] += detail.creditedMinutes;
  return {
    certificateNo: 'FZ-2026-000137',
    issuedOn: day('2026-11-24'),
    status: 'VALID',
    volunteer: {
      name: '欧阳𬭎䶮',
      idType: '居民身份证',
      idNumber: '110***********0018',
      volunteerNo: 'V26-0001873',
    },
    service: {
      periodStart: day('2025-01-01'),
      periodEnd: day('2026-10-31'),
      creditedMinutes: details.reduce((sum, detail) => sum + detail.creditedMinutes, 0),
      contentSummary: '参加巡河护河、清理小片荒、交通志愿值守、楼道清洁和关爱未成年人等志愿服务活动。',
      minutesByGrade,
      trainingClassMinutes: 275,
      details,
      openedHours: [],
    },
    issuer: {
      name: '福镇街道新时代文明实践所',
      personInCharge: '王㛃',
      handler: '李明',
      contact: '0431-0000 0000',
    },
    verification: { code: '7KQM-3XPD-9TWH', url: 'https://ledger.example.cn/verify/7KQM3XPD9TWH' },
    ledgerSeal: { lastSeq: 4187, hash: '9f2c4e1ab07d55c3e8841f6a20b9d7c45e3f8a1162d09b7c' },
    checkpoint: checkpointNote(aCheckpoint),
    ...changes,
  };
}

const ACTIVITIES = [
  '永春河巡河',
  '清理小片荒',
  '早高峰交通志愿值守',
  '楼道清洁日',
  '城市花园共建与绿地认养（第三期）',
] as const;
const TEAMS = ['福镇街道居民志愿服务队', '在职党员先锋队', '楼栋长志愿服务队'] as const;

function detailOf(index: number): CertificateDetail {
  const grades: readonly EvidenceGrade[] = ['A', 'A', 'B', 'A', 'C', 'A', 'D'];
  return {
    day: addDays(day('2025-01-04'), index),
    activityName: ACTIVITIES[index % ACTIVITIES.length] ?? ACTIVITIES[0],
    teamName: TEAMS[index % TEAMS.length] ?? TEAMS[0],
    creditedMinutes: 65 + ((index * 37) % 120),
    grade: grades[index % grades.length] ?? 'A',
  };
}
