import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { LedgerReader } from '../../../src/ledger/ledger';
import { AskManualPosting } from '../../../src/ledger/points';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PeopleApi } from '../../builders/people.api';
import { PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

let booted: BootedApp;
let api: PeopleApi;
let people: PeopleBuilder;
let tree: StreetTree;
let admin: SignedIn;
let second: SignedIn;
let volunteerId: string;

const bonus = (change: object = {}) => ({
  id: v7(),
  reason: 'BONUS',
  pointTenths: 50,
  grounds: '防汛值守,连续三夜',
  ...change,
});
const give = (body: object, token = admin.token, id = volunteerId) =>
  api.post(`volunteers/${id}/manual-postings`, { token, body });
const decide = (id: unknown, decision: 'APPROVE' | 'REJECT' = 'APPROVE', token = second.token) =>
  api.post(`decisions/${String(id)}/decisions`, {
    token,
    body: decision === 'APPROVE' ? { decision } : { decision, reason: '依据不足' },
  });
/** Asked by one, posted by another. */
async function giveByTwo(body: object, id = volunteerId) {
  const asked = await give(body, admin.token, id);
  expect(asked).toMatchObject({ status: 201 });
  return decide(asked.body['decisionId']);
}
const points = async (id = volunteerId) => (await booted.get(LedgerReader).balances(id)).pointTenths;

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  api = new PeopleApi(booted);
  people = new PeopleBuilder(booted);
  tree = await people.street();
  admin = await people.staff('STREET_ADMIN', tree.street.id);
  second = await people.staff('STREET_ADMIN', tree.street.id);
  volunteerId = (await people.volunteer(tree.community.id)).id;
});
afterAll(() => booted.close());

describe('a posting by hand', () => {
  it('is asked and posted once per id, whatever the key of the request, and shows beforehand what it would do', async () => {
    const body = bonus();
    const preview = await api.post(`volunteers/${volunteerId}/manual-posting-previews`, { token: admin.token, body });
    expect(preview).toMatchObject({ status: 200, body: { pointTenths: 50, balanceAfterPointTenths: 50 } });
    expect(await points()).toBe(0);
    const answers = await Promise.all(Array.from({ length: 6 }, () => give(body)));
    const asked = answers[0]!.body;
    for (const answer of answers) expect(answer).toMatchObject({ status: 201, body: asked });
    expect(asked).toEqual({ id: body.id, decisionId: expect.any(String) as unknown });
    // Nothing is posted before another has decided.
    expect(await points()).toBe(0);
    const decided = await decide(asked['decisionId']);
    expect(decided).toMatchObject({ status: 200, body: { outcome: 'APPROVED', result: preview.body } });
    expect((await giveByTwo(bonus({ reason: 'PENALTY', pointTenths: 20 }))).status).toBe(200);
    expect(await give(body)).toMatchObject({ status: 201, body: asked });
    expect((await decide(asked['decisionId'])).body['code']).toBe('DECISION_MADE');
    expect(await points()).toBe(30);
  });

  it('gets its first answer also after the volunteer has left', async () => {
    const { id } = await people.volunteer(tree.community.id);
    const body = bonus();
    const first = await give(body, admin.token, id);
    await booted.get(UnitOfWork).read(`update volunteer set status = 'SUSPENDED' where id = $1`, [id]);
    expect((await give(body, admin.token, id)).body).toEqual(first.body);
    expect((await decide(first.body['decisionId'])).body['code']).toBe('VOLUNTEER_NOT_ACTIVE');
    expect((await give(bonus(), admin.token, id)).body['code']).toBe('VOLUNTEER_NOT_ACTIVE');
  });

  it('refuses in this order, and leaves nothing behind', async () => {
    const known = bonus();
    await give(known);
    const foreign = await people.staff('STREET_ADMIN', tree.otherCommunity.id);
    const worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const suspended = await people.volunteer(tree.community.id);
    const usedBySuspended = bonus();
    await give(usedBySuspended, admin.token, suspended.id);
    await booted.get(UnitOfWork).read(`update volunteer set status = 'SUSPENDED' where id = $1`, [suspended.id]);
    const before = await points();
    // Every row is wrong in its own way and in all ways that follow.
    const rows: readonly [string, object, string, string][] = [
      ['PERMISSION_MISSING', bonus({ id: randomUUID() }), worker.token, randomUUID()],
      ['LEDGER_POSTING_ID_INVALID', bonus({ id: randomUUID() }), foreign.token, randomUUID()],
      ['VOLUNTEER_UNKNOWN', bonus({ id: known.id, pointTenths: 9 }), foreign.token, v7()],
      ['VOLUNTEER_UNKNOWN', { ...usedBySuspended, pointTenths: 9 }, foreign.token, suspended.id],
      ['LEDGER_POSTING_ID_REUSED', { ...usedBySuspended, pointTenths: 9 }, admin.token, suspended.id],
      ['VOLUNTEER_NOT_ACTIVE', bonus(), admin.token, suspended.id],
    ];
    for (const [code, body, token, id] of rows)
      expect([code, (await give(body, token, id)).body['code']]).toEqual([code, code]);
    const own = { ...PeopleBuilder.actor('STREET_ADMIN', tree.street), volunteerId: suspended.id };
    await expect(
      booted
        .get(AskManualPosting)
        .execute(
          { actor: own, idempotencyKey: randomUUID() },
          { ...usedBySuspended, reason: 'BONUS', pointTenths: 9, volunteerId: suspended.id },
        ),
    ).rejects.toMatchObject({ code: 'LEDGER_OWN_ACCOUNT' });
    expect(await points()).toBe(before);
  });

  it('that is not approved posts nothing, and its id stands for it all the same', async () => {
    const before = await points();
    const body = bonus();
    const asked = await give(body);
    expect((await decide(asked.body['decisionId'], 'REJECT')).body['outcome']).toBe('REJECTED');
    expect((await give(body)).body).toEqual(asked.body);
    expect(await points()).toBe(before);
  });

  it('may take more than there is: points, unlike minutes, go below zero', async () => {
    const { id } = await people.volunteer(tree.community.id);
    const body = bonus({ reason: 'PENALTY' });
    const preview = await api.post(`volunteers/${id}/manual-posting-previews`, { token: admin.token, body });
    expect((await giveByTwo(body, id)).body['result']).toEqual(preview.body);
    expect(await points(id)).toBe(-50);
  });

  it('is held to the month of the person, both ways apart, and to the month of who asks, at the decision too', async () => {
    const { id } = await people.volunteer(tree.community.id);
    expect((await give(bonus({ pointTenths: 1_001 }), admin.token, id)).body['code']).toBe('LEDGER_MANUAL_PERSON_FULL');
    const [first, next] = [await give(bonus({ pointTenths: 600 }), admin.token, id), bonus({ pointTenths: 401 })];
    const waiting = await give(next, second.token, id);
    expect((await decide(first.body['decisionId'])).status).toBe(200);
    expect((await decide(waiting.body['decisionId'], 'APPROVE', admin.token)).body['code']).toBe(
      'LEDGER_MANUAL_PERSON_FULL',
    );
    expect((await giveByTwo(bonus({ pointTenths: 400 }), id)).status).toBe(200);
    expect((await giveByTwo(bonus({ reason: 'PENALTY', pointTenths: 1_000 }), id)).status).toBe(200);
    expect(await points(id)).toBe(0);
  });
});
