import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { LedgerPosting, LedgerVerifier } from '../../../src/ledger/ledger';
import { TeamDirectory } from '../../../src/people/teams';
import { VolunteerDirectory } from '../../../src/people/volunteers';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PeopleApi } from '../../builders/people.api';
import { localDay, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { letAnyCausePost } from '../../support/any-cause';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { behindTheGuards } from '../../support/superuser';

describe('merging two registrations of one person', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let clerk: SignedIn;
  let approver: SignedIn;
  let stranger: SignedIn;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    await letAnyCausePost(booted.database);
    api = new PeopleApi(booted);
    people = new PeopleBuilder(booted);
    tree = await people.street();
    clerk = await people.staff('STREET_ADMIN', tree.street.id);
    approver = await people.staff('STREET_ADMIN', tree.street.id);
    stranger = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
  });

  afterAll(async () => booted.close());

  const consent = { reason: '同一人登记了两次', consentChannel: 'PAPER', consentReference: '登记册第 3 页' };
  const propose = async (merged: string, surviving: string, who = clerk) => {
    const answer = await api.post('volunteer-merges', {
      token: who.token,
      body: { ...consent, mergedVolunteerId: merged, survivingVolunteerId: surviving },
    });
    if (answer.status === 201) await people.bothAgree(String(answer.body['id']));
    return answer;
  };
  const decide = (id: unknown, who = approver, body: object = { decision: 'APPROVE' }) =>
    api.post(`volunteer-merges/${String(id)}/decisions`, { token: who.token, body });

  async function post(volunteerId: string, minutes: number): Promise<void> {
    await booted.get(UnitOfWork).run(async (tx) => {
      const posting = {
        volunteerId,
        accountKind: 'SERVICE_MINUTES' as const,
        amount: minutes,
        issuerDivisionId: tree.community.id,
        reason: 'SERVICE' as const,
        causeKind: 'MANUAL' as const,
        causeId: randomUUID(),
        ruleVersion: 'test',
        effectiveAt: new Date(),
      };
      await booted.get(LedgerPosting).post(tx, [posting], 'test');
    });
  }

  it('links the numbers after a second person agreed, and rewrites nothing', async () => {
    const old = await people.signedInVolunteer(tree.community.id);
    const kept = await people.signedInVolunteer(tree.community.id);
    const team = await people.team(tree.community.id);
    const membership = await api.post(`teams/${team.id}/membership-requests`, { token: old.token, body: {} });
    await api.post(`team-memberships/${String(membership.body['membershipId'])}/decision`, {
      token: clerk.token,
      body: { decision: 'APPROVE' },
    });
    await post(old.volunteerId, 90);
    await post(kept.volunteerId, 30);
    const entries = () => booted.get(UnitOfWork).read('select * from ledger_entry order by volunteer_id, seq');
    const before = await entries();

    const proposed = await propose(old.volunteerId, kept.volunteerId);
    expect(proposed.status).toBe(201);
    expect((await api.get('me/volunteer', old.token)).status).toBe(200);
    const { body: list } = await api.get('volunteer-merges?status=PROPOSED', approver.token);
    expect(list['items']).toMatchObject([{ id: proposed.body['id'], proposedBy: clerk.userId }]);
    expect(await decide(proposed.body['id'])).toMatchObject({ status: 200, body: { status: 'APPROVED' } });

    expect(await entries()).toEqual(before);
    expect((await booted.get(LedgerVerifier).verify()).findings).toEqual([]);
    expect((await api.get('me/ledger', kept.token)).body).toMatchObject({
      serviceMinutes: 30,
      linked: [{ volunteerId: old.volunteerId, serviceMinutes: 90 }],
      total: { serviceMinutes: 120 },
    });
    const lines = 'me/ledger/entries?accountKind=SERVICE_MINUTES';
    expect((await api.get(lines, kept.token)).body['items']).toHaveLength(1);
    const linked = await api.get(`${lines}&linkedVolunteerId=${old.volunteerId}`, kept.token);
    expect(linked.body['items']).toMatchObject([{ amount: 90 }]);
    const foreign = await api.get(`${lines}&linkedVolunteerId=${randomUUID()}`, kept.token);
    expect(foreign.body['code']).toBe('VOLUNTEER_UNKNOWN');
    expect((await api.get('me/points', kept.token)).body).toMatchObject({ serviceMinutes: 120 });

    const directory = booted.get(VolunteerDirectory);
    const names = await directory.displayNames([old.volunteerId, kept.volunteerId]);
    expect(names.get(old.volunteerId)?.name).toBe(names.get(kept.volunteerId)?.name);
    expect(await directory.byId(old.volunteerId)).toMatchObject({ status: 'CLOSED', name: null });
    expect(await booted.get(TeamDirectory).isActiveMember(team.id, kept.volunteerId)).toBe(true);
    expect(await booted.get(TeamDirectory).isActiveMember(team.id, old.volunteerId)).toBe(false);
  });

  it('lets nobody do anything with the merged number any more', async () => {
    const old = await people.signedInVolunteer(tree.community.id);
    const kept = await people.volunteer(tree.community.id);
    const { body } = await propose(old.volunteerId, kept.id);
    await decide(body['id']);
    const again = await api.post('auth/sign-in', { body: { username: old.username, password: 'correct-horse-9' } });
    expect(again.status).toBe(401);
    const team = await people.team(tree.community.id);
    const joined = await api.post(`teams/${team.id}/membership-requests`, {
      token: clerk.token,
      body: { volunteerId: old.volunteerId },
    });
    expect(joined.body['code']).toBe('VOLUNTEER_NOT_ACTIVE');
    const posted = await api.post(`volunteers/${old.volunteerId}/ledger/postings`, {
      token: clerk.token,
      body: { id: v7(), reason: 'BONUS', pointTenths: 10, grounds: '表扬' },
    });
    expect(posted.status).toBeGreaterThanOrEqual(400);
    expect((await propose(old.volunteerId, kept.id)).body['code']).toBe('VOLUNTEER_CLOSED');
  });

  it('follows a chain of merges to its end', async () => {
    const [first, second, third] = [
      await people.volunteer(tree.community.id),
      await people.volunteer(tree.community.id),
      await people.volunteer(tree.community.id, { name: '最后一个' }),
    ];
    await post(first.id, 10);
    for (const [merged, surviving] of [
      [first, second],
      [second, third],
    ] as const) {
      await decide((await propose(merged.id, surviving.id)).body['id']);
    }
    const directory = booted.get(VolunteerDirectory);
    expect((await directory.displayNames([first.id])).get(first.id)?.name).toBe('最后一个');
    expect((await directory.mergedInto(third.id)).map(({ id }) => id).sort()).toEqual([first.id, second.id].sort());
    const { body } = await api.get(`volunteers/${third.id}/ledger`, clerk.token);
    expect(body['total']).toMatchObject({ serviceMinutes: 10 });
  });

  it('refuses proposals in this order', async () => {
    const one = await people.volunteer(tree.community.id);
    const two = await people.volunteer(tree.community.id);
    const three = await people.volunteer(tree.community.id);
    expect((await propose(one.id, one.id)).body['code']).toBe('MERGE_SAME_NUMBER');
    expect((await propose(randomUUID(), two.id)).body['code']).toBe('VOLUNTEER_UNKNOWN');
    expect((await propose(one.id, two.id, stranger)).body['code']).toBe('SCOPE_FOREIGN');
    expect((await propose(one.id, two.id)).status).toBe(201);
    for (const [merged, surviving] of [
      [one.id, three.id],
      [two.id, three.id],
      [three.id, one.id],
    ] as const) {
      expect((await propose(merged, surviving)).body['code']).toBe('MERGE_PENDING');
    }
  });

  it('refuses decisions in this order, and then changes nothing', async () => {
    const one = await people.volunteer(tree.grid.id);
    const two = await people.volunteer(tree.grid.id);
    const { body } = await propose(one.id, two.id);
    const refused = async (id: unknown, who = approver, decision: object = { decision: 'APPROVE' }) => {
      const before = await api.footprint();
      const { body: answer } = await decide(id, who, decision);
      expect(await api.footprint()).toEqual(before);
      return answer['code'];
    };
    expect(await refused(randomUUID())).toBe('MERGE_UNKNOWN');
    expect(await refused(body['id'], stranger)).toBe('MERGE_UNKNOWN');
    expect(await refused(body['id'], clerk)).toBe('DECISION_SAME_PERSON');
    expect(await refused(body['id'], approver, { decision: 'REJECT' })).toBe('MERGE_REASON_REQUIRED');
    await people.head({
      volunteerId: one.id,
      divisionId: tree.grid.id,
      role: 'GRID_HEAD',
      validFrom: localDay('2026-01-01'),
    });
    expect(await refused(body['id'])).toBe('MERGE_HOLDS_OFFICE');
    const ended = `update head_appointment set valid_to = '2026-01-02' where volunteer_id = $1`;
    await behindTheGuards(booted.database, ended, [one.id]);
    await booted.get(UnitOfWork).read(`update volunteer set status = 'SUSPENDED' where id = $1`, [two.id]);
    expect(await refused(body['id'])).toBe('VOLUNTEER_NOT_ACTIVE');
    expect(await decide(body['id'], approver, { decision: 'REJECT', reason: '不是同一人' })).toMatchObject({
      status: 200,
    });
    expect(await refused(body['id'])).toBe('MERGE_DECIDED');
  });

  it('is guarded by the database: one person cannot decide, and a link stays', async () => {
    const database = booted.get(UnitOfWork);
    const [merge] = await database.read<{ id: string }>('select id from volunteer_merge limit 1');
    await expect(
      database.read('update volunteer_merge set decided_by = proposed_by where id = $1', [merge?.id]),
    ).rejects.toMatchObject({ driverError: { constraint: 'decider_is_free' } });
    await expect(database.read('delete from volunteer_link')).rejects.toMatchObject({ driverError: { code: '42501' } });
  });
});
