import { OwnNotices } from '../../../src/people/notices';
import { UnitOfWork, violatedConstraint } from '../../../src/platform/data/database/unit-of-work';
import { PeopleApi } from '../../builders/people.api';
import { PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

type Person = SignedIn & { readonly volunteerId: string };

let booted: BootedApp;
let api: PeopleApi;
let people: PeopleBuilder;
let tree: StreetTree;
/** Two clerks who work together. */
let asks: SignedIn;
let approves: SignedIn;
let third: SignedIn;
let stranger: Person;
let friend: Person;

const papers = { reason: '同一人登记了两次', consentChannel: 'PAPER', consentReference: '伪造的同意书' };

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  api = new PeopleApi(booted);
  people = new PeopleBuilder(booted);
  tree = await people.street();
  [asks, approves, third] = [
    await people.staff('COMMUNITY_WORKER', tree.community.id),
    await people.staff('COMMUNITY_WORKER', tree.community.id),
    await people.staff('COMMUNITY_WORKER', tree.community.id),
  ];
});
afterAll(async () => booted.close());
beforeEach(async () => {
  stranger = await people.signedInVolunteer(tree.unit.id);
  friend = await people.signedInVolunteer(tree.unit.id);
});

async function propose(merged: string, surviving: string): Promise<string> {
  const body = { ...papers, mergedVolunteerId: merged, survivingVolunteerId: surviving };
  const answer = await api.post('volunteer-merges', { token: asks.token, body });
  expect(answer.status).toBe(201);
  return String(answer.body['id']);
}

const decide = async (id: string, who = approves) =>
  (await api.post(`volunteer-merges/${id}/decisions`, { token: who.token, body: { decision: 'APPROVE' } })).body;
const answer = async (id: string, who: SignedIn, said: 'AGREE' | 'DISAGREE' = 'AGREE') =>
  api.post(`me/volunteer-merges/${id}/answers`, { token: who.token, body: { answer: said } });
const paper = async (id: string, volunteerId: string, who = asks) =>
  api.post(`volunteer-merges/${id}/consents`, { token: who.token, body: { volunteerId, reference: '同意书第 7 号' } });
const noticesOf = async (volunteerId: string) =>
  (await booted.get(OwnNotices).page(volunteerActor(volunteerId), {})).items;

describe('a stranger’s hours for a friend', () => {
  it('are not merged by two clerks: both persons are told and have to agree', async () => {
    const id = await propose(stranger.volunteerId, friend.volunteerId);
    for (const { volunteerId } of [stranger, friend]) {
      const [told] = await noticesOf(volunteerId);
      expect(told).toMatchObject({ kind: 'DECISION_ASKED' });
      expect(told?.sentence).toContain('须您本人同意');
    }
    expect(await decide(id)).toMatchObject({ status: 409, code: 'MERGE_CONSENT_MISSING' });
    expect((await answer(id, friend)).status).toBe(200);
    expect(await decide(id)).toMatchObject({
      code: 'MERGE_CONSENT_MISSING',
      details: { missing: [stranger.volunteerId] },
    });
    const { body: list } = await api.get('volunteer-merges?status=PROPOSED', approves.token);
    expect((list['items'] as { id: string }[]).find((merge) => merge.id === id)).toMatchObject({
      consents: [{ volunteerId: friend.volunteerId, channel: 'ACCOUNT' }],
      missingConsents: [stranger.volunteerId],
      mayDecide: true,
    });
  });

  it('one no ends it, also after a paper was forged', async () => {
    const id = await propose(stranger.volunteerId, friend.volunteerId);
    expect((await paper(id, stranger.volunteerId)).status).toBe(200);
    expect((await answer(id, friend)).status).toBe(200);
    const own = await api.get('me/volunteer-merges', stranger.token);
    expect(own.body['items']).toMatchObject([{ id, hasAgreed: true }]);
    expect((await answer(id, stranger, 'DISAGREE')).body).toMatchObject({ status: 'REJECTED' });
    expect(await decide(id)).toMatchObject({ code: 'MERGE_DECIDED' });
  });

  it('who wrote a paper down does not decide, nor does who proposed', async () => {
    const id = await propose(stranger.volunteerId, friend.volunteerId);
    expect((await paper(id, stranger.volunteerId, approves)).status).toBe(200);
    expect((await paper(id, friend.volunteerId)).status).toBe(200);
    expect(await decide(id, approves)).toMatchObject({ code: 'DECISION_HANDS_IN_IT' });
    expect(await decide(id, asks)).toMatchObject({ code: 'DECISION_HANDS_IN_IT' });
    expect(await decide(id, third)).toMatchObject({ status: 'APPROVED' });
    expect((await noticesOf(friend.volunteerId)).map(({ kind }) => kind)).toContain('DECISION_APPROVED');
  });

  it('nobody agrees for another, twice, or for a number that is not in it', async () => {
    const id = await propose(stranger.volunteerId, friend.volunteerId);
    const outsider = await people.signedInVolunteer(tree.unit.id);
    expect((await answer(id, outsider)).body).toMatchObject({ code: 'MERGE_UNKNOWN' });
    expect((await paper(id, outsider.volunteerId)).body).toMatchObject({ code: 'MERGE_CONSENT_STRANGER' });
    expect((await answer(id, friend)).status).toBe(200);
    expect((await answer(id, friend)).body).toMatchObject({ code: 'MERGE_CONSENT_GIVEN' });
  });

  it('an account that the proposer opened and still holds does not agree', async () => {
    const id = await propose(stranger.volunteerId, friend.volunteerId);
    await booted
      .get(UnitOfWork)
      .run(async (tx) =>
        tx.query('update user_account set made_by = $2, opened_at = null where volunteer_id = $1', [
          stranger.volunteerId,
          asks.userId,
        ]),
      );
    expect((await answer(id, stranger)).body).toMatchObject({ code: 'DECISION_SAME_PERSON' });
  });
});

describe('variants', () => {
  it('a chain: what somebody agreed to for one merge is not agreed to for the next', async () => {
    const second = await people.signedInVolunteer(tree.unit.id);
    const first = await propose(stranger.volunteerId, second.volunteerId);
    await answer(first, stranger);
    await answer(first, second);
    expect(await decide(first)).toMatchObject({ status: 'APPROVED' });
    const next = await propose(second.volunteerId, friend.volunteerId);
    await answer(next, friend);
    expect(await decide(next)).toMatchObject({
      code: 'MERGE_CONSENT_MISSING',
      details: { missing: [second.volunteerId] },
    });
  });

  it('a closed number is merged with nothing', async () => {
    await booted
      .get(UnitOfWork)
      .run(async (tx) => tx.query(`update volunteer set status = 'CLOSED' where id = $1`, [stranger.volunteerId]));
    const body = { ...papers, mergedVolunteerId: stranger.volunteerId, survivingVolunteerId: friend.volunteerId };
    expect((await api.post('volunteer-merges', { token: asks.token, body })).body).toMatchObject({
      code: 'VOLUNTEER_CLOSED',
    });
  });

  it('the application’s role writes neither the approval, nor a link, nor somebody’s consent', async () => {
    const id = await propose(stranger.volunteerId, friend.volunteerId);
    const attempt = async (sql: string, parameters: readonly unknown[]) =>
      booted
        .get(UnitOfWork)
        .run(async (tx) => tx.query(sql, parameters))
        .then(() => 'written', violatedConstraint);
    expect(
      await attempt(
        `update volunteer_merge set status = 'APPROVED', decided_by = $2, decided_at = now() where id = $1`,
        [...[id, approves.userId]],
      ),
    ).toBe('merge_is_agreed');
    expect(
      await attempt(`insert into volunteer_link values ($2, $3, $1, now(), 'system:x')`, [
        ...[id, stranger.volunteerId, friend.volunteerId],
      ]),
    ).toBe('link_is_decided');
    expect(
      await attempt(`insert into volunteer_merge_consent values ($1, $2, 'ACCOUNT', null, $3, now())`, [
        ...[id, stranger.volunteerId, asks.userId],
      ]),
    ).toBe('merge_consent_is_own');
  });
});
