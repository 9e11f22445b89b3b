import { execFileSync, type ExecFileSyncOptions } from 'node:child_process';
import { resolve } from 'node:path';
import { CreateDivision } from '../../../src/place/divisions';
import { UserAccounts } from '../../../src/platform/security/accounts/user-accounts';
import { JobQueues, defaultQueue, type JobRequest } from '../../../src/platform/data/queue';
import { recordsDue } from '../../../src/service/service-hours/computing/jobs/record-jobs';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { ApiClient } from '../../support/api-client';
import { bootApp, type BootedApp, forgetQueue, newQueuePrefix } from '../../support/boot-app';
import { eventually } from '../../support/eventually';
import { bySystem } from '../../support/system';

const ROOT = resolve(__dirname, '../../..');
const PASSWORD = 'letters-2026-strong';

interface Letter {
  readonly queue: string;
  readonly id: string;
  readonly job: string;
  readonly payload: object;
  readonly reason: string;
  readonly attempts: number;
  readonly failedAt: string;
}

describe(`dead letters on ${process.env['TEST_REDIS_URL'] ? 'Redis' : 'PostgreSQL'}`, () => {
  const queuePrefix = newQueuePrefix();
  let booted: BootedApp;
  let operator: ApiClient;
  let clerk: ApiClient;

  beforeAll(async () => {
    booted = await bootApp({ queuePrefix });
    const district = await booted
      .get(CreateDivision)
      .execute(bySystem(), { parentId: null, kind: 'DISTRICT', code: 'D', name: '区' });
    for (const [username, role] of [
      ['operator', 'SYSTEM_ADMIN'],
      ['clerk', 'STREET_ADMIN'],
    ] as const) {
      await booted.get(UserAccounts).create(bySystem(), {
        username,
        password: PASSWORD,
        displayName: username,
        grants: [{ role, divisionId: district.id }],
      });
    }
    operator = await new ApiClient(booted.url).signIn('operator', PASSWORD);
    clerk = await new ApiClient(booted.url).signIn('clerk', PASSWORD);
  });
  afterAll(async () => {
    await booted.close();
    await forgetQueue(queuePrefix);
  });

  /** Jobs that no try can save: their payload is a text where an object has to be. */
  async function letters(count: number): Promise<Letter[]> {
    const before = (await list()).length;
    const misfit = { job: recordsDue, payload: '不是对象' as unknown as object } satisfies JobRequest;
    await booted.get(JobQueues).enqueueMany(Array.from({ length: count }, () => misfit));
    await eventually('they are dead letters', async () => (await list()).length === before + count);
    return list();
  }

  async function list(): Promise<Letter[]> {
    return (await operator.get<{ items: Letter[] }>('/operations/dead-letters')).items;
  }

  const retry = (client: ApiClient, chosen: readonly Letter[], key?: string) =>
    client.post<{ retried: number; gone: number }>(
      '/operations/dead-letters/retries',
      { letters: chosen.map(({ queue, id }) => ({ queue, id })) },
      key,
    );

  function cli(...parameters: string[]): string {
    const { jwtSecret, dataKeys, indexKey } = booted.runtime.secrets;
    const env = {
      PATH: process.env['PATH'],
      // A command migrates first, which takes the owner.
      DATABASE_URL: booted.database.ownerUrl,
      // One role, and a server without fsync: neither is what this test is about.
      ALLOW_WEAK_DATABASE: 'true',
      QUEUE_PREFIX: queuePrefix,
      ...(process.env['TEST_REDIS_URL'] && { REDIS_URL: process.env['TEST_REDIS_URL'] }),
      JWT_SECRET: jwtSecret,
      DATA_KEYS: `1:${dataKeys.get(1)?.toString('base64') ?? ''}`,
      INDEX_KEY: indexKey.toString('base64'),
    };
    const options: ExecFileSyncOptions = { cwd: ROOT, env, encoding: 'utf8', stdio: 'pipe' };
    return String(execFileSync(process.execPath, ['dist/src/cli/main.js', ...parameters], options));
  }

  it('are for the operator only', async () => {
    expect(await clerk.refusal('GET', '/operations/dead-letters')).toMatchObject({ code: 'PERMISSION_MISSING' });
    const body = { letters: [{ queue: 'default', id: '1' }] };
    expect(await clerk.refusal('POST', '/operations/dead-letters/retries', { body })).toMatchObject({ status: 403 });
    const stranger = new ApiClient(booted.url);
    expect(await stranger.refusal('GET', '/operations/dead-letters')).toMatchObject({ status: 401 });
  });

  it('are listed with what failed and why, and retried over the API, once per key', async () => {
    expect(await list()).toEqual([]);
    const [letter] = await letters(1);
    expect(letter).toMatchObject({ queue: defaultQueue.name, job: recordsDue.name, attempts: 1 });
    expect(letter!.reason).toContain('payload does not fit');
    expect(Date.parse(letter!.failedAt)).toBeLessThanOrEqual(Date.now());

    expect(await retry(operator, [letter!], 'retry-key-1')).toEqual({ retried: 1, gone: 0 });
    // It fails again, and lies there again; the repetition of the command does not ring it a second time.
    await eventually('it has failed again', async () =>
      (await list()).some(({ failedAt }) => failedAt > letter!.failedAt),
    );
    const again = await list();
    expect(await retry(operator, [letter!], 'retry-key-1')).toEqual({ retried: 1, gone: 0 });
    expect(await list()).toEqual(again);
    expect(
      await operator.refusal('POST', '/operations/dead-letters/retries', {
        body: { letters: [{ queue: 'default', id: 'another' }] },
        key: 'retry-key-1',
      }),
    ).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(
      await retry(operator, [
        { ...letter!, id: 'unknown' },
        { ...letter!, queue: 'unknown' },
      ]),
    ).toEqual({
      retried: 0,
      gone: 2,
    });
    const audit = await booted.get(UnitOfWork).read(`select 1 from audit_log where action = 'jobs.retry'`);
    expect(audit).toHaveLength(2);
  });

  it('are listed and retried on the command line', async () => {
    const [first] = await letters(2);
    const listed = cli('jobs:dead');
    expect(listed).toContain(`${first!.queue}/${first!.id}  ${recordsDue.name}  "不是对象"`);
    expect(listed).toContain('共 3 个');
    expect(cli('jobs:retry', `${first!.queue}/${first!.id}`)).toContain('已重新排队 1 个');
    await eventually('it has failed again', async () => (await list()).length === 3);
    expect(cli('jobs:retry', '--all')).toContain('已重新排队 3 个');
    expect(() => cli('jobs:retry')).toThrow('队列/编号');
  });
});
