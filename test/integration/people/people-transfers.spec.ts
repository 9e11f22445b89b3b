import { randomUUID } from 'node:crypto';
import { TeamDirectory } from '../../../src/people/teams';
import { VolunteerDirectory } from '../../../src/people/volunteers';
import { PeopleApi } from '../../builders/people.api';
import { PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

describe('transfers', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let here: SignedIn;
  let there: SignedIn;
  let street: SignedIn;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    api = new PeopleApi(booted);
    people = new PeopleBuilder(booted);
    tree = await people.street();
    here = await people.staff('COMMUNITY_WORKER', tree.community.id);
    there = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
    street = await people.staff('STREET_ADMIN', tree.street.id);
  });

  afterAll(async () => booted.close());

  const paper = { reason: '搬家', consentChannel: 'PAPER', consentReference: '登记册第 5 页' };
  const request = (volunteerId: string, body: object, who = here) =>
    api.post(`volunteers/${volunteerId}/transfers`, { token: who.token, body: { ...paper, ...body } });
  const decide = (id: unknown, who = there, body: object = { decision: 'ACCEPT' }) =>
    api.post(`volunteer-transfers/${String(id)}/decisions`, { token: who.token, body });

  async function joined(teamId: string, volunteerId: string): Promise<void> {
    const asked = await api.post(`teams/${teamId}/membership-requests`, { token: here.token, body: { volunteerId } });
    await api.post(`team-memberships/${String(asked.body['membershipId'])}/decision`, {
      token: street.token,
      body: { decision: 'APPROVE' },
    });
  }

  it('moves a person who asks to another community, once that takes them in, and keeps the history', async () => {
    const person = await people.signedInVolunteer(tree.community.id);
    const body = { toDivisionId: tree.otherCommunity.id, reason: '搬到河畔' };
    const asked = await api.post('me/transfers', { token: person.token, body });
    expect(asked.status).toBe(201);
    expect((await api.get('volunteer-transfers', there.token)).body['items']).toMatchObject([{ id: asked.body['id'] }]);
    expect((await api.get('volunteer-transfers', here.token)).body['items']).toEqual([]);
    expect(await decide(asked.body['id'])).toMatchObject({ status: 200, body: { status: 'ACCEPTED' } });
    expect(await booted.get(VolunteerDirectory).byId(person.volunteerId)).toMatchObject({
      divisionId: tree.otherCommunity.id,
      version: 3,
    });
    const { body: history } = await api.get('me/transfers', person.token);
    expect(history['items']).toMatchObject([
      {
        fromDivisionId: tree.community.id,
        toDivisionId: tree.otherCommunity.id,
        consentChannel: 'SELF',
        decidedBy: there.userId,
      },
    ]);
    expect((await api.get(`volunteers/${person.volunteerId}`, here.token)).body['code']).toBe('VOLUNTEER_UNKNOWN');
    const found = await api.post('volunteer-searches', { token: there.token, body: { text: '居民' } });
    expect(found.body['items']).toMatchObject([{ id: person.volunteerId }]);
  });

  it('moves a member from one team to another in one step, decided by the new team’s leader', async () => {
    const leader = await people.signedInVolunteer(tree.otherCommunity.id);
    const member = await people.volunteer(tree.community.id);
    const from = await people.team(tree.community.id);
    const to = await people.team(tree.otherCommunity.id, { leaderVolunteerId: leader.volunteerId });
    await joined(from.id, member.id);
    const asked = await request(member.id, { fromTeamId: from.id, toTeamId: to.id });
    expect(asked.status).toBe(201);
    expect((await decide(asked.body['id'], here)).body['code']).toBe('TRANSFER_UNKNOWN');
    expect(await decide(asked.body['id'], leader)).toMatchObject({ status: 200 });
    const teams = booted.get(TeamDirectory);
    expect(await teams.isActiveMember(from.id, member.id)).toBe(false);
    expect(await teams.isActiveMember(to.id, member.id)).toBe(true);
  });

  it('refuses requests in this order', async () => {
    const { id } = await people.volunteer(tree.community.id);
    const waiting = await people.registration(tree.community.id);
    const team = await people.team(tree.community.id);
    const toDivisionId = tree.otherCommunity.id;
    const cases: [string, () => ReturnType<typeof request>][] = [
      ['VOLUNTEER_UNKNOWN', () => request(randomUUID(), { toDivisionId })],
      ['VOLUNTEER_UNKNOWN', () => request(id, { toDivisionId }, there)],
      ['VOLUNTEER_NOT_ACTIVE', () => request(waiting.id, { toDivisionId })],
      ['TRANSFER_TARGET_WRONG', () => request(id, {})],
      ['TRANSFER_TARGET_WRONG', () => request(id, { toDivisionId, fromTeamId: team.id, toTeamId: team.id })],
      ['TRANSFER_TARGET_WRONG', () => request(id, { fromTeamId: team.id, toTeamId: team.id })],
      ['TRANSFER_TARGET_WRONG', () => request(id, { toDivisionId: tree.community.id })],
      ['DIVISION_UNKNOWN', () => request(id, { toDivisionId: randomUUID() })],
      ['TEAM_UNKNOWN', () => request(id, { fromTeamId: team.id, toTeamId: randomUUID() })],
    ];
    for (const [code, attempt] of cases) expect((await attempt()).body['code']).toBe(code);
    const other = await people.team(tree.community.id);
    expect((await request(id, { fromTeamId: team.id, toTeamId: other.id })).body['code']).toBe('MEMBER_NOT');
    expect((await request(id, { toDivisionId })).status).toBe(201);
    expect((await request(id, { toDivisionId })).body['code']).toBe('TRANSFER_PENDING');
  });

  it('refuses decisions in this order, and lets nobody decide twice', async () => {
    const { id } = await people.volunteer(tree.community.id);
    const asked = await request(id, { toDivisionId: tree.otherCommunity.id });
    expect((await decide(randomUUID())).body['code']).toBe('TRANSFER_UNKNOWN');
    expect((await decide(asked.body['id'], here)).body['code']).toBe('TRANSFER_UNKNOWN');
    expect((await decide(asked.body['id'], there, { decision: 'DECLINE' })).body['code']).toBe(
      'TRANSFER_REASON_REQUIRED',
    );
    const answers = await Promise.all([decide(asked.body['id']), decide(asked.body['id'], street)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.map(({ body }) => body['code']).filter(Boolean)).toEqual(['TRANSFER_DECIDED']);
  });
});
