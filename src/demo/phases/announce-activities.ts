import { addDays } from '../../kernel/local-day';
import { CreateActivity, PublishActivity } from '../../service/activities';
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
  readonly positionId: string;
  readonly entry: CatalogueEntry;
  readonly communityCode: string;
  readonly leader: SeededVolunteer;
}

const DAYS_AHEAD = 10;
/** Seats that stay free, so that a list of activities has something to offer. */
const SPARE_SEATS = 4;

/** Drafts and publishes the activities, some days before their first shift; the series by staff, the rest by the leader. */
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
      positions: [{ name: '志愿者', duty: 'MEMBER', capacity: entry.people[1] + SPARE_SEATS }],
      shifts: shifts.map((shift) => shiftCommandOf(entry, shift)),
    });
    return useCases.get(PublishActivity).execute(commandOf(actor), { activityId: draft.id });
  });
  const idByStart = new Map(view.shifts.map(({ id, startsAt }) => [Date.parse(startsAt), id]));
  const { id: positionId } = itemAt(view.positions, 0);
  return shifts.map((shift) => {
    const id = idByStart.get(shift.startMs);
    if (id === undefined) throw new Error(`${entry.title} has no shift on ${shift.day}`);
    return { ...shift, id, positionId, entry, communityCode: community.code, leader: team.leader };
  });
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
