import { addDays, type LocalDay } from '../../../../kernel/local-day';
import { addWorkingDays, type Known, type WorkingCalendar } from '../../computing/domain';

export interface CompletionRule {
  /** A record is complete within so many working days after the activity. */
  readonly completionWorkingDays: number;
  /** On this working day the one who has to complete it is reminded. */
  readonly reminderWorkingDays: number;
}

export type CompletionState = 'ON_TIME' | 'DUE_SOON' | 'OVERDUE';

export interface Completion {
  readonly state: CompletionState;
  /** The last day on which completing the record is in time. */
  readonly dueOn: LocalDay;
}

/**
 * Rule §2: how an unfinished record stands against the 10 working days after its activity. Reminded from working day 7
 * on, overdue after working day 10 is over.
 */
export function completionOf(
  endedOn: LocalDay,
  today: LocalDay,
  rule: CompletionRule,
  calendar: WorkingCalendar,
): Known<Completion> {
  const due = addWorkingDays(endedOn, rule.completionWorkingDays, calendar);
  if (!due.isKnown) return due;
  const remind = addWorkingDays(endedOn, rule.reminderWorkingDays, calendar);
  if (!remind.isKnown) return remind;
  const state = today > due.day ? 'OVERDUE' : today >= remind.day ? 'DUE_SOON' : 'ON_TIME';
  return { isKnown: true, state, dueOn: due.day };
}

/**
 * The last day of activity whose unfinished records have reached a state today: what ended later is better off. Lets a
 * list be cut by the day alone.
 */
export function lastDayInState(
  state: Exclude<CompletionState, 'ON_TIME'>,
  today: LocalDay,
  rule: CompletionRule,
  calendar: WorkingCalendar,
): Known<{ readonly day: LocalDay }> {
  const wanted: readonly CompletionState[] = state === 'OVERDUE' ? ['OVERDUE'] : ['DUE_SOON', 'OVERDUE'];
  for (let day = today; ; day = addDays(day, -1)) {
    const completion = completionOf(day, today, rule, calendar);
    // The days of counting may reach into a year that is not known yet; such an activity is recent, so go on back.
    if (!completion.isKnown && completion.year <= Number(today.slice(0, 4))) return completion;
    if (completion.isKnown && wanted.includes(completion.state)) return { isKnown: true, day };
  }
}
