import { addDays } from '../../kernel/local-day';
import type { Actor } from '../../platform/foundation/actor/actor';
import {
  AnswerObjection,
  type Correction,
  CorrectRecord,
  DecideRecord,
  ListMissingCheckOuts,
  ListRecords,
  ProposeCheckOut,
  RaiseObjection,
  type StaffRecord,
} from '../../service/service-hours';
import { approveAs, commandOf, type DemoStaff, type DemoStage, instantOf, type SeededVolunteer } from '../demo-world';

const PAGE = 100;
const MINUTE_MS = 60_000;

/** Somebody's record, with those who may act on it. */
interface Case {
  readonly record: StaffRecord;
  readonly volunteer: SeededVolunteer;
}

/**
 * What goes wrong in every street: objections during publicity (one dismissed, one upheld, one still open), a forgotten
 * check-out that the volunteer reports, and two confirmed records that have to be corrected: one is, the other waits for the street.
 */
export async function seedCorrections(
  stage: DemoStage,
  staff: DemoStaff,
  volunteers: readonly SeededVolunteer[],
): Promise<void> {
  await stage.time.at(instantOf(addDays(stage.today, -1), 22, 30), async () => {
    const byId = new Map(volunteers.map((volunteer) => [volunteer.id, volunteer]));
    const casesOf = async (status: 'PUBLICITY' | 'CONFIRMED'): Promise<readonly Case[]> => {
      const page = await stage.useCases.get(ListRecords).forStaff(staff.streetAdmin, { status: [status], limit: PAGE });
      return page.items.flatMap((record) => {
        const volunteer = byId.get(record.volunteerId);
        return volunteer ? [{ record, volunteer }] : [];
      });
    };
    const inPublicity = await casesOf('PUBLICITY');
    const settled = inPublicity.filter(({ record }) => !record.isGradePending && record.grade === 'A');
    const [dismissed, upheld, open] = settled;
    if (dismissed) await object(stage, staff, dismissed, 'DISMISSED');
    if (upheld) await object(stage, staff, upheld, 'UPHELD');
    if (open) await object(stage, staff, open, null);
    const forgotten = await stillCorrectable(
      stage,
      inPublicity.filter(({ record }) => record.isGradePending),
    );
    if (forgotten) await reportCheckOut(stage, staff, forgotten);
    const [wrong, doubtful] = (await casesOf('CONFIRMED')).filter(
      ({ record }) => record.grade === 'A' && record.creditedMinutes > 60,
    );
    if (wrong) await correctConfirmed(stage, staff, wrong, true);
    if (doubtful) await correctConfirmed(stage, staff, doubtful, false);
  });
}

/** The first case whose volunteer may still say when the service ended: the time for it ends before the publicity does. */
async function stillCorrectable({ useCases }: DemoStage, cases: readonly Case[]): Promise<Case | undefined> {
  for (const one of cases) {
    const { items } = await useCases.get(ListMissingCheckOuts).execute(one.volunteer.actor);
    if (items.some(({ recordId }) => recordId === one.record.id)) return one;
  }
  return undefined;
}

function workerOf(staff: DemoStaff, { volunteer }: Case) {
  return staff.communityWorkers.get(volunteer.communityCode) ?? staff.streetAdmin;
}

async function object(
  { useCases }: DemoStage,
  staff: DemoStaff,
  one: Case,
  outcome: 'DISMISSED' | 'UPHELD' | null,
): Promise<void> {
  const { id } = await useCases.get(RaiseObjection).execute(commandOf(one.volunteer.actor), {
    recordId: one.record.id,
    grounds: '本人实际离开的时间与公示的不一致,请核对签退记录。',
  });
  if (outcome === null) return;
  await useCases.get(AnswerObjection).execute(commandOf(staff.streetAdmin), {
    objectionId: id,
    outcome,
    answer:
      outcome === 'UPHELD' ? '经核对,签退登记有误,按实际时间更正。' : '经核对签到码记录和现场照片,公示的时间无误。',
  });
  if (outcome === 'UPHELD') await correct({ useCases }, staff, one);
}

async function reportCheckOut({ useCases }: DemoStage, staff: DemoStaff, one: Case): Promise<void> {
  await useCases.get(ProposeCheckOut).execute(commandOf(one.volunteer.actor), {
    recordId: one.record.id,
    checkedOutAt: new Date(Date.parse(one.record.endsAt) - MINUTE_MS).toISOString(),
    reason: '活动结束时忘记签退,与队长一起离开。',
  });
  await approve({ useCases }, staff, one, '队长证实,同意按本人说明的时间签退。');
}

/** The street enters the times that were served; the community, as the second person, approves them. */
async function correct({ useCases }: Pick<DemoStage, 'useCases'>, staff: DemoStaff, one: Case): Promise<void> {
  await shorten({ useCases }, staff.streetAdmin, one);
  await approve({ useCases }, staff, one, '已与队长核实,同意更正。');
}

/** What is confirmed: the community asks, the street agrees. */
async function correctConfirmed(
  { useCases }: Pick<DemoStage, 'useCases'>,
  staff: DemoStaff,
  one: Case,
  isDecided: boolean,
): Promise<void> {
  const { decisionId } = await shorten({ useCases }, workerOf(staff, one), one);
  if (!isDecided || decisionId === null) return;
  await approveAs(staff.streetAdmin, useCases, decisionId);
}

async function shorten({ useCases }: Pick<DemoStage, 'useCases'>, actor: Actor, { record }: Case): Promise<Correction> {
  return useCases.get(CorrectRecord).execute(commandOf(actor), {
    recordId: record.id,
    times: {
      checkedInAt: record.startsAt,
      checkedOutAt: new Date(Date.parse(record.endsAt) - 10 * MINUTE_MS).toISOString(),
    },
    reason: '志愿者提前 10 分钟离开,现场照片可证。',
  });
}

/** The record of the person and shift that waits for review. */
async function approve(
  { useCases }: Pick<DemoStage, 'useCases'>,
  staff: DemoStaff,
  one: Case,
  reason: string,
): Promise<void> {
  const waiting = await useCases
    .get(ListRecords)
    .forStaff(staff.streetAdmin, { status: ['UNDER_REVIEW'], limit: PAGE });
  const record = waiting.items.find(
    ({ volunteerId, shiftId }) => volunteerId === one.record.volunteerId && shiftId === one.record.shiftId,
  );
  if (!record) return;
  await useCases
    .get(DecideRecord)
    .execute(commandOf(workerOf(staff, one)), { recordId: record.id, decision: 'APPROVE', reason });
}
