import { z } from 'zod';
import type { Finding } from '../../../src/kernel/finding';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { v7 } from 'uuid';
import { RecordAssessment } from '../../../src/recognition/assessments';
import { ApplyForCertificate, IssueCertificate } from '../../../src/recognition/certificates';
import { LedgerAudit, MakeCheckpoint } from '../../../src/ledger/evidence';
import { RefreshRanking } from '../../../src/ledger/ranking';
import { BackfillRecord, DecideRecord } from '../../../src/service/service-hours';
import { localDayOf } from '../../../src/kernel/local-day';
import { Clock } from '../../../src/platform/foundation/clock/clock';
import { AuditChecks } from '../../../src/platform/data/audit/audit-checks';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import type { UserActor } from '../../../src/platform/foundation/actor/actor';
import { localDay, PeopleBuilder } from '../../builders/people.builder';
import { at, ServiceBuilder } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { behindTheGuards } from '../../support/superuser';

const LONG_AGO = '2026-01-05T08:00:00Z';
const NO_RIGHT = '42501';
const ledger = ['ledger_entry', 'ledger_account', 'ledger_month'];

let booted: BootedApp;
let street: ServiceBuilder;
let app: Client;
let clerk: UserActor;
let admin: UserActor;
/** Served two hours by code and has 20 points for it. */
let honest: string;
let honestRecord: string;
/** Served two hours that a clerk entered afterwards: grade D, no points. */
let entered: string;
let enteredRecord: string;
let certificateId: string;
let appointmentId: string;
let assessmentId: string;

const findings = async (): Promise<readonly Finding[]> => (await booted.get(LedgerAudit).execute()).findings;

/** What the database says to a statement of the application's role: its state, or `done`. */
async function stateOf(sql: string, parameters: readonly unknown[] = []): Promise<string> {
  return app.query(sql, [...parameters]).then(
    () => 'done',
    (error: unknown) => (error as { code: string }).code,
  );
}

/** Does it as the application's role, asks the auditor, and takes it away again by a superuser. */
async function namedAfter(
  forgery: readonly (readonly [string, readonly unknown[]])[],
  tables: readonly string[],
): Promise<readonly Finding[]> {
  for (const table of tables) await behindTheGuards(booted.database, `create table kept_${table} as table ${table}`);
  for (const [sql, parameters] of forgery) expect([sql, await stateOf(sql, parameters)]).toEqual([sql, 'done']);
  const found = await findings();
  for (const table of tables) {
    await behindTheGuards(booted.database, `delete from ${table}`);
    await behindTheGuards(booted.database, `insert into ${table} overriding system value select * from kept_${table}`);
    await behindTheGuards(booted.database, `drop table kept_${table}`);
  }
  return found;
}

/** A copy of a row as the application's role would write it, with some columns of its own. */
const copyOf = (table: string): string =>
  `insert into ${table} select (jsonb_populate_record(t, $2)).* from ${table} t where t.id = $1`;

const post = (given: {
  volunteerId: string;
  kind: string;
  amount: number;
  reason: string;
  cause: string;
  causeId: string;
  reverses?: number;
}): [string, unknown[]] => [
  `select * from ledger_post(array[$1::uuid], array[$2::text], array[$3::uuid], array[$4::bigint], array[$5::uuid],
     array[$6::text], array[$7::text], array[$8::uuid], array[$9::bigint], array['hours-1'], array[now()], now(), 'system:x')`,
  [
    given.volunteerId,
    given.kind,
    randomUUID(),
    given.amount,
    street.tree.community.id,
    given.reason,
    given.cause,
    given.causeId,
    given.reverses ?? null,
  ],
];

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  street = await ServiceBuilder.on(booted);
  clerk = { ...PeopleBuilder.actor('COMMUNITY_WORKER', street.tree.community), userId: v7() };
  admin = { ...PeopleBuilder.actor('STREET_ADMIN', street.tree.street), userId: v7() };
  honest = await street.volunteer();
  const shift = await street.shift('09:00', '11:00');
  await street.attend(honest, shift, '09:00', '11:00');
  await street.closeAndCompute(shift);
  entered = await street.volunteer();
  enteredRecord = (
    await booted.get(BackfillRecord).execute(street.context(clerk), {
      shiftId: shift.shiftId,
      volunteerId: entered,
      checkedInAt: at('09:00'),
      checkedOutAt: at('11:00'),
      reason: '扫码设备故障，核对签到表后补录',
    })
  ).id;
  const approval = { recordId: enteredRecord, decision: 'APPROVE', reason: '核对签到表属实' } as const;
  await booted.get(DecideRecord).execute(street.context(admin), approval);
  await street.confirmAll();
  honestRecord = (await street.records(honest))[0]!.id;
  certificateId = (
    await booted.get(ApplyForCertificate).execute(street.context(), {
      volunteerId: honest,
      ...{ periodFrom: localDay('2026-01-01'), periodTo: localDay('2026-12-19'), idNumberDisplay: 'NONE' },
    })
  ).id;
  await booted.get(IssueCertificate).execute(street.context(), {
    ...{ certificateId, personInCharge: '王主任', contact: '0431-80000000' },
  });
  const { people, tree } = street;
  const building = await people.division(tree.grid, 'BUILDING', '9号楼');
  const head = { divisionId: building.id, role: 'BUILDING_HEAD' as const, validFrom: localDay('2026-01-01') };
  appointmentId = (await people.head({ volunteerId: honest, ...head })).appointmentId;
  assessmentId = (
    await booted.get(RecordAssessment).execute(street.context(admin), {
      ...{ appointmentId, assessedOn: localDayOf(booted.get(Clock).nowMs()), item: '周一检查', scoreHundredths: 9_000 },
    })
  ).id!;
  await booted.get(RefreshRanking).execute(null);
  await booted.get(MakeCheckpoint).execute();
  app = new Client(booted.database.url);
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await booted.close();
});

it('finds what was really served, certified, assessed and ranked intact', async () => {
  expect(await findings()).toEqual([]);
});

describe("the application's role is refused", () => {
  it('a record that is confirmed from the beginning, and a state that only the end of publicity gives', async () => {
    const confirmed = { id: randomUUID(), revision: 2, credited_minutes: 120 };
    expect(await stateOf(copyOf('service_record'), [honestRecord, confirmed])).toBe('VL011');
    expect(await stateOf(copyOf('service_record'), [honestRecord, { ...confirmed, status: 'REVERSED' }])).toBe('VL011');
  });

  it.each(['A', 'B', 'C', 'D', 'E'])(
    'a record of grade %s without the punch, sheet or decision it claims',
    async (grade) => {
      const volunteerId = await street.volunteer();
      const id = randomUUID();
      const draft = {
        ...{ id, volunteer_id: volunteerId, status: 'PUBLICITY', confirmed_at: null, grade },
        // A decision in somebody's name is none.
        ...{ decided_by: admin.userId, decision_reason: '属实', recorded_by: [] },
        ...{ computed_at: LONG_AGO, publicity_from: LONG_AGO, publicity_until: LONG_AGO },
      };
      expect(await stateOf(copyOf('service_record'), [honestRecord, draft])).toBe('done');
      const confirm = `update service_record set status = 'CONFIRMED', confirmed_at = now() where id = $1`;
      expect(await stateOf(confirm, [id])).toBe('VL011');
      expect(await stateOf('delete from service_record where id = $1', [id])).toBe(NO_RIGHT);
      await behindTheGuards(booted.database, 'delete from service_record where id = $1', [id]);
    },
  );

  it('a confirmation before the publicity is over, whatever the clock of the server says', async () => {
    const volunteerId = await street.volunteer();
    const shift = await street.shift('13:00', '15:00');
    await street.attend(volunteerId, shift, '13:00', '15:00');
    await street.closeAndCompute(shift);
    const { id } = (await street.records(volunteerId))[0]!;
    const early = `update service_record set status = 'CONFIRMED', confirmed_at = publicity_until - interval '1 second'
      where id = $1`;
    expect(await stateOf(early, [id])).toBe('VL011');
    const more = `update service_record set status = 'CONFIRMED', confirmed_at = publicity_until, raw_minutes = 480,
      clipped_minutes = 480, credited_minutes = 480 where id = $1`;
    expect(await stateOf(more, [id])).toBe('VL011');
  });

  it.each([
    ['more minutes', 'raw_minutes = 480, clipped_minutes = 480, credited_minutes = 480'],
    ['a better grade', `grade = 'A'`],
    ['another person', 'volunteer_id = gen_random_uuid()'],
    ['minutes above a cap that nobody granted', 'granted_minutes = 60, clipped_minutes = 480, raw_minutes = 480'],
    ['a second publicity', `status = 'PUBLICITY'`],
  ])('%s of a record that counts', async (_, change) => {
    expect(await stateOf(`update service_record set ${change} where id = $1`, [enteredRecord])).toBe('VL011');
  });

  it('every call of ledger_post whose cause nobody declared', async () => {
    const minutes = { volunteerId: honest, kind: 'SERVICE_MINUTES', amount: 600, reason: 'SERVICE' };
    const points = { volunteerId: honest, kind: 'POINT_TENTHS', amount: 100_000, reason: 'BONUS' };
    const calls = [
      { ...minutes, cause: 'SERVICE_RECORD', causeId: randomUUID() },
      // Of somebody else, and to the other account.
      { ...minutes, amount: 120, cause: 'SERVICE_RECORD', causeId: enteredRecord },
      { ...minutes, volunteerId: entered, cause: 'SERVICE_RECORD', causeId: honestRecord },
      { ...minutes, kind: 'TRAINING_MINUTES', reason: 'TRAINING', cause: 'SERVICE_RECORD', causeId: honestRecord },
      { ...minutes, cause: 'OPENING', causeId: randomUUID() },
      { ...minutes, cause: 'MANUAL', causeId: randomUUID() },
      { ...points, cause: 'MANUAL', causeId: randomUUID() },
      { ...points, amount: -200, reason: 'PENALTY', cause: 'MANUAL', causeId: randomUUID() },
      { ...minutes, amount: -120, reason: 'REVERSAL', cause: 'REVERSAL', causeId: randomUUID(), reverses: 1 },
    ];
    for (const call of calls) expect([call, await stateOf(...post(call))]).toEqual([call, 'VL005']);
  });

  it('a certificate that begins valid, says other minutes, or is changed after it was issued', async () => {
    const fresh = { id: randomUUID(), certificate_no: 'X-1', verification_code: 'X-1' };
    expect(await stateOf(copyOf('certificate'), [certificateId, fresh])).toBe('VL011');
    for (const change of [
      'service_minutes = 6000',
      `minutes_by_grade = '{"A": 6000}'`,
      `content = content || '{"recordIds": []}'`,
      `period_from = '2020-01-01'`,
    ]) {
      expect(await stateOf(`update certificate set ${change} where id = $1`, [certificateId])).toBe('VL011');
    }
    const applied = { id: randomUUID(), status: 'APPLIED', certificate_no: null, verification_code: null };
    expect(await stateOf(copyOf('certificate'), [certificateId, applied])).toBe('done');
    const issue = `update certificate set status = 'VALID', certificate_no = 'X-2', verification_code = 'X-2',
      service_minutes = 6000, training_minutes = 0 where id = $1`;
    expect(await stateOf(issue, [applied.id])).toBe('VL011');
  });

  it('a score outside of the term, another score, another term, old hours that are posted from the beginning', async () => {
    const outside = { id: randomUUID(), assessed_on: '2025-12-29', created_at: '2025-12-29T08:00:00Z' };
    expect(await stateOf(copyOf('assessment'), [assessmentId, outside])).toBe('VL011');
    expect(await stateOf('update assessment set score_hundredths = 10000 where id = $1', [assessmentId])).toBe('VL011');
    const earlier = `update head_appointment set valid_from = '2020-01-01' where id = $1`;
    expect(await stateOf(earlier, [appointmentId])).toBe('VL011');
    const opening = `insert into opening_import (id, division_id, document_title, document_keeper, period_from, period_to,
        file_hash, row_count, total_minutes, status, submitted_by, submitted_at, decided_by, decided_at)
      values (gen_random_uuid(), $1, 'x', 'x', '2020-01-01', '2020-12-31', sha256('x'), 1, 600, 'POSTED', 'a', now(), 'b', now())`;
    // Whichever guard is asked first: nobody decided it, or it does not begin at its beginning.
    expect(await stateOf(opening, [street.tree.street.id])).toMatch(/^VL01[01]$/);
  });

  it('a rule that nobody decided', async () => {
    const forged = `insert into policy (id, kind, version, effective_from, body, created_by)
      select $1, kind, 'points-x', effective_from, body || '{"version": "points-x"}', $2 from policy
      where kind = 'POINTS' limit 1`;
    expect(await stateOf(forged, [randomUUID(), admin.userId])).toBe('VL010');
  });

  it('points by hand, a term of the past, a late score, a void and an end of before, without the decision of two', async () => {
    const points = `insert into manual_posting (volunteer_id, id, payload_hash, reason, point_tenths, grounds, seq,
      balance_after, asked_by, posted_by, posted_at, decision_id)
      values ($1, $2, sha256('x'), 'BONUS', 100000, '优秀', 1, 100000, $3, 'system:test', now(), $4)`;
    // A decision about something else is none.
    const [borrowed] = await booted
      .get(UnitOfWork)
      .read<{ id: string }>('select decision_id as id from head_appointment where id = $1', [appointmentId]);
    for (const decision of [null, borrowed!.id]) {
      expect(await stateOf(points, [entered, v7(), admin.userId, decision])).toBe('VL010');
      const term = {
        ...{ id: randomUUID(), volunteer_id: entered, division_id: street.tree.unit.id, role: 'UNIT_HEAD' },
        decision_id: decision,
      };
      expect(await stateOf(copyOf('head_appointment'), [appointmentId, term])).toBe('VL010');
      const late = { id: randomUUID(), assessed_on: '2026-02-02', decision_id: decision };
      expect(await stateOf(copyOf('assessment'), [assessmentId, late])).toBe('VL010');
      const voids = `update assessment set voided_at = now(), void_reason = '错', void_decision_id = $2 where id = $1`;
      expect(await stateOf(voids, [assessmentId, decision])).toBe('VL010');
      const ends = `update head_appointment set valid_to = '2026-03-01', ended_at = now(), ended_by = $2, end_decision_id = $3
        where id = $1`;
      expect(await stateOf(ends, [appointmentId, admin.userId, decision])).toBe('VL010');
    }
    const silent = `update head_appointment set valid_to = '2099-03-01' where id = $1`;
    expect(await stateOf(silent, [appointmentId])).toBe('VL010');
  });

  it('a note of a state, and taking one away', async () => {
    const note = `insert into row_state (table_name, row_id, digest) values ('service_record', $1, sha256('x'))`;
    expect(await stateOf(note, [honestRecord])).toBe(NO_RIGHT);
    expect(await stateOf('delete from row_state')).toBe(NO_RIGHT);
    for (const table of ['certificate', 'assessment', 'head_appointment', 'opening_import', 'selection_round']) {
      expect(await stateOf(`delete from ${table}`)).toBe(NO_RIGHT);
    }
  });
});

describe('what the role may insert is named by the audit', () => {
  it('a score in the name of somebody who never gave it', async () => {
    const id = randomUUID();
    const forged = { id, score_hundredths: 10_000, recorded_by: clerk.userId };
    const found = await namedAfter([[copyOf('assessment'), [assessmentId, forged]]], ['assessment', 'row_state']);
    expect(found).toContainEqual(expect.objectContaining({ table: 'assessment', problem: 'UNEXPECTED', key: id }));
  });

  it('a term that nobody made', async () => {
    const id = randomUUID();
    const forged = {
      id,
      volunteer_id: entered,
      division_id: street.tree.unit.id,
      role: 'UNIT_HEAD',
      created_by: clerk.userId,
      decision_id: null,
    };
    const named = expect.objectContaining({ table: 'head_appointment', problem: 'UNEXPECTED', key: id }) as unknown;
    // From now on, or written down as if at the time.
    for (const when of [{ valid_from: '2099-01-01' }, { created_at: '2026-01-01T00:00:00Z' }]) {
      const found = await namedAfter(
        [[copyOf('head_appointment'), [appointmentId, { ...forged, ...when }]]],
        ['head_appointment', 'row_state'],
      );
      expect(found).toContainEqual(named);
    }
  });

  it('a late score that says it was written down at the time, and an end that nobody set', async () => {
    const id = randomUUID();
    const early = { id, assessed_on: '2026-02-02', created_at: '2026-02-03T00:00:00Z', recorded_by: clerk.userId };
    const scored = await namedAfter([[copyOf('assessment'), [assessmentId, early]]], ['assessment', 'row_state']);
    expect(scored).toContainEqual(expect.objectContaining({ table: 'assessment', problem: 'UNEXPECTED', key: id }));
    const ends = `update head_appointment set valid_to = '2099-03-01', ended_at = '2099-01-01', ended_by = $2, version = 2
      where id = $1`;
    const ended = await namedAfter([[ends, [appointmentId, clerk.userId]]], ['head_appointment', 'row_state']);
    expect(ended).toContainEqual(
      expect.objectContaining({ table: 'head_appointment', column: 'ended_by', problem: 'UNEXPECTED' }),
    );
  });

  it('points that no rule gives for the record', async () => {
    const forged = post({
      ...{ volunteerId: entered, kind: 'POINT_TENTHS', amount: 100_000, reason: 'SERVICE' },
      ...{ cause: 'SERVICE_RECORD', causeId: enteredRecord },
    });
    const wanted = { table: 'ledger_entry', volunteerId: entered, accountKind: 'POINT_TENTHS', seq: 1 };
    expect(await namedAfter([forged], ledger)).toContainEqual(expect.objectContaining(wanted));
  });

  it('a place in the ranking that the entries do not give', async () => {
    const forged = `update rank_score set service_minutes = 60000 where volunteer_id = $1 and period = 'ALL'`;
    const found = await namedAfter([[forged, [entered]]], []);
    const mended = `update rank_score set service_minutes = 120 where volunteer_id = $1 and period = 'ALL'`;
    await behindTheGuards(booted.database, mended, [entered]);
    expect(found).toContainEqual(expect.objectContaining({ table: 'rank_score', problem: 'CHANGED' }));
  });

  it('a time in a record that reaches beyond the punches', async () => {
    const volunteerId = await street.volunteer();
    const shift = await street.shift('16:00', '18:00');
    await street.attend(volunteerId, shift, '16:00', '16:20');
    await street.closeAndCompute(shift);
    const { id } = (await street.records(volunteerId))[0]!;
    const stretched = JSON.stringify([{ startMs: Date.parse(at('16:00')), endMs: Date.parse(at('18:00')) }]);
    const change = `update service_record set raw_minutes = 120, clipped_minutes = 120, credited_minutes = 120,
      credited_intervals = $2, occupied_intervals = $2 where id = $1`;
    expect(await stateOf(change, [id, stretched])).toBe('done');
    await street.confirmAll();
    const wanted = { table: 'service_record', recordId: id, column: 'credited_minutes' };
    expect(await findings()).toContainEqual(expect.objectContaining(wanted));
    const back = `update service_record set credited_minutes = 20, credited_intervals = $2 where id = $1`;
    const real = JSON.stringify([{ startMs: Date.parse(at('16:00')), endMs: Date.parse(at('16:20')) }]);
    await behindTheGuards(booted.database, back, [id, real]);
  });
});

describe('what a superuser changes without triggers is named too, by the notes', () => {
  it.each([
    ['service_record', 'credited_minutes = credited_minutes - 1', () => honestRecord],
    ['certificate', `issued_by = 'x'`, () => certificateId],
    ['assessment', 'score_hundredths = 1', () => assessmentId],
    ['head_appointment', 'is_paid = not is_paid', () => appointmentId],
  ])('a row of %s', async (table, change, id) => {
    await behindTheGuards(booted.database, `create table kept as table ${table}`);
    await behindTheGuards(booted.database, `update ${table} set ${change} where id = $1`, [id()]);
    expect(await findings()).toContainEqual({ table, column: '*', problem: 'CHANGED', key: id() });
    await behindTheGuards(booted.database, `delete from ${table} where id = $1`, [id()]);
    expect(await findings()).toContainEqual({ table, column: '*', problem: 'MISSING', key: id() });
    await behindTheGuards(booted.database, `insert into ${table} select * from kept where id = $1`, [id()]);
    await behindTheGuards(booted.database, 'drop table kept');
  });
});

it('what cannot even be read is named, and the audit goes on', async () => {
  booted.get(AuditChecks).declare({
    name: 'test.unreadable',
    run: async (_tx, report) => {
      report({ table: 'before', column: '*', problem: 'CHANGED' });
      await Promise.resolve(z.object({ version: z.string() }).parse([]));
    },
  });
  const named = (await findings()).map(({ table }) => table);
  expect(named).toEqual(expect.arrayContaining(['before', 'test.unreadable']));
});
