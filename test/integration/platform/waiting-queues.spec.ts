import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { WaitingQueues } from '../../../src/platform/security/waiting';
import { PeopleApi } from '../../builders/people.api';
import { idNumberOf, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { RecordBuilder } from '../../builders/record.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { fillRow } from '../../support/fill-row';
import { superuserOf } from '../../support/superuser';

interface Queue {
  readonly code: string;
  readonly count: number | null;
  readonly ownCount: number;
  readonly overdueCount: number;
  readonly dueTodayCount: number;
  readonly mayDecide: boolean;
  readonly oldestAt: string | null;
  readonly dueOn: string | null;
  readonly problem: { readonly code: string } | null;
  readonly parts: readonly { readonly code: string; readonly name: string; readonly count: number }[];
}
type Row = Readonly<Record<string, unknown>>;
type Place = StreetTree['community'];

/** What a queue counts: the rows of these lists, those that wait. */
const lists: Readonly<Record<string, readonly { readonly path: string; readonly where?: (row: Row) => boolean }[]>> = {
  REGISTRATIONS: [{ path: 'volunteers?status=PENDING' }],
  GUARDIAN_REQUESTS: [{ path: 'guardian-requests?isUnsettled=true' }],
  CORRECTIONS: [{ path: 'identity-corrections?status=OPEN' }],
  REVEALS: [{ path: 'reveal-requests?' }],
  CLOSINGS: [{ path: 'closings?' }],
  MERGES: [{ path: 'volunteer-merges?status=PROPOSED' }],
  TRANSFERS: [{ path: 'volunteer-transfers?' }],
  MEMBERSHIP_REQUESTS: [{ path: 'membership-requests?' }],
  EXCUSES: [{ path: 'excuses?' }],
  PAPER_SHEETS: [{ path: 'paper-sheets?' }],
  RECOMPUTE_RUNS: [{ path: 'recompute-runs?status=DRAFT' }],
  RECORDS: [{ path: 'records?status=UNDER_REVIEW' }],
  CAPS: [{ path: 'pending-minutes?level=COMMUNITY' }, { path: 'pending-minutes?level=STREET' }],
  OBJECTIONS: [{ path: 'objections?status=OPEN' }],
  UNFINISHED: [{ path: 'unfinished-records?state=DUE_SOON' }],
  PUNCH_CLAIMS: [{ path: 'punch-claims?decided=false' }],
  OPENING_OBJECTIONS: [{ path: 'opening-objections?status=OPEN' }],
  IMPORT_REVIEWS: [{ path: 'people-imports?isWaiting=true' }],
  OPENING_IMPORTS: [{ path: 'opening-imports?', where: ({ status }) => status === 'SUBMITTED' }],
  SIGNALS: [{ path: 'review-signals?status=OPEN' }],
  VISITS: [{ path: 'registration-visits?status=WAITING' }],
  CERTIFICATES: [{ path: 'certificates?status=APPLIED' }],
  DECISIONS: [{ path: 'decisions?status=WAITING', where: ({ kind }) => kind !== 'late-entries.punch-batch' }],
};

const TODAY = '2026-12-08T10:00:00+08:00';

/** The numbers of all queues are the lengths of their lists, for everybody, and a list that is closed has no number. */
describe('numbers of what waits', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let superuser: Client;
  let tree: StreetTree;
  let teamId: string;
  let [clerk, colleague, otherClerk, admin, streetLeader, auditor, system]: SignedIn[] = [];
  let leader: SignedIn & { readonly volunteerId: string };
  let nobody: SignedIn;

  const fill = (table: string, given: Row) => fillRow(superuser, table, given);
  const queuesOf = async (reader: SignedIn | undefined): Promise<ReadonlyMap<string, Queue>> => {
    const { status, body } = await api.get('waiting-queues', reader?.token);
    expect(status).toBe(200);
    return new Map((body['items'] as readonly Queue[]).map((queue) => [queue.code, queue]));
  };
  const rowsOf = async (reader: SignedIn | undefined, path: string): Promise<readonly Row[] | null> => {
    const rows: Row[] = [];
    for (let cursor = ''; ;) {
      const { status, body } = await api.get(`${path}${cursor}`, reader?.token);
      if (status === 403) return null;
      expect(status).toBe(200);
      rows.push(...(body['items'] as readonly Row[]));
      if (typeof body['next'] !== 'string') return rows;
      cursor = `&after=${encodeURIComponent(body['next'])}`;
    }
  };

  /** Some of everything at a place. */
  async function some(place: Place, home: Place, count: number): Promise<void> {
    const records = new RecordBuilder(booted);
    const by = clerk?.userId;
    for (let number = 0; number < count; number += 1) {
      await guardians((await people.registration(home.id)).id, home);
      const { id: volunteerId } = await people.volunteer(home.id);
      const { id: otherId } = await people.volunteer(home.id);
      const at = { volunteerId, teamId, divisionId: place.id, minutes: 60 };
      const reviewed = await records.confirmed({ ...at, servedOn: `2026-12-0${String(number + 1)}` });
      const above = await records.confirmed({ ...at, servedOn: `2026-11-0${String(number + 1)}` });
      const late = await records.confirmed({ ...at, servedOn: `2026-10-1${String(number)}` });
      const soon = await records.confirmed({ ...at, servedOn: '2026-11-24' });
      await superuser.query('set session_replication_role = replica');
      const set = async (columns: string, id: string) =>
        superuser.query(`update service_record set ${columns} where id = $1`, [id]);
      await set(`status = 'UNDER_REVIEW', recorded_by = array['${by ?? ''}']`, reviewed);
      await set('credited_minutes = 15, pending_community_minutes = 30, pending_street_minutes = 15', above);
      await set(`status = 'PUBLICITY'`, late);
      await set(`status = 'COMPUTED'`, soon);
      const days = ['2026-12-06T16:00:00Z', '2026-12-08T16:00:00Z', '2026-12-10T16:00:00Z'];
      const objection = { record_id: late, status: 'OPEN', answer_until: days[number % 3], grounds: '没有到场' };
      await fill('record_objection', { ...objection, raised_by: 'system:test', channel: null });
      await fill('closing_request', { volunteer_id: otherId, reason: 'MOVED_AWAY', status: 'OPEN', requested_by: by });
      const two = { merged_volunteer_id: otherId, surviving_volunteer_id: volunteerId, status: 'PROPOSED' };
      await fill('volunteer_merge', { ...two, consent_channel: 'PAPER' });
      const moved = {
        volunteer_id: volunteerId,
        to_division_id: place.id,
        status: 'REQUESTED',
        consent_channel: 'SELF',
      };
      await fill('volunteer_transfer', { ...moved, from_division_id: tree.street.id });
      const certificate = { volunteer_id: volunteerId, division_id: tree.street.id, status: 'APPLIED' };
      await fill('certificate', { ...certificate, id_number_display: 'NONE', id_number_chosen_by: 'HOLDER' });
      const importId = randomUUID();
      await fill('opening_import', { id: importId, division_id: place.id, status: 'SUBMITTED', submitted_by: by });
      await fill('opening_import', { division_id: place.id, status: 'REJECTED' });
      const line = { id: randomUUID(), import_id: importId, volunteer_id: volunteerId, kind: 'SERVICE', grade: 'D' };
      await fill('opening_row', { ...line, served_on: '2025-01-01', served_to: null });
      const against = { volunteer_id: volunteerId, row_id: line.id, raised_by_volunteer_id: otherId, status: 'OPEN' };
      await fill('opening_objection', { ...against, answer_until: days[number % 3], answered_by: null });
      const evidence = JSON.stringify({ clerk: by });
      await fill('review_signal', { division_id: place.id, kind: 'SHARED_DEVICE', status: 'OPEN', evidence });
      const visit = { draw_id: randomUUID(), volunteer_id: volunteerId };
      await fill('visit_candidate', { ...visit, cause: 'NO_PHONE' });
      const unseen = { status: 'WAITING', visited_on: null, recorded_by: null };
      await fill('registration_visit', { ...visit, ...unseen, registered_by: by });
      await claims(place, volunteerId);
      await unanswered(place, volunteerId);
    }
  }

  /** A guardian who was asked twice and said no at last; one who agreed at the desk after saying no; and one of somebody approved. */
  async function guardians(childId: string, home: Place): Promise<void> {
    const asked = { division_id: home.id, details_cipher: null, consent_id: null };
    const refused = { ...asked, status: 'DENIED' };
    await fill('guardian_request', { ...refused, volunteer_id: childId, asked_at: '2026-12-01' });
    await fill('guardian_request', { ...refused, volunteer_id: childId, asked_at: '2026-12-02', status: 'BLOCKED' });
    const { id: settled } = await people.registration(home.id);
    await fill('guardian_request', { ...refused, volunteer_id: settled });
    await fill('consent', { volunteer_id: settled, purpose: 'GUARDIAN', channel: 'PAPER', withdrawn_at: null });
    await fill('guardian_request', { ...refused, volunteer_id: (await people.volunteer(home.id)).id });
  }

  /** What lies in a shift, a team or the rules and waits for an answer; and of each one that was answered. */
  async function unanswered(place: Place, volunteerId: string): Promise<void> {
    const [shift] = (
      await superuser.query<{ id: string }>(
        'select s.id from shift s join activity a on a.id = s.activity_id where a.division_id = $1 limit 1',
        [place.id],
      )
    ).rows;
    for (const isOpen of [true, false]) {
      const [signupId, sheetId] = [randomUUID(), randomUUID()];
      await fill('signup', { id: signupId, shift_id: shift?.id, volunteer_id: volunteerId, status: 'CANCELLED' });
      const excuse = { signup_id: signupId, volunteer_id: volunteerId };
      await fill('signup_excuse', { ...excuse, status: isOpen ? 'OPEN' : 'ACCEPTED' });
      const member = { team_id: teamId, volunteer_id: isOpen ? volunteerId : randomUUID() };
      await fill('team_membership', { ...member, status: isOpen ? 'REQUESTED' : 'DECLINED' });
      await fill('paper_sheet', { id: sheetId, shift_id: shift?.id, status: isOpen ? 'ENTERING' : 'APPLIED' });
      await fill('paper_sheet_entry', { sheet_id: sheetId, entered_by: clerk?.userId, lines: '[]' });
      await fill('recompute_run', {
        division_id: place.id,
        status: isOpen ? 'DRAFT' : 'DONE',
        created_by: admin?.userId,
      });
    }
  }

  /** A batch of two claims that waits, and one that was decided. */
  async function claims(place: Place, volunteerId: string): Promise<void> {
    const [shift] = (
      await superuser.query<{ id: string }>(
        'select s.id from shift s join activity a on a.id = s.activity_id where a.division_id = $1 limit 1',
        [place.id],
      )
    ).rows;
    for (const isDecided of [false, true]) {
      const batchId = randomUUID();
      await fill('punch_claim_batch', { id: batchId, shift_id: shift?.id });
      for (const direction of ['IN', 'OUT']) {
        const punch = { punch_id: randomUUID(), volunteer_id: volunteerId };
        const claim = { ...punch, batch_id: batchId, shift_id: shift?.id, direction };
        await fill('punch_claim', { ...claim, method: 'KIOSK', cause: 'CLOCK_SKEW' });
        if (isDecided) await fill('punch_claim_decision', { ...punch, decision: 'ACCEPTED' });
      }
      if (isDecided) continue;
      const asked = { id: randomUUID(), kind: 'late-entries.punch-batch', division_id: place.id, subject_id: batchId };
      const payload = JSON.stringify({ batchId, lines: 2, people: 1, causes: ['CLOCK_SKEW'] });
      await fill('decision_request', { ...asked, payload, evidence: '[]', hands: [], concerned: [volunteerId] });
      await fill('decision_waiting', { request_id: asked.id, kind: asked.kind, about: batchId });
    }
  }

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    superuser = await superuserOf(booted.database);
    api = new PeopleApi(booted);
    people = new PeopleBuilder(booted);
    tree = await people.street();
    leader = await people.signedInVolunteer(tree.unit.id);
    ({ id: teamId } = await people.team(tree.community.id, { leaderVolunteerId: leader.volunteerId }));
    clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    colleague = await people.staff('COMMUNITY_WORKER', tree.community.id);
    otherClerk = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
    admin = await people.staff('STREET_ADMIN', tree.street.id);
    streetLeader = await people.staff('STREET_LEADER', tree.street.id);
    auditor = await people.staff('AUDITOR', tree.street.id);
    system = await people.staff('SYSTEM_ADMIN', tree.street.id);
    const person = await people.signedInVolunteer(tree.unit.id);
    nobody = await people.signedInVolunteer(tree.unit.id);
    await some(tree.community, tree.unit, 3);
    await some(tree.otherCommunity, tree.otherCommunity, 2);
    const across = {
      merged_volunteer_id: person.volunteerId,
      surviving_volunteer_id: (await people.volunteer(tree.otherCommunity.id)).id,
    };
    await fill('volunteer_merge', { ...across, status: 'PROPOSED', consent_channel: 'PAPER' });
    const joined = { from_team_id: randomUUID(), to_team_id: teamId, status: 'REQUESTED', consent_channel: 'SELF' };
    await fill('volunteer_transfer', { ...joined, volunteer_id: person.volunteerId });
    booted.setNow(new Date(TODAY));
    const post = async (path: string, token: string | undefined, body: object) => {
      expect(await api.post(path, { token: token ?? '', body })).toMatchObject({ status: 201 });
    };
    await post('me/identity-corrections', person.token, { name: '王桂蓝', reason: '登记时写错' });
    const child = await people.volunteer(tree.unit.id, { idNumber: idNumberOf(771, '2010-05-17') });
    const look = { field: 'ID_NUMBER', reason: '核对保险名单' };
    await post(`volunteers/${child.id}/reveal-requests`, admin.token, look);
    const head = { divisionId: tree.building.id, role: 'BUILDING_HEAD', validFrom: '2026-01-01', isPaid: false };
    await post('head-appointments', clerk.token, { ...head, volunteerId: person.volunteerId, source: '居民会议' });
  }, 120_000);
  afterAll(async () => {
    await superuser.end();
    await booted.close();
  });

  it('has a list for every queue', () => {
    const codes = booted
      .get(WaitingQueues)
      .all()
      .map(({ code }) => code);
    expect([...codes].sort()).toEqual(Object.keys(lists).sort());
  });

  it.each([
    ['clerk', () => clerk],
    ['clerk of another community', () => otherClerk],
    ['street administrator', () => admin],
    ['leader of the street', () => streetLeader],
    ['auditor', () => auditor],
    ['system administrator', () => system],
    ['leader of a team', () => leader],
    ['volunteer', () => nobody],
  ])('are what the lists show: %s', async (_, reader) => {
    const queues = await queuesOf(reader());
    for (const [code, sources] of Object.entries(lists)) {
      const shown = await Promise.all(sources.map(({ path }) => rowsOf(reader(), path)));
      if (shown.includes(null)) {
        expect([code, queues.get(code)]).toEqual([code, undefined]);
        continue;
      }
      const waiting = shown.flatMap((rows, place) => (rows ?? []).filter(sources[place]?.where ?? (() => true)));
      expect([code, queues.get(code)?.count ?? 0]).toEqual([code, waiting.length]);
    }
  });

  it('say what is late, what ends today and what another has to decide', async () => {
    const queues = await queuesOf(clerk);
    expect(queues.get('OBJECTIONS')).toMatchObject({
      count: 3,
      overdueCount: 1,
      dueTodayCount: 1,
      dueOn: '2026-12-06',
    });
    expect(queues.get('RECORDS')).toMatchObject({ count: 3, ownCount: 3, oldestAt: '2026-12-01T01:00:00.000Z' });
    expect(queues.get('CAPS')).toMatchObject({ parts: [{ code: 'COMMUNITY', name: '社区', count: 3 }] });
    expect((await queuesOf(admin)).get('CAPS')?.parts).toEqual([
      { code: 'COMMUNITY', name: '社区', count: 5 },
      { code: 'STREET', name: '街道', count: 5 },
    ]);
    const listed = (await rowsOf(clerk, 'unfinished-records?state=DUE_SOON')) ?? [];
    const late = listed.filter(({ state }) => state === 'OVERDUE').length;
    const today = listed.filter(({ dueOn }) => dueOn === '2026-12-08').length;
    const [first] = listed;
    expect([late, today]).toEqual([3, 3]);
    expect(queues.get('UNFINISHED')).toMatchObject({
      ...{ overdueCount: late, dueTodayCount: today, dueOn: first?.['dueOn'], count: listed.length },
    });
    for (const code of ['SIGNALS', 'VISITS', 'CLOSINGS', 'PAPER_SHEETS']) expect(queues.get(code)?.ownCount).toBe(3);
    expect(queues.get('DECISIONS')).toMatchObject({ count: 1, ownCount: 1, mayDecide: true });
    expect((await queuesOf(colleague)).get('DECISIONS')).toMatchObject({ count: 1, ownCount: 0, mayDecide: true });
  });

  it('what is called own is refused to the reader, row by row', async () => {
    const queues = await queuesOf(clerk);
    for (const [code, sources] of Object.entries(lists)) {
      const shown = await Promise.all(sources.map(async ({ path }) => rowsOf(clerk, path)));
      const refused = shown.flatMap((rows) => rows ?? []).filter(({ mayDecide }) => mayDecide === false).length;
      // Punches that came late are told by their decision.
      if (code !== 'PUNCH_CLAIMS') expect([code, (queues.get(code)?.ownCount ?? 0) <= refused]).toEqual([code, true]);
    }
  });

  it('tell who only reads that others decide', async () => {
    const queues = await queuesOf(auditor);
    expect([queues.get('RECORDS')?.mayDecide, queues.get('CERTIFICATES')?.mayDecide]).toEqual([false, false]);
    expect((await queuesOf(leader)).get('TRANSFERS')).toMatchObject({ count: 1, mayDecide: true });
  });

  it('stop at ten thousand and say so', async () => {
    await superuser.query(`set session_replication_role = replica`);
    await superuser.query(
      `insert into review_signal (id, kind, subject_key, division_id, evidence, raised_at, status)
       select gen_random_uuid(), 'SHARED_DEVICE', 'many-' || n, $1, '{}', '2026-12-01', 'OPEN' from generate_series(1, 10001) n`,
      [tree.otherCommunity.id],
    );
    expect((await queuesOf(otherClerk)).get('SIGNALS')).toMatchObject({ count: 10_000, isCapped: true });
    expect((await queuesOf(clerk)).get('SIGNALS')).toMatchObject({ count: 3, isCapped: false });
  });

  it('a rule that is not there takes one number away, and says why', async () => {
    booted.setNow(new Date('2031-12-08T10:00:00+08:00'));
    const queues = await queuesOf(clerk);
    booted.setNow(new Date(TODAY));
    expect(queues.get('UNFINISHED')).toMatchObject({ count: null, problem: { code: 'CALENDAR_YEAR_MISSING' } });
    expect(queues.get('RECORDS')).toMatchObject({ count: 3, problem: null });
  });
});
