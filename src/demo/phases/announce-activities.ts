import { addDays } from '../../kernel/local-day';
import { CreateActivity, type PositionCommand, PublishActivity } from '../../service/activities';
import {
  commandOf,
  type DemoStaff,
  type DemoStage,
  instantOf,
  itemAt,
  LANES,
  type SeededVolunteer,
} from '../demo-world';
import { type CatalogueEntry, placeOf } from '../generator/catalogue';
import { inParallel } from '../in-parallel';
import type { PlannedActivity, PlannedShift } from './planned-activity';

/** A shift that people can come to. */
export interface AnnouncedShift extends PlannedShift {
  readonly id: string;
  /** Position of each who comes, in the order of the presences; the last one is everybody else's. */
  readonly positionIds: readonly string[];
  readonly entry: CatalogueEntry;
  readonly communityCode: string;
  readonly leader: SeededVolunteer;
}

const DAYS_AHEAD = 10;
/** Seats that stay free, so that a list of activities has something to offer. */
const SPARE_SEATS = 4;
const PLAYER = '队员';
const HELPER = '赛事服务';

/**
 * Drafts and publishes the activities, some days before their first shift; the series by staff, the rest by the leader. What
 * has helpers of a match is published by the street: that they help and do not play is for another to say.
 */
export async function announceActivities(
  stage: DemoStage,
  staff: DemoStaff,
  activities: readonly PlannedActivity[],
): Promise<readonly AnnouncedShift[]> {
  const announced = await inParallel(activities, LANES, (activity) => announce(stage, staff, activity));
  return announced.flat();
}

async function announce(
  { time, useCases }: DemoStage,
  staff: DemoStaff,
  { entry, team, community, shifts }: PlannedActivity,
): Promise<readonly AnnouncedShift[]> {
  const { actor: leader } = team.leader;
  const actor = entry.everyWeeks === 1 ? (staff.communityWorkers.get(community.code) ?? leader) : leader;
  const view = await time.at(instantOf(addDays(itemAt(shifts, 0).day, -DAYS_AHEAD), 16), async () => {
    const draft = await useCases.get(CreateActivity).execute(commandOf(actor), {
      teamId: team.id,
      title: `${community.name}${entry.title}`,
      kind: entry.kind,
      category: entry.category,
      placeName: placeOf(entry, community.name),
      riskLevel: entry.riskLevel,
      checkInModes: entry.checkIn === 'CODE' ? ['CODE', 'ROLL_CALL', 'STAFF'] : ['ROLL_CALL', 'STAFF'],
      positions: positionsOf(entry),
      shifts: shifts.map((shift) => shiftCommandOf(entry, shift)),
    });
    const publisher = entry.helpers === undefined ? actor : staff.streetAdmin;
    return useCases.get(PublishActivity).execute(commandOf(publisher), { activityId: draft.id });
  });
  const idByStart = new Map(view.shifts.map(({ id, startsAt }) => [Date.parse(startsAt), id]));
  const positionOf = (name: string) => view.positions.find((position) => position.name === name)?.id;
  const everybodys = positionOf(PLAYER) ?? itemAt(view.positions, 0).id;
  const helping = Array.from({ length: entry.helpers ?? 0 }, () => positionOf(HELPER) ?? everybodys);
  const positionIds = [...helping, everybodys];
  return shifts.map((shift) => {
    const id = idByStart.get(shift.startMs);
    if (id === undefined) throw new Error(`${entry.title} has no shift on ${shift.day}`);
    return { ...shift, id, positionIds, entry, communityCode: community.code, leader: team.leader };
  });
}

/** Of a match: players, who get no minutes, and helpers, who do. */
function positionsOf({ helpers, people: [, most] }: CatalogueEntry): readonly PositionCommand[] {
  const duty = 'MEMBER' as const;
  if (helpers === undefined) return [{ name: '志愿者', duty, capacity: most + SPARE_SEATS }];
  return [
    { name: PLAYER, duty, capacity: most - helpers + SPARE_SEATS },
    { name: HELPER, duty, capacity: helpers, isService: true, description: '检录、记分、场地整理，计入服务时长。' },
  ];
}

function shiftCommandOf({ breakMinutes }: CatalogueEntry, { startMs, endMs }: PlannedShift) {
  const iso = (epochMs: number): string => new Date(epochMs).toISOString();
  const middleMs = (startMs + endMs) / 2;
  const halfBreakMs = (breakMinutes ?? 0) * 30_000;
  return {
    startsAt: iso(startMs),
    endsAt: iso(endMs),
    ...(halfBreakMs > 0 && {
      breaks: [{ startsAt: iso(middleMs - halfBreakMs), endsAt: iso(middleMs + halfBreakMs) }],
    }),
  };
}
