import { Injectable } from '@nestjs/common';
import type { Interval } from '../../../kernel/interval';
import { addDays, type LocalDay } from '../../../kernel/local-day';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { WorkingCalendar } from '../../../place/policies';
import { type DutyException, type DutyPattern, dutyTimeBetween } from '../domain/duty-time';
import { dutyErrors } from '../errors';

export interface DutyPatternView extends DutyPattern {
  readonly id: string;
  readonly source: string;
}

export interface DutyExceptionView extends DutyException {
  readonly reason: string;
}

/** Answers when paid people are on duty; the read port for the other modules. */
@Injectable()
export class DutyDirectory {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly calendar: WorkingCalendar,
  ) {}

  /**
   * Duty time of people between two days, both included. Who has no duty calendar in that time is left out: almost
   * everybody, so the usual answer costs one question.
   *
   * @throws DUTY_CALENDAR_MISSING
   */
  async between(
    volunteerIds: readonly string[],
    from: LocalDay,
    to: LocalDay,
    tx: Transaction,
  ): Promise<ReadonlyMap<string, readonly Interval[]>> {
    const rows = await tx.query<{ volunteerId: string; patterns: DutyPattern[]; exceptions: DutyException[] }>(
      `select v.id as "volunteerId",
         coalesce((select jsonb_agg(jsonb_build_object('validFrom', c.valid_from, 'validTo', c.valid_to, 'weekly', c.weekly,
             'followsCalendar', c.follows_calendar))
           from duty_calendar c where c.volunteer_id = v.id
             and daterange(c.valid_from, c.valid_to, '[)') && daterange($2::date, $3::date, '[]')), '[]') as patterns,
         coalesce((select jsonb_agg(jsonb_build_object('day', e.day, 'spans', e.spans))
           from duty_exception e where e.volunteer_id = v.id and e.day between $2::date and $3::date), '[]') as exceptions
       from (
         select volunteer_id as id from duty_calendar where volunteer_id = any ($1::uuid[])
         union select volunteer_id from duty_exception where volunteer_id = any ($1::uuid[])) v`,
      [volunteerIds, addDays(from, -1), to],
    );
    if (rows.length === 0) return new Map();
    const table = await this.calendar.load(tx);
    return new Map(
      rows.map(({ volunteerId, patterns, exceptions }) => {
        const time = dutyTimeBetween(from, to, patterns, exceptions, table);
        if (!time.isKnown) throw dutyErrors.refuse('DUTY_CALENDAR_MISSING', { details: { year: time.year } });
        return [volunteerId, time.intervals] as const;
      }),
    );
  }

  /** A person's patterns, the latest first, and the exceptions of the last and the coming year. */
  async of(volunteerId: string): Promise<{
    readonly patterns: readonly DutyPatternView[];
    readonly exceptions: readonly DutyExceptionView[];
  }> {
    return {
      patterns: await this.unitOfWork.read<DutyPatternView>(
        `select id, valid_from::text as "validFrom", valid_to::text as "validTo", weekly,
           follows_calendar as "followsCalendar", source
         from duty_calendar where volunteer_id = $1 order by valid_from desc limit 100`,
        [volunteerId],
      ),
      exceptions: await this.unitOfWork.read<DutyExceptionView>(
        `select day::text as day, spans, reason from duty_exception where volunteer_id = $1 order by day desc limit 800`,
        [volunteerId],
      ),
    };
  }
}
