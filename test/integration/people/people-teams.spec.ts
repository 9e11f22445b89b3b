import { DecideMembership, JoinTeam, TeamDirectory } from '../../../src/people/teams';
import { PeopleApi } from '../../builders/people.api';
import { PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

const UNKNOWN = '01900000-0000-7000-8000-000000000000';

describe('teams', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let clerk: SignedIn;
  let otherClerk: SignedIn;
  let leader: SignedIn & { readonly volunteerId: string };
  let member: SignedIn & { readonly volunteerId: string };
  let teamId: string;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    api = new PeopleApi(booted);
    people = new PeopleBuilder(booted);
    tree = await people.street();
    clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    otherClerk = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
    leader = await people.signedInVolunteer(tree.unit.id);
    member = await people.signedInVolunteer(tree.otherCommunity.id);
    teamId = (await people.team(tree.community.id, { name: '御景先锋队', leaderVolunteerId: leader.volunteerId })).id;
  });

  afterAll(async () => booted.close());

  it('is founded, found, joined on request, approved by the leader, left and joined again', async () => {
    const listed = await api.get('teams?kind=RESIDENT', member.token);
    expect(listed.body['items']).toMatchObject([{ id: teamId, name: '御景先锋队', memberCount: 1, leaderName: null }]);
    const forStaff = await api.get('teams?kind=RESIDENT', clerk.token);
    expect(forStaff.body['items']).toMatchObject([{ id: teamId, leaderName: expect.any(String) as string }]);
    expect((await api.get(`teams/${teamId}`, member.token)).body['leaderName']).toBeNull();

    const asked = await api.post(`teams/${teamId}/membership-requests`, {
      token: member.token,
      body: { message: '周末有空' },
    });
    expect(asked).toMatchObject({ status: 201, body: { status: 'REQUESTED' } });
    const membershipId = String(asked.body['membershipId']);
    const requests = await api.get(`teams/${teamId}/members?status=REQUESTED`, leader.token);
    expect(requests.body['items']).toMatchObject([
      { membershipId, volunteerId: member.volunteerId, message: '周末有空' },
    ]);
    expect(await booted.get(TeamDirectory).isActiveMember(teamId, member.volunteerId)).toBe(false);

    const again = { token: member.token, body: {} };
    expect(await api.refused(`teams/${teamId}/membership-requests`, again)).toBe('MEMBER_ALREADY_REQUESTED');
    const decision = `team-memberships/${membershipId}/decision`;
    expect(await api.refused(decision, { token: member.token, body: { decision: 'APPROVE' } })).toBe(
      'MEMBERSHIP_UNKNOWN',
    );
    expect(await api.refused(decision, { token: otherClerk.token, body: { decision: 'APPROVE' } })).toBe(
      'MEMBERSHIP_UNKNOWN',
    );
    expect(await api.refused(decision, { token: leader.token, body: { decision: 'DECLINE' } })).toBe(
      'MEMBERSHIP_REASON_REQUIRED',
    );
    const approved = await api.post(decision, { token: leader.token, body: { decision: 'APPROVE' } });
    expect(approved).toMatchObject({ status: 200, body: { status: 'ACTIVE' } });
    expect(await api.refused(decision, { token: leader.token, body: { decision: 'APPROVE' } })).toBe(
      'MEMBERSHIP_DECIDED',
    );
    expect(await api.refused(`teams/${teamId}/membership-requests`, again)).toBe('MEMBER_ALREADY');
    expect(await booted.get(TeamDirectory).isActiveMember(teamId, member.volunteerId)).toBe(true);
    expect((await api.get(`teams/${teamId}/members`, leader.token)).body['items']).toMatchObject([
      { volunteerId: leader.volunteerId, isLeader: true },
      { volunteerId: member.volunteerId, isLeader: false },
    ]);

    expect((await api.post(`teams/${teamId}/departures`, again)).body).toMatchObject({ status: 'LEFT' });
    expect(await api.refused(`teams/${teamId}/departures`, again)).toBe('MEMBER_NOT');
    expect((await api.post(`teams/${teamId}/membership-requests`, again)).status).toBe(201);
    expect((await api.get('me/teams', member.token)).body['items']).toMatchObject([
      { teamId, status: 'REQUESTED' },
      { teamId, status: 'LEFT' },
    ]);
  });

  it('declines with a reason the person can read', async () => {
    const { id } = await people.volunteer(tree.unit.id);
    const asked = await booted.get(JoinTeam).execute(people.context(), { teamId, volunteerId: id });
    const declined = await booted.get(DecideMembership).execute(people.context(), {
      membershipId: asked.membershipId,
      decision: 'DECLINE',
      reason: '名额已满',
    });
    expect(declined.status).toBe('DECLINED');
  });

  it('keeps one open request of a person, although the button was pressed several times at once', async () => {
    const { id } = await people.volunteer(tree.unit.id);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, async () =>
        booted.get(JoinTeam).execute(people.context(), { teamId, volunteerId: id }),
      ),
    );
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(refused).toHaveLength(4);
    for (const reason of refused) expect(reason).toMatchObject({ code: 'MEMBER_ALREADY_REQUESTED' });
  });

  it('is handed over to a member only, and its leader cannot just leave', async () => {
    const { id: outsider } = await people.volunteer(tree.unit.id);
    const team = await people.team(tree.community.id, { leaderVolunteerId: leader.volunteerId });
    const leave = { token: leader.token, body: {} };
    expect(await api.refused(`teams/${team.id}/departures`, leave)).toBe('TEAM_LEADER_CANNOT_LEAVE');
    const handOver = { token: clerk.token, version: 1, body: { leaderVolunteerId: outsider } };
    expect((await api.patch(`teams/${team.id}`, handOver)).body['code']).toBe('TEAM_LEADER_NOT_MEMBER');
    const asked = await booted.get(JoinTeam).execute(people.context(), { teamId: team.id, volunteerId: outsider });
    await booted
      .get(DecideMembership)
      .execute(people.context(), { membershipId: asked.membershipId, decision: 'APPROVE' });
    expect(await api.patch(`teams/${team.id}`, handOver)).toMatchObject({ status: 200, body: { version: 2 } });
    expect((await api.patch(`teams/${team.id}`, handOver)).body['code']).toBe('VERSION_OUTDATED');
    expect((await api.post(`teams/${team.id}/departures`, leave)).status).toBe(200);
  });

  it('is dissolved with its memberships and then takes nobody', async () => {
    const team = await people.team(tree.community.id, { leaderVolunteerId: leader.volunteerId });
    const { id } = await people.volunteer(tree.unit.id);
    await booted.get(JoinTeam).execute(people.context(), { teamId: team.id, volunteerId: id });
    const path = `teams/${team.id}/dissolution`;
    const call = { token: clerk.token, version: 1, body: { reason: '任务结束' } };
    expect(await api.refused(path, { ...call, token: otherClerk.token })).toBe('TEAM_UNKNOWN');
    expect(await api.refused(path, { ...call, version: 7 })).toBe('VERSION_OUTDATED');
    expect((await api.post(path, call)).body).toEqual({ id: team.id, version: 2 });
    expect(await booted.get(TeamDirectory).isActiveMember(team.id, leader.volunteerId)).toBe(false);
    expect(await api.refused(`teams/${team.id}/membership-requests`, { token: member.token, body: {} })).toBe(
      'TEAM_DISSOLVED',
    );
    const declined = await api.get(`teams/${team.id}/members?status=DECLINED`, clerk.token);
    expect(declined.body['items']).toMatchObject([{ volunteerId: id }]);
  });

  describe('refuses to be founded and writes nothing', () => {
    function form(given: Record<string, unknown>) {
      return { name: '巡河队', kind: 'COMMUNITY', divisionId: tree.community.id, ...given };
    }

    it.each<[string, () => Record<string, unknown>]>([
      ['TEAM_NAME_TAKEN', () => ({ name: '御景先锋队' })],
      ['TEAM_PARTNER_UNIT_REQUIRED', () => ({ kind: 'PARTNER_UNIT' })],
      ['DIVISION_UNKNOWN', () => ({ divisionId: UNKNOWN })],
      ['SCOPE_FOREIGN', () => ({ divisionId: tree.otherCommunity.id })],
      ['VOLUNTEER_UNKNOWN', () => ({ leaderVolunteerId: UNKNOWN })],
      ['TEAM_KIND_UNKNOWN', () => ({ kind: 'CHOIR' })],
    ])('%s', async (code, wrong) => {
      expect(await api.refused('teams', { token: clerk.token, body: form(wrong()) })).toBe(code);
    });

    it('VOLUNTEER_NOT_ACTIVE, TEAM_UNKNOWN, MEMBERSHIP_UNKNOWN', async () => {
      const pending = await people.registration(tree.unit.id);
      const body = form({ leaderVolunteerId: pending.id });
      expect(await api.refused('teams', { token: clerk.token, body })).toBe('VOLUNTEER_NOT_ACTIVE');
      expect(await api.refused(`teams/${UNKNOWN}/membership-requests`, { token: member.token, body: {} })).toBe(
        'TEAM_UNKNOWN',
      );
      const decision = { token: clerk.token, body: { decision: 'APPROVE' } };
      expect(await api.refused(`team-memberships/${UNKNOWN}/decision`, decision)).toBe('MEMBERSHIP_UNKNOWN');
      expect(await api.refused(`teams/${teamId}/membership-requests`, { token: clerk.token, body: {} })).toBe(
        'VOLUNTEER_ACCOUNT_REQUIRED',
      );
    });
  });

  it('shows members to its leader and to staff of the place only', async () => {
    const path = `teams/${teamId}/members`;
    expect((await api.get(path, member.token)).body['code']).toBe('TEAM_UNKNOWN');
    expect((await api.get(path, otherClerk.token)).body['code']).toBe('TEAM_UNKNOWN');
    expect((await api.get(path, clerk.token)).status).toBe(200);
    expect((await api.get('teams', otherClerk.token)).body['items']).toEqual([]);
    expect((await api.get(`teams/${teamId}`, otherClerk.token)).body['code']).toBe('TEAM_UNKNOWN');
  });
});
