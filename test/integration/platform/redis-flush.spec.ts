import { Queue } from 'bullmq';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OwnRedis } from '../../../drill/installation/own-redis';
import { LedgerVerifier } from '../../../src/ledger/ledger';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { defaultQueue } from '../../../src/platform/data/queue';
import { type HeldShift, ServiceBuilder } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { eventually } from '../../support/eventually';

const SHIFTS = 4;
const PEOPLE = 3;

/** The doorbells wait in a Redis of this test's own, whatever the queue of the other tests is on; nobody else's is emptied. */
describe('a Redis that is emptied in the middle of work', () => {
  const folder = mkdtempSync(join(tmpdir(), 'volunteer-ledger-flush-'));
  let redis: OwnRedis | undefined;
  let booted: BootedApp | undefined;

  afterAll(async () => {
    await booted?.close();
    await redis?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it('costs a sweep: what was due is done, nothing is lost and nothing is done twice', async () => {
    redis = await OwnRedis.open(folder);
    if (!redis) {
      // A machine without Redis has no server mode; one that tests server mode has to bring it.
      expect(process.env['TEST_REDIS_URL']).toBeUndefined();
      process.stderr.write('redis-flush.spec: redis-server is not installed, so no Redis was emptied here.\n');
      return;
    }
    booted = await bootApp({ env: { REDIS_URL: redis.url } });
    const street = await ServiceBuilder.on(booted);
    const shifts: HeldShift[] = [];
    for (let index = 0; index < SHIFTS; index += 1) {
      const shift = await street.shift('2026-11-21 09:00', '2026-11-21 11:00');
      for (let person = 0; person < PEOPLE; person += 1) {
        await street.attend(await street.volunteer(), shift, '2026-11-21 09:00', '2026-11-21 11:00');
      }
      shifts.push(shift);
    }
    await lostBells(booted, redis, SHIFTS, async () => {
      for (const shift of shifts) await street.close(shift, '2026-11-22 12:00');
    });
    await eventually('every shift is computed', async () => (await count('shift where computed_at is null')) === 0);

    // The publicity is over: the sweep rings for that, too, while the queue is emptied again and again.
    await ask(`update service_record set publicity_until = now() - interval '1 minute' where status = 'PUBLICITY'`);
    for (let flush = 0; flush < 3; flush += 1) await redis.flush();
    booted.setNow(undefined);
    const minutes = `ledger_entry where account_kind = 'SERVICE_MINUTES'`;
    await eventually('every record is posted', async () => (await count(minutes)) === SHIFTS * PEOPLE);
    await redis.flush();
    await eventually('nothing is due', async () => (await count('outbox where available_at <= now()')) === 0);

    expect(await count('service_record')).toBe(SHIFTS * PEOPLE);
    expect(await count(`service_record where status = 'CONFIRMED' and credited_minutes = 120`)).toBe(SHIFTS * PEOPLE);
    expect(await count(minutes)).toBe(SHIFTS * PEOPLE);
    expect((await booted.get(LedgerVerifier).verify()).findings).toEqual([]);
  }, 240_000);

  async function ask<Row extends object>(sql: string): Promise<readonly Row[]> {
    if (!booted) throw new Error('not started');
    return booted.get(UnitOfWork).read<Row>(sql);
  }

  async function count(from: string): Promise<number> {
    const [row] = await ask<{ n: number }>(`select count(*)::int as n from ${from}`);
    return row?.n ?? 0;
  }
});

/** Lets work ring while nobody takes bells, and empties the Redis once `bells` of them wait: only a sweep rings again. */
async function lostBells(booted: BootedApp, redis: OwnRedis, bells: number, work: () => Promise<void>): Promise<void> {
  const { hostname, port } = new URL(redis.url);
  const queue = new Queue(defaultQueue.name, {
    connection: { host: hostname, port: Number(port) },
    prefix: booted.runtime.config.queuePrefix,
  });
  try {
    await queue.pause();
    await work();
    await eventually('the bells wait', async () => (await queue.getWaitingCount()) >= bells);
    await redis.flush();
  } finally {
    await queue.close();
  }
}
