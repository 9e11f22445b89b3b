import { addDays } from '../../kernel/local-day';
import { RaiseSignals, Sanctions, SpotChecks } from '../../service/oversight';
import { PolicyDirectory, PublishPolicy } from '../../place/policies';
import { RegisterVolunteer } from '../../people/volunteers';
import {
  approveAs,
  commandOf,
  type DemoStaff,
  type DemoStage,
  instantOf,
  type SeededDivision,
  type SeededVolunteer,
} from '../demo-world';
import { makeChild } from '../generator/people';
import { fillQueues } from '../keep-alive';
import { CONSENT_TEXT } from '../practice/people-queues';
import { PracticeDesk } from '../practice/practice-desk';

const SAMPLE = 12;
/** Of the sample, so many have been asked about; the others wait for a call. */
const ASKED = 4;

/** Leaves every queue with entries, so that each role finds something to do. */
export async function seedQueues(
  stage: DemoStage,
  staff: DemoStaff,
  { street, guardian }: { readonly street: SeededDivision; readonly guardian: SeededVolunteer | null },
): Promise<void> {
  if (guardian) await registerChild(stage, staff, guardian);
  await planNewHoursRule(stage, staff, street);
  await checkAtRandom(stage, staff, street);
  await stage.useCases.get(RaiseSignals).execute();
  const desk = await PracticeDesk.open(stage.useCases);
  if (!desk) throw new Error('the demo has no street');
  const unfilled = await fillQueues(desk);
  if (unfilled.length > 0) throw new Error(`queues of the demo stay empty: ${JSON.stringify(unfilled)}`);
  await sanctionSomebody(stage, staff, desk);
}

/** A child whom a worker has written down; it waits until the guardian signs. */
async function registerChild(stage: DemoStage, staff: DemoStaff, guardian: SeededVolunteer): Promise<void> {
  const { useCases, time, today, random, scale } = stage;
  const child = makeChild(random, scale.volunteers + 1, guardian.person, Number(today.slice(0, 4)));
  const worker = staff.communityWorkers.get(guardian.communityCode) ?? staff.streetAdmin;
  await time.at(instantOf(addDays(today, -1), 15), () =>
    useCases.get(RegisterVolunteer).execute(commandOf(worker), {
      ...{ channel: 'STAFF', divisionId: guardian.division.id, name: child.name, idNumber: child.idNumber },
      ...{ phone: child.phone, occupation: child.occupation },
      consents: [{ purpose: 'REGISTRATION', textVersion: CONSENT_TEXT, channel: 'PAPER' }],
    }),
  );
}

/** The hours of the next month: whoever forgets to check out gets an hour. What it would have meant is tried out. */
async function planNewHoursRule({ useCases, time, today }: DemoStage, staff: DemoStaff, street: SeededDivision) {
  const { body } = await useCases.get(PolicyDirectory).effective('HOURS', street.path, today);
  const next = {
    ...(body as Readonly<Record<string, unknown>>),
    missingOut: 'FIXED_MINUTES',
    missingOutFixedMinutes: 60,
  };
  const { decisionId } = await time.at(instantOf(addDays(today, -1), 10), () =>
    useCases.get(PublishPolicy).execute(commandOf(staff.streetAdmin), {
      kind: 'HOURS',
      divisionId: street.id,
      body: { ...next, version: `hours-${addDays(today, 30).slice(0, 7)}`, effectiveFrom: addDays(today, 30) },
      reason: '街道办公会议决定：忘记签退的，按一小时计。',
    }),
  );
  await time.at(instantOf(addDays(today, -1), 11), () => approveAs(staff.secondStreetAdmin, useCases, decisionId));
}

/** A spot check whose seed is published, with some answers; the other one is still secret (see the queues). */
async function checkAtRandom({ useCases, time, today }: DemoStage, staff: DemoStaff, street: SeededDivision) {
  const checks = useCases.get(SpotChecks);
  const context = () => commandOf(staff.secondStreetAdmin);
  const committedOn = addDays(today, -4);
  const { id: spotCheckId } = await time.at(instantOf(committedOn, 9), () =>
    checks.commit(context(), {
      ...{ divisionId: street.id, fromDay: addDays(committedOn, -30), toDay: addDays(committedOn, -1) },
      sampleSize: SAMPLE,
    }),
  );
  await time.at(instantOf(addDays(today, -2), 9), () => checks.publish(context(), { spotCheckId }));
  const { items } = await checks.show(staff.secondStreetAdmin, spotCheckId);
  for (const [index, { recordId }] of items.slice(0, ASKED).entries()) {
    await time.at(instantOf(addDays(today, -1), 10, index * 7), () =>
      checks.record(context(), {
        ...{ spotCheckId, recordId, result: index === ASKED - 1 ? 'DOUBTFUL' : 'CONFIRMED' },
        note: index === ASKED - 1 ? '本人记不清当天是否参加，另约时间核对。' : '电话核实，本人参加，时间相符。',
      }),
    );
  }
}

async function sanctionSomebody({ useCases, time, today }: DemoStage, staff: DemoStaff, desk: PracticeDesk) {
  const [person] = await desk.people({ place: desk.street, count: 1, salt: 'sanction' });
  if (!person) return;
  await time.at(instantOf(addDays(today, -6), 11), () =>
    useCases.get(Sanctions).impose(commandOf(staff.secondStreetAdmin), {
      ...{ volunteerId: person.id, kind: 'NO_SELF_BACKFILL' },
      reason: '两次自我申报的时间与签到表不符，本人承认。',
    }),
  );
}
