import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Client } from 'pg';
import { DeclareHousehold, LeaveHousehold } from '../../../src/people/households';
import { PersonalFields } from '../../../src/people/volunteers/person/persistence/personal-fields';
import { UnitOfWork, violatedConstraint } from '../../../src/platform/data/database/unit-of-work';
import { PeopleApi } from '../../builders/people.api';
import type { PeopleBuilder, SignedIn, StreetTree } from '../../builders/people.builder';
import { RecordBuilder } from '../../builders/record.builder';
import { ServiceBuilder } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { fillRow } from '../../support/fill-row';
import { superuserOf } from '../../support/superuser';

/** Whoever is tied to the things below, by what ties them. */
const ties = {
  'the person concerned, through another account': 'DECISION_OWN',
  'the household of now': 'DECISION_OWN_HOUSEHOLD',
  'the household of then, which was left meanwhile': 'DECISION_OWN_HOUSEHOLD',
  'a member of the team that the person leads': 'DECISION_OWN_LEADER',
  'who asked': 'DECISION_SAME_PERSON',
  'a second account of who asked': 'DECISION_SAME_PERSON',
} as const;
type TiedAs = keyof typeof ties;
const THEN: TiedAs = 'the household of then, which was left meanwhile';
const ASKERS: readonly TiedAs[] = ['who asked', 'a second account of who asked'];

const selectionPolicy = readFileSync(
  path.resolve(__dirname, '../../../config/policies/selection.default.json'),
  'utf8',
);

let booted: BootedApp;
let superuser: Client;
let api: PeopleApi;
let people: PeopleBuilder;
let tree: StreetTree;
let subject: { readonly id: string; readonly signupId: string; readonly shiftId: string };
let joinedTeamId: string;
let recordId: string;
let plainRecordId: string;
const accounts = new Map<TiedAs, SignedIn>();
let free: SignedIn;

/** Before everything that follows: when the things began. */
const BEGAN = '2026-11-25T08:00:00+08:00';
const NOW = '2026-11-29T10:00:00+08:00';

type Row = Readonly<Record<string, unknown>>;

/** A kind of thing that is decided: how one comes to be, and how it is decided. */
interface Kind {
  /** @returns path of the deciding route and what is sent. */
  make(
    asker: string,
    id: string,
  ): Promise<{ readonly path: string; readonly body?: object; readonly version?: number }>;
  /** NOBODY: nobody asks for it, or only the person. HANDS: who asked stands in it as a hand. */
  readonly asker?: 'NOBODY' | 'HANDS';
  /** Where it stands while it waits: of a list the line, of one view the whole. Left out where nothing waits to be read. */
  seen?(id: string): { readonly path: string; readonly line?: Readonly<Record<string, string>> };
  /** Nobody had begun it before it is done: only what ties now counts. */
  readonly isNow?: boolean;
  /** What somebody with the application's role would write. $1 the thing, $2 the decider. */
  readonly sql?: string;
}

const fill = async (table: string, given: Readonly<Record<string, unknown>>) => fillRow(superuser, table, given);
const approve = { decision: 'APPROVE' };

const kinds: Readonly<Record<string, Kind>> = {
  'a merge': {
    seen: (id) => ({ path: 'volunteer-merges', line: { id } }),
    make: async (asker, id) => {
      const other = await people.volunteer(tree.unit.id);
      await fill('volunteer_merge', {
        ...{ id, merged_volunteer_id: other.id, surviving_volunteer_id: subject.id, status: 'PROPOSED' },
        ...{ proposed_by: asker, proposed_at: BEGAN, consent_channel: 'PAPER' },
      });
      for (const volunteerId of [other.id, subject.id]) {
        const agreed = { channel: 'PAPER', reference: '同意书', recorded_by: 'system:archive' };
        await fill('volunteer_merge_consent', { merge_id: id, volunteer_id: volunteerId, ...agreed });
      }
      return { path: `volunteer-merges/${id}/decisions`, body: approve };
    },
    sql: `update volunteer_merge set status = 'APPROVED', decided_by = $2, decided_at = now() where id = $1`,
  },
  'a transfer': {
    seen: (id) => ({ path: 'volunteer-transfers', line: { id } }),
    make: async (asker, id) => {
      const way = { from_division_id: tree.otherCommunity.id, to_division_id: tree.community.id };
      const asked = { status: 'REQUESTED', requested_by: asker, requested_at: BEGAN, consent_channel: 'PAPER' };
      await fill('volunteer_transfer', { id, volunteer_id: subject.id, ...way, ...asked });
      return { path: `volunteer-transfers/${id}/decisions`, body: { decision: 'ACCEPT' } };
    },
    sql: `update volunteer_transfer set status = 'ACCEPTED', decided_by = $2, decided_at = now() where id = $1`,
  },
  'old hours': {
    make: async (asker, id) => {
      const asked = { status: 'SUBMITTED', submitted_by: asker, submitted_at: BEGAN };
      await fill('opening_import', { id, division_id: tree.community.id, ...asked });
      await fill('opening_row', {
        import_id: id,
        volunteer_id: subject.id,
        id: randomUUID(),
        kind: 'SERVICE',
        grade: 'D',
      });
      return { path: `opening-imports/${id}/decisions`, body: { ...approve, reason: '核对无误' } };
    },
    sql: `update opening_import set status = 'PUBLICITY', decided_by = $2, decided_at = now(), publicity_from = now(),
      publicity_until = now() + interval '9 days' where id = $1`,
  },
  'a corrected identity': {
    seen: (id) => ({ path: 'identity-corrections', line: { id } }),
    asker: 'NOBODY',
    make: async (_asker, id) => {
      const before = await sealed(`correction_before:${id}`, { name: '王桂兰', idNumber: '' });
      const request = await sealed(`correction_request:${id}`, { name: '王桂蓝', reason: '写错一个字' });
      const asked = { status: 'OPEN', requested_at: BEGAN, before_cipher: before, request_cipher: request };
      await fill('identity_correction', { id, volunteer_id: subject.id, ...asked });
      return { path: `identity-corrections/${id}/decisions`, body: { decision: 'REJECT' } };
    },
    sql: `update identity_correction set status = 'APPROVED', decided_by = $2, decided_at = now() where id = $1`,
  },
  'a look at a minor': {
    seen: (id) => ({ path: 'reveal-requests', line: { id } }),
    make: async (asker, id) => {
      const reason = await sealed(`reveal_reason:${id}`, '核对');
      const asked = { field: 'PHONE', requested_by: asker, requested_at: BEGAN, reason_cipher: reason };
      await fill('reveal_approval', { id, volunteer_id: subject.id, ...asked });
      return { path: `reveal-requests/${id}/approvals` };
    },
    sql: `update reveal_approval set approved_by = $2, approved_at = now(), expires_at = now() where id = $1`,
  },
  'a recomputing': {
    seen: (id) => ({ path: `recompute-runs/${id}` }),
    make: async (asker, id) => {
      const asked = { status: 'DRAFT', created_by: asker, created_at: BEGAN };
      await fill('recompute_run', { id, division_id: tree.community.id, ...asked });
      await fill('recompute_line', { run_id: id, volunteer_id: subject.id, record_id: recordId, status: 'PENDING' });
      return { path: `recompute-runs/${id}/decisions`, body: approve };
    },
    sql: `update recompute_run set status = 'APPROVED', decided_by = $2, decided_at = now() where id = $1`,
  },
  'a record under review': {
    seen: () => ({ path: 'records?status=UNDER_REVIEW', line: { id: recordId } }),
    asker: 'HANDS',
    make: async (asker) => {
      await record(recordId, 'UNDER_REVIEW', [asker]);
      return { path: `records/${recordId}/decisions`, body: { ...approve, reason: '核对属实' } };
    },
    sql: `update service_record set status = 'PUBLICITY', decided_by = $2 where id <> $1 and id = '%record%'`,
  },
  'one of two approvals of a record': {
    seen: () => ({ path: `records/${recordId}` }),
    asker: 'HANDS',
    make: async (asker) => {
      await record(recordId, 'UNDER_REVIEW', [asker]);
      return { path: `records/${recordId}/decisions`, body: { ...approve, reason: '核对属实' } };
    },
    sql: `insert into record_approval (id, volunteer_id, record_id, computed_at, approver_id, unit_division_id, reason,
        approved_at)
      select $1, volunteer_id, id, computed_at, $2, division_id, '同意', now() from service_record where id = '%record%'`,
  },
  'minutes above a cap': {
    seen: () => ({ path: 'pending-minutes?level=COMMUNITY', line: { recordId } }),
    asker: 'HANDS',
    make: async (asker) => {
      await record(recordId, 'CONFIRMED', [asker], 30);
      const body = { level: 'COMMUNITY', approvedMinutes: 1, reason: '现场核实' };
      return { path: `records/${recordId}/pending-minutes`, body };
    },
    sql: `insert into day_cap_decision (id, volunteer_id, record_id, level, approved_minutes, refused_minutes, intervals,
        reason, decided_by, decided_at)
      select $1, volunteer_id, id, 'COMMUNITY', 1, 0, '[]', '同意', $2, now() from service_record where id = '%record%'`,
  },
  'an objection': {
    seen: (id) => ({ path: 'objections?status=OPEN', line: { id } }),
    make: async (asker, id) => {
      await record(plainRecordId, 'UNDER_REVIEW', []);
      await fill('record_objection', { id, record_id: plainRecordId, raised_by: asker, status: 'OPEN' });
      return { path: `objections/${id}/answers`, body: { outcome: 'DISMISSED', answer: '核实无误' } };
    },
  },
  'a certificate': {
    seen: (id) => ({ path: 'certificates?status=APPLIED', line: { id } }),
    make: async (asker, id) => {
      await certificate(id, { status: 'APPLIED', applied_by: asker, applied_at: BEGAN });
      return { path: `certificates/${id}/issue`, body: { personInCharge: '李主任', contact: '0437-0000000' } };
    },
    sql: `update certificate set status = 'VALID', issued_by = $2, issued_at = now() where id = $1`,
  },
  'a certificate that is revoked': {
    asker: 'NOBODY',
    make: async (_asker, id) => {
      await certificate(id, { status: 'VALID', applied_at: BEGAN, certificate_no: id, verification_code: id });
      return { path: `certificates/${id}/revoke`, body: { reason: '开具有误' } };
    },
  },
  'a request to join a team': {
    seen: (membershipId) => ({ path: `teams/${joinedTeamId}/members?status=REQUESTED`, line: { membershipId } }),
    make: async (asker, id) => {
      const { id: teamId } = await people.team(tree.community.id);
      joinedTeamId = teamId;
      const asked = { status: 'REQUESTED', requested_by: asker, requested_at: BEGAN };
      await fill('team_membership', { id, team_id: teamId, volunteer_id: subject.id, ...asked });
      return { path: `team-memberships/${id}/decision`, body: approve };
    },
    sql: `update team_membership set status = 'ACTIVE', decided_by = $2, decided_at = now() where id = $1`,
  },
  'an excuse': {
    seen: () => ({ path: `shifts/${subject.shiftId}/outcomes`, line: { signupId: subject.signupId } }),
    asker: 'NOBODY',
    make: async () => {
      const { id: volunteerId, signupId } = subject;
      await superuser.query('delete from signup_excuse where signup_id = $1', [signupId]);
      const given = { status: 'OPEN', submitted_by: volunteerId, submitted_at: BEGAN };
      await fill('signup_excuse', { volunteer_id: volunteerId, signup_id: signupId, ...given });
      return { path: `signups/${signupId}/excuse-decisions`, body: { decision: 'ACCEPTED', reason: '情况属实' } };
    },
    sql: `update signup_excuse set status = 'ACCEPTED', decided_by = $2, decided_at = now()
      where $1::uuid is not null and signup_id = '%signup%'`,
  },
  'a registration': {
    seen: () => ({ path: 'volunteers?status=PENDING', line: { id: subject.id } }),
    make: async (asker) => {
      await waitsForReview(subject.id, { registered_by: asker, registered_at: BEGAN });
      return { path: `volunteers/${subject.id}/reviews`, body: approve, version: 99 };
    },
  },
  'a signal': {
    seen: (id) => ({ path: 'review-signals?status=OPEN', line: { id } }),
    asker: 'HANDS',
    make: async (asker, id) => {
      const evidence = JSON.stringify({ volunteerId: subject.id, recorder: asker });
      const raised = { kind: 'ONE_RECORDER', status: 'OPEN', raised_at: BEGAN, evidence };
      await fill('review_signal', { id, division_id: tree.community.id, ...raised });
      return { path: `review-signals/${id}/decisions`, body: { outcome: 'HARMLESS', reason: '核实无误' } };
    },
  },
  'the finding of a spot check': {
    seen: (id) => ({ path: `spot-checks/${id}`, line: { recordId } }),
    asker: 'HANDS',
    make: async (asker, id) => {
      await record(recordId, 'UNDER_REVIEW', [asker]);
      await fill('spot_check', { id, division_id: tree.community.id, seed: 'seed', published_at: BEGAN });
      await fill('spot_check_item', { spot_check_id: id, volunteer_id: subject.id, record_id: recordId });
      const body = { result: 'CONFIRMED', note: '电话核实' };
      return { path: `spot-checks/${id}/records/${recordId}/findings`, body };
    },
  },
  'a sanction': {
    asker: 'NOBODY',
    isNow: true,
    make: async () => {
      const body = { kind: 'NO_SELF_BACKFILL', reason: '核实不实' };
      return Promise.resolve({ path: `volunteers/${subject.id}/sanctions`, body });
    },
  },
  'a sanction that is lifted': {
    asker: 'NOBODY',
    isNow: true,
    make: async (_asker, id) => {
      await fill('sanction', { id, volunteer_id: subject.id, kind: 'NO_SELF_BACKFILL' });
      return { path: `sanctions/${id}/lifting` };
    },
  },
  'leaving a household': {
    asker: 'NOBODY',
    isNow: true,
    make: async () => Promise.resolve({ path: `volunteers/${subject.id}/household/leave` }),
  },
  'a selection': {
    seen: (id) => ({ path: `selection-rounds/${id}` }),
    make: async (asker, id) => {
      const made = { status: 'COMMITTEE', created_by: asker, created_at: BEGAN, policy: selectionPolicy };
      await fill('selection_round', { id, division_id: tree.street.id, ...made });
      const line = { round_id: id, volunteer_id: subject.id, role: 'UNIT_HEAD', division_id: tree.unit.id };
      await fill('selection_line', { ...line, community_id: tree.community.id });
      return { path: `selection-rounds/${id}/confirm`, body: { note: '同意' } };
    },
  },
  // Last: it closes the person.
  'a closing': {
    seen: (id) => ({ path: 'closings', line: { id } }),
    make: async (asker, id) => {
      const asked = { reason: 'MOVED_AWAY', status: 'OPEN', requested_by: asker, requested_at: BEGAN };
      await fill('closing_request', { id, volunteer_id: subject.id, ...asked });
      return { path: `closings/${id}/decisions`, body: approve };
    },
    sql: `update closing_request set status = 'APPROVED', decided_by = $2, decided_at = now() where id = $1`,
  },
};

/** As the application seals what names the person. */
async function sealed(place: string, text: unknown): Promise<Buffer> {
  const sealer = await booted.get(UnitOfWork).run(async (tx) => booted.get(PersonalFields).sealer(tx, subject.id));
  return sealer.sealText(place, typeof text === 'string' ? text : JSON.stringify(text));
}

async function waitsForReview(id: string, { registered_by, registered_at }: Readonly<Record<string, string>>) {
  await superuser.query('set session_replication_role = replica');
  await superuser.query(
    `update volunteer set status = 'PENDING', registered_by = $2, registered_at = $3 where id = $1`,
    [id, registered_by, registered_at],
  );
  await superuser.query('set session_replication_role = default');
}

async function record(id: string, status: string, recordedBy: readonly string[], pendingMinutes = 0): Promise<void> {
  await superuser.query(
    `set session_replication_role = replica;
     update service_record set status = '${status}', recorded_by = array[${recordedBy.map((by) => `'${by}'`).join(',')}]::text[],
       starts_at = '${BEGAN}', decided_by = null, pending_community_minutes = ${String(pendingMinutes)},
       clipped_minutes = credited_minutes + ${String(pendingMinutes)},
       raw_minutes = credited_minutes + ${String(pendingMinutes)}, confirmed_at = '${NOW}' where id = '${id}';
     set session_replication_role = default`,
  );
}

async function certificate(id: string, given: Readonly<Record<string, unknown>>): Promise<void> {
  await fill('certificate', {
    ...{ id, volunteer_id: subject.id, division_id: tree.street.id },
    ...{ id_number_display: 'NONE', id_number_chosen_by: 'HOLDER' },
    ...given,
  });
}

/** An account that may decide all of it, ties aside. */
async function account(volunteerId?: string): Promise<SignedIn> {
  const user =
    volunteerId === undefined
      ? await people.staff('STREET_ADMIN', tree.street.id)
      : await people.accountOf(volunteerId, 'STREET_ADMIN', tree.street.id);
  const leads = { user_id: user.userId, role: 'STREET_LEADER', division_id: tree.street.id, valid_from: BEGAN };
  await fill('role_grant', { id: randomUUID(), ...leads });
  return user;
}

async function household(one: string, other: string): Promise<void> {
  const declared = { volunteerId: one, withVolunteerId: other, source: '户口簿' };
  await booted.get(DeclareHousehold).execute(people.context(), declared);
}

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  superuser = await superuserOf(booted.database);
  const street = await ServiceBuilder.on(booted);
  ({ people, tree } = street);
  api = new PeopleApi(booted);
  const leader = await people.volunteer(tree.unit.id);
  const [spouse, former, member] = [
    await people.volunteer(tree.unit.id),
    await people.volunteer(tree.unit.id),
    await people.volunteer(tree.unit.id),
  ];
  const led = await people.team(tree.community.id, { leaderVolunteerId: leader.id });
  await fill('team_membership', {
    ...{ id: randomUUID(), team_id: led.id, volunteer_id: member.id, status: 'ACTIVE' },
    ...{ requested_at: BEGAN, decided_at: BEGAN, decided_by: 'system:test' },
  });
  const shift = await street.shift('09:00', '11:00');
  await street.signUp(shift, leader.id);
  const [signup] = await booted
    .get(UnitOfWork)
    .read<{ id: string }>('select id from signup where volunteer_id = $1', [leader.id]);
  subject = { id: leader.id, signupId: signup?.id ?? '', shiftId: shift.shiftId };
  booted.setNow(new Date(NOW));
  await household(leader.id, spouse.id);
  await household(leader.id, former.id);
  const served = { volunteerId: leader.id, teamId: led.id, divisionId: tree.community.id, servedOn: '2026-11-25' };
  const records = new RecordBuilder(booted);
  recordId = await records.confirmed({ ...served, minutes: 60 });
  plainRecordId = await records.confirmed({ ...served, servedOn: '2026-11-26', minutes: 60 });

  const asker = await account();
  const second = await account();
  await superuser.query('update user_account set made_by = $2, opened_at = null where id = $1', [
    ...[second.userId, asker.userId],
  ]);
  accounts.set('the person concerned, through another account', await account(leader.id));
  accounts.set('the household of now', await account(spouse.id));
  accounts.set('the household of then, which was left meanwhile', await account(former.id));
  accounts.set('a member of the team that the person leads', await account(member.id));
  accounts.set('who asked', asker);
  accounts.set('a second account of who asked', second);
  free = await account();
  // "Leave the household, approve, come back": the things below began before.
  await booted.get(LeaveHousehold).execute(people.context(), { volunteerId: former.id });
  booted.setNow(new Date(Date.parse(NOW) + 60_000));
});
afterAll(async () => {
  await superuser.end();
  await booted.close();
});

describe.each(Object.entries(kinds))('%s', (_name, kind) => {
  const isPlayed = (tiedAs: TiedAs) =>
    (kind.asker !== 'NOBODY' || !ASKERS.includes(tiedAs)) && (kind.isNow !== true || tiedAs !== THEN);
  const expected = (tiedAs: TiedAs) =>
    kind.asker === 'HANDS' && ASKERS.includes(tiedAs) ? 'DECISION_HANDS_IN_IT' : ties[tiedAs];
  const all = () => [...accounts].filter(([tiedAs]) => isPlayed(tiedAs));
  const standing = async ({ token }: SignedIn): Promise<Row> => {
    const { path: view, line } = kind.seen?.(thing.id) ?? { path: '' };
    const { body } = await api.get(view, token);
    if (line === undefined) return body;
    const rows = body['items'] as readonly Row[];
    return rows.find((row) => Object.entries(line).every(([name, value]) => row[name] === value)) ?? {};
  };
  let thing: { readonly id: string; readonly path: string; readonly body?: object; readonly version?: number };

  beforeAll(async () => {
    const id = randomUUID();
    thing = { id, ...(await kind.make(accounts.get('who asked')?.userId ?? '', id)) };
  });

  if (kind.seen !== undefined) {
    it('says before the click what is answered after it: who may not and why, and who may', async () => {
      const told = [];
      for (const [tiedAs, account] of all()) {
        const { mayDecide, whyNot, whoMay } = await standing(account);
        const { code } = (whyNot ?? {}) as { readonly code?: string };
        const named = ((whoMay ?? []) as readonly { readonly userId: string }[]).map(({ userId }) => userId);
        const areTied = named.some((userId) => all().some(([, tied]) => tied.userId === userId));
        told.push([tiedAs, { mayDecide, code, isFreeNamed: named.includes(free.userId), areTied }]);
      }
      expect(told).toEqual(
        all().map(([tiedAs]) => [
          tiedAs,
          { mayDecide: false, code: expected(tiedAs), isFreeNamed: true, areTied: false },
        ]),
      );
      expect(await standing(free)).toMatchObject({ mayDecide: true, whyNot: null, whoMay: [] });
    });
  }

  it('is decided by nobody who is tied to it', async () => {
    const told = [];
    for (const [tiedAs, { token }] of all()) {
      told.push([tiedAs, await api.refused(thing.path, { ...thing, token })]);
    }
    expect(told).toEqual(all().map(([tiedAs]) => [tiedAs, expected(tiedAs)]));
  });

  if (kind.sql !== undefined) {
    it('is not written by the application’s role either', async () => {
      const sql = (kind.sql ?? '').replace('%record%', recordId).replace('%signup%', subject.signupId);
      const told = [];
      for (const [tiedAs, { userId }] of all()) {
        const refusal = await booted
          .get(UnitOfWork)
          .run(async (tx) => tx.query(sql, [thing.id, userId]))
          .then(() => 'written', violatedConstraint);
        told.push([tiedAs, refusal]);
      }
      expect(told).toEqual(all().map(([tiedAs]) => [tiedAs, 'decider_is_free']));
    });
  }

  it('is decided by somebody else, as far as ties go', async () => {
    const { body } = await api.post(thing.path, { ...thing, token: free.token });
    expect(typeof body['code'] === 'string' ? body['code'] : '').not.toMatch(/^DECISION_|^PERMISSION_|^SCOPE_/);
  });
});

describe('what was asked', () => {
  it('stands while it waits: neither who asked, nor when, nor about whom', async () => {
    const id = randomUUID();
    await kinds['a closing']?.make(free.userId, id);
    const other = await people.volunteer(tree.unit.id);
    const attempts: readonly (readonly [string, unknown])[] = [
      ['requested_by', accounts.get('who asked')?.userId],
      ['requested_at', '2026-11-29T10:01:00+08:00'],
      ['volunteer_id', other.id],
    ];
    for (const [column, value] of attempts) {
      const refusal = await booted
        .get(UnitOfWork)
        .run(async (tx) => tx.query(`update closing_request set ${column} = $2 where id = $1`, [id, value]))
        .then(() => 'written', violatedConstraint);
      expect([column, refusal]).toEqual([column, 'question_stands']);
    }
  });
});
