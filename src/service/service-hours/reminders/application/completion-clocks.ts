import { Injectable } from '@nestjs/common';
import { type LocalDay, localDayOf } from '../../../../kernel/local-day';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { PolicyDirectory, WorkingCalendar } from '../../../../place/policies';
import { type Completion, completionOf, type CompletionRule, lastDayInState } from '../domain/completion-clock';
import { hoursPolicyKind, type Known, type WorkingCalendar as Calendar } from '../../computing';
import { serviceHoursErrors } from '../../errors';

/** The ten working days of a place as they stand today. */
export interface CompletionClock {
  readonly today: LocalDay;
  /** null where the days reach into a year without a calendar. */
  of(endedOn: LocalDay): Completion | null;
  /** The last day of activity whose records have reached the state. @throws CALENDAR_YEAR_MISSING */
  lastDayIn(state: 'DUE_SOON' | 'OVERDUE'): LocalDay;
}

/** Brings together the rule of the clock, the place's policy and the calendar. */
@Injectable()
export class CompletionClocks {
  constructor(
    private readonly policies: PolicyDirectory,
    private readonly calendar: WorkingCalendar,
    private readonly clock: Clock,
  ) {}

  /** @throws POLICY_MISSING */
  async at(divisionPath: string): Promise<CompletionClock> {
    const today = localDayOf(this.clock.nowMs());
    const { body } = await this.policies.effectiveAs(hoursPolicyKind, divisionPath, today);
    return clockOf(today, body, await this.calendar.load());
  }
}

function clockOf(today: LocalDay, rule: CompletionRule, calendar: Calendar): CompletionClock {
  return {
    today,
    of: (endedOn) => {
      const completion = completionOf(endedOn, today, rule, calendar);
      return completion.isKnown ? { state: completion.state, dueOn: completion.dueOn } : null;
    },
    lastDayIn: (state) => known(lastDayInState(state, today, rule, calendar)).day,
  };
}

function known<T>(answer: Known<T>): T {
  if (!answer.isKnown) throw serviceHoursErrors.refuse('CALENDAR_YEAR_MISSING', { details: { year: answer.year } });
  return answer;
}
