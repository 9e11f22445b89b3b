import { readFileSync } from 'node:fs';
import { v7 } from 'uuid';
import { RaiseSignals, ReviewSignals, type SignalKind } from '../../../src/service/oversight';
import { PublishPolicy } from '../../../src/place/policies';
import { BackfillRecord } from '../../../src/service/service-hours';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import type { UserActor } from '../../../src/platform/foundation/actor/actor';
import { PeopleBuilder } from '../../builders/people.builder';
import { at, type HeldShift, ServiceBuilder } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { askThenDecide } from '../../support/decisions';

const NEAR = { longitude: 116.4, latitude: 39.9, coordinateSystem: 'WGS84' } as const;
/** 11 km further north. */
const FAR = { ...NEAR, latitude: 40.0 };

/** Each signal just beyond its limit and just within it, and by the limits of the street. */
describe('the limits of the signals', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let recorder: UserActor;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
  });
  afterAll(async () => booted.close());
  // A street for each: its clerks see nothing of the others.
  beforeEach(async () => {
    booted.setNow(undefined);
    street = await ServiceBuilder.on(booted);
    recorder = { ...PeopleBuilder.actor('COMMUNITY_WORKER', street.tree.community), userId: v7() };
  });

  const raised = async (kind: SignalKind): Promise<number> => {
    booted.setNow(new Date(at('2026-11-29 20:00')));
    await booted.get(RaiseSignals).execute();
    return (await booted.get(ReviewSignals).page(recorder, { kind })).items.length;
  };

  const punched = (
    volunteerId: string,
    shift: HeldShift,
    time: string,
    given: { readonly direction?: 'IN' | 'OUT'; readonly method?: string; readonly deviceId?: string } = {},
  ) =>
    booted.get(UnitOfWork).run((tx) =>
      tx.query(
        `insert into punch (volunteer_id, id, shift_id, direction, method, punched_at, received_at, recorded_by,
           payload_hash, evidence)
         values ($1::uuid, $2, $3, $4, $5, $6, $6, $1::uuid::text, 'x', $7)`,
        [
          ...[volunteerId, v7(), shift.shiftId, given.direction ?? 'IN', given.method ?? 'CODE'],
          ...[
            `${at('09:00').slice(0, 11)}${time}+08:00`,
            given.deviceId === undefined ? {} : { deviceId: given.deviceId },
          ],
        ],
      ),
    );

  const people = (count: number): Promise<string[]> =>
    Promise.all(Array.from({ length: count }, () => street.volunteer()));

  async function limit(changes: object, effectiveFrom = '2026-11-20', divisionId = street.tree.street.id) {
    const body = {
      ...(JSON.parse(readFileSync('config/policies/signals.default.json', 'utf8')) as object),
      ...{ version: `signals-${v7().slice(-12)}`, effectiveFrom, ...changes },
    };
    booted.setNow(new Date('2026-11-18T09:00:00+08:00'));
    await askThenDecide(booted, (asking) =>
      booted.get(PublishPolicy).execute(asking, { kind: 'SIGNALS', divisionId, body, reason: '街道会议决定' }),
    );
  }

  async function sharing(
    times: readonly string[],
    method = 'CODE',
    deviceId: string | null = 'a-phone',
  ): Promise<void> {
    const shift = await street.shift('09:00', '11:00');
    const ids = await people(times.length);
    for (const [index, id] of ids.entries()) {
      await punched(id, shift, times[index] ?? '', { method, deviceId: deviceId ?? `phone-${String(index)}` });
    }
  }

  it.each<[string, () => Promise<void>, number]>([
    ['three people in ten minutes', () => sharing(['09:00:00', '09:05:00', '09:10:00']), 1],
    ['three people in ten minutes and a second', () => sharing(['09:00:00', '09:05:00', '09:10:01']), 0],
    ['two people', () => sharing(['09:00:00', '09:05:00']), 0],
    ['a tablet', () => sharing(['09:00:00', '09:01:00', '09:02:00'], 'KIOSK'), 0],
    ['the device of a leader', () => sharing(['09:00:00', '09:01:00', '09:02:00'], 'ROLL_CALL'), 0],
    ['a phone each', () => sharing(['09:00:00', '09:01:00', '09:02:00'], 'CODE', null), 0],
    [
      'two people, where the street says two',
      async () => {
        await limit({ sharedDevicePeople: 2 });
        await sharing(['09:00:00', '09:05:00']);
      },
      1,
    ],
    [
      'two people, where the street says two from a later day on',
      async () => {
        await limit({ sharedDevicePeople: 2 }, '2026-11-29');
        await sharing(['09:00:00', '09:05:00']);
      },
      0,
    ],
    [
      'three people, where the street says four, whatever the default says',
      async () => {
        await limit({ sharedDevicePeople: 4 });
        await sharing(['09:00:00', '09:01:00', '09:02:00']);
      },
      0,
    ],
  ])('SHARED_DEVICE: %s', async (_, happen, count) => {
    await happen();
    expect(await raised('SHARED_DEVICE')).toBe(count);
  });

  it.each([
    ['three people', ['11:00:00', '11:00:00', '11:00:00'], 1],
    ['two people, and one a second later', ['11:00:00', '11:00:00', '11:00:01'], 0],
  ])('IDENTICAL_SECONDS: %s', async (_, outs, count) => {
    const shift = await street.shift('09:00', '11:00');
    for (const [index, id] of (await people(3)).entries()) {
      await punched(id, shift, '09:00:00');
      await punched(id, shift, outs[index] ?? '', { direction: 'OUT' });
    }
    expect(await raised('IDENTICAL_SECONDS')).toBe(count);
  });

  it.each([
    ['67 km/h', '09:10:00', 1],
    ['56 km/h', '09:12:00', 0],
  ])('IMPOSSIBLE_SPEED: %s', async (_, time, count) => {
    const id = await street.volunteer();
    await punched(id, await street.shift('09:00', '11:00', NEAR), '09:00:00');
    await punched(id, await street.shift('09:00', '11:00', FAR), time);
    expect(await raised('IMPOSSIBLE_SPEED')).toBe(count);
  });

  async function backfill(volunteerId: string, day: string, hours: number): Promise<void> {
    const [from, until] = [`${day} 08:00`, `${day} ${String(8 + hours).padStart(2, '0')}:00`];
    const shift = await street.shift(from, until);
    await street.closeAndCompute(shift);
    await booted.get(BackfillRecord).execute(street.context(recorder), {
      ...{ shiftId: shift.shiftId, volunteerId, reason: '签到表照片在案' },
      ...{ checkedInAt: at(from), checkedOutAt: at(until) },
    });
  }

  it.each([
    ['21 hours', 5, 1],
    ['20 hours', 4, 0],
  ])('ONE_RECORDER: %s', async (_, lastDay, count) => {
    const id = await street.volunteer();
    for (const [day, hours] of [
      ['2026-11-23', 8],
      ['2026-11-24', 8],
      ['2026-11-25', lastDay],
    ] as const) {
      await backfill(id, day, hours);
    }
    expect(await raised('ONE_RECORDER')).toBe(count);
  });

  it.each([
    ['4 of 11 hours', 4, 1],
    ['3 of 10 hours', 3, 0],
  ])('BACKFILL_SHARE: %s', async (_, weakHours, count) => {
    const [present, filledIn] = await people(2);
    const shift = await street.shift('2026-11-24 08:00', '2026-11-24 15:00');
    await street.attend(present!, shift, '2026-11-24 08:00', '2026-11-24 15:00');
    await street.closeAndCompute(shift);
    await backfill(filledIn!, '2026-11-25', weakHours);
    expect(await raised('BACKFILL_SHARE')).toBe(count);
  });

  it.each([
    ['service 23 hours and 59 minutes after the registration', '2026-11-21 08:59', 1],
    ['service 24 hours after the registration', '2026-11-21 09:00', 0],
  ])('YOUNG_ACCOUNT: %s', async (_, from, count) => {
    booted.setNow(new Date('2026-11-20T09:00:00+08:00'));
    const id = await street.volunteer();
    const shift = await street.shift(from, '2026-11-21 11:00');
    await street.attend(id, shift, from, '2026-11-21 11:00');
    await street.closeAndCompute(shift);
    expect(await raised('YOUNG_ACCOUNT')).toBe(count);
  });

  it('takes nothing for a limit that no rule could read', async () => {
    await expect(limit({ sharedDevicePeople: 1 })).rejects.toMatchObject({ code: 'POLICY_INVALID' });
    await expect(limit({ speedKmh: 'fast' })).rejects.toMatchObject({ code: 'POLICY_INVALID' });
  });
});
