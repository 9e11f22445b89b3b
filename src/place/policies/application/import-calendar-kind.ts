import { Injectable, type OnModuleInit } from '@nestjs/common';
import { localDayOf, type LocalDay } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { InstallationMode } from '../../../platform/data/installation';
import {
  type DecidedBy,
  type DecisionKind,
  DecisionKinds,
  type DecisionRequest,
} from '../../../platform/security/decisions';
import { policyErrors } from '../errors';
import { CalendarRepository } from '../persistence/calendar.repository';

export const IMPORT_CALENDAR = 'policies.import-calendar';

export interface CalendarAsked {
  readonly year: number;
  readonly source: string;
  readonly exceptions: readonly { readonly day: LocalDay; readonly isWorking: boolean; readonly label: string }[];
}

export interface ImportedCalendar {
  readonly year: number;
  readonly dayCount: number;
}

/** The working days of a year: publicity, objections and deadlines are counted in them, so they are a rule like others. */
@Injectable()
export class ImportCalendarKind implements DecisionKind<CalendarAsked>, OnModuleInit {
  readonly name = IMPORT_CALENDAR;
  readonly label = '导入工作日历';
  readonly permission = 'policy.manage';

  constructor(
    private readonly kinds: DecisionKinds,
    private readonly calendar: CalendarRepository,
    private readonly mode: InstallationMode,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  sentence({ year, exceptions, source }: CalendarAsked): string {
    return `导入 ${String(year)} 年的工作日历，与普通周历不同的日子共 ${String(exceptions.length)} 天，依据：${source}。`;
  }

  /** @throws CALENDAR_NOT_FORWARD where it would change a day that has begun */
  async approve(tx: Transaction, { id, payload }: DecisionRequest<CalendarAsked>, { at }: DecidedBy) {
    const { year, source, exceptions } = payload;
    const today = localDayOf(at.getTime());
    const days = exceptions.map((exception) => ({ ...exception, source }));
    const isPractice = (await this.mode.look()) === 'PRACTICE';
    const begun = await this.calendar.replaceYear(tx, { year, days, decisionId: id, after: isPractice ? null : today });
    if (begun.length > 0) {
      throw policyErrors.refuse('CALENDAR_NOT_FORWARD', { field: 'file', details: { days: begun.slice(0, 20) } });
    }
    return { year, dayCount: exceptions.length } satisfies ImportedCalendar;
  }
}
