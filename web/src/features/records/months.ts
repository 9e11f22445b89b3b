import type { RecordStatus } from '../../words/record';
import { recordStatus } from '../../words/record';
import { minutes } from '../../words/time';
import type { OwnRecord } from './queries';

export interface MonthOfRecords {
  /** 2026-12 */
  readonly month: string;
  /** 「公示中 1 小时 50 分，已确认 3 小时」; empty while rows of the month may be missing. */
  readonly sums: string;
  readonly records: readonly OwnRecord[];
}

const SUMMED: readonly RecordStatus[] = ['CONFIRMED', 'PUBLICITY', 'UNDER_REVIEW'];

export function countedMinutes({ creditedMinutes, grantedMinutes }: OwnRecord): number {
  return creditedMinutes + grantedMinutes;
}

/** Rows by month, as they come: the latest first. @param hasMore the last month may go on with the next page. */
export function monthsOf(records: readonly OwnRecord[], hasMore: boolean): readonly MonthOfRecords[] {
  const months = new Map<string, OwnRecord[]>();
  for (const record of records) {
    const month = record.servedOn.slice(0, 7);
    const rows = months.get(month) ?? [];
    rows.push(record);
    months.set(month, rows);
  }
  const last = [...months.keys()].at(-1);
  return [...months].map(([month, rows]) => ({
    month,
    records: rows,
    sums: hasMore && month === last ? '' : sumsOf(rows),
  }));
}

function sumsOf(rows: readonly OwnRecord[]): string {
  return SUMMED.flatMap((status) => {
    const own = rows.filter((row) => row.status === status);
    const sum = own.reduce((total, row) => total + countedMinutes(row), 0);
    return sum === 0 ? [] : [`${recordStatus[status].word} ${minutes(sum)}`];
  }).join('，');
}
