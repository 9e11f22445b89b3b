import { Injectable } from '@nestjs/common';
import { type LocalDay, weekdayOf } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';

export interface CalendarDay {
  readonly day: LocalDay;
  readonly isWorking: boolean;
  readonly label: string;
  readonly source: string;
}

export interface CalendarYear {
  readonly year: number;
  readonly days: readonly CalendarDay[];
  /** The decision by which they are what they are. */
  readonly decisionId: string;
  /** Days up to this one have begun and stay as they are, in a year that is known; null: any day may change. */
  readonly after: LocalDay | null;
}

/** Keeps the days that differ from the plain week. None is ever deleted: one that no longer differs says so. */
@Injectable()
export class CalendarRepository {
  /**
   * What the table says about a year becomes exactly these days.
   *
   * @returns the days that have begun and would change; then nothing was written.
   */
  async replaceYear(tx: Transaction, { year, days, decisionId, after }: CalendarYear): Promise<readonly LocalDay[]> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('calendar/' || $1, 0))`, [String(year)]);
    const known = await tx.query<{ day: LocalDay; isWorking: boolean }>(
      `select day::text as day, is_working as "isWorking" from calendar_day where extract(year from day) = $1`,
      [year],
    );
    const before = new Map(known.map(({ day, isWorking }) => [day, isWorking]));
    const listed = new Map(days.map(({ day, isWorking }) => [day, isWorking]));
    const hasBegun = (day: LocalDay): boolean => known.length > 0 && after !== null && day <= after;
    const begun = [...new Set([...before.keys(), ...listed.keys()])]
      .filter((day) => hasBegun(day) && isWorkingOn(day, before) !== isWorkingOn(day, listed))
      .sort();
    if (begun.length > 0) return begun;
    const plain = known
      .filter(({ day, isWorking }) => !listed.has(day) && isWorking !== isPlainWorkday(day))
      .map(({ day }) => ({ day, isWorking: isPlainWorkday(day), label: '', source: '' }));
    await this.put(
      tx,
      [...days, ...plain].filter(({ day }) => !hasBegun(day)),
      decisionId,
    );
    return [];
  }

  /** The days that come with the application, for years the table does not know: what somebody imported stays. */
  async seed(tx: Transaction, days: readonly CalendarDay[]): Promise<void> {
    const known = await tx.query<{ year: number }>(
      'select distinct extract(year from day)::int as year from calendar_day',
    );
    const years = new Set(known.map(({ year }) => year));
    await this.put(
      tx,
      days.filter(({ day }) => !years.has(Number(day.slice(0, 4)))),
      null,
    );
  }

  /** Days of a decision take the place of what is there; seeded ones do not. */
  private async put(tx: Transaction, days: readonly CalendarDay[], decisionId: string | null): Promise<void> {
    const conflict =
      decisionId === null
        ? 'do nothing'
        : `(day) do update set is_working = excluded.is_working, label = excluded.label, source = excluded.source,
             decision_id = excluded.decision_id`;
    await tx.query(
      `insert into calendar_day (day, is_working, label, source, decision_id)
       select d.*, $5::uuid from unnest($1::date[], $2::boolean[], $3::text[], $4::text[]) d order by 1
       on conflict ${conflict}`,
      [
        days.map(({ day }) => day),
        days.map(({ isWorking }) => isWorking),
        days.map(({ label }) => label),
        days.map(({ source }) => source),
        decisionId,
      ],
    );
  }
}

function isPlainWorkday(day: LocalDay): boolean {
  return weekdayOf(day) < 6;
}

function isWorkingOn(day: LocalDay, exceptions: ReadonlyMap<LocalDay, boolean>): boolean {
  return exceptions.get(day) ?? isPlainWorkday(day);
}
