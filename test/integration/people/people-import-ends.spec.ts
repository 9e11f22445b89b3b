import { randomUUID } from 'node:crypto';
import { ApplyImport } from '../../../src/people/people-imports/application/apply-import';
import { ClearImports } from '../../../src/people/people-imports/application/clear-imports';
import { DecideImport } from '../../../src/people/people-imports/application/decide-import';
import { StageImport } from '../../../src/people/people-imports/application/stage-import';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import type { UserActor } from '../../../src/platform/foundation/actor/actor';
import { PeopleApi } from '../../builders/people.api';
import { listFile, listRow, sheetFile } from '../../builders/people-list.builder';
import { idNumberOf, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { decideAsAnother } from '../../support/decisions';
import { eventually } from '../../support/eventually';

const NOW = new Date('2026-11-24T02:00:00Z');
const DAY_MS = 86_400_000;

/** How an import ends otherwise than by being done, and how its people are reviewed. */
describe('imports that end, and the review of their people', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let importer: UserActor;
  let importerToken: string;
  let reviewer: SignedIn;
  let rowCount = 0;

  beforeAll(async () => {
    // No worker: the test says when a chunk is carried out.
    booted = await bootApp({ role: 'api' });
    booted.setNow(NOW);
    api = new PeopleApi(booted);
    people = new PeopleBuilder(booted);
    tree = await people.street();
    const staff = await people.staff('STREET_ADMIN', tree.street.id);
    importer = { ...PeopleBuilder.actor('STREET_ADMIN', tree.street), userId: staff.userId };
    importerToken = staff.token;
    reviewer = await people.staff('COMMUNITY_WORKER', tree.community.id);
  });

  beforeEach(() => booted.setNow(NOW));
  afterAll(async () => booted.close());

  const context = () => ({ actor: importer, idempotencyKey: randomUUID() });
  async function staged(rows: number, given: object = {}): Promise<string> {
    const from = rowCount;
    rowCount += rows;
    const list = Array.from({ length: rows }, (_, no) => listRow(from + no, tree.community.code, given));
    const file = await listFile(list);
    const divisionId = tree.street.id;
    return (await booted.get(StageImport).execute(context(), { kind: 'VOLUNTEERS', divisionId, file })).id;
  }
  const confirm = (id: string) => booted.get(DecideImport).confirm(context(), { id, skipDuplicates: false });
  const cancel = (id: string) => booted.get(DecideImport).cancel(context(), id);
  const applyOne = (id: string) => booted.get(ApplyImport).execute(id);

  async function state(id: string) {
    const [row] = await booted.get(UnitOfWork).read(
      `select i.status, i.done_count as done,
         (select count(*)::int from people_import_chunk c where c.import_id = i.id) as chunks,
         (select count(*)::int from people_import_result r join volunteer v on v.id = r.subject_id
          where r.import_id = i.id and r.outcome = 'CREATED') as people
       from people_import i where i.id = $1`,
      [id],
    );
    return row;
  }

  it('is thrown away after seven days without a confirmation, and not before', async () => {
    const id = await staged(3);
    booted.setNow(new Date(NOW.getTime() + 7 * DAY_MS - 1_000));
    expect(await booted.get(ClearImports).execute()).toBe(0);
    expect(await state(id)).toMatchObject({ status: 'CHECKED', chunks: 1 });
    booted.setNow(new Date(NOW.getTime() + 7 * DAY_MS + 1_000));
    expect(await booted.get(ClearImports).execute()).toBe(1);
    expect(await state(id)).toEqual({ status: 'EXPIRED', done: 0, chunks: 0, people: 0 });
    await expect(confirm(id)).rejects.toMatchObject({ code: 'PEOPLE_IMPORT_OVER' });
    expect(await booted.get(ClearImports).execute()).toBe(0);
  });

  describe('cancelled while another person has yet to decide it', () => {
    /** A list with a term of the past, confirmed by the importer. */
    async function asked(): Promise<{ readonly id: string; readonly decisionId: string }> {
      const head = await people.volunteer(tree.community.id, { name: '吴长任' });
      const header = ['姓名', '编号', '身份证', '职务', '区划代码', '任期开始', '任期截止', '受薪', '依据'];
      const grid = await people.division(tree.community, 'GRID', '新网格');
      const row = ['吴长任', head.volunteerNo, null, '网格长', grid.code, '2025-03-01', null, '否', '居民会议'];
      const file = await sheetFile(header, [row]);
      const form = { kind: 'APPOINTMENTS', divisionId: tree.street.id, file } as const;
      const { id } = await booted.get(StageImport).execute(context(), form);
      const { decisionId } = await confirm(id);
      return { id, decisionId: decisionId ?? '' };
    }
    const outcomeOf = async (decisionId: string) => {
      const [row] = await booted.get(UnitOfWork).read<{ outcome: string; waiting: number }>(
        `select (select outcome from decision where request_id = $1),
           (select count(*)::int from decision_waiting where request_id = $1) as waiting`,
        [decisionId],
      );
      return row;
    };
    const codeOf = async (attempt: Promise<unknown>) =>
      attempt.then(
        () => 'DONE',
        (refusal: unknown) => (refusal as { code: string }).code,
      );
    const waitingForLocks = async (count: number) =>
      eventually(`${String(count)} wait`, async () => {
        const [row] = await booted
          .get(UnitOfWork)
          .read<{ count: number }>(
            `select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          );
        return row?.count === count;
      });

    /** Both at once, the first a step ahead: it has reached the import, which somebody holds until both are under way. */
    async function atOnce(id: string, first: () => Promise<unknown>, second: () => Promise<unknown>) {
      const both = await booted.get(UnitOfWork).run(async (tx) => {
        await tx.query('select 1 from people_import where id = $1 for update', [id]);
        const one = codeOf(first());
        await waitingForLocks(1);
        const other = codeOf(second());
        await waitingForLocks(2);
        return { codes: Promise.all([one, other]) };
      });
      return both.codes;
    }

    it('takes back what its asker asked, and lets another who cancels end it', async () => {
      const own = await asked();
      await cancel(own.id);
      expect(await outcomeOf(own.decisionId)).toEqual({ outcome: 'WITHDRAWN', waiting: 0 });
      expect(await codeOf(decideAsAnother(booted, own.decisionId))).toBe('DECISION_MADE');

      const foreign = await asked();
      const colleague = { ...importer, userId: randomUUID() };
      await booted.get(DecideImport).cancel({ ...context(), actor: colleague }, foreign.id);
      expect(await outcomeOf(foreign.decisionId)).toEqual({ outcome: 'EXPIRED', waiting: 0 });
      expect(await state(foreign.id)).toMatchObject({ status: 'CANCELLED', people: 0 });
    });

    it('ends what waits about it when it is thrown away after seven days', async () => {
      const own = await asked();
      booted.setNow(new Date(NOW.getTime() + 7 * DAY_MS + 1_000));
      await booted.get(ClearImports).execute();
      expect(await state(own.id)).toMatchObject({ status: 'EXPIRED', chunks: 0 });
      expect(await outcomeOf(own.decisionId)).toEqual({ outcome: 'EXPIRED', waiting: 0 });
      expect(await codeOf(decideAsAnother(booted, own.decisionId))).toBe('DECISION_MADE');
    });

    it('is cancelled or decided first, both at once, and nobody waits in a circle', async () => {
      const cancelled = await asked();
      const approve = (decisionId: string) => () => decideAsAnother(booted, decisionId);
      const codes = await atOnce(cancelled.id, () => cancel(cancelled.id), approve(cancelled.decisionId));
      expect(codes).toEqual(['DONE', 'DECISION_MADE']);
      expect(await outcomeOf(cancelled.decisionId)).toEqual({ outcome: 'WITHDRAWN', waiting: 0 });

      const decided = await asked();
      expect(await atOnce(decided.id, approve(decided.decisionId), () => cancel(decided.id))).toEqual(['DONE', 'DONE']);
      expect(await outcomeOf(decided.decisionId)).toEqual({ outcome: 'APPROVED', waiting: 0 });
      expect(await state(decided.id)).toMatchObject({ status: 'CANCELLED', people: 0 });
    });
  });

  it('keeps what was applied when it is cancelled while it runs, and applies nothing more', async () => {
    const id = await staged(250);
    await confirm(id);
    await applyOne(id);
    expect(await state(id)).toEqual({ status: 'RUNNING', done: 100, chunks: 2, people: 100 });
    await cancel(id);
    expect(await state(id)).toEqual({ status: 'CANCELLED', done: 100, chunks: 0, people: 100 });
    await applyOne(id);
    expect(await state(id)).toEqual({ status: 'CANCELLED', done: 100, chunks: 0, people: 100 });
    await expect(cancel(id)).rejects.toMatchObject({ code: 'PEOPLE_IMPORT_OVER' });
  });

  it('knows of everybody it registered, also where it is cancelled in the middle of a chunk', async () => {
    const from = rowCount;
    const id = await staged(150);
    await confirm(id);
    await Promise.all([applyOne(id), cancel(id)]);
    await applyOne(id);
    const after = await state(id);
    expect(after).toMatchObject({ status: 'CANCELLED', chunks: 0 });
    const [registered] = await booted.get(UnitOfWork).read<{ count: number }>(
      `select count(*)::int as count from volunteer where substring(name from 3)::int >= $1
         and registration_channel = 'IMPORT'`,
      [from],
    );
    expect(after?.['people']).toBe(registered?.count);
  });

  async function imported(rows: number, given: object = {}): Promise<{ id: string; people: readonly string[] }> {
    const id = await staged(rows, given);
    await confirm(id);
    await applyOne(id);
    const found = await booted
      .get(UnitOfWork)
      .read<{ id: string }>(
        'select subject_id as id from people_import_result where import_id = $1 order by row_number',
        [id],
      );
    return { id, people: found.map((row) => row.id) };
  }
  const statusOf = async (ids: readonly string[]) =>
    (
      await booted
        .get(UnitOfWork)
        .read<{ status: string }>('select status from volunteer where id = any($1::uuid[]) order by id', [ids])
    ).map(({ status }) => status);

  it('has its people reviewed in one call, each with an answer, and the call may be repeated', async () => {
    const { id, people: registered } = await imported(4);
    await booted
      .get(UnitOfWork)
      .run((tx) => tx.query(`update volunteer set birth_date = '2016-01-01' where id = $1`, [registered[1]]));
    const call = { token: reviewer.token, key: randomUUID(), body: { decision: 'APPROVE' } };
    const first = await api.post(`people-imports/${id}/reviews`, call);
    // Staff of a community may not work with an import of the street.
    expect(first.body['code']).toBe('PEOPLE_IMPORT_UNKNOWN');
    const streetReviewer = await people.staff('STREET_ADMIN', tree.street.id);
    const again = { ...call, token: streetReviewer.token };
    const answer = await api.post(`people-imports/${id}/reviews`, again);
    expect(answer).toMatchObject({ status: 200, body: { next: null } });
    expect(
      (answer.body['items'] as { status: string; code: string | null }[]).map(({ status, code }) => code ?? status),
    ).toEqual(['DONE', 'GUARDIAN_CONSENT_REQUIRED', 'DONE', 'DONE']);
    expect(await api.post(`people-imports/${id}/reviews`, again)).toMatchObject({ body: answer.body });
    expect((await statusOf(registered)).sort()).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE', 'PENDING']);
  });

  it('is not approved by whoever brought it in, one by one or at once', async () => {
    const { id, people: registered } = await imported(2);
    const own = await api.post(`people-imports/${id}/reviews`, { token: importerToken, body: { decision: 'APPROVE' } });
    expect((own.body['items'] as { code: string }[]).map(({ code }) => code)).toEqual([
      'DECISION_SAME_PERSON',
      'DECISION_SAME_PERSON',
    ]);
    const single = { token: importerToken, version: 1, body: { decision: 'APPROVE' } };
    expect(await api.refused(`volunteers/${String(registered[0])}/reviews`, single)).toBe('DECISION_SAME_PERSON');
    expect(await statusOf(registered)).toEqual(['PENDING', 'PENDING']);
  });

  it('answers a list by name: done, refused, foreign and unknown', async () => {
    const waiting = await people.registration(tree.unit.id, { idNumber: idNumberOf(901) });
    const active = await people.volunteer(tree.unit.id, { idNumber: idNumberOf(902) });
    const away = await people.registration(tree.otherCommunity.id, { idNumber: idNumberOf(903) });
    const volunteerIds = [waiting.id, active.id, away.id, '01900000-0000-7000-8000-000000000000'];
    const body = { volunteerIds, decision: 'APPROVE' };
    const { body: answer } = await api.post('volunteer-reviews', { token: reviewer.token, body });
    expect(answer['items']).toEqual([
      { volunteerId: waiting.id, status: 'DONE', code: null, message: null },
      expect.objectContaining({ volunteerId: active.id, status: 'REFUSED', code: 'VOLUNTEER_STATUS_CONFLICT' }),
      expect.objectContaining({ volunteerId: away.id, status: 'REFUSED', code: 'VOLUNTEER_UNKNOWN' }),
      expect.objectContaining({ volunteerId: volunteerIds[3], status: 'REFUSED', code: 'VOLUNTEER_UNKNOWN' }),
    ]);
    const other = await people.registration(tree.unit.id, { idNumber: idNumberOf(904) });
    const rejected = { volunteerIds: [other.id], decision: 'REJECT' };
    const without = await api.post('volunteer-reviews', { token: reviewer.token, body: rejected });
    expect(without.body['items']).toMatchObject([{ code: 'VOLUNTEER_REASON_REQUIRED' }]);
  });
});
