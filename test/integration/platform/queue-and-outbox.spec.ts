import { Injectable, Module, type DynamicModule, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Runtime } from '../../../src/platform/foundation/config/runtime';
import { RuntimeModule } from '../../../src/platform/foundation/config/runtime.module';
import { DatabaseModule } from '../../../src/platform/data/database/database.module';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { ClockModule } from '../../../src/platform/foundation/clock/clock.module';
import { InstallationModule } from '../../../src/platform/data/installation';
import { OPEN_ADDRESSES } from '../../../src/platform/delivery/http/open-addresses';
import { Outbox, OutboxModule, OutboxRelay, Sweeper } from '../../../src/platform/data/outbox';
import { defineJob, defineSchedule, HandlesJob, JobQueues, QueueModule } from '../../../src/platform/data/queue';
import { bootApp, forgetQueue, newQueuePrefix, type BootedApp } from '../../support/boot-app';
import { eventually } from '../../support/eventually';
import { cloneDatabase, type TestDatabase } from '../../support/test-database';
import { withAdmin } from '../../support/test-server';

const idPayload = z.object({ id: z.string() });
const settle = defineJob({ name: 'test.settle', payload: idPayload, attempts: 1 });
const flaky = defineJob({ name: 'test.flaky', payload: idPayload, attempts: 3, retryDelayMs: 20 });
const patient = defineJob({ name: 'test.patient', payload: idPayload, attempts: 2, retryDelayMs: 500 });
const slow = defineJob({ name: 'test.slow', payload: idPayload });
const tick = defineJob({ name: 'test.tick', payload: z.object({}) });
defineSchedule({ job: tick, everyMs: 200, payload: {} });

/** Handlers as features write them: `settle` is idempotent by its table's key. */
@Injectable()
class TestJobs implements OnModuleInit {
  readonly runs: string[] = [];
  failures = new Map<string, number>();
  ticks = 0;
  openGate: () => void = () => undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sweeper: Sweeper,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({
      job: settle,
      sql: `select id as dedup_key, jsonb_build_object('id', id) as payload from test_shift
            where not exists (select from test_settled s where s.id = test_shift.id) limit 1000`,
    });
  }

  @HandlesJob(settle)
  async settle({ id }: { id: string }): Promise<void> {
    this.runs.push(id);
    this.failIfAsked(id);
    await this.unitOfWork.run((tx) => tx.query('insert into test_settled values ($1) on conflict do nothing', [id]));
  }

  @HandlesJob(flaky)
  flaky({ id }: { id: string }): Promise<void> {
    this.runs.push(id);
    this.failIfAsked(id);
    return Promise.resolve();
  }

  @HandlesJob(patient)
  patient({ id }: { id: string }): Promise<void> {
    return this.flaky({ id });
  }

  @HandlesJob(slow)
  async slow({ id }: { id: string }): Promise<void> {
    this.runs.push(`${id} begins`);
    await new Promise<void>((open) => (this.openGate = open));
    this.runs.push(`${id} ends`);
  }

  @HandlesJob(tick)
  tick(): Promise<void> {
    this.ticks += 1;
    return Promise.resolve();
  }

  private failIfAsked(id: string): void {
    const left = this.failures.get(id) ?? 0;
    if (left === 0) return;
    this.failures.set(id, left - 1);
    throw new Error(`asked to fail ${id}`);
  }
}

@Module({})
class TestModule {
  static of(runtime: Runtime): DynamicModule {
    return {
      module: TestModule,
      imports: [RuntimeModule.of(runtime), ClockModule, DatabaseModule, InstallationModule, QueueModule, OutboxModule],
      providers: [TestJobs, { provide: OPEN_ADDRESSES, useValue: [] }],
    };
  }
}

describe(`queue and outbox on ${process.env['TEST_REDIS_URL'] ? 'Redis' : 'PostgreSQL'}`, () => {
  const prefix = newQueuePrefix();
  let database: TestDatabase;
  let api: BootedApp;
  let worker: BootedApp;
  let jobs: TestJobs;

  const bootWorker = async (): Promise<BootedApp> => {
    const booted = await bootApp({
      role: 'worker',
      database,
      queuePrefix: prefix,
      module: (runtime) => TestModule.of(runtime),
    });
    jobs = booted.get(TestJobs);
    return booted;
  };
  const settledIds = async (): Promise<string[]> => {
    const rows = await api.get(UnitOfWork).read<{ id: string }>('select id from test_settled order by id');
    return rows.map(({ id }) => id);
  };

  beforeAll(async () => {
    database = await cloneDatabase();
    await withAdmin(database.ownerUrl, (client) =>
      client.query('create table test_shift (id text primary key); create table test_settled (id text primary key)'),
    );
    api = await bootApp({ role: 'api', database, queuePrefix: prefix, module: (runtime) => TestModule.of(runtime) });
    worker = await bootWorker();
  });

  afterAll(async () => {
    await worker.close();
    await api.close();
    await forgetQueue(prefix);
    await database.drop();
  });

  const add = (ids: readonly string[], outcome: 'commit' | 'roll back' = 'commit'): Promise<unknown> =>
    api
      .get(UnitOfWork)
      .run(async (tx) => {
        await api.get(Outbox).addMany(
          tx,
          ids.map((id) => ({ job: settle, payload: { id }, dedupKey: id })),
        );
        if (outcome === 'roll back') throw new Error('rolled back on purpose');
      })
      .catch((error: unknown) => {
        if (outcome === 'commit') throw error;
      });

  it('rings what was committed, quickly and from one process to the other, and never what was rolled back', async () => {
    await add(['rolled-back'], 'roll back');
    const startedAt = performance.now();
    await add(['a', 'b']);
    await eventually('both are settled', async () => (await settledIds()).join() === 'a,b');
    expect(performance.now() - startedAt).toBeLessThan(900);
  });

  it('keeps a row whose time has not come', async () => {
    await api
      .get(UnitOfWork)
      .run((tx) => api.get(Outbox).add(tx, settle, { id: 'later' }, { availableAt: new Date(Date.now() + 60_000) }));
    await worker.get(OutboxRelay).relayBatch();
    expect(await settledIds()).not.toContain('later');
    await api.get(UnitOfWork).run((tx) => tx.query('delete from outbox'));
  });

  it('has exactly one effect each when the relay dies between the enqueue and the commit', async () => {
    // No worker runs, so that the relay below is the only one.
    const ids = Array.from({ length: 50 }, (_, index) => `crash-${String(index).padStart(2, '0')}`);
    await worker.close();
    await add(ids);
    const relay = api.get(OutboxRelay);
    for (let crash = 0; crash < 3; crash += 1) {
      await expect(relay.relayBatch(() => Promise.reject(new Error('crash')))).rejects.toThrow('crash');
    }
    expect(await relay.relayBatch()).toBe(50);
    expect(await relay.relayBatch()).toBe(0);
    worker = await bootWorker();
    await eventually(
      'all are settled',
      async () => (await settledIds()).filter((id) => id.startsWith('crash')).length === 50,
    );
    await sleep(200);
    expect([...jobs.runs].filter((id) => id.startsWith('crash')).sort()).toEqual(ids);
  });

  it('tries a failing job again with growing pauses', async () => {
    jobs.failures.set('twice', 2);
    await api.get(JobQueues).enqueue({ job: flaky, payload: { id: 'twice' } });
    await eventually('the third try works', () => jobs.runs.filter((id) => id === 'twice').length === 3);
    expect(await api.get(JobQueues).deadLetters()).toEqual([]);
  });

  it('lists a job that failed for good, does not let it swallow the next of its key, and revives it', async () => {
    jobs.failures.set('dead', 1);
    await add(['dead']);
    await eventually('it is a dead letter', async () => (await api.get(JobQueues).deadLetters()).length === 1);
    const [letter] = await api.get(JobQueues).deadLetters();
    expect(letter).toMatchObject({
      job: 'test.settle',
      payload: { id: 'dead' },
      reason: 'asked to fail dead',
      attempts: 1,
    });
    await add(['dead']);
    await eventually('the next one ran', async () => (await settledIds()).includes('dead'));
    const runsBefore = jobs.runs.filter((id) => id === 'dead').length;
    expect(await api.get(JobQueues).reviveDeadLetter(letter ?? { queue: '', id: '' })).toBe(true);
    await eventually(
      'the dead letter ran again',
      () => jobs.runs.filter((id) => id === 'dead').length === runsBefore + 1,
    );
    await eventually('it is gone', async () => (await api.get(JobQueues).deadLetters()).length === 0);
  });

  it('follows a running job by exactly one more, however often its bell is rung meanwhile', async () => {
    const ring = (): Promise<void> => api.get(JobQueues).enqueue({ job: slow, payload: { id: 's' }, dedupKey: 's' });
    await ring();
    await eventually('it runs', () => jobs.runs.includes('s begins'));
    for (let again = 0; again < 5; again += 1) await ring();
    jobs.openGate();
    await eventually('the second run begins', () => jobs.runs.filter((run) => run === 's begins').length === 2);
    jobs.openGate();
    await eventually('the second run ends', () => jobs.runs.filter((run) => run === 's ends').length === 2);
    await sleep(300);
    expect(jobs.runs.filter((run) => run === 's begins')).toHaveLength(2);
  });

  it('refuses a payload that does not fit, at the door and in the worker', async () => {
    const misfit = { job: settle, payload: JSON.parse('{"id": 5}') as { id: string } };
    await expect(api.get(JobQueues).enqueue(misfit)).rejects.toThrow();
    await api.get(JobQueues).enqueueMany([misfit]);
    await eventually('it is a dead letter', async () => (await api.get(JobQueues).deadLetters()).length === 1);
  });

  it('rings what is overdue although its bell was lost', async () => {
    await api.get(UnitOfWork).run((tx) => tx.query(`insert into test_shift values ('lost')`));
    await worker.get(Sweeper).sweep();
    await eventually('the overdue one is settled', async () => (await settledIds()).includes('lost'));
  });

  it('rings schedules', async () => {
    await worker.get(JobQueues).ensureSchedules();
    const before = jobs.ticks;
    await eventually('it ticked twice', () => jobs.ticks >= before + 2);
  });

  describe('after a clock that was an hour ahead was set right', () => {
    const HOUR_MS = 3_600_000;
    const inPostgres = process.env['TEST_REDIS_URL'] ? it.skip : it;

    it('rings schedules again', async () => {
      const real = Date.now;
      Date.now = () => real() + HOUR_MS;
      try {
        const before = jobs.ticks;
        await eventually('it ticked ahead of time', () => jobs.ticks >= before + 3);
      } finally {
        Date.now = real;
      }
      await sleep(500);
      const before = jobs.ticks;
      await worker.get(JobQueues).ensureSchedules();
      await eventually('it ticks', () => jobs.ticks >= before + 3);
    });

    it('does not wait for a pause that was reckoned from it', async () => {
      const real = Date.now;
      jobs.failures.set('hasty', 1);
      Date.now = () => real() + HOUR_MS;
      try {
        await api.get(JobQueues).enqueue({ job: patient, payload: { id: 'hasty' }, dedupKey: 'hasty' });
        await eventually('it has failed', () => jobs.runs.includes('hasty'));
        await sleep(100);
      } finally {
        Date.now = real;
      }
      await eventually('it runs', async () => {
        await worker.get(Sweeper).sweep();
        return jobs.runs.filter((run) => run === 'hasty').length === 2;
      });
    });

    // Redis keeps locks and the last look as keys that end by its own clock.
    inPostgres('takes jobs from a process that is gone', async () => {
      const ahead = Date.now() + HOUR_MS;
      const job = `insert into queue.job (queue, id, seq, name, state, data, opts, max_attempts, added_at_ms, process_at_ms,
        lock_token, locked_until_ms) values ('default', $1::text, nextval('queue.job_seq'), 'test.flaky', $2::queue.job_state,
        jsonb_build_object('id', $1::text), '{"attempts":3,"backoff":{"type":"exponential","delay":20}}', 3, $3, $4, $5, $6)`;
      await api.get(UnitOfWork).run(async (tx) => {
        await tx.query(job, ['held', 'active', ahead, null, 'a process that is gone', ahead]);
        await tx.query(
          `insert into queue.meta (queue, field, value) values ('default', 'stalled-check', $1)
          on conflict (queue, field) do update set value = excluded.value`,
          [String(ahead)],
        );
      });
      await eventually('it ran', () => jobs.runs.includes('held'));
    });
  });

  it('waits for a running job on close', async () => {
    await api.get(JobQueues).enqueue({ job: slow, payload: { id: 'drain' } });
    await eventually('it runs', () => jobs.runs.includes('drain begins'));
    const closing = worker.close();
    await sleep(200);
    expect(jobs.runs).not.toContain('drain ends');
    jobs.openGate();
    await closing;
    expect(jobs.runs).toContain('drain ends');
    worker = await bootWorker();
  });
});
