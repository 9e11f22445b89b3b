import { randomUUID } from 'node:crypto';
import { addDays } from '../../kernel/local-day';
import { CloseShift, ExtendShift, SignUp, SYSTEM_CLOSES_AFTER_MINUTES } from '../../service/activities';
import { RecordPunch, RunRollCall, ShowCode } from '../../service/attendance';
import { ReplyToCall } from '../../service/service-hours';
import { commandOf, type DemoStaff, type DemoStage, instantOf, itemAt, type SeededVolunteer } from '../demo-world';
import { type PunchGroup, punchGroups } from '../generator/attendance';
import type { AnnouncedShift } from './announce-activities';
import { SIGN_UP_DAYS } from './plan-activities';

const MINUTE_MS = 60_000;
/** Leaders extend shortly before the planned end and close when the last have left. */
const EXTENDS_BEFORE_END_MS = 10 * MINUTE_MS;
const CLOSES_AFTER_END_MS = 25 * MINUTE_MS;
const ANSWERS_BUT_ONE_OF = 4;

/** Signs one person up, a few days before the shift (upcoming ones: yesterday). */
export async function signUp(
  { time, useCases, today }: DemoStage,
  shift: AnnouncedShift,
  index: number,
): Promise<void> {
  const presence = shift.presences[index];
  if (!presence) return;
  const day = shift.isUpcoming
    ? addDays(today, -1)
    : addDays(shift.day, -SIGN_UP_DAYS + 1 + (index % (SIGN_UP_DAYS - 1)));
  const positionId = shift.positionIds[index] ?? itemAt(shift.positionIds, shift.positionIds.length - 1);
  await time.at(instantOf(day, 12 + (index % 8), (index * 7) % 60), () =>
    useCases
      .get(SignUp)
      .execute(commandOf(presence.person.actor), { shiftId: shift.id, positionId, confirmsLoad: true }),
  );
}

/** What has happened by now of a shift that is going on: arrivals, and who has left already. */
export async function attendSoFar(stage: DemoStage, staff: DemoStaff, shift: AnnouncedShift): Promise<void> {
  const soFar = shift.presences.map(({ person, checkInMs, checkOutMs }) => ({
    person,
    checkInMs: untilNow(stage, checkInMs),
    checkOutMs: untilNow(stage, checkOutMs),
  }));
  await attend(stage, staff, { ...shift, presences: soFar, extendedToMs: null });
}

function untilNow({ nowMs }: DemoStage, atMs: number | null): number | null {
  return atMs !== null && atMs < nowMs ? atMs : null;
}

/** Everything that happens on the day itself, in its order: arrivals, an extension perhaps, departures, the end. */
export async function runShift(stage: DemoStage, staff: DemoStaff, shift: AnnouncedShift): Promise<void> {
  const { time, useCases } = stage;
  const endMs = await attend(stage, staff, shift);
  if (shift.entry.checkIn !== 'CODE') await answerCalls(stage, shift);
  if (shift.isLeftOpen) {
    const overdueMs = endMs + (SYSTEM_CLOSES_AFTER_MINUTES + 1) * MINUTE_MS;
    await time.at(overdueMs, () => useCases.get(CloseShift).closeOverdue(shift.id));
    return;
  }
  await time.at(endMs + CLOSES_AFTER_END_MS, () =>
    useCases.get(CloseShift).execute(commandOf(shift.leader.actor), { shiftId: shift.id }),
  );
}

/** @returns the end that counts. */
async function attend(stage: DemoStage, staff: DemoStaff, shift: AnnouncedShift): Promise<number> {
  const runsLongerMs = shift.extendedToMs;
  let isExtended = runsLongerMs === null;
  for (const group of punchGroups(shift.presences)) {
    const atMs = group.punches[0]?.atMs ?? shift.startMs;
    if (!isExtended && runsLongerMs !== null && atMs > shift.endMs - EXTENDS_BEFORE_END_MS) {
      await extend(stage, shift, runsLongerMs);
      isExtended = true;
    }
    if (shift.entry.checkIn === 'CODE') await punchByCode(stage, staff, shift, group);
    else await callTheRoll(stage, staff, shift, group);
  }
  return isExtended && runsLongerMs !== null ? runsLongerMs : shift.endMs;
}

async function extend({ time, useCases }: DemoStage, shift: AnnouncedShift, toMs: number): Promise<void> {
  await time.at(shift.endMs - EXTENDS_BEFORE_END_MS, () =>
    useCases.get(ExtendShift).execute(commandOf(shift.leader.actor), {
      shiftId: shift.id,
      extendedTo: new Date(toMs).toISOString(),
    }),
  );
}

/**
 * The leader shows the code, and each of the group enters it; where the leader is one of them, the community's worker shows
 * it, because a code that only the leader has drawn does not prove that the leader was there.
 */
async function punchByCode(
  { time, useCases }: DemoStage,
  staff: DemoStaff,
  shift: AnnouncedShift,
  { direction, punches }: PunchGroup<SeededVolunteer>,
): Promise<void> {
  const firstMs = punches[0]?.atMs ?? shift.startMs;
  const isLeaderThere = punches.some(({ person }) => person.id === shift.leader.id);
  const worker = staff.communityWorkers.get(shift.communityCode) ?? staff.streetAdmin;
  const shower = isLeaderThere ? worker : shift.leader.actor;
  const { digits } = await time.at(firstMs, () => useCases.get(ShowCode).execute(shower, shift.id, direction));
  await Promise.all(
    punches.map(({ person, atMs }) =>
      time.at(atMs, () =>
        useCases.get(RecordPunch).execute(person.actor, {
          punchId: randomUUID(),
          shiftId: shift.id,
          direction,
          code: digits,
          deviceSentAt: new Date(atMs).toISOString(),
          ...(shift.isOnOneDevice === true && { deviceId: `phone-of-${shift.leader.id}` }),
        }),
      ),
    ),
  );
}

/** The community's worker calls the roll of the group; a line that is refused would be a mistake of the demo. */
async function callTheRoll(
  { time, useCases }: DemoStage,
  staff: DemoStaff,
  shift: AnnouncedShift,
  { direction, punches }: PunchGroup<SeededVolunteer>,
): Promise<void> {
  const worker = staff.communityWorkers.get(shift.communityCode) ?? staff.streetAdmin;
  const lines = punches.map(({ person }) => ({ punchId: randomUUID(), volunteerId: person.id, direction }));
  const answers = await time.at(punches[0]?.atMs ?? shift.startMs, () =>
    useCases.get(RunRollCall).execute(worker, shift.id, lines),
  );
  const refused = answers.find(({ status }) => status === 'REFUSED');
  if (refused?.status === 'REFUSED') throw new Error(`roll call of ${shift.entry.title} refused: ${refused.code}`);
}

/** Of those who were called three of four answer that they were there: few enough are left for the rule of the share. */
async function answerCalls({ time, useCases }: DemoStage, shift: AnnouncedShift): Promise<void> {
  const called = shift.presences.filter(({ checkInMs }) => checkInMs !== null);
  const lastMs = Math.max(shift.endMs, ...shift.presences.map(({ checkOutMs }) => checkOutMs ?? shift.endMs));
  for (const [index, { person }] of called.entries()) {
    if (index % ANSWERS_BUT_ONE_OF === ANSWERS_BUT_ONE_OF - 1) continue;
    const command = { shiftId: shift.id, isPresent: true };
    await time.at(lastMs, () => useCases.get(ReplyToCall).execute(commandOf(person.actor), command));
  }
}
