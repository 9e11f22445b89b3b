import { v7 } from 'uuid';
import { RecordPunch } from '../../../src/service/attendance';
import { MemoryCounters } from '../../../src/platform/foundation/counters/memory-counters';
import { RedisCounters } from '../../../src/platform/foundation/counters/redis-counters';
import { at, ServiceBuilder, volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp, forgetQueue, newQueuePrefix } from '../../support/boot-app';

const redisUrl = process.env['TEST_REDIS_URL'];
/** Without Redis there is one process and nothing to share. */
const onRedis = redisUrl ? describe : describe.skip;
const realClock = { now: () => new Date() };

onRedis('limits of two processes on one Redis', () => {
  const queuePrefix = newQueuePrefix();
  let first: BootedApp;
  let second: BootedApp;

  beforeAll(async () => {
    const env = { RATE_LIMIT_VERIFICATION: '3/60' };
    first = await bootApp({ role: 'api', queuePrefix, env });
    const { database, runtime } = first;
    second = await bootApp({ role: 'api', queuePrefix, env, database, secrets: runtime.secrets });
  });
  afterAll(async () => {
    await second.close();
    await first.close();
    await forgetQueue(queuePrefix);
  });

  it('count together', async () => {
    const verify = ({ url }: BootedApp) => fetch(`${url}/verify/AAAAAAAAAAAA`);
    const statuses: number[] = [];
    for (const booted of [first, second, first]) statuses.push((await verify(booted)).status);
    expect(statuses).toEqual([404, 404, 404]);
    for (const booted of [second, first]) {
      const answer = await verify(booted);
      expect(answer.status).toBe(429);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(40);
      expect(await answer.json()).toMatchObject({ code: 'RATE_LIMITED' });
    }
  });

  it('count guessed punch codes together', async () => {
    const street = await ServiceBuilder.on(first);
    const volunteerId = await street.volunteer();
    const shift = await street.shift('09:00', '11:00');
    await street.signUp(shift, volunteerId);
    for (const booted of [first, second]) booted.setNow(new Date(at('09:00')));
    const punch = (booted: BootedApp, code: string) =>
      booted
        .get(RecordPunch)
        .execute(volunteerActor(volunteerId), { punchId: v7(), shiftId: shift.shiftId, direction: 'IN', code });
    for (let index = 0; index < 10; index += 1) {
      const refused = punch(index % 2 === 0 ? first : second, 'no-code');
      await expect(refused).rejects.toMatchObject({ code: 'CODE_WRONG' });
    }
    const code = await street.codeAt(shift.shiftId, 'IN', '09:00');
    await expect(punch(second, code)).rejects.toMatchObject({ code: 'PUNCH_CODE_GUESSING' });
    await expect(punch(first, 'no-code')).rejects.toMatchObject({ code: 'CODE_WRONG' });
    await expect(punch(first, code)).rejects.toMatchObject({ code: 'PUNCH_CODE_GUESSING' });
    expect(await street.count('punch', volunteerId)).toBe(0);
  });

  it('end with their window', async () => {
    const counters = new RedisCounters(
      { redisUrl: redisUrl ?? '', prefix: queuePrefix },
      new MemoryCounters(realClock),
    );
    await counters.onModuleInit();
    try {
      expect(await counters.add('short', 300)).toMatchObject({ count: 1 });
      const again = await counters.add('short', 300);
      expect(again.count).toBe(2);
      expect(again.endsInMs).toBeLessThanOrEqual(300);
      await new Promise((settle) => setTimeout(settle, 350));
      expect(await counters.add('short', 300)).toMatchObject({ count: 1 });
    } finally {
      counters.onApplicationShutdown();
    }
  });
});

describe('limits while Redis is away', () => {
  it('are counted by the process itself, at once and without an error', async () => {
    const counters = new RedisCounters(
      { redisUrl: 'redis://127.0.0.1:1', prefix: 'nobody' },
      new MemoryCounters(realClock),
    );
    await counters.onModuleInit();
    try {
      const startedAtMs = performance.now();
      for (let count = 1; count <= 20; count += 1) expect(await counters.add('key', 60_000)).toMatchObject({ count });
      expect(performance.now() - startedAtMs).toBeLessThan(1_000);
      expect(counters.known('key')).toMatchObject({ count: 20 });
    } finally {
      counters.onApplicationShutdown();
    }
  });
});
