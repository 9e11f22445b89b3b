import { firstMinutes, subtract, union, wholeMinutes, type Interval } from '../../../../kernel/interval';
import { splitByLocalDay, type LocalDay } from '../../../../kernel/local-day';
import type { HoursPolicy } from './hours-policy';
import type { DayApproval, DayMinutes, HoursInput, PendingMinutes, RecordFlag, TraceLine } from './hours-types';

const MS_PER_MINUTE = 60_000;

export interface DayCapsOutcome {
  readonly creditedMinutes: number;
  readonly pendingMinutes: PendingMinutes;
  readonly creditedIntervals: readonly Interval[];
  readonly perDay: readonly DayMinutes[];
  readonly flags: readonly RecordFlag[];
  readonly line: TraceLine;
}

interface DayPart {
  readonly day: LocalDay;
  readonly minutes: number;
  readonly intervals: readonly Interval[];
}

/**
 * Rule §2.2 step 8: the caps of a person's local day. The record's minutes are laid on top of what the person's other
 * records hold on that day: the part up to the automatic cap is credited, the part up to the community cap waits for the
 * community, the rest for the street. Nothing is dropped. An approval lifts the limit up to which minutes are credited.
 *
 * Of a day that is cut, the earliest minutes are the credited ones.
 */
export function applyDayCaps(
  intervals: readonly Interval[],
  input: Pick<HoursInput, 'claimedMinutesByDay' | 'dayApprovals'>,
  policy: HoursPolicy,
): DayCapsOutcome {
  const caps = policy.dayCaps;
  const flags = new Set<RecordFlag>();
  const days = dayParts(intervals).map((part) => {
    const claimedMinutes = input.claimedMinutesByDay[part.day] ?? 0;
    if (claimedMinutes + part.minutes > caps.investigationMinutes) flags.add('INVESTIGATION');
    const minutes = splitByCaps(part, claimedMinutes, input.dayApprovals[part.day], caps);
    const isWhole = minutes.creditedMinutes === part.minutes;
    return { minutes, intervals: isWhole ? part.intervals : firstMinutes(part.intervals, minutes.creditedMinutes) };
  });
  const perDay = days.map((day) => day.minutes);
  const pendingMinutes = {
    community: sum(perDay.map((day) => day.pendingCommunityMinutes)),
    street: sum(perDay.map((day) => day.pendingStreetMinutes)),
  };
  const creditedMinutes = sum(perDay.map((day) => day.creditedMinutes));
  const isOver = pendingMinutes.community + pendingMinutes.street > 0;
  if (isOver) flags.add('OVER_DAY_CAP');
  return {
    creditedMinutes,
    pendingMinutes,
    perDay,
    creditedIntervals: union(days.flatMap((day) => day.intervals)),
    flags: [...flags],
    line: {
      step: 'DAY_CAPS',
      beforeMinutes: wholeMinutes(intervals),
      afterMinutes: creditedMinutes,
      reason: isOver ? 'OVER_DAY_CAP' : 'WITHIN_DAY_CAP',
      data: {
        automaticMinutes: caps.automaticMinutes,
        pendingCommunityMinutes: pendingMinutes.community,
        pendingStreetMinutes: pendingMinutes.street,
      },
    },
  };
}

/**
 * The record by local day. Seconds are summed over the whole record and floored once; a day's part is the difference of
 * the running floors, so the parts always add up to the record's minutes, and 90 seconds over midnight are not lost.
 *
 * The time of a part is cut at the same whole minutes: seconds of yesterday that only today make a minute full go with
 * today's part, whatever the caps leave of yesterday's. Seconds that never make a minute stay at the end of the last one.
 */
function dayParts(intervals: readonly Interval[]): readonly DayPart[] {
  const whole = union(intervals);
  const msByDay = new Map<LocalDay, number>();
  for (const { day, interval } of whole.flatMap(splitByLocalDay)) {
    msByDay.set(day, (msByDay.get(day) ?? 0) + interval.endMs - interval.startMs);
  }
  let runningMs = 0;
  let rest = whole;
  return [...msByDay].map(([day, ms], index) => {
    const beforeMinutes = Math.floor(runningMs / MS_PER_MINUTE);
    runningMs += ms;
    const minutes = Math.floor(runningMs / MS_PER_MINUTE) - beforeMinutes;
    const isLast = index === msByDay.size - 1;
    const own = isLast ? rest : firstMinutes(rest, minutes);
    rest = subtract(rest, own);
    return { day, intervals: own, minutes };
  });
}

function splitByCaps(
  part: DayPart,
  claimedMinutes: number,
  approval: DayApproval | undefined,
  caps: HoursPolicy['dayCaps'],
): DayMinutes {
  const topMinutes = claimedMinutes + part.minutes;
  const between = (low: number, high: number): number =>
    Math.max(0, Math.min(topMinutes, high) - Math.max(claimedMinutes, low));
  const automatic = between(0, caps.automaticMinutes);
  const community = between(caps.automaticMinutes, caps.communityMinutes);
  const street = between(caps.communityMinutes, Number.MAX_SAFE_INTEGER);
  const isCommunityApproved = approval !== undefined;
  const isStreetApproved = approval === 'STREET';
  return {
    day: part.day,
    creditedMinutes: automatic + (isCommunityApproved ? community : 0) + (isStreetApproved ? street : 0),
    pendingCommunityMinutes: isCommunityApproved ? 0 : community,
    pendingStreetMinutes: isStreetApproved ? 0 : street,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, next) => total + next, 0);
}
