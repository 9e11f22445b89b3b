import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { makePeople } from '../../src/demo/generator/people';
import { SeededRandom } from '../../src/demo/generator/random';
import { CreateActivity, PublishActivity } from '../../src/service/activities';
import { CreateDivision } from '../../src/place/divisions';
import { CreateTeam } from '../../src/people/teams';
import { UserAccounts } from '../../src/platform/security/accounts/user-accounts';
import { RegisterVolunteer, ReviewVolunteer } from '../../src/people/volunteers';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { InstallationMode } from '../../src/platform/data/installation';
import { systemActor } from '../../src/platform/foundation/actor/actor';
import {
  ACCESS_TOKEN_AUDIENCE,
  ACCESS_TOKEN_ISSUER,
  ACCESS_TOKEN_SECONDS,
  accessTokenKey,
} from '../../src/platform/security/identity/tokens';
import { bringUp } from './open-application';

export interface CrowdPlan {
  readonly people: number;
  readonly shifts: number;
  /** True: everybody is signed up for every shift. False: the n-th person for the n-th shift, round and round. */
  readonly isEverybodyEverywhere: boolean;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** An account that has signed in. */
export interface SignedInAccount {
  readonly userId: string;
  readonly sessionId: string;
}

export interface CrowdMember extends SignedInAccount {
  readonly volunteerId: string;
}

/** Shifts that are held, and people who are signed up and have signed in. The first person leads the team. */
export interface Crowd {
  readonly shiftIds: readonly string[];
  readonly people: readonly CrowdMember[];
  /** Shows the codes, and is none of the people: a punch by a code that only oneself has shown is a claim. */
  readonly leader: CrowdMember;
  /** Works at a desk of the street. */
  readonly clerk: SignedInAccount;
}

/**
 * Migrates the database and fills it. Division, team, activities and the first volunteer come about through the use
 * cases. The others are copies of that volunteer's row, with account and session, and their sign-ups are written as rows:
 * hashing the passwords of ten thousand people would take longer than every measurement.
 */
export async function gatherCrowd(env: Readonly<Record<string, string>>, plan: CrowdPlan): Promise<Crowd> {
  const { app, close } = await bringUp(env);
  try {
    return await gather(app, plan);
  } finally {
    await close();
  }
}

/** An access token of a member's session, as signing in would issue it. */
export function accessTokenOf({ userId, sessionId }: SignedInAccount, jwtSecret: string): string {
  return new JwtService({ secret: accessTokenKey(jwtSecret) }).sign(
    { sub: userId, sid: sessionId },
    {
      algorithm: 'HS256',
      expiresIn: ACCESS_TOKEN_SECONDS,
      issuer: ACCESS_TOKEN_ISSUER,
      audience: ACCESS_TOKEN_AUDIENCE,
    },
  );
}

const newContext = () => ({ actor: systemActor('crowd'), idempotencyKey: randomUUID() });

async function gather(app: INestApplicationContext, plan: CrowdPlan): Promise<Crowd> {
  const mode = app.get(InstallationMode, { strict: false });
  const choice = { mode: 'REAL', streetName: '人群街道', through: 'COMMAND' } as const;
  await app.get(UnitOfWork, { strict: false }).run((tx) => mode.choose(tx, choice));
  const division = await app
    .get(CreateDivision, { strict: false })
    .execute(newContext(), { parentId: null, kind: 'DISTRICT', code: `C${Date.now()}`, name: '人群区' });
  const leaderId = await registerLeader(app, division.id);
  const [leader, ...people] = await copyPeople(app, leaderId, plan.people + 1);
  if (!leader) throw new Error('a crowd without a leader');
  const team = await app.get(CreateTeam, { strict: false }).execute(newContext(), {
    name: '人群志愿服务队',
    kind: 'RESIDENT',
    divisionId: division.id,
    leaderVolunteerId: leaderId,
  });
  const shiftIds: string[] = [];
  for (let no = 0; no < plan.shifts; no += 1) shiftIds.push(await holdShift(app, team.id, no, plan));
  await signUp(app, shiftIds, people, plan.isEverybodyEverywhere);
  return { shiftIds, people, leader, clerk: await seatClerk(app, division.id) };
}

async function registerLeader(app: INestApplicationContext, divisionId: string): Promise<string> {
  const [adult] = makePeople(new SeededRandom(1), 20, new Date().getFullYear()).filter(({ age }) => age >= 18);
  if (!adult) throw new Error('nobody of age was drawn');
  const { id, version } = await app.get(RegisterVolunteer, { strict: false }).execute(newContext(), {
    channel: 'STAFF',
    divisionId,
    name: adult.name,
    idNumber: adult.idNumber,
    consents: [{ purpose: 'REGISTRATION', textVersion: 'crowd', channel: 'PAPER' }],
  });
  await app
    .get(ReviewVolunteer, { strict: false })
    .execute(newContext(), { volunteerId: id, expectedVersion: version, decision: 'APPROVE' });
  return id;
}

async function seatClerk(app: INestApplicationContext, divisionId: string): Promise<SignedInAccount> {
  const user = { username: 'clerk', password: randomUUID(), displayName: '工作人员' };
  const grants = [{ role: 'STREET_ADMIN' as const, divisionId }];
  const { id: userId } = await app.get(UserAccounts, { strict: false }).create(newContext(), { ...user, grants });
  const sessionId = randomUUID();
  await app
    .get(UnitOfWork, { strict: false })
    .run(async (tx) =>
      tx.query(`insert into user_session (id, user_id, created_at, last_used_at) values ($1, $2, now(), now())`, [
        sessionId,
        userId,
      ]),
    );
  return { userId, sessionId };
}

async function copyPeople(
  app: INestApplicationContext,
  leaderId: string,
  count: number,
): Promise<readonly CrowdMember[]> {
  const people = Array.from({ length: count }, (_, no) => ({
    volunteerId: no === 0 ? leaderId : randomUUID(),
    userId: randomUUID(),
    sessionId: randomUUID(),
  }));
  const columns = [people.map((one) => one.volunteerId), people.map((one) => one.userId)];
  await app.get(UnitOfWork, { strict: false }).run(async (tx) => {
    await tx.query(
      `insert into volunteer (id, volunteer_no, division_id, name, id_number_cipher, id_number_index, status,
         registered_by, registration_channel, registered_at, activated_at, updated_at)
       select n.id, 'CROWD-' || n.no, v.division_id, v.name, v.id_number_cipher, sha256(n.id::text::bytea), v.status,
         v.registered_by, v.registration_channel, v.registered_at, v.activated_at, v.updated_at
       from unnest($1::uuid[]) with ordinality n (id, no) join volunteer v on v.id = $2 where n.id <> $2`,
      [columns[0], leaderId],
    );
    await tx.query(
      `insert into user_account (id, username, password_hash, display_name, volunteer_id, status)
       select n.user_id, 'crowd.' || n.no, '-', '志愿者', n.volunteer_id, 'ACTIVE'
       from unnest($1::uuid[], $2::uuid[]) with ordinality n (volunteer_id, user_id, no)`,
      columns,
    );
    await tx.query(
      `insert into user_session (id, user_id, created_at, last_used_at)
       select n.id, n.user_id, now(), now() from unnest($1::uuid[], $2::uuid[]) n (id, user_id)`,
      [people.map((one) => one.sessionId), columns[1]],
    );
  });
  return people;
}

async function holdShift(app: INestApplicationContext, teamId: string, no: number, plan: CrowdPlan): Promise<string> {
  const activity = await app.get(CreateActivity, { strict: false }).execute(newContext(), {
    teamId,
    title: `清扫 ${no + 1}`,
    kind: 'SERVICE',
    category: 'STREET_CLEANING',
    placeName: '社区广场',
    riskLevel: 'LOW',
    checkInModes: ['CODE'],
    positions: [{ name: '志愿者', duty: 'MEMBER', capacity: 10_000 }],
    shifts: [{ startsAt: plan.startsAt.toISOString(), endsAt: plan.endsAt.toISOString() }],
  });
  await app.get(PublishActivity, { strict: false }).execute(newContext(), { activityId: activity.id });
  const [shift] = activity.shifts;
  if (!shift) throw new Error('an activity without a shift');
  return shift.id;
}

async function signUp(
  app: INestApplicationContext,
  shiftIds: readonly string[],
  people: readonly CrowdMember[],
  isEverybodyEverywhere: boolean,
): Promise<void> {
  await app.get(UnitOfWork, { strict: false }).run(async (tx) => {
    await tx.query(
      `insert into signup (id, shift_id, position_id, volunteer_id, status, signed_up_by, signed_up_at)
       select gen_random_uuid(), s.id, sp.position_id, v.id, 'CONFIRMED', 'crowd', now()
       from unnest($1::uuid[]) with ordinality s (id, no) join shift_position sp on sp.shift_id = s.id
         join unnest($2::uuid[]) with ordinality v (id, no) on $3 or (v.no - 1) % $4 = s.no - 1`,
      [shiftIds, people.map(({ volunteerId }) => volunteerId), isEverybodyEverywhere, shiftIds.length],
    );
    await tx.query(
      `update shift_position sp set taken = (
         select count(*) from signup g where g.shift_id = sp.shift_id and g.position_id = sp.position_id)
       where sp.shift_id = any ($1)`,
      [shiftIds],
    );
  });
}
