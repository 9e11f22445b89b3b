import { addDays, localDayOf } from '../../kernel/local-day';
import { DrawVisits, RegistrationVisits } from '../../service/oversight';
import { RegisterVolunteer, ReviewVolunteer } from '../../people/volunteers';
import { commandOf, type DemoStaff, type DemoStage, instantOf, type SeededDivision } from '../demo-world';
import { makeElder } from '../generator/people';
import { SeededRandom } from '../generator/random';
import { CONSENT_TEXT } from '../practice/people-queues';

const REGISTERED_DAYS_AGO = 5;
const COMMUNITIES = 2;
/** By how many communities there are: two people are drawn in all, one of whom is visited while the other waits. */
const ELDERS = [0, 6, 2] as const;
const RANDOM_SEED = 1_976;

/** Old people without a phone, whom a worker wrote down at the door; some are drawn, and the first of them is visited. */
export async function seedVisits(
  stage: DemoStage,
  staff: DemoStaff,
  divisions: readonly SeededDivision[],
): Promise<void> {
  const { useCases, time, today } = stage;
  const day = addDays(today, -REGISTERED_DAYS_AGO);
  const draw = () => useCases.get(DrawVisits).execute();
  // The seed is committed in the morning, before anybody is registered.
  await time.at(instantOf(day, 7), draw);
  const communities = divisions.filter(({ kind }) => kind === 'COMMUNITY').slice(0, COMMUNITIES);
  for (const index of communities.keys()) await registerElders(stage, staff, { communities, divisions, index });
  await time.at(instantOf(addDays(day, 1), 7), draw);
  const waiting = await useCases.get(RegistrationVisits).page(staff.secondStreetAdmin, { status: 'WAITING' });
  const [first] = waiting.items;
  if (!first) return;
  const visitedAt = instantOf(addDays(day, 2), 16);
  await time.at(visitedAt, () =>
    useCases.get(RegistrationVisits).record(commandOf(staff.secondStreetAdmin), {
      ...{ visitId: first.id, result: 'FOUND', visitedOn: localDayOf(visitedAt) },
      note: '到户见到本人，核对了身份证，确系自愿登记，家中只有座机。',
    }),
  );
}

async function registerElders(
  stage: DemoStage,
  staff: DemoStaff,
  {
    communities,
    divisions,
    index,
  }: {
    readonly communities: readonly SeededDivision[];
    readonly divisions: readonly SeededDivision[];
    readonly index: number;
  },
): Promise<void> {
  const { useCases, time, today, scale } = stage;
  const count = ELDERS[communities.length] ?? 0;
  const [community] = communities.slice(index);
  if (!community) return;
  const code = community.communityCode ?? community.code;
  const worker = staff.communityWorkers.get(code) ?? staff.streetAdmin;
  const reviewer = staff.secondWorkers.get(code) ?? staff.secondStreetAdmin;
  const home = divisions.find(({ kind, communityCode }) => kind === 'UNIT' && communityCode === code) ?? community;
  const day = addDays(today, -REGISTERED_DAYS_AGO);
  const random = new SeededRandom(RANDOM_SEED + index);
  for (let nth = 0; nth < count; nth += 1) {
    const serial = scale.volunteers + 10 + index * count + nth;
    const elder = makeElder(random, serial, Number(today.slice(0, 4)));
    const { id, version } = await time.at(instantOf(day, 10, nth * 20), () =>
      useCases.get(RegisterVolunteer).execute(commandOf(worker), {
        ...{ channel: 'STAFF', divisionId: home.id, name: elder.name, idNumber: elder.idNumber },
        occupation: elder.occupation,
        consents: [{ purpose: 'REGISTRATION', textVersion: CONSENT_TEXT, channel: 'PAPER' }],
      }),
    );
    await time.at(instantOf(addDays(day, 1), 9, nth * 5), () =>
      useCases.get(ReviewVolunteer).execute(commandOf(reviewer), {
        ...{ volunteerId: id, expectedVersion: version, decision: 'APPROVE' },
      }),
    );
  }
}
