import type { SeededRandom } from './random';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
/** People arrive and leave in small groups, a second or two apart. */
const GROUP_SIZE = 4;

/** How one person behaves at a shift. */
export interface PlannedPresence<Person> {
  readonly person: Person;
  /** null: the person signed up and did not come. */
  readonly checkInMs: number | null;
  /** null: forgotten, or not there. */
  readonly checkOutMs: number | null;
}

/** Punches that are made at nearly the same moment. */
export interface PunchGroup<Person> {
  readonly direction: 'IN' | 'OUT';
  readonly punches: readonly { readonly person: Person; readonly atMs: number }[];
}

export interface ShiftTimes {
  readonly startMs: number;
  /** Planned end, or the end the leader extended to. */
  readonly endMs: number;
}

/**
 * How the people of a shift behave: most come a little early and stay until the end; some come late or leave early, a
 * few forget to check out or do not come at all.
 *
 * @param canForget false for a roll call, which the leader takes of everybody.
 */
export function planPresence<Person>(
  random: SeededRandom,
  people: readonly Person[],
  { startMs, endMs }: ShiftTimes,
  canForget: boolean,
): readonly PlannedPresence<Person>[] {
  return inGroups(people).flatMap((group) => {
    const arriveMs =
      startMs + random.between(-25, random.chance(15) ? 25 : 4) * MINUTE_MS + random.between(0, 50) * SECOND_MS;
    const leaveMs =
      endMs + random.between(random.chance(8) ? -40 : -3, 18) * MINUTE_MS + random.between(0, 50) * SECOND_MS;
    return group.map((person, index) => {
      const isMissing = canForget && random.chance(4);
      const forgets = canForget && random.chance(5);
      return {
        person,
        checkInMs: isMissing ? null : arriveMs + index * SECOND_MS,
        checkOutMs: isMissing || forgets ? null : leaveMs + index * SECOND_MS,
      };
    });
  });
}

/** The punches of a shift in order of time, in the groups people come in. */
export function punchGroups<Person>(presences: readonly PlannedPresence<Person>[]): readonly PunchGroup<Person>[] {
  const groupsOf = (direction: 'IN' | 'OUT'): PunchGroup<Person>[] =>
    inGroups(presences).map((group) => ({
      direction,
      punches: group.flatMap(({ person, checkInMs, checkOutMs }) => {
        const atMs = direction === 'IN' ? checkInMs : checkOutMs;
        return atMs === null ? [] : [{ person, atMs }];
      }),
    }));
  return [...groupsOf('IN'), ...groupsOf('OUT')]
    .filter(({ punches }) => punches.length > 0)
    .sort((left, right) => firstMs(left) - firstMs(right));
}

function firstMs({ punches }: PunchGroup<unknown>): number {
  return punches[0]?.atMs ?? 0;
}

function inGroups<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / GROUP_SIZE) }, (_, index) =>
    items.slice(index * GROUP_SIZE, (index + 1) * GROUP_SIZE),
  );
}
