import { v7 } from 'uuid';
import hoursDefault from '../../../config/policies/hours.default.json';
import { LedgerVerifier } from '../../../src/ledger/ledger';
import { PublishPolicy } from '../../../src/place/policies';
import {
  ApplyRecompute,
  CorrectRecord,
  DecideRecompute,
  RecomputePeriod,
  ShowRecompute,
} from '../../../src/service/service-hours';
import { RecomputePosting } from '../../../src/service/service-hours/recompute/application/recompute-posting';
import type { UserActor } from '../../../src/platform/foundation/actor/actor';
import { PeopleBuilder } from '../../builders/people.builder';
import { at, ServiceBuilder } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { askThenDecide, decideAsAnother } from '../../support/decisions';

describe('computing a period again by another policy', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let admin: UserActor;
  let second: UserActor;
  let short: string;
  let full: string;
  let corrected: string;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    street = await ServiceBuilder.on(booted);
    const administrator = () => ({ ...PeopleBuilder.actor('STREET_ADMIN', street.tree.street), userId: v7() });
    [admin, second] = [administrator(), administrator()];
    const publish = (version: string, given: object) =>
      askThenDecide(booted, (asking) =>
        booted.get(PublishPolicy).execute(asking, {
          ...{ kind: 'HOURS', divisionId: street.tree.street.id, reason: '街道会议决定' },
          body: { ...hoursDefault, version, effectiveFrom: '2027-06-01', ...given },
        }),
      );
    await publish('hours-zeroing', { perSessionZeroing: true });
    await publish('hours-same', { latePunchMinutes: 45 });
    [short, full, corrected] = [await street.volunteer(), await street.volunteer(), await street.volunteer()];
    const shift = await street.shift('09:00', '11:00');
    for (const [volunteerId, out] of [
      [short, '10:10'],
      [full, '11:00'],
      [corrected, '10:00'],
    ] as const) {
      await street.signUp(shift, volunteerId);
      await street.punch(volunteerId, shift.shiftId, 'IN', '09:00');
      await street.punch(volunteerId, shift.shiftId, 'OUT', out);
    }
    await street.closeAndCompute(shift);
    await street.confirmAll();
  });
  afterAll(async () => booted.close());

  const draft = (policyVersion: string, actor = admin) =>
    booted.get(RecomputePeriod).execute(street.context(actor), {
      divisionId: street.tree.street.id,
      fromDay: '2026-11-01',
      toDay: '2026-11-30',
      policyVersion,
      reason: '街道决定不足时长的场次不予认定',
    });
  const decide = (runId: string, actor: UserActor, decision: 'APPROVE' | 'DISCARD' = 'APPROVE') =>
    booted.get(DecideRecompute).execute(street.context(actor), { runId, decision });
  const minutes = async (volunteerId: string) => (await street.balances(volunteerId)).serviceMinutes;

  it('finds no difference where the rule says the same of everybody', async () => {
    expect(await draft('hours-same')).toMatchObject({ examinedCount: 3, differenceCount: 0 });
  });

  it('lists every difference first, posts it after a second person, once, and goes on where it died', async () => {
    const run = await draft('hours-zeroing');
    expect(run).toMatchObject({ examinedCount: 3, differenceCount: 2 });
    const { items } = await booted.get(ShowRecompute).lines(admin, run.id, {});
    const line = items.find(({ volunteerId }) => volunteerId === short);
    expect(line).toMatchObject({ beforeMinutes: 70, afterMinutes: 0, beforeVersion: 'hours-1', status: 'PENDING' });
    expect(line?.why.join('')).toContain('本场时长不予认定');
    expect(await minutes(short)).toBe(70);

    const apply = booted.get(ApplyRecompute);
    await apply.execute(run.id);
    expect(await minutes(short)).toBe(70);
    await expect(decide(run.id, admin)).rejects.toMatchObject({ code: 'DECISION_SAME_PERSON' });
    expect(await decide(run.id, second)).toMatchObject({ status: 'APPROVED' });
    await expect(decide(run.id, second)).rejects.toMatchObject({ code: 'RECOMPUTE_DECIDED' });

    // One of the records is corrected before the run gets to it; then the process dies over the other one.
    const [old] = await street.records(corrected);
    const correction = await booted.get(CorrectRecord).execute(street.context(admin), {
      recordId: old?.id ?? '',
      times: { checkedInAt: at('09:00'), checkedOutAt: at('11:00') },
      reason: '负责人证明服务到结束',
    });
    await decideAsAnother(booted, correction.decisionId ?? '');
    const posting = jest.spyOn(booted.get(RecomputePosting), 'post').mockRejectedValueOnce(new Error('killed'));
    await expect(apply.execute(run.id)).rejects.toThrow('killed');
    posting.mockRestore();
    await Promise.all([apply.execute(run.id), apply.execute(run.id)]);
    await apply.execute(run.id);

    expect(await booted.get(ShowRecompute).run(admin, run.id)).toMatchObject({
      status: 'DONE',
      appliedCount: 1,
      skippedCount: 1,
      pendingCount: 0,
    });
    expect([await minutes(short), await minutes(full)]).toEqual([0, 120]);
    expect(
      (await street.records(short)).map(({ status, revision, creditedMinutes }) => [status, revision, creditedMinutes]),
    ).toEqual([
      ['REVERSED', 1, 70],
      ['CONFIRMED', 2, 0],
    ]);
    expect(await booted.get(LedgerVerifier).verify()).toMatchObject({ isIntact: true });
    // What was posted is what the policy says: another dry run finds nothing more.
    expect(await draft('hours-zeroing')).toMatchObject({ differenceCount: 0 });
  });

  it('a discarded run posts nothing, and a community may not ask for one', async () => {
    const worker = { ...PeopleBuilder.actor('COMMUNITY_WORKER', street.tree.community), userId: v7() };
    await expect(draft('hours-1', worker)).rejects.toMatchObject({ code: 'PERMISSION_MISSING' });
    const run = await draft('hours-1');
    expect(run.differenceCount).toBe(1);
    expect(await decide(run.id, admin, 'DISCARD')).toMatchObject({ status: 'DISCARDED' });
    await booted.get(ApplyRecompute).execute(run.id);
    expect(await minutes(short)).toBe(0);
  });
});
