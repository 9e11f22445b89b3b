import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { randomBytes, randomUUID } from 'node:crypto';
import { AppModule } from '../../../src/app.module';
import { makePeople } from '../../../src/demo/generator/people';
import { SeededRandom } from '../../../src/demo/generator/random';
import { CreateActivity, PublishActivity, SignUp } from '../../../src/modules/activities';
import { CreateDivision } from '../../../src/modules/divisions';
import { CreateTeam } from '../../../src/modules/teams';
import { RegisterVolunteer, ReviewVolunteer } from '../../../src/modules/volunteers';
import { openRuntime } from '../../../src/platform/boot/open-runtime';
import { loadConfig } from '../../../src/platform/config/config';
import { Runtime } from '../../../src/platform/config/runtime';
import { systemActor } from '../../../src/platform/identity/actor';

const MINUTE_MS = 60_000;
/** Long enough for every run: 100 rounds of a minute for each of three. */
const SHIFT_MINUTES = 12 * 60;

/** A shift that is being held now, with everybody signed up. */
export interface SeededShift {
  readonly shiftId: string;
  /** Accounts of the volunteers; the first one leads the team. */
  readonly usernames: readonly string[];
  /** The password of all of them, made for this run. */
  readonly password: string;
}

interface SeededVolunteer {
  readonly id: string;
  readonly username: string;
}

/**
 * The settings of the real application on a database: as delivered, with keys made for this run. Its limits count, but
 * never refuse: the crowd comes from one address, and a few people punch as often as a whole town.
 */
export function applicationEnv(databaseUrl: string): Readonly<Record<string, string>> {
  return {
    DATABASE_URL: databaseUrl,
    // One role for all: what is measured is the application, not who owns its tables.
    ALLOW_WEAK_DATABASE: 'true',
    PORT: '0',
    HOST: '127.0.0.1',
    JWT_SECRET: randomBytes(32).toString('hex'),
    DATA_KEYS: `1:${randomBytes(32).toString('base64')}`,
    INDEX_KEY: randomBytes(32).toString('base64'),
    RATE_LIMIT_PERSON: '9999999/60',
    RATE_LIMIT_ADDRESS: '9999999/60',
    RATE_LIMIT_SIGN_IN_ADDRESS: '9999999/60',
    RATE_LIMIT_SIGN_IN_USERNAME: '9999999/60',
  };
}

/** Migrates the database and fills it through the application's use cases. */
export async function seedShift(env: Readonly<Record<string, string>>, volunteerCount: number): Promise<SeededShift> {
  const config = loadConfig({ ...env, LOG_LEVEL: 'error' });
  const open = await openRuntime(config, {
    notice: () => undefined,
    onLost: (reason) => {
      throw reason;
    },
  });
  const runtime = new Runtime({ ...config, role: 'api' }, open.runtime.databaseUrl, open.runtime.secrets);
  const app = await NestFactory.createApplicationContext(AppModule.of(runtime), { logger: ['error', 'fatal'] });
  try {
    return await seed(app, volunteerCount);
  } finally {
    await app.close();
    await open.close();
  }
}

const actor = systemActor('bench');
const newContext = () => ({ actor, idempotencyKey: randomUUID() });

async function seed(app: INestApplicationContext, volunteerCount: number): Promise<SeededShift> {
  const division = await app
    .get(CreateDivision, { strict: false })
    .execute(newContext(), { parentId: null, kind: 'DISTRICT', code: 'BENCH', name: '基准区' });
  const password = randomBytes(12).toString('base64url');
  const volunteers = await seedVolunteers(app, { divisionId: division.id, count: volunteerCount, password });
  const [leader] = volunteers;
  if (!leader) throw new Error('a shift needs somebody');
  const team = await app.get(CreateTeam, { strict: false }).execute(newContext(), {
    name: '基准志愿服务队',
    kind: 'RESIDENT',
    divisionId: division.id,
    leaderVolunteerId: leader.id,
  });
  const shiftId = await seedPublishedShift(app, team.id, volunteers);
  return { shiftId, usernames: volunteers.map(({ username }) => username), password };
}

async function seedVolunteers(
  app: INestApplicationContext,
  { divisionId, count, password }: { divisionId: string; count: number; password: string },
): Promise<readonly SeededVolunteer[]> {
  const register = app.get(RegisterVolunteer, { strict: false });
  const review = app.get(ReviewVolunteer, { strict: false });
  // Minors would need a guardian's consent; more people than wanted are drawn and the adults of them are taken.
  const adults = makePeople(new SeededRandom(1), 2 * count + 20, new Date().getFullYear()).filter(
    ({ age }) => age >= 18,
  );
  return Promise.all(
    adults.slice(0, count).map(async ({ name, idNumber }, index) => {
      const username = `bench.volunteer.${index}`;
      const { id, version } = await register.execute(newContext(), {
        channel: 'STAFF',
        divisionId,
        name,
        idNumber,
        consents: [{ purpose: 'REGISTRATION', textVersion: 'bench', channel: 'PAPER' }],
        account: { username, password },
      });
      await review.execute(newContext(), { volunteerId: id, expectedVersion: version, decision: 'APPROVE' });
      return { id, username };
    }),
  );
}

async function seedPublishedShift(
  app: INestApplicationContext,
  teamId: string,
  volunteers: readonly SeededVolunteer[],
): Promise<string> {
  const startsAtMs = Date.now() - MINUTE_MS;
  const activity = await app.get(CreateActivity, { strict: false }).execute(newContext(), {
    teamId,
    title: '基准活动',
    kind: 'SERVICE',
    category: 'STREET_CLEANING',
    placeName: '社区广场',
    riskLevel: 'LOW',
    checkInModes: ['CODE'],
    positions: [{ name: '志愿者', duty: 'MEMBER', capacity: volunteers.length }],
    shifts: [
      {
        startsAt: new Date(startsAtMs).toISOString(),
        endsAt: new Date(startsAtMs + SHIFT_MINUTES * MINUTE_MS).toISOString(),
      },
    ],
  });
  const [position] = activity.positions;
  const [shift] = activity.shifts;
  if (!position || !shift) throw new Error('an activity without position or shift');
  await app.get(PublishActivity, { strict: false }).execute(newContext(), { activityId: activity.id });
  const signUp = app.get(SignUp, { strict: false });
  for (const { id } of volunteers) {
    await signUp.execute(newContext(), { shiftId: shift.id, positionId: position.id, volunteerId: id });
  }
  return shift.id;
}
