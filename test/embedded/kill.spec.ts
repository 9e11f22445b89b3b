import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { v7 } from 'uuid';
import { bringUp } from '../../bench/harness/open-application';
import { makePeople } from '../../src/demo/generator/people';
import { SeededRandom } from '../../src/demo/generator/random';
import { localDayOf } from '../../src/kernel/local-day';
import { CreateActivity, PublishActivity } from '../../src/service/activities';
import { CreateDivision } from '../../src/place/divisions';
import { PolicyDirectory, PublishPolicy } from '../../src/place/policies';
import { driftQuestions, laggingSql } from '../../src/ledger/ranking/persistence/read-model-sql';
import { CreateTeam } from '../../src/people/teams';
import { RegisterVolunteer, ReviewVolunteer } from '../../src/people/volunteers';
import { Clock } from '../../src/platform/foundation/clock/clock';
import { EmbeddedDatabase, ensureSecrets } from '../../src/platform/data/embedded';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { UserAccounts } from '../../src/platform/security/accounts/user-accounts';
import { InstallationMode } from '../../src/platform/data/installation';
import { ApiClient } from '../support/api-client';
import { askThenDecide } from '../support/decisions';
import { eventually } from '../support/eventually';
import { buildServer, clearAway, type SpawnedServer, spawnServer } from '../support/spawn-server';
import { bySystem, inParallel } from '../support/system';

const SHIFTS = 25;
const PEOPLE_PER_SHIFT = 60;
const KILL_AFTER_ACKNOWLEDGED = 1_000;
const MINUTE_MS = 60_000;
const PASSWORD = 'kill-test-4711-leader';
const clockOffset = path.resolve(__dirname, '../support/fixtures/clock-offset.cjs');

interface Punch {
  readonly punchId: string;
  readonly shiftId: string;
  readonly volunteerId: string;
  readonly direction: 'IN' | 'OUT';
}

type Outcome = 'RECORDED' | 'REFUSED' | 'UNANSWERED';

/**
 * What the client knows, as Jepsen would note it: sent, acknowledged, refused, unanswered. The server is killed with
 * SIGKILL while replies are outstanding and shifts are being closed.
 */
describe('a kill in the middle of the rush', () => {
  let dataDir: string;
  let server: SpawnedServer;
  let shifts: string[];
  let people: string[][];
  const journal = new Map<string, { punch: Punch; outcome: Outcome }>();

  beforeAll(async () => {
    buildServer();
    dataDir = await mkdtemp(path.join(tmpdir(), 'vl-kill-'));
    await prepare();
  }, 180_000);

  afterAll(() => clearAway(server, dataDir));

  it('loses no acknowledged punch, and every shift ends with one record per person and one posting per record', async () => {
    // The morning: everybody checks in, two hours ago by the server's clock.
    server = await spawnServer({
      dataDir,
      preload: clockOffset,
      env: { CLOCK_OFFSET_MS: String(-100 * MINUTE_MS), LOG_LEVEL: 'error', RATE_LIMIT_PERSON: '9999999/60' },
    });
    let leader = await new ApiClient(server.url).signIn('kill.leader', PASSWORD);
    const checkIns = shifts.flatMap((shiftId, index) =>
      people[index]!.map((volunteerId) => punchOf(shiftId, volunteerId, 'IN')),
    );
    await inParallel(checkIns, 16, (punch) => send(leader, punch));
    expect(outcomes('RECORDED')).toHaveLength(people.flat().length);
    server.kill('SIGTERM');
    await server.exited;

    // Noon: everybody checks out at once, leaders close, and the process is killed in the middle of it.
    server = await spawnServer({ dataDir, env: { LOG_LEVEL: 'error', RATE_LIMIT_PERSON: '9999999/60' } });
    leader = await new ApiClient(server.url).signIn('kill.leader', PASSWORD);
    const checkOuts = shifts.flatMap((shiftId, index) =>
      people[index]!.map((volunteerId) => punchOf(shiftId, volunteerId, 'OUT')),
    );
    const closed: string[] = [];
    const rushState = { acknowledged: 0, isKilled: false };
    const rush = inParallel(checkOuts, 48, async (punch) => {
      if (rushState.isKilled) return;
      if ((await send(leader, punch)) !== 'RECORDED') return;
      rushState.acknowledged += 1;
      if (rushState.acknowledged === KILL_AFTER_ACKNOWLEDGED) {
        rushState.isKilled = true;
        server.kill('SIGKILL');
      }
    });
    const closing = inParallel(shifts, 1, async (shiftId, index) => {
      await eventually(
        'the rush is on',
        () => rushState.isKilled || rushState.acknowledged > (index + 1) * PEOPLE_PER_SHIFT * 0.8,
        60_000,
      );
      if (!rushState.isKilled && (await close(leader, shiftId))) closed.push(shiftId);
    });
    await Promise.all([rush, closing]);
    await server.exited;
    const unanswered = outcomes('UNANSWERED');
    expect(unanswered.length).toBeGreaterThan(0);
    expect(closed.length).toBeGreaterThan(0);

    // After the restart the phones send again what was never answered, under the same keys; the rest is closed.
    server = await spawnServer({ dataDir, env: { LOG_LEVEL: 'error', RATE_LIMIT_PERSON: '9999999/60' } });
    leader = await new ApiClient(server.url).signIn('kill.leader', PASSWORD);
    await inParallel(unanswered, 16, (punch) => send(leader, punch));
    expect(outcomes('UNANSWERED')).toHaveLength(0);
    await inParallel(shifts, 4, async (shiftId) => expect(await close(leader, shiftId)).toBe(true));

    const database = new Client(EmbeddedDatabase.running(dataDir, ensureSecrets(dataDir))!.url);
    await database.connect();
    try {
      await everythingIsSettled(database);
      await expectFaithful(database);
    } finally {
      await database.end();
    }
    server.kill('SIGTERM');
    expect((await server.exited).code).toBe(0);
  }, 180_000);

  async function prepare(): Promise<void> {
    const { app, close } = await bringUp({ DATA_DIR: dataDir, RATE_LIMIT_PERSON: '9999999/60' });
    const realNowMs = Date.now();
    const yesterday = new Date(realNowMs - 26 * 60 * MINUTE_MS);
    app.get(Clock, { strict: false }).now = () => new Date(yesterday);
    const get = <T>(token: new (...parameters: never[]) => T): T => app.get(token, { strict: false });

    await get(UnitOfWork).run((tx) =>
      get(InstallationMode).choose(tx, { mode: 'PRACTICE', streetName: '街道', through: 'COMMAND' }),
    );
    const district = await get(CreateDivision).execute(bySystem(), {
      parentId: null,
      kind: 'DISTRICT',
      code: 'K',
      name: '区',
    });
    const street = await get(CreateDivision).execute(bySystem(), {
      parentId: district.id,
      kind: 'STREET',
      code: 'K-1',
      name: '街道',
    });
    await get(UserAccounts).create(bySystem(), {
      username: 'kill.leader',
      password: PASSWORD,
      displayName: '点名人',
      grants: [{ role: 'COMMUNITY_WORKER', divisionId: street.id }],
    });
    const day = localDayOf(yesterday.getTime());
    const { body } = await get(PolicyDirectory).effective('HOURS', street.path, day);
    await askThenDecide({ get }, (asking) =>
      get(PublishPolicy).execute(asking, {
        kind: 'HOURS',
        divisionId: street.id,
        reason: '演练不等公示',
        body: {
          ...(body as object),
          version: 'hours-no-publicity',
          effectiveFrom: day,
          publicityWorkingDays: 0,
          correctionWorkingDays: 0,
        },
      }),
    );

    const persons = makePeople(new SeededRandom(11), SHIFTS * PEOPLE_PER_SHIFT, 2026).filter(({ age }) => age >= 18);
    const ids = await inParallel(persons, 12, async ({ name, idNumber }) => {
      const registered = await get(RegisterVolunteer).execute(bySystem(), {
        channel: 'STAFF',
        divisionId: street.id,
        name,
        idNumber,
        consents: [{ purpose: 'REGISTRATION', textVersion: '1', channel: 'PAPER' }],
      });
      await get(ReviewVolunteer).execute(bySystem(), {
        volunteerId: registered.id,
        expectedVersion: registered.version,
        decision: 'APPROVE',
      });
      return registered.id;
    });
    const perShift = Math.floor(ids.length / SHIFTS);
    people = Array.from({ length: SHIFTS }, (_, index) => ids.slice(index * perShift, (index + 1) * perShift));

    const team = await get(CreateTeam).execute(bySystem(), { name: '突击队', kind: 'RESIDENT', divisionId: street.id });
    shifts = await inParallel(people, 4, async (_, index) => {
      const activity = await get(CreateActivity).execute(bySystem(), {
        teamId: team.id,
        title: `清扫 ${String(index)}`,
        kind: 'SERVICE',
        category: 'STREET_CLEANING',
        placeName: '广场',
        riskLevel: 'LOW',
        checkInModes: ['ROLL_CALL', 'STAFF'],
        positions: [{ name: '队员', duty: 'MEMBER', capacity: 100 }],
        shifts: [
          {
            startsAt: new Date(realNowMs - 120 * MINUTE_MS).toISOString(),
            endsAt: new Date(realNowMs - 5 * MINUTE_MS).toISOString(),
          },
        ],
      });
      await get(PublishActivity).execute(bySystem(), { activityId: activity.id });
      return activity.shifts[0]!.id;
    });
    // Everybody says that they were there: a roll call without a trace of the people would go to review.
    await get(UnitOfWork).run((tx) =>
      tx.query(
        `insert into attendance_reply (volunteer_id, shift_id, is_present, replied_by, replied_at)
         select p.id, p.shift, true, p.id, $3 from unnest($1::uuid[], $2::uuid[]) p (id, shift)`,
        [people.flat(), people.flatMap((own, index) => own.map(() => shifts[index])), yesterday],
      ),
    );
    await close();
  }

  function punchOf(shiftId: string, volunteerId: string, direction: 'IN' | 'OUT'): Punch {
    return { punchId: v7(), shiftId, volunteerId, direction };
  }

  function outcomes(outcome: Outcome): Punch[] {
    return [...journal.values()].filter((line) => line.outcome === outcome).map(({ punch }) => punch);
  }

  async function send(client: ApiClient, punch: Punch): Promise<Outcome> {
    const { shiftId, ...line } = punch;
    journal.set(punch.punchId, { punch, outcome: 'UNANSWERED' });
    const answer = await client
      .call('POST', `/shifts/${shiftId}/roll-calls`, { body: { lines: [line] } })
      .catch(() => undefined);
    if (!answer || answer.status >= 500) return 'UNANSWERED';
    if (answer.status >= 300) throw new Error(answer.text);
    const outcome = answer.json<{ items: { status: Outcome }[] }>().items[0]!.status;
    journal.set(punch.punchId, { punch, outcome });
    return outcome;
  }

  async function close(client: ApiClient, shiftId: string): Promise<boolean> {
    const answer = await client
      .call('POST', `/shifts/${shiftId}/close`, { body: {}, key: `close-${shiftId}` })
      .catch(() => undefined);
    return answer !== undefined && answer.status < 300;
  }

  async function one(database: Client, sql: string, parameters: unknown[] = []): Promise<number> {
    const { rows } = await database.query<{ n: string }>(sql, parameters);
    return Number(rows[0]!.n);
  }

  async function everythingIsSettled(database: Client): Promise<void> {
    await eventually(
      'all shifts are computed and no record waits for its posting',
      async () =>
        (await one(database, 'select count(*) n from shift where computed_at is null')) === 0 &&
        (await one(database, `select count(*) n from service_record where status in ('COMPUTED', 'PUBLICITY')`)) === 0,
      90_000,
    );
  }

  async function expectFaithful(database: Client): Promise<void> {
    const recorded = outcomes('RECORDED').map(({ punchId }) => punchId);
    const refused = outcomes('REFUSED').map(({ punchId }) => punchId);
    expect(await one(database, 'select count(*) n from punch where id = any ($1::uuid[])', [recorded])).toBe(
      recorded.length,
    );
    expect(await one(database, 'select count(*) n from punch where id = any ($1::uuid[])', [refused])).toBe(0);
    expect(await one(database, 'select count(*) n from punch')).toBe(recorded.length);

    const persons = people.flat().length;
    expect(await one(database, 'select count(*) n from service_record')).toBe(persons);
    expect(
      await one(database, 'select count(*) n from (select distinct shift_id, volunteer_id from service_record) r'),
    ).toBe(persons);
    const confirmed = await one(
      database,
      `select count(*) n from service_record where status = 'CONFIRMED' and credited_minutes > 0`,
    );
    expect(confirmed).toBeGreaterThan(0);
    const entries = `from ledger_entry where account_kind = 'SERVICE_MINUTES'`;
    expect(await one(database, `select count(*) n ${entries}`)).toBe(confirmed);
    expect(await one(database, `select count(*) n from (select distinct cause_id ${entries}) e`)).toBe(confirmed);
    expect(
      await one(
        database,
        `select count(*) n ${entries} and not exists (select 1 from service_record r
           where r.id = cause_id and r.status = 'CONFIRMED' and r.credited_minutes = amount and r.volunteer_id = ledger_entry.volunteer_id)`,
      ),
    ).toBe(0);
    expect(
      await one(
        database,
        `select count(*) n from ledger_account a where balance <> (
           select coalesce(sum(amount), 0) from ledger_entry e where e.volunteer_id = a.volunteer_id and e.account_kind = a.kind)`,
      ),
    ).toBe(0);
    // What is kept as a sum is the sum, and the places and totals have caught up with all of it.
    await eventually(
      'all postings are folded',
      async () => (await one(database, `select count(*) n from (${laggingSql}) l`)) === 0,
    );
    for (const sql of Object.values(driftQuestions)) expect((await database.query(sql)).rows).toEqual([]);
  }
});
