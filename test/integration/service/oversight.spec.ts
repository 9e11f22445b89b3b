import { createHash } from 'node:crypto';
import { v7 } from 'uuid';
import {
  drawSample,
  RaiseSignals,
  ReviewSignals,
  Sanctions,
  type SignalKind,
  SpotChecks,
} from '../../../src/service/oversight';
import { BackfillRecord, ProposeCheckOut } from '../../../src/service/service-hours';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import type { UserActor } from '../../../src/platform/foundation/actor/actor';
import { PeopleBuilder } from '../../builders/people.builder';
import { at, type HeldShift, ServiceBuilder, volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

describe('what looks odd', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let recorder: UserActor;
  let clerk: UserActor;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    street = await ServiceBuilder.on(booted);
    const worker = () => ({ ...PeopleBuilder.actor('COMMUNITY_WORKER', street.tree.community), userId: v7() });
    [recorder, clerk] = [worker(), worker()];
  });
  afterAll(async () => booted.close());

  const raise = async (time: string) => {
    booted.setNow(new Date(at(time)));
    return booted.get(RaiseSignals).execute();
  };
  const signalsOf = async (kind: SignalKind) => (await booted.get(ReviewSignals).page(clerk, { kind })).items;

  /** A punch as a device sent it, with its place in the table of facts. */
  const punched = (
    volunteerId: string,
    shift: HeldShift,
    direction: 'IN' | 'OUT',
    time: string,
    deviceId: string | null,
  ) =>
    booted.get(UnitOfWork).run((tx) =>
      tx.query(
        `insert into punch (volunteer_id, id, shift_id, direction, method, punched_at, received_at, recorded_by,
           payload_hash, evidence)
         values ($1::uuid, $2, $3, $4, 'CODE', $5, $5, $1::uuid::text, 'x', $6)`,
        [volunteerId, v7(), shift.shiftId, direction, at(time), deviceId === null ? {} : { deviceId }],
      ),
    );

  it('raises each signal once, with its evidence, and changes no record', async () => {
    const people = await Promise.all([1, 2, 3].map(() => street.volunteer()));
    const near = await street.shift('09:00', '11:00', { longitude: 116.4, latitude: 39.9, coordinateSystem: 'WGS84' });
    const far = await street.shift('11:30', '12:30', { longitude: 116.4, latitude: 40.5, coordinateSystem: 'WGS84' });
    for (const [index, person] of people.entries()) {
      await punched(person, near, 'IN', `09:0${String(index)}`, 'phone-1');
      await punched(person, near, 'OUT', '11:00', 'phone-1');
    }
    // 67 km in 30 minutes.
    await punched(people[0] ?? '', far, 'IN', '11:30', null);
    const found = await raise('2026-11-29 08:00');
    expect(found).toBeGreaterThanOrEqual(2);
    expect(await raise('2026-11-29 08:30')).toBe(0);
    expect(await Promise.all([raise('2026-11-29 09:00'), raise('2026-11-29 09:00')])).toEqual([0, 0]);
    expect(await signalsOf('SHARED_DEVICE')).toMatchObject([{ evidence: { peopleCount: 3 }, status: 'OPEN' }]);
    expect(await signalsOf('IMPOSSIBLE_SPEED')).toMatchObject([
      { evidence: { volunteerId: people[0], speedKmh: 133 } },
    ]);
  });

  it('sees back-fills: identical seconds, one recorder for one person, the share of the team', async () => {
    const people = await Promise.all([1, 2, 3].map(() => street.volunteer()));
    const days = ['2026-11-23', '2026-11-24', '2026-11-25'];
    const shifts: HeldShift[] = [];
    for (const day of days) {
      const shift = await street.shift(`${day} 08:00`, `${day} 16:00`);
      await street.close(shift, '2026-11-29 12:00');
      await street.closeAndCompute(shift);
      shifts.push(shift);
    }
    const backfill = (volunteerId: string, shift: HeldShift, day: string) =>
      booted.get(BackfillRecord).execute(street.context(recorder), {
        shiftId: shift.shiftId,
        volunteerId,
        checkedInAt: at(`${day} 08:00`),
        checkedOutAt: at(`${day} 16:00`),
        reason: '签到表照片在案',
      });
    for (const [index, shift] of shifts.entries()) await backfill(people[0] ?? '', shift, days[index] ?? '');
    for (const person of people.slice(1)) await backfill(person, shifts[0]!, days[0]!);
    await raise('2026-11-29 20:00');
    expect(await signalsOf('ONE_RECORDER')).toMatchObject([{ evidence: { volunteerId: people[0], minutes: 1_440 } }]);
    expect(await signalsOf('IDENTICAL_SECONDS')).toMatchObject([{ evidence: { peopleCount: 3 } }]);
    expect(await signalsOf('BACKFILL_SHARE')).toMatchObject([{ evidence: { percent: 100 } }]);
    expect((await street.records(people[0] ?? '')).map(({ status }) => status)).toEqual(Array(3).fill('UNDER_REVIEW'));

    const [signal] = await signalsOf('ONE_RECORDER');
    const decide = (actor: UserActor) =>
      booted.get(ReviewSignals).decide(street.context(actor), {
        signalId: signal?.id ?? '',
        outcome: 'HARMLESS',
        reason: '防汛期间由一人统一录入,有签到表',
      });
    await expect(decide(recorder)).rejects.toMatchObject({ code: 'DECISION_HANDS_IN_IT' });
    expect(await decide(clerk)).toMatchObject({ status: 'HARMLESS' });
    await expect(decide(clerk)).rejects.toMatchObject({ code: 'SIGNAL_DECIDED' });
    expect(await raise('2026-11-29 21:00')).toBe(0);
  });

  it('draws a sample that anybody can draw again, by a seed whose hash was public first', async () => {
    const checks = booted.get(SpotChecks);
    const { id, seedHash } = await checks.commit(street.context(clerk), {
      divisionId: street.tree.community.id,
      fromDay: '2026-11-01',
      toDay: '2026-11-30',
      sampleSize: 2,
    });
    expect(await checks.show(clerk, id)).toMatchObject({ seed: null, seedHash, items: [] });
    const finding = { spotCheckId: id, recordId: v7(), result: 'FALSE' as const, note: '当天不在现场' };
    await expect(checks.record(street.context(clerk), finding)).rejects.toMatchObject({ code: 'SPOT_CHECK_NOT_DRAWN' });
    const { seed } = await checks.publish(street.context(clerk), { spotCheckId: id });
    expect(createHash('sha256').update(seed).digest('hex')).toBe(seedHash);
    expect(await checks.publish(street.context(clerk), { spotCheckId: id })).toEqual({ id, seed });
    const view = await checks.show(clerk, id);
    const all = await booted
      .get(UnitOfWork)
      .read<{ id: string }>("select id from service_record where credited_minutes > 0 and status <> 'REVERSED'");
    expect(view.populationCount).toBe(all.length);
    const drawn = drawSample(
      seed,
      all.map((record) => record.id),
      2,
    );
    expect(view.items.map(({ recordId }) => recordId)).toEqual(drawn);
    await expect(checks.record(street.context(clerk), finding)).rejects.toMatchObject({
      code: 'SPOT_CHECK_NOT_IN_SAMPLE',
    });
    const first = { ...finding, recordId: drawn[0] ?? '' };
    await checks.record(street.context(clerk), first);
    await expect(checks.record(street.context(clerk), first)).rejects.toMatchObject({
      code: 'SPOT_CHECK_RESULT_GIVEN',
    });
  });

  it('is there to be read by auditors and leaders of the place, who decide nothing, and by nobody elsewhere', async () => {
    const { street: place, grid } = street.tree;
    const listed = async (actor: UserActor) => ({
      checks: (await booted.get(SpotChecks).page(actor, {})).items.length,
      signals: (await booted.get(ReviewSignals).page(actor, {})).items.length,
    });
    const open = await booted.get(SpotChecks).commit(street.context(clerk), {
      ...{ divisionId: street.tree.community.id, fromDay: '2026-11-01', toDay: '2026-11-30', sampleSize: 1 },
    });
    for (const role of ['AUDITOR', 'STREET_LEADER'] as const) {
      const reader = PeopleBuilder.actor(role, place);
      const { items, next } = await booted.get(SpotChecks).page(reader, { limit: 1 });
      expect(items).toEqual([expect.objectContaining({ id: open.id, seedHash: open.seedHash, seed: null })]);
      expect((await booted.get(SpotChecks).page(reader, { limit: 1, after: next ?? '' })).items).toHaveLength(1);
      expect((await listed(reader)).signals).toBeGreaterThan(0);
      await expect(
        booted.get(SpotChecks).publish(street.context(reader), { spotCheckId: open.id }),
      ).rejects.toMatchObject({ code: 'PERMISSION_MISSING' });
    }
    expect(await listed(PeopleBuilder.actor('AUDITOR', grid))).toEqual({ checks: 0, signals: 0 });
    expect(await listed(PeopleBuilder.actor('SYSTEM_ADMIN', place))).toEqual({ checks: 0, signals: 0 });
  });

  it('a sanction bars from entering own times for a year, until it is lifted', async () => {
    const volunteerId = await street.volunteer();
    const shift = await street.shift('2026-12-01 09:00', '2026-12-01 11:00');
    await street.attend(volunteerId, shift, '2026-12-01 09:00', null);
    await street.close(shift, '2026-12-01 12:00');
    await street.closeAndCompute(shift);
    booted.setNow(new Date(at('2026-12-01 13:00')));
    const [record] = await street.records(volunteerId);
    const sanctions = booted.get(Sanctions);
    const { id, validTo } = await sanctions.impose(street.context(clerk), {
      ...{ volunteerId, kind: 'NO_SELF_BACKFILL' },
      reason: '抽查证实 11 月记录不实',
    });
    expect(validTo).toBe('2027-12-01');
    const propose = () =>
      booted.get(ProposeCheckOut).execute(street.context(volunteerActor(volunteerId)), { recordId: record?.id ?? '' });
    await expect(propose()).rejects.toMatchObject({ code: 'SELF_BACKFILL_BARRED' });
    booted.setNow(new Date(at('2027-12-01 00:00')));
    await sanctions.requireSelfBackfill(volunteerId);
    booted.setNow(new Date(at('2026-12-01 14:00')));
    await sanctions.lift(street.context(clerk), { sanctionId: id });
    expect(await propose()).toMatchObject({ status: 'UNDER_REVIEW' });
  });
});
