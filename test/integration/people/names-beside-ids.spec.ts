import { randomUUID } from 'node:crypto';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { anonymous } from '../../../src/platform/foundation/actor/actor';
import { Names } from '../../../src/platform/delivery/http/names';
import { PeopleApi } from '../../builders/people.api';
import { PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { behindTheGuards } from '../../support/superuser';

const STAFF = '工作人员';

describe('names beside ids', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let here: SignedIn;
  let there: SignedIn;
  let person: SignedIn & { readonly volunteerId: string };

  const items = async (path: string, reader: SignedIn) =>
    (await api.get(path, reader.token)).body['items'] as readonly Record<string, unknown>[];
  const ask = (body: object) => api.post('me/transfers', { token: person.token, body: { reason: '搬家', ...body } });
  const answer = (id: unknown, body: object) =>
    api.post(`volunteer-transfers/${String(id)}/decisions`, { token: there.token, body });

  const street = async () => people.staff('STREET_ADMIN', tree.street.id);

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    api = new PeopleApi(booted);
    people = new PeopleBuilder(booted);
    tree = await people.street();
    here = await people.staff('COMMUNITY_WORKER', tree.community.id);
    there = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
    person = await people.signedInVolunteer(tree.community.id, { name: '欧阳春兰' });
  });

  afterAll(async () => booted.close());

  it('say who asked and where to: in full to who may read the person, the surname to others', async () => {
    await ask({ toDivisionId: tree.otherCommunity.id });
    const places = { fromDivisionName: '御景社区', toDivisionName: '河畔社区', fromTeamName: null, toTeamName: null };
    const [waiting] = await items('volunteer-transfers', there);
    expect(waiting).toMatchObject({ ...places, requestedByName: '欧阳*', decidedBy: null, decidedByName: null });
    for (const [reader, path] of [
      [person, 'me/transfers'] as const,
      [here, `volunteers/${person.volunteerId}/transfers`] as const,
    ]) {
      expect(await items(path, reader)).toMatchObject([{ ...places, requestedByName: '欧阳春兰' }]);
    }
    expect((await answer(waiting?.['id'], { decision: 'DECLINE', reason: '材料不全' })).status).toBe(200);
  });

  it('name staff to staff, and to who holds no office by the surname', async () => {
    const [told] = await items(`volunteers/${person.volunteerId}/transfers`, here);
    expect(told).toMatchObject({ decidedBy: there.userId, decidedByName: STAFF });
    expect(await items('me/transfers', person)).toMatchObject([{ decidedBy: there.userId, decidedByName: '工*' }]);
  });

  it('name staff who serve as well by the name of the office, to staff of any place, and as long as it is held', async () => {
    const path = `volunteers/${person.volunteerId}/transfers`;
    const clerk = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
    const { id: volunteerId } = await people.volunteer(tree.otherCommunity.id, { name: '尉迟建国' });
    await booted.get(UnitOfWork).run(async (tx) => {
      await tx.query('update user_account set volunteer_id = $2 where id = $1', [clerk.userId, volunteerId]);
      await tx.query('update volunteer_transfer set decided_by = $1 where volunteer_id = $2', [
        ...[clerk.userId, person.volunteerId],
      ]);
    });
    const told = async (reader: SignedIn, from = path) => (await items(from, reader))[0]?.['decidedByName'];
    expect([await told(here), await told(person, 'me/transfers')]).toEqual([STAFF, '尉迟*']);
    const renamed = 'update user_account set display_name = $2 where id = $1';
    await booted.get(UnitOfWork).run((tx) => tx.query(renamed, [clerk.userId, clerk.username]));
    // The name to sign in with is told to nobody.
    expect(await told(here)).toBe('尉迟*');
    await booted.get(UnitOfWork).run((tx) => tx.query(renamed, [clerk.userId, STAFF]));
    await behindTheGuards(
      booted.database,
      `update role_grant set valid_to = greatest(now(), valid_from + interval '1 microsecond') where user_id = $1`,
      [clerk.userId],
    );
    expect(await told(here)).toBe('尉迟*');
    await behindTheGuards(booted.database, 'update volunteer_transfer set decided_by = $1 where volunteer_id = $2', [
      ...[there.userId, person.volunteerId],
    ]);
  });

  it('are those of teams as well', async () => {
    const { volunteerId } = await people.signedInVolunteer(tree.community.id);
    const [from, to] = [await people.team(tree.community.id), await people.team(tree.otherCommunity.id)];
    const copy = `insert into volunteer_transfer (id, volunteer_id, from_team_id, to_team_id, reason, consent_channel, status,
        requested_by, requested_at) values ($1, $2, $3, $4, '换队', 'SELF', 'REQUESTED', 'system:archive', now())`;
    await behindTheGuards(booted.database, copy, [randomUUID(), volunteerId, from.id, to.id]);
    const [line] = await items(`volunteers/${volunteerId}/transfers`, here);
    const teams = [await api.get(`teams/${from.id}`, here.token), await api.get(`teams/${to.id}`, there.token)];
    expect(teams.map(({ body }) => body['divisionName'])).toEqual(['御景社区', '河畔社区']);
    const [fromTeamName, toTeamName] = teams.map(({ body }) => body['name']);
    // What the machine asked was asked by nobody who has a name.
    expect(line).toMatchObject({ fromTeamName, toTeamName, requestedBy: 'system:archive', requestedByName: null });
  });

  it('stay away where the account is gone, was closed, or is none', async () => {
    const path = `volunteers/${person.volunteerId}/transfers`;
    const asker = (await items(path, here))[0]?.['requestedBy'];
    for (const nobody of [randomUUID(), 'anonymous', 'system:people-imports', `device:${randomUUID()}`]) {
      await behindTheGuards(
        booted.database,
        'update volunteer_transfer set requested_by = $1 where requested_by = $2',
        [...[nobody, asker]],
      );
      expect(await items(path, here)).toMatchObject([{ requestedBy: nobody, requestedByName: null }]);
      await behindTheGuards(
        booted.database,
        'update volunteer_transfer set requested_by = $1 where requested_by = $2',
        [...[asker, nobody]],
      );
    }
    const leaving = await people.signedInVolunteer(tree.community.id);
    const left = { token: leaving.token, body: { toDivisionId: tree.otherCommunity.id, reason: '搬家' } };
    const { body } = await api.post('me/transfers', left);
    await answer(body['id'], { decision: 'DECLINE', reason: '材料不全' });
    const asked = await api.post(`volunteers/${leaving.volunteerId}/closings`, {
      token: here.token,
      body: { reason: 'MOVED_AWAY' },
    });
    const second = await people.staff('STREET_ADMIN', tree.street.id);
    const closed = await api.post(`closings/${String(asked.body['id'])}/decisions`, {
      token: second.token,
      body: { decision: 'APPROVE' },
    });
    expect(closed.status).toBe(200);
    const [line] = await items(`volunteers/${leaving.volunteerId}/transfers`, here);
    expect(line).toMatchObject({ requestedByName: null, decidedByName: STAFF });
  });

  it('of a merged number are those of the person who lives on', async () => {
    const kept = await people.volunteer(tree.community.id);
    const asker = await people.signedInVolunteer(tree.community.id, { name: '旧名' });
    await api.post('me/transfers', {
      token: asker.token,
      body: { toDivisionId: tree.otherCommunity.id, reason: '搬家' },
    });
    const [asked] = await items(`volunteers/${asker.volunteerId}/transfers`, here);
    expect(asked).toMatchObject({ requestedByName: '旧名' });
    await answer(asked?.['id'], { decision: 'DECLINE', reason: '材料不全' });
    const [clerk, approver] = [await street(), await street()];
    const consent = { reason: '同一人登记了两次', consentChannel: 'PAPER', consentReference: '登记册第 3 页' };
    const merge = await api.post('volunteer-merges', {
      token: clerk.token,
      body: { ...consent, mergedVolunteerId: asker.volunteerId, survivingVolunteerId: kept.id },
    });
    await people.bothAgree(String(merge.body['id']));
    const decided = await api.post(`volunteer-merges/${String(merge.body['id'])}/decisions`, {
      token: approver.token,
      body: { decision: 'APPROVE' },
    });
    expect(decided.status).toBe(200);
    const { name } = (await api.get(`volunteers/${kept.id}`, here.token)).body;
    const lines = [
      ...(await items(`volunteers/${asker.volunteerId}/transfers`, here)),
      ...(await items(`volunteers/${kept.id}/transfers`, here)),
    ];
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines)
      expect(line).toMatchObject({ requestedBy: asked?.['requestedBy'], requestedByName: name });
  });

  it('are asked once for a page of fifty', async () => {
    const path = `volunteers/${person.volunteerId}/transfers`;
    const accounts = (
      await booted.get(UnitOfWork).read<{ id: string }>("select id from user_account where status = 'ACTIVE'")
    ).map(({ id }) => id);
    const copy = `insert into volunteer_transfer (id, volunteer_id, from_division_id, to_division_id, reason, consent_channel,
        status, requested_by, requested_at, decided_by, decided_at)
      select gen_random_uuid(), $1, $2, $3, '搬家', 'SELF', 'DECLINED', ($4::text[])[1 + n % cardinality($4::text[])], now(),
        ($4::text[])[1 + (n + 1) % cardinality($4::text[])], now()
      from generate_series(1, 60) n`;
    await behindTheGuards(booted.database, copy, [
      person.volunteerId,
      tree.community.id,
      tree.otherCommunity.id,
      accounts,
    ]);
    const reads = jest.spyOn(booted.get(UnitOfWork), 'read');
    const asked = async (limit: number) => {
      reads.mockClear();
      const rows = await items(`${path}?limit=${String(limit)}`, here);
      expect(rows).toHaveLength(limit);
      return { count: reads.mock.calls.length, rows };
    };
    await asked(1);
    const { count } = await asked(1);
    const page = await asked(50);
    expect(page.count).toBe(count);
    expect(reads.mock.calls.filter(([sql]) => sql.includes('account_of'))).toHaveLength(1);
    reads.mockRestore();
    expect(new Set(page.rows.map(({ requestedBy }) => requestedBy)).size).toBeGreaterThan(2);
    for (const row of page.rows) expect(row['requestedByName']).toEqual(expect.any(String));
  });

  it('are no reason to answer without them: where they cannot be read, the answer is a refusal', async () => {
    const failing = jest.spyOn(booted.get(Names), 'beside').mockRejectedValue(new Error('planted'));
    const refused = await api.get('me/transfers', person.token);
    failing.mockRestore();
    expect(refused).toMatchObject({ status: 500, body: { code: 'INTERNAL_ERROR' } });
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(JSON.stringify(refused.body)).not.toContain('搬家');
  });

  it('are told to no stranger', async () => {
    const plan = { names: [{ kind: 'ACTOR' as const, id: 'by', as: 'byName' }], inside: [] };
    const named = await booted.get(Names).beside(anonymous, plan, { by: here.userId });
    expect(named).toEqual({ by: here.userId, byName: null });
  });
});
