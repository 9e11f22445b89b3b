import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { type Transaction, UnitOfWork } from '../../../platform/database/unit-of-work';

/** The working-day table as the rules take it: a year is known when the table has at least one of its days. */
export interface CalendarTable {
  readonly knownYears: ReadonlySet<number>;
  /** Days that differ from the plain week (and days somebody entered although they do not). */
  readonly exceptions: ReadonlyMap<LocalDay, boolean>;
}

/** Reads the working-day table. A year that is missing is refused by the rules that count working days. */
@Injectable()
export class WorkingCalendar {
  constructor(private readonly unitOfWork: UnitOfWork) {}

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
