import { DeclareHousehold, LeaveHousehold } from '../../../src/people/households';
import { OwnNotices } from '../../../src/people/notices';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { systemActor, type UserActor } from '../../../src/platform/foundation/actor/actor';
import { type DecisionKind, DecisionKinds, Decisions } from '../../../src/platform/security/decisions';
import { PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { ApiClient } from '../../support/api-client';
import { bootApp, type BootedApp } from '../../support/boot-app';

interface Gift {
  readonly tenths: number;
}

let booted: BootedApp;
let people: PeopleBuilder;
let tree: StreetTree;
let anna: SignedIn;
let berta: SignedIn;
let friend: { readonly id: string };
const given: string[] = [];

const gift: DecisionKind<Gift> = {
  name: 'test.gift',
  label: '测试奖励',
  permission: 'record.review',
  tellsWhenAsked: true,
  sentence: ({ tenths }) => `奖励 ${String(tenths / 10)} 分。`,
  approve: (_tx, request) => {
    given.push(request.id);
    return Promise.resolve({ tenths: request.payload.tenths });
  },
};

beforeAll(async () => {
  booted = await bootApp();
  booted.get(DecisionKinds).register(gift);
  people = new PeopleBuilder(booted);
  tree = await people.street();
  anna = await people.staff('COMMUNITY_WORKER', tree.community.id);
  berta = await people.staff('COMMUNITY_WORKER', tree.community.id);
  friend = await people.volunteer(tree.unit.id);
});
afterAll(async () => booted.close());

/** An account as the guard makes it, for use cases called without HTTP. */
function actorOf(userId: string): UserActor {
  const { id: divisionId, path: divisionPath } = tree.community;
  const grants = [{ role: 'COMMUNITY_WORKER', divisionId, divisionPath }] as const;
  return { kind: 'USER', userId, sessionId: userId, displayName: '', volunteerId: null, grants };
}

async function ask(by: string, options: { concerned?: readonly string[]; hands?: readonly string[] } = {}) {
  const { id } = await booted.get(UnitOfWork).run(async (tx) =>
    booted.get(Decisions).ask<Gift>(tx, actorOf(by), {
      ...{ kind: 'test.gift', divisionId: tree.community.id, payload: { tenths: 50 }, reason: '雨天坚持到最后' },
      ...options,
    }),
  );
  return id;
}

interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function call(user: SignedIn, method: string, path: string, body?: object): Promise<Reply> {
  const headers = { authorization: `Bearer ${user.token}` };
  const answer = await new ApiClient(booted.url).call(method, path, { headers, ...(body && { body }) });
  return { status: answer.status, body: answer.json<Record<string, unknown>>() };
}

async function decide(user: SignedIn, id: string, body: object = { decision: 'APPROVE' }) {
  return call(user, 'POST', `/decisions/${id}/decisions`, body);
}

/** An account that a person of staff makes for herself under another name. */
async function secondAccountOf(maker: SignedIn): Promise<SignedIn> {
  const user = await people.staff('COMMUNITY_WORKER', tree.community.id);
  await booted
    .get(UnitOfWork)
    .run(async (tx) =>
      tx.query('update user_account set made_by = $2, opened_at = null where id = $1', [user.userId, maker.userId]),
    );
  return user;
}

async function isPerson(user: SignedIn, volunteerId: string): Promise<void> {
  await booted
    .get(UnitOfWork)
    .run(async (tx) =>
      tx.query('update user_account set person_volunteer_id = $2 where id = $1', [user.userId, volunteerId]),
    );
}

describe('asked by one, decided by another', () => {
  it('is carried out once, by another person, and the person concerned is told twice', async () => {
    const id = await ask(anna.userId, { concerned: [friend.id] });
    expect((await decide(anna, id)).body).toMatchObject({ status: 403, code: 'DECISION_SAME_PERSON' });
    const [first, second] = await Promise.all([decide(berta, id), decide(berta, id)]);
    expect([first.status, second.status].sort()).toEqual([200, 409]);
    expect(given.filter((done) => done === id)).toEqual([id]);
    const actor: UserActor = { ...actorOf(anna.userId), volunteerId: friend.id };
    const { items } = await booted.get(OwnNotices).page(actor, {});
    expect(items.map(({ kind }) => kind).sort()).toEqual(['DECISION_APPROVED', 'DECISION_ASKED']);
    expect(items[0]?.sentence).toContain('奖励 5 分');
  });

  it('says before the click who may not, why, and who may', async () => {
    const id = await ask(anna.userId);
    const mine = await call(anna, 'GET', `/decisions/${id}`);
    expect(mine.body).toMatchObject({ mayDecide: false, whyNot: { code: 'DECISION_SAME_PERSON' } });
    const whoMay = (mine.body as { whoMay: { userId: string }[] }).whoMay.map(({ userId }) => userId);
    expect(whoMay).toContain(berta.userId);
    expect(whoMay).not.toContain(anna.userId);
    const list = await call(berta, 'GET', '/decisions');
    expect(list.body).toMatchObject({ items: [{ id, mayDecide: true, whyNot: null, whoMay: [] }] });
  });

  it('refuses with a reason only, leaves nothing behind, and can be withdrawn by who asked alone', async () => {
    const id = await ask(anna.userId);
    expect((await decide(berta, id, { decision: 'REJECT' })).body).toMatchObject({ code: 'DECISION_REASON_REQUIRED' });
    expect((await call(berta, 'POST', `/decisions/${id}/withdrawals`, {})).body).toMatchObject({
      code: 'DECISION_NOT_ASKER',
    });
    expect((await call(anna, 'POST', `/decisions/${id}/withdrawals`, {})).body).toMatchObject({ outcome: 'WITHDRAWN' });
    expect((await decide(berta, id)).body).toMatchObject({ status: 409, code: 'DECISION_MADE' });
    expect(given).not.toContain(id);
  });

  it('is not seen from another community', async () => {
    const id = await ask(anna.userId);
    const stranger = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
    expect((await call(stranger, 'GET', `/decisions/${id}`)).body).toMatchObject({ code: 'DECISION_UNKNOWN' });
    expect((await decide(stranger, id)).body).toMatchObject({ code: 'DECISION_UNKNOWN' });
  });
});

describe('two accounts of one person', () => {
  it('are one: the second account that one made oneself', async () => {
    const id = await ask(anna.userId);
    const second = await secondAccountOf(anna);
    expect((await decide(second, id)).body).toMatchObject({ code: 'DECISION_SAME_PERSON' });
    const third = await secondAccountOf(second);
    expect((await decide(third, id)).body).toMatchObject({ code: 'DECISION_SAME_PERSON' });
  });

  it('are one where both name one volunteer, or one household, also when it was left meanwhile', async () => {
    const [one, spouse] = [await people.volunteer(tree.unit.id), await people.volunteer(tree.unit.id)];
    const [clerk, wife, himself] = [
      await people.staff('COMMUNITY_WORKER', tree.community.id),
      await people.staff('COMMUNITY_WORKER', tree.community.id),
      await people.staff('COMMUNITY_WORKER', tree.community.id),
    ];
    await isPerson(clerk, one.id);
    await isPerson(himself, one.id);
    await isPerson(wife, spouse.id);
    const id = await ask(clerk.userId);
    expect((await decide(himself, id)).body).toMatchObject({ code: 'DECISION_SAME_PERSON' });
    const declared = { volunteerId: one.id, withVolunteerId: spouse.id, source: '户口簿' };
    await booted.get(DeclareHousehold).execute(people.context(), declared);
    await booted.get(LeaveHousehold).execute(people.context(), { volunteerId: spouse.id });
    expect((await decide(wife, id)).body).toMatchObject({ code: 'DECISION_SAME_PERSON' });
  });

  it('who left the household before it began may decide', async () => {
    const [one, spouse] = [await people.volunteer(tree.unit.id), await people.volunteer(tree.unit.id)];
    const wife = await people.staff('COMMUNITY_WORKER', tree.community.id);
    await isPerson(wife, spouse.id);
    const declared = { volunteerId: one.id, withVolunteerId: spouse.id, source: '户口簿' };
    await booted.get(DeclareHousehold).execute(people.context(), declared);
    const open = await ask(anna.userId, { concerned: [one.id] });
    expect((await decide(wife, open)).body).toMatchObject({ code: 'DECISION_OWN_HOUSEHOLD' });
    await booted.get(LeaveHousehold).execute(people.context(), { volunteerId: spouse.id });
    expect((await decide(wife, open)).body).toMatchObject({ code: 'DECISION_OWN_HOUSEHOLD' });
    const later = await ask(anna.userId, { concerned: [one.id] });
    expect((await decide(wife, later)).status).toBe(200);
  });
});

describe('ties to the thing', () => {
  it('nobody decides their own, their leader’s, or what their hands did', async () => {
    const own = await people.volunteer(tree.unit.id);
    const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    await isPerson(clerk, own.id);
    expect((await decide(clerk, await ask(anna.userId, { concerned: [own.id] }))).body).toMatchObject({
      code: 'DECISION_OWN',
    });
    const leader = await people.volunteer(tree.unit.id);
    const team = await people.team(tree.community.id, { leaderVolunteerId: leader.id });
    await booted.get(UnitOfWork).run(async (tx) =>
      tx.query(
        `insert into team_membership (id, team_id, volunteer_id, status, requested_at, decided_at, decided_by)
         values (gen_random_uuid(), $1, $2, 'ACTIVE', now(), now(), 'system:test')`,
        [team.id, own.id],
      ),
    );
    expect((await decide(clerk, await ask(anna.userId, { concerned: [leader.id] }))).body).toMatchObject({
      code: 'DECISION_OWN_LEADER',
    });
    expect((await decide(berta, await ask(anna.userId, { hands: [berta.userId] }))).body).toMatchObject({
      code: 'DECISION_HANDS_IN_IT',
    });
  });

  it('the database refuses what the application would let through', async () => {
    const id = await ask(anna.userId);
    const attempt = booted
      .get(UnitOfWork)
      .run(async (tx) =>
        tx.query(
          `insert into decision (request_id, outcome, decided_by, decided_at) values ($1, 'APPROVED', $2, now())`,
          [id, anna.userId],
        ),
      );
    await expect(attempt).rejects.toThrow('the decider is tied: ASKED');
  });
});

describe('a term', () => {
  it('is over: nothing is carried out, and it no longer waits', async () => {
    const { id } = await booted.get(UnitOfWork).run(async (tx) =>
      booted.get(Decisions).ask<Gift>(tx, actorOf(anna.userId), {
        ...{ kind: 'test.gift', divisionId: tree.community.id, payload: { tenths: 1 }, reason: '过期的请求' },
        expiresAt: new Date(Date.now() - 1000),
      }),
    );
    expect((await decide(berta, id)).body).toMatchObject({ status: 410, code: 'DECISION_EXPIRED' });
    await booted.get(UnitOfWork).run(async (tx) => booted.get(Decisions).lapse(tx, id));
    await booted.get(UnitOfWork).run(async (tx) => booted.get(Decisions).lapse(tx, id));
    expect((await call(anna, 'GET', `/decisions/${id}`)).body).toMatchObject({ outcome: 'EXPIRED', mayDecide: false });
  });

  it('a second request about the same waits for the first', async () => {
    const about = async () =>
      booted.get(UnitOfWork).run(async (tx) =>
        booted.get(Decisions).ask<Gift>(tx, systemActor('test'), {
          ...{ kind: 'test.gift', divisionId: tree.community.id, payload: { tenths: 1 }, reason: '同一件事' },
          subjectId: friend.id,
        }),
      );
    await about();
    await expect(about()).rejects.toMatchObject({ code: 'DECISION_PENDING' });
  });
});
