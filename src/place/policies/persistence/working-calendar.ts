import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';

/** The working-day table as the rules take it: a year is known when the table has at least one of its days. */
export interface CalendarTable {
  readonly knownYears: ReadonlySet<number>;
  /** Days that differ from the plain week (and days somebody entered although they do not). */
  readonly exceptions: ReadonlyMap<LocalDay, boolean>;
}

/** A day of the table with what it is and where that was announced. */
export interface NamedDay {
  readonly day: LocalDay;
  readonly isWorking: boolean;
  readonly label: string | null;
  readonly source: string;
}

/** Reads the working-day table. A year that is missing is refused by the rules that count working days. */
@Injectable()
export class WorkingCalendar {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The days of a year that differ from the plain week, in order. */
  async year(year: number): Promise<{ readonly isKnown: boolean; readonly items: readonly NamedDay[] }> {
    const rows = await this.unitOfWork.read<NamedDay & { isPlain: boolean }>(
      `select day::text as day, is_working as "isWorking", label, source,
         is_working = (extract(isodow from day) < 6) as "isPlain"
       from calendar_day where day between make_date($1, 1, 1) and make_date($1, 12, 31) order by day`,
      [year],
    );
    const items = rows
      .filter(({ isPlain }) => !isPlain)
      .map(({ day, isWorking, label, source }) => ({ day, isWorking, label, source }));
    return { isKnown: rows.length > 0, items };
  }

  async load(tx?: Transaction): Promise<CalendarTable> {
    const sql = 'select day::text as day, is_working as "isWorking" from calendar_day';
    interface Row {
      readonly day: LocalDay;
      readonly isWorking: boolean;
    }
    const rows = tx ? await tx.query<Row>(sql) : await this.unitOfWork.read<Row>(sql);
    return {
      knownYears: new Set(rows.map(({ day }) => Number(day.slice(0, 4)))),
      exceptions: new Map(rows.map(({ day, isWorking }) => [day, isWorking])),
    };
  }
}
