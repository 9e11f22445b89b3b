import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { BackfillRecord } from '../../../src/service/service-hours';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import type { UserActor } from '../../../src/platform/foundation/actor/actor';
import { PeopleApi } from '../../builders/people.api';
import { PeopleBuilder, type SignedIn } from '../../builders/people.builder';
import { at, ServiceBuilder } from '../../builders/service.builder';
import { behindTheGuards } from '../../support/superuser';
import { bootApp, type BootedApp } from '../../support/boot-app';

/** What 07-ties.spec.ts does not play: rules besides ties, rights besides permissions, and how much is asked. */
describe('where somebody stands to a thing that waits', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let street: ServiceBuilder;
  let recorder: UserActor;
  let [clerk, colleague, admin, auditor]: SignedIn[] = [];
  let leader: SignedIn;
  let secondOfTwo: string;

  type Row = Readonly<Record<string, unknown>> & {
    readonly whyNot: { readonly code: string; readonly sentence: string } | null;
    readonly whoMay: readonly { readonly userId: string; readonly role: string }[];
  };

  const decision = { decision: 'APPROVE', reason: '核对属实' };
  const one = async (reader: SignedIn | undefined, path: string) => (await api.get(path, reader?.token)).body as Row;
  const items = async (reader: SignedIn | undefined, path: string) =>
    (await one(reader, path))['items'] as readonly Row[];
  const named = ({ whoMay }: Row) => whoMay.map(({ userId }) => userId);
  const post = async (reader: SignedIn | undefined, path: string, body: object) =>
    api.post(path, { body, token: reader?.token ?? '' });

  async function backfilled(volunteerId: string, from: string, until: string): Promise<string> {
    const shift = await street.shift(from, until);
    await street.close(shift, '2026-12-01 12:00');
    await street.closeAndCompute(shift);
    const command = { shiftId: shift.shiftId, volunteerId, checkedInAt: at(from), checkedOutAt: at(until) };
    const { id } = await booted
      .get(BackfillRecord)
      .execute(street.context(recorder), { ...command, reason: '签到表照片在案' });
    return id;
  }

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    api = new PeopleApi(booted);
    street = await ServiceBuilder.on(booted);
    const { people, tree } = street;
    recorder = { ...PeopleBuilder.actor('COMMUNITY_WORKER', tree.community), userId: v7() };
    const volunteerId = await street.volunteer();
    const first = await backfilled(volunteerId, '06:00', '13:00');
    secondOfTwo = await backfilled(volunteerId, '2026-11-29 09:00', '2026-11-29 13:00');
    const led = await people.volunteer(tree.unit.id);
    await behindTheGuards(
      booted.database,
      `insert into team_leadership (id, team_id, volunteer_id, role, began_at) values ($1, $2, $3, 'LEADER', '2026-01-01')`,
      [v7(), street.teamId, led.id],
    );
    clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    colleague = await people.staff('COMMUNITY_WORKER', tree.community.id);
    admin = await people.staff('STREET_ADMIN', tree.street.id);
    auditor = await people.staff('AUDITOR', tree.street.id);
    leader = await people.accountOf(led.id, 'COMMUNITY_WORKER', tree.community.id);
    expect((await post(clerk, `records/${first}/decisions`, decision)).body).toMatchObject({ status: 'PUBLICITY' });
  });
  afterAll(async () => booted.close());

  it('who leads the team reviews no record of its shifts, and is not named', async () => {
    const seen = await one(leader, `records/${secondOfTwo}`);
    expect(seen).toMatchObject({ mayDecide: false, whyNot: { code: 'RECORD_OWN_TEAM' } });
    const answer = await post(leader, `records/${secondOfTwo}/decisions`, decision);
    expect(answer.body).toMatchObject({ code: 'RECORD_OWN_TEAM', title: seen.whyNot?.sentence });
    const shown = await one(auditor, `records/${secondOfTwo}`);
    expect(named(shown)).toEqual(expect.arrayContaining([clerk?.userId, colleague?.userId, admin?.userId]));
    expect(named(shown)).not.toContain(leader.userId);
  });

  it('who only reads is told who decides, the nearest first', async () => {
    const [row] = (await items(auditor, 'records?status=UNDER_REVIEW')).filter(({ id }) => id === secondOfTwo);
    expect(row).toMatchObject({ mayDecide: false, whyNot: { code: 'PERMISSION_MISSING' }, missing: null });
    expect(row?.whoMay.at(-1)).toMatchObject({ userId: admin?.userId, role: '街道管理员', divisionName: '福镇街道' });
    const answer = await post(auditor, `records/${secondOfTwo}/decisions`, decision);
    expect(answer.body).toMatchObject({ code: 'PERMISSION_MISSING' });
  });

  it('after the first of two approvals only another unit may, in every list that shows the record', async () => {
    const approved = await post(clerk, `records/${secondOfTwo}/decisions`, decision);
    expect(approved.body).toMatchObject({ status: 'UNDER_REVIEW' });
    const views = [
      async (reader?: SignedIn) => one(reader, `records/${secondOfTwo}`),
      async (reader?: SignedIn) =>
        (await items(reader, 'records?status=UNDER_REVIEW')).find(({ id }) => id === secondOfTwo),
    ];
    for (const view of views) {
      expect(await view(clerk)).toMatchObject({ mayDecide: false, whyNot: { code: 'APPROVAL_GIVEN' } });
      expect(await view(colleague)).toMatchObject({ mayDecide: false, whyNot: { code: 'APPROVAL_SAME_UNIT' } });
      for (const reader of [clerk, colleague]) {
        const seen = await view(reader);
        expect(seen && named(seen)).toEqual([admin?.userId]);
      }
      expect(await view(admin)).toMatchObject({ mayDecide: true, whyNot: null, whoMay: [] });
    }
    const again = async (reader?: SignedIn) =>
      (await post(reader, `records/${secondOfTwo}/decisions`, decision)).body['code'];
    expect([await again(clerk), await again(colleague)]).toEqual(['APPROVAL_GIVEN', 'APPROVAL_SAME_UNIT']);
    expect((await post(admin, `records/${secondOfTwo}/decisions`, decision)).body).toMatchObject({
      status: 'PUBLICITY',
    });
    expect(await one(clerk, `records/${secondOfTwo}`)).toMatchObject({ mayDecide: false, whyNot: null, whoMay: [] });
  });

  it('the leader of the team takes people in, and is named to who asked for them', async () => {
    const { people, tree } = street;
    const head = await people.signedInVolunteer(tree.unit.id);
    const { id: teamId } = await people.team(tree.community.id, { leaderVolunteerId: head.volunteerId });
    const { id: volunteerId } = await people.volunteer(tree.unit.id);
    const asked = await post(clerk, `teams/${teamId}/membership-requests`, { volunteerId });
    const path = `teams/${teamId}/members?status=REQUESTED`;
    const [mine] = await items(clerk, path);
    expect(mine).toMatchObject({ mayDecide: false, whyNot: { code: 'DECISION_SAME_PERSON' } });
    expect(mine?.whoMay[0]).toMatchObject({ userId: head.userId || expect.any(String), role: '队长' });
    expect(await items(head, path)).toMatchObject([{ mayDecide: true, whyNot: null, whoMay: [] }]);
    const way = `team-memberships/${String(asked.body['membershipId'])}/decision`;
    expect((await post(clerk, way, { decision: 'APPROVE' })).body).toMatchObject({ code: 'DECISION_SAME_PERSON' });
    expect((await post(head, way, { decision: 'APPROVE' })).body).toMatchObject({ status: 'ACTIVE' });
    expect(await items(head, `teams/${teamId}/members?status=ACTIVE`)).toContainEqual(
      expect.objectContaining({ volunteerId, mayDecide: false, whyNot: null, whoMay: [] }),
    );
  });

  it('people are told nothing about the staff who decide on what they ask themselves', async () => {
    const { people, tree } = street;
    const person = await people.signedInVolunteer(tree.unit.id);
    await post(person, 'me/transfers', { toDivisionId: tree.otherCommunity.id, reason: '搬家' });
    const [own] = await items(person, 'me/transfers');
    expect(own).toMatchObject({ status: 'REQUESTED' });
    expect(Object.keys(own ?? {})).not.toEqual(expect.arrayContaining(['whoMay']));
    const [seen] = await items(admin, 'volunteer-transfers');
    expect(seen).toMatchObject({ id: own?.['id'], mayDecide: true });
    const decided = await post(admin, `volunteer-transfers/${String(seen?.['id'])}/decisions`, { decision: 'ACCEPT' });
    expect(decided.body).toMatchObject({ status: 'ACCEPTED' });
  });

  it('a page of fifty asks the database as often as a page of one', async () => {
    const { people, tree } = street;
    for (let place = 0; place < 50; place += 1) await people.registration(tree.unit.id, { name: '等待审核' });
    const registered = `update volunteer set registered_by = $1 where name = '等待审核'`;
    await behindTheGuards(booted.database, registered, [clerk?.userId ?? randomUUID()]);
    const reads = jest.spyOn(booted.get(UnitOfWork), 'read');
    const asked = async (reader: SignedIn | undefined, limit: number) => {
      reads.mockClear();
      const rows = await items(reader, `volunteers?status=PENDING&limit=${String(limit)}`);
      expect(rows).toHaveLength(limit);
      return { count: reads.mock.calls.length, rows };
    };
    for (const reader of [clerk, admin, auditor]) {
      await asked(reader, 1);
      const { count } = await asked(reader, 1);
      expect((await asked(reader, 50)).count).toBeLessThanOrEqual(count);
    }
    reads.mockRestore();
    const { rows } = await asked(clerk, 50);
    expect(new Set(rows.map(({ whyNot }) => whyNot?.code))).toEqual(new Set(['DECISION_SAME_PERSON']));
    for (const row of rows) expect(named(row)).toContain(admin?.userId);
    expect((await asked(admin, 50)).rows.every(({ mayDecide }) => mayDecide === true)).toBe(true);
  });
});
