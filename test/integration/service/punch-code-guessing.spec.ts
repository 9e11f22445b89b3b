import { v7 } from 'uuid';
import { RecordPunch, RunRollCall } from '../../../src/service/attendance';
import { systemActor } from '../../../src/platform/foundation/actor/actor';
import { at, type HeldShift, ServiceBuilder, volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

const MINUTE_MS = 60_000;

describe('guessing of punch codes', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let guesser: string;
  let neighbour: string;
  let shift: HeldShift;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    street = await ServiceBuilder.on(booted);
  });
  afterAll(async () => booted.close());
  beforeEach(async () => {
    guesser = await street.volunteer();
    neighbour = await street.volunteer();
    shift = await street.shift('09:00', '11:00');
    for (const id of [guesser, neighbour]) await street.signUp(shift, id);
    booted.setNow(new Date(at('09:00')));
  });

  const punch = (volunteerId: string, code: string, punchId = v7(), direction: 'IN' | 'OUT' = 'IN') =>
    booted.get(RecordPunch).execute(volunteerActor(volunteerId), { punchId, shiftId: shift.shiftId, direction, code });
  const guess = (volunteerId: string) => punch(volunteerId, 'no-code');
  const rightCode = () => street.codeAt(shift.shiftId, 'IN', '09:00');

  async function guessTenTimes(): Promise<void> {
    for (let index = 0; index < 10; index += 1) {
      await expect(guess(guesser)).rejects.toMatchObject({ code: 'CODE_WRONG' });
    }
  }

  it('is refused after ten wrong codes, with the time that is left; the right code too, and nothing is written', async () => {
    await guessTenTimes();
    const refusal = {
      code: 'PUNCH_CODE_GUESSING',
      kind: 'too-many',
      sentence: expect.stringContaining('点名') as string,
    };
    await expect(guess(guesser)).rejects.toMatchObject(refusal);
    await expect(punch(guesser, await rightCode())).rejects.toMatchObject(refusal);
    expect(await street.count('punch', guesser)).toBe(0);
  });

  it('blocks neither other people, nor other shifts, nor the roll call', async () => {
    await guessTenTimes();
    const code = await rightCode();
    expect(await punch(neighbour, code)).toMatchObject({ direction: 'IN' });
    const line = { punchId: v7(), volunteerId: guesser, direction: 'IN' } as const;
    const [answer] = await booted.get(RunRollCall).execute(systemActor('test'), shift.shiftId, [line]);
    expect(answer).toMatchObject({ status: 'RECORDED' });
    const other = await street.shift('13:00', '14:00');
    await street.signUp(other, guesser);
    expect(await street.punch(guesser, other.shiftId, 'IN', '13:00')).toMatchObject({ direction: 'IN' });
  });

  it('ends ten minutes after the first wrong code', async () => {
    await guessTenTimes();
    const start = new Date(at('09:00')).getTime();
    // A second for what real time has passed on Redis, which has a clock of its own.
    booted.setNow(new Date(start + 10 * MINUTE_MS - 2_000));
    await expect(guess(guesser)).rejects.toMatchObject({
      code: 'PUNCH_CODE_GUESSING',
      details: { retryAfterSeconds: booted.runtime.config.redisUrl ? (expect.any(Number) as number) : 2 },
    });
    expect(await street.punch(guesser, shift.shiftId, 'IN', '09:11')).toMatchObject({ direction: 'IN' });
  });

  it('counts tries that come together, together: of 60 at once no more than ten are looked at', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 60 }, () => guess(guesser)));
    const codes = answers.map((answer) =>
      answer.status === 'rejected' ? (answer.reason as { code: string }).code : '',
    );
    expect(codes.filter((code) => code === 'CODE_WRONG')).toHaveLength(10);
    expect(codes.filter((code) => code === 'PUNCH_CODE_GUESSING')).toHaveLength(50);
  });

  it('is not what a phone does that sends a recorded punch again, long after its code was right', async () => {
    const punchId = v7();
    const code = await rightCode();
    const first = await punch(guesser, code, punchId);
    booted.setNow(new Date(at('10:30')));
    for (let index = 0; index < 15; index += 1) expect(await punch(guesser, code, punchId)).toEqual(first);
    const outCode = await street.codeAt(shift.shiftId, 'OUT', '10:30');
    expect(await punch(guesser, outCode, v7(), 'OUT')).toMatchObject({ direction: 'OUT' });
  });

  it('still answers a recorded punch with its receipt while new codes are blocked', async () => {
    const punchId = v7();
    const code = await rightCode();
    const first = await punch(guesser, code, punchId);
    await guessTenTimes();
    expect(await punch(guesser, code, punchId)).toEqual(first);
  });
});

describe('guessing of punch codes through HTTP', () => {
  it('answers 429 with the seconds that are left', async () => {
    const booted = await bootApp({ role: 'api', env: { PUNCH_CODE_GUESSES: '2/300' } });
    try {
      const street = await ServiceBuilder.on(booted);
      booted.setNow(undefined);
      const { volunteerId, token } = await street.people.signedInVolunteer(street.tree.unit.id);
      const shift = await street.shift('09:00', '11:00');
      await street.signUp(shift, volunteerId);
      booted.setNow(new Date(at('09:00')));
      const guess = () =>
        fetch(`${booted.url}/api/v1/me/punches`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ punchId: v7(), shiftId: shift.shiftId, direction: 'IN', code: 'no-code' }),
        });
      expect([(await guess()).status, (await guess()).status]).toEqual([400, 400]);
      const blocked = await guess();
      expect(await blocked.json()).toMatchObject({ status: 429, code: 'PUNCH_CODE_GUESSING' });
      const seconds = Number(blocked.headers.get('retry-after'));
      expect(seconds).toBeGreaterThan(280);
      expect(seconds).toBeLessThanOrEqual(300);
    } finally {
      await booted.close();
    }
  });
});
