import type { LocalDay } from '../../../kernel/local-day';

export const evidenceGrades = ['A', 'B', 'C', 'D', 'E'] as const;
export type Grade = (typeof evidenceGrades)[number];

/** A confirmed service record, as a certificate reads it. */
export interface ConfirmedRecord {
  readonly recordId: string;
  readonly kind: 'SERVICE' | 'TRAINING';
  readonly day: LocalDay;
  readonly activityName: string;
  readonly teamName: string;
  readonly creditedMinutes: number;
  readonly grade: Grade;
}

/** Old hours of one source document, kind and grade that were posted; they are no service records. */
export interface OpenedHours {
  readonly kind: 'SERVICE' | 'TRAINING';
  readonly grade: Grade;
  readonly minutes: number;
  readonly documentTitle: string;
  /** The office that keeps the document. */
  readonly documentKeeper: string;
  /** The rows of the import, each the cause of an entry. */
  readonly rowIds: readonly string[];
}

export interface CertificateFigures {
  readonly serviceMinutes: number;
  readonly trainingMinutes: number;
  readonly minutesByGrade: Readonly<Record<Grade, number>>;
  /** Service records in the order of their days; their minutes add up to `serviceMinutes`. */
  readonly details: readonly ConfirmedRecord[];
  readonly contentSummary: string;
  /** Every record the figures rest on, training included. */
  readonly recordIds: readonly string[];
}

const NAMED_ACTIVITIES = 5;

/**
 * Rule §5: what a certificate says about a person's records: service minutes in all and by evidence grade, training
 * apart from it, and a summary that names the activities with the most minutes. Records without minutes are left out.
 */
export function certificateFigures(records: readonly ConfirmedRecord[]): CertificateFigures {
  const counted = records.filter((record) => record.creditedMinutes > 0);
  const details = counted.filter((record) => record.kind === 'SERVICE').sort(byDay);
  const minutesByGrade: Record<Grade, number> = { A: 0, B: 0, C: 0, D: 0, E: 0 };
  for (const { grade, creditedMinutes } of details) minutesByGrade[grade] += creditedMinutes;
  return {
    serviceMinutes: minutesOf(details),
    trainingMinutes: minutesOf(counted.filter((record) => record.kind === 'TRAINING')),
    minutesByGrade,
    details,
    contentSummary: summaryOf(details),
    recordIds: counted.map((record) => record.recordId).sort(),
  };
}

function summaryOf(details: readonly ConfirmedRecord[]): string {
  const minutes = new Map<string, number>();
  for (const { activityName, creditedMinutes } of details) {
    minutes.set(activityName, (minutes.get(activityName) ?? 0) + creditedMinutes);
  }
  const names = [...minutes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
  if (names.length === 0) return '参加志愿服务培训。';
  const named = names.slice(0, NAMED_ACTIVITIES).join('、');
  return `参加${named}${names.length > NAMED_ACTIVITIES ? '等' : ''}志愿服务活动，共 ${String(details.length)} 次。`;
}

function byDay(a: ConfirmedRecord, b: ConfirmedRecord): number {
  return a.day < b.day ? -1 : a.day > b.day ? 1 : a.recordId < b.recordId ? -1 : 1;
}

function minutesOf(records: readonly ConfirmedRecord[]): number {
  return records.reduce((sum, record) => sum + record.creditedMinutes, 0);
}
