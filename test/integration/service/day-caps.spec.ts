import { v7 } from 'uuid';
import { LedgerVerifier } from '../../../src/ledger/ledger';
import {
  CorrectRecord,
  DecideCap,
  type DecideCapCommand,
  ListCaps,
  RecordDirectory,
} from '../../../src/service/service-hours';
import type { UserActor } from '../../../src/platform/foundation/actor/actor';
import { localDay, PeopleBuilder } from '../../builders/people.builder';
import { at, ServiceBuilder } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { decideAsAnother } from '../../support/decisions';

describe('minutes above a day cap', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let volunteerId: string;
  let clerk: UserActor;
  let admin: UserActor;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    street = await ServiceBuilder.on(booted);
    clerk = { ...PeopleBuilder.actor('COMMUNITY_WORKER', street.tree.community), userId: v7() };
    admin = { ...PeopleBuilder.actor('STREET_ADMIN', street.tree.street), userId: v7() };
  });
  afterAll(async () => booted.close());
  beforeEach(async () => {
    volunteerId = await street.volunteer();
  });

  /** Example d: 13 h 20 min on one day. Answers the id of the record that waits. */
  async function longDay(): Promise<string> {
    for (const [from, until] of [
      ['00:00', '07:00'],
      ['07:00', '13:20'],
    ] as const) {
      const shift = await street.shift(from, until);
      await street.attend(volunteerId, shift, from, until);
      await street.closeAndCompute(shift);
    }
    return (await street.records(volunteerId))[1]?.id ?? '';
  }

  const decide = (recordId: string, given: Partial<DecideCapCommand>, actor = clerk, key = v7()) =>
    booted
      .get(DecideCap)
      .execute(
        { actor, idempotencyKey: key },
        { recordId, level: 'COMMUNITY', approvedMinutes: 240, reason: '全天值守,现场核实', ...given },
      );
  const queueOf = async (actor: UserActor, level: 'COMMUNITY' | 'STREET') => {
    const { items } = await booted.get(ListCaps).execute(actor, { level });
    return items.filter((item) => item.volunteerId === volunteerId).map((item) => item.pendingMinutes);
  };
  const minutes = async () => (await street.balances(volunteerId)).serviceMinutes;

  it('d: 480 are posted, 240 wait for the community and 80 for the street; each grants an entry of its own', async () => {
    const recordId = await longDay();
    await expect(decide(recordId, {})).rejects.toMatchObject({ code: 'CAP_NOT_CONFIRMED' });
    await street.confirmAll();
    expect(await minutes()).toBe(480);
    expect([await queueOf(clerk, 'COMMUNITY'), await queueOf(clerk, 'STREET')]).toEqual([[240], []]);
    expect(await queueOf(admin, 'STREET')).toEqual([80]);

    await expect(decide(recordId, { approvedMinutes: 241 })).rejects.toMatchObject({ code: 'CAP_TOO_MANY' });
    await expect(decide(recordId, { level: 'STREET', approvedMinutes: 80 })).rejects.toMatchObject({
      code: 'SCOPE_FOREIGN',
    });
    const { userId } = await street.people.accountOf(volunteerId, 'STREET_ADMIN', street.tree.street.id);
    await expect(decide(recordId, {}, { ...admin, userId, volunteerId })).rejects.toMatchObject({
      code: 'DECISION_OWN',
    });
    const before = (await street.balances(volunteerId)).pointTenths;
    const key = v7();
    const answer = await decide(recordId, {}, clerk, key);
    expect(answer).toMatchObject({ approvedMinutes: 240, refusedMinutes: 0, grantedMinutes: 240 });
    expect(await decide(recordId, {}, clerk, key)).toEqual(answer);
    expect(await minutes()).toBe(720);
    expect((await street.balances(volunteerId)).pointTenths).toBe(before + 400);
    await expect(decide(recordId, {})).rejects.toMatchObject({ code: 'CAP_NOTHING_PENDING' });

    await decide(recordId, { level: 'STREET', approvedMinutes: 50, reason: '防汛值守,其余时间在休息' }, admin);
    expect(await minutes()).toBe(770);
    expect(await queueOf(admin, 'STREET')).toEqual([]);
    const confirmed = await booted
      .get(RecordDirectory)
      .confirmedOf(volunteerId, localDay('2026-11-28'), localDay('2026-11-28'));
    expect(confirmed.map((record) => record.creditedMinutes)).toEqual([420, 350]);
    expect(await booted.get(LedgerVerifier).verify()).toMatchObject({ isIntact: true });
  });

  it('a correction takes back what was granted with what was posted', async () => {
    const recordId = await longDay();
    await street.confirmAll();
    await decide(recordId, {});
    const asked = await booted.get(CorrectRecord).execute(street.context(admin), {
      recordId,
      times: { checkedInAt: at('07:00'), checkedOutAt: at('08:00') },
      reason: '八点离开',
    });
    expect(await minutes()).toBe(720);
    await decideAsAnother(booted, asked.decisionId ?? '');
    expect(await minutes()).toBe(480);
    expect(await booted.get(LedgerVerifier).verify()).toMatchObject({ isIntact: true });
  });

  it('two approvers at once: one decision, one entry', async () => {
    const recordId = await longDay();
    await street.confirmAll();
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => decide(recordId, {})));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await minutes()).toBe(720);
  });
});
