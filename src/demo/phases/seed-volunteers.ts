import { randomUUID } from 'node:crypto';
import { addDays, type LocalDay } from '../../kernel/local-day';
import { anonymous, type UserActor } from '../../platform/foundation/actor/actor';
import {
  RegisterVolunteer,
  ReviewVolunteer,
  type GivenConsent,
  type PoliticalStatus,
  politicalStatuses,
} from '../../people/volunteers';
import type { HeadRole } from '../../people/heads';
import {
  commandOf,
  dayOf,
  type DemoStaff,
  type DemoStage,
  instantOf,
  itemAt,
  LANES,
  type SeededDivision,
  type SeededVolunteer,
} from '../demo-world';
import { type DemoPerson, makePeople } from '../generator/people';
import { inParallel } from '../in-parallel';
import { CONSENT_TEXT } from '../practice/people-queues';

const TEXT_VERSION = CONSENT_TEXT;
/** At most so many of a hundred volunteers hold an office. */
const HEADS_PERCENT = 65;
const ADULT_AGE = 18;

/** Somebody the demo is about to register, with the office the person will hold. */
export interface PlannedVolunteer {
  readonly person: DemoPerson;
  readonly division: SeededDivision;
  readonly communityCode: string;
  readonly registersOn: LocalDay;
  readonly isSelfRegistered: boolean;
  readonly consents: readonly GivenConsent[];
  readonly office: { readonly role: HeadRole; readonly division: SeededDivision } | null;
}

export interface SeededPeople {
  readonly volunteers: readonly SeededVolunteer[];
  readonly officeHolders: readonly {
    readonly volunteer: SeededVolunteer;
    readonly role: HeadRole;
    readonly division: SeededDivision;
  }[];
}

/** Registers everybody and approves them the next day. */
export async function seedVolunteers(
  stage: DemoStage,
  divisions: readonly SeededDivision[],
  staff: DemoStaff,
): Promise<SeededPeople> {
  const planned = planVolunteers(stage, divisions);
  const volunteers = await inParallel(planned, LANES, (plan) => register(stage, staff, plan));
  return {
    volunteers,
    officeHolders: planned.flatMap(({ office }, index) =>
      office ? [{ volunteer: itemAt(volunteers, index), ...office }] : [],
    ),
  };
}

function planVolunteers(stage: DemoStage, divisions: readonly SeededDivision[]): readonly PlannedVolunteer[] {
  const { random, scale } = stage;
  const people = makePeople(random, scale.volunteers, Number(stage.today.slice(0, 4)));
  const adults = people.filter(({ age }) => age >= ADULT_AGE);
  const offices = planOffices(divisions, Math.floor((scale.volunteers * HEADS_PERCENT) / 100));
  const holders = adults.slice(0, offices.length);
  const others = people.filter((person) => !holders.includes(person));
  const units = divisions.filter(({ kind }) => kind === 'UNIT');
  const plan = (person: DemoPerson, office: PlannedVolunteer['office']): PlannedVolunteer => {
    const division =
      office && office.role !== 'GRID_HEAD' ? office.division : random.pick(homesOf(units, office?.division));
    const isEarly = office !== null || random.chance(70);
    const isSelfRegistered = office === null && person.age >= ADULT_AGE && random.chance(40);
    return {
      person,
      division,
      communityCode: division.communityCode ?? '',
      registersOn: isEarly
        ? addDays(stage.firstDay, -random.between(40, 160))
        : dayOf(stage, random.between(0, Math.floor(scale.weeks * 0.6))),
      isSelfRegistered,
      consents: consentsOf(stage, person, isSelfRegistered),
      office,
    };
  };
  return [
    ...holders.map((person, index) => plan(person, itemAt(offices, index))),
    ...others.map((person) => plan(person, null)),
  ].sort((left, right) => (left.registersOn < right.registersOn ? -1 : left.registersOn > right.registersOn ? 1 : 0));
}

/** Offices from the grids down, as many as people can fill. */
function planOffices(
  divisions: readonly SeededDivision[],
  limit: number,
): { role: HeadRole; division: SeededDivision }[] {
  const roleOf = { GRID: 'GRID_HEAD', BUILDING: 'BUILDING_HEAD', UNIT: 'UNIT_HEAD' } as const;
  const order = Object.keys(roleOf);
  return divisions
    .flatMap((division) => {
      const { kind } = division;
      return kind === 'GRID' || kind === 'BUILDING' || kind === 'UNIT' ? [{ role: roleOf[kind], division, kind }] : [];
    })
    .sort((left, right) => order.indexOf(left.kind) - order.indexOf(right.kind))
    .slice(0, limit)
    .map(({ role, division }) => ({ role, division }));
}

/** Where somebody may live: in the grid they head, or anywhere. */
function homesOf(units: readonly SeededDivision[], grid: SeededDivision | undefined): readonly SeededDivision[] {
  if (!grid) return units;
  return units.filter((unit) => unit.code.startsWith(`${grid.code}-`));
}

/** A minor's guardian consents too; staff see that on paper. */
function consentsOf({ random }: DemoStage, person: DemoPerson, isSelfRegistered: boolean): readonly GivenConsent[] {
  const purposes = [
    'REGISTRATION' as const,
    ...(random.chance(75) ? (['RANKING_DISPLAY'] as const) : []),
    ...(random.chance(65) ? (['NAME_PUBLICITY'] as const) : []),
    ...(random.chance(40) ? (['PHOTO'] as const) : []),
  ];
  const channel = isSelfRegistered ? 'SELF' : 'PAPER';
  const given = purposes.map((purpose): GivenConsent => ({ purpose, textVersion: TEXT_VERSION, channel }));
  if (person.age >= ADULT_AGE) return given;
  return [...given, { purpose: 'GUARDIAN', textVersion: TEXT_VERSION, channel: 'GUARDIAN' }];
}

async function register(stage: DemoStage, staff: DemoStaff, plan: PlannedVolunteer): Promise<SeededVolunteer> {
  const { person, division, communityCode } = plan;
  const worker = staff.communityWorkers.get(communityCode) ?? staff.streetAdmin;
  // Who writes somebody down is not who says that it is right.
  const reviewer = staff.secondWorkers.get(communityCode) ?? staff.secondStreetAdmin;
  const registration = await stage.time.at(instantOf(plan.registersOn, 10), () =>
    stage.useCases.get(RegisterVolunteer).execute(commandOf(plan.isSelfRegistered ? anonymous : worker), {
      channel: plan.isSelfRegistered ? 'SELF' : 'STAFF',
      divisionId: division.id,
      name: person.name,
      idNumber: person.idNumber,
      phone: person.phone,
      politicalStatus: politicalStatusOf(person),
      occupation: person.occupation,
      skills: person.skills,
      consents: plan.consents,
    }),
  );
  const activeFrom = addDays(plan.registersOn, 1);
  await stage.time.at(instantOf(activeFrom, 9), () =>
    stage.useCases.get(ReviewVolunteer).execute(commandOf(reviewer), {
      volunteerId: registration.id,
      expectedVersion: registration.version,
      decision: 'APPROVE',
    }),
  );
  return {
    id: registration.id,
    person,
    division,
    communityCode,
    activeFrom,
    actor: actorOf(registration.id, registration.volunteerNo),
  };
}

/** The person at the own phone. Most have no password in the demo, so the person itself stands for the account. */
function actorOf(volunteerId: string, volunteerNo: string): UserActor {
  return {
    kind: 'USER',
    userId: volunteerId,
    sessionId: randomUUID(),
    displayName: volunteerNo,
    volunteerId,
    grants: [],
  };
}

function politicalStatusOf(person: DemoPerson): PoliticalStatus {
  return politicalStatuses.find((status) => status === person.politicalStatus) ?? 'UNSPECIFIED';
}
