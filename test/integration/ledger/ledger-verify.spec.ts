import { randomInt, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { LedgerPosting, LedgerReader, LedgerVerifier, type Posting } from '../../../src/ledger/ledger';
import { badEntriesSql } from '../../../src/ledger/ledger/persistence/verification-sql';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { postingOf } from '../../builders/posting.builder';
import { letAnyCausePost } from '../../support/any-cause';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { superuserOf } from '../../support/superuser';

let booted: BootedApp;
let unitOfWork: UnitOfWork;
let ledger: LedgerPosting;
let reader: LedgerReader;
let verifier: LedgerVerifier;
let superuser: Client;

const post = (...postings: Posting[]) => unitOfWork.run((tx) => ledger.post(tx, postings, 'system:test'));
const manual = (change: Partial<Posting>) => postingOf({ causeKind: 'MANUAL', ...change });

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  await letAnyCausePost(booted.database);
  unitOfWork = booted.get(UnitOfWork);
  ledger = booted.get(LedgerPosting);
  reader = booted.get(LedgerReader);
  verifier = booted.get(LedgerVerifier);
  superuser = await superuserOf(booted.database);
});
afterAll(async () => {
  await superuser.end();
  await booted.close();
});

describe('the ledger under load', () => {
  it('holds with eight posters on overlapping accounts: balances are sums, no gap, chains verify', async () => {
    const volunteers = Array.from({ length: 10 }, () => randomUUID());
    const sums = new Map<string, number>();
    const poster = async (): Promise<void> => {
      for (let round = 0; round < 10; round += 1) {
        const postings = Array.from({ length: 8 }, () =>
          manual({
            volunteerId: volunteers[randomInt(10)]!,
            amount: 1 + randomInt(300),
            effectiveAt: someTime(randomInt(400)),
          }),
        );
        await post(...postings);
        for (const { volunteerId, amount } of postings) sums.set(volunteerId, (sums.get(volunteerId) ?? 0) + amount);
      }
    };
    await Promise.all(Array.from({ length: 8 }, poster));
    for (const [volunteerId, sum] of sums) expect((await reader.balances(volunteerId)).serviceMinutes).toBe(sum);
    const progress: number[] = [];
    const result = await verifier.verify(({ checkedPartitions }) => progress.push(checkedPartitions));
    expect(result).toMatchObject({ isIntact: true, findings: [] });
    expect(result.entryCount).toBeGreaterThanOrEqual(640);
    expect(progress).toEqual(Array.from({ length: 64 }, (_, index) => index + 1));
  });
});

describe('tampering as superuser with the triggers off', () => {
  const base = { volunteerId: '', recordId: '' };

  beforeAll(async () => {
    base.volunteerId = randomUUID();
    base.recordId = randomUUID();
    await superuser.query(`set session_replication_role = replica`);
    await insertRecord(base.recordId, base.volunteerId, 120);
    await post(
      postingOf({ volunteerId: base.volunteerId, causeId: base.recordId, amount: 120 }),
      manual({ volunteerId: base.volunteerId, amount: 30 }),
      manual({ volunteerId: base.volunteerId, amount: 40 }),
      manual({ volunteerId: base.volunteerId, amount: 50 }),
    );
    await post(
      manual({ volunteerId: base.volunteerId, amount: -30, reason: 'REVERSAL', causeKind: 'REVERSAL', reversesSeq: 2 }),
    );
    expect((await verifier.verify()).findings).toEqual([]);
  });

  /** Does the damage, asks the verifier, and mends it again. */
  async function findingsAfter(sql: string, parameters: readonly unknown[]) {
    const tables = ['ledger_entry', 'ledger_account', 'ledger_month', 'service_record'];
    for (const table of tables) await superuser.query(`create temp table kept_${table} as table ${table}`);
    try {
      const { rowCount } = await superuser.query(sql, [...parameters]);
      expect(rowCount).toBe(1);
      return (await verifier.verify()).findings;
    } finally {
      for (const table of tables) {
        await superuser.query(
          `delete from ${table}; insert into ${table} select * from kept_${table}; drop table kept_${table}`,
        );
      }
    }
  }

  it.each([
    // column, new value, row, the column that is named
    ['amount', '121', 1, 'amount'],
    ['amount', '31', 3, 'amount'],
    ['amount', '51', 4, 'amount'],
    ['amount', '-31', 5, 'amount'],
    ['balance_after', '151', 2, 'balance_after'],
    ['balance_after', '211', 5, 'balance_after'],
    ['seq', '9', 5, 'seq'],
    ['entry_id', `'${randomUUID()}'`, 3, 'hash'],
    ['issuer_division_id', `'${randomUUID()}'`, 3, 'hash'],
    ['reason', `'BONUS'`, 3, 'hash'],
    ['cause_kind', `'REVERSAL'`, 3, 'hash'],
    ['cause_id', `'${randomUUID()}'`, 1, 'cause_id'],
    ['cause_id', `'${randomUUID()}'`, 3, 'hash'],
    ['reverses_seq', '3', 5, 'amount'],
    ['reverses_seq', '4', 5, 'amount'],
    ['rule_version', `'hours-2'`, 3, 'hash'],
    ['effective_at', `effective_at + interval '1 microsecond'`, 3, 'hash'],
    ['recorded_at', `recorded_at + interval '1 microsecond'`, 3, 'hash'],
    ['recorded_by', `'system:other'`, 3, 'hash'],
    ['hash', `sha256('x')`, 3, 'hash'],
    ['account_kind', `'POINT_TENTHS'`, 4, 'seq'],
    ['volunteer_id', `'${randomUUID()}'`, 4, 'seq'],
  ])('names a changed %s (to %s, row %i) as %s', async (column, value, seq, named) => {
    const findings = await findingsAfter(
      `update ledger_entry set ${column} = ${value} where volunteer_id = $1 and account_kind = 'SERVICE_MINUTES' and seq = $2`,
      [base.volunteerId, seq],
    );
    expect(findings).toContainEqual(expect.objectContaining({ table: 'ledger_entry', column: named }));
    const first = findings.find(({ volunteerId }) => volunteerId === base.volunteerId);
    const movedAway = column === 'account_kind' || column === 'volunteer_id' || column === 'seq';
    if (!movedAway) expect(first).toMatchObject({ column: named, seq: String(seq) });
  });

  it.each([
    [
      'a row deleted from the middle',
      'delete from ledger_entry where volunteer_id = $1 and seq = 3',
      'ledger_entry',
      'seq',
    ],
    ['the first row deleted', 'delete from ledger_entry where volunteer_id = $1 and seq = 1', 'ledger_entry', 'seq'],
    ['the tail cut', 'delete from ledger_entry where volunteer_id = $1 and seq = 5', 'ledger_account', 'seq'],
    [
      'a row inserted',
      `insert into ledger_entry select volunteer_id, account_kind, 6, gen_random_uuid(), 100, balance_after + 100,
        issuer_division_id, 'SERVICE', 'MANUAL', gen_random_uuid(), null, rule_version, effective_at, recorded_at, recorded_by, hash
       from ledger_entry where volunteer_id = $1 and seq = 5`,
      'ledger_entry',
      'hash',
    ],
    [
      'a balance raised',
      'update ledger_account set balance = balance + 1 where volunteer_id = $1',
      'ledger_account',
      'balance',
    ],
    [
      'an account renumbered',
      'update ledger_account set seq = seq + 1 where volunteer_id = $1',
      'ledger_account',
      'seq',
    ],
    [
      'a head replaced',
      `update ledger_account set head_hash = sha256('x') where volunteer_id = $1`,
      'ledger_account',
      'head_hash',
    ],
    ['an account deleted', 'delete from ledger_account where volunteer_id = $1', 'ledger_account', 'volunteer_id'],
    [
      'a monthly sum raised',
      'update ledger_month set amount = amount + 1 where volunteer_id = $1',
      'ledger_month',
      'amount',
    ],
    ['a monthly sum deleted', 'delete from ledger_month where volunteer_id = $1', 'ledger_month', 'month'],
    [
      'minutes of the record raised',
      'update service_record set credited_minutes = 119 where volunteer_id = $1',
      'ledger_entry',
      'amount',
    ],
    ['the record deleted', 'delete from service_record where volunteer_id = $1', 'ledger_entry', 'cause_id'],
    [
      'the record called reversed',
      `update service_record set status = 'REVERSED' where volunteer_id = $1`,
      'service_record',
      'status',
    ],
  ])('names %s', async (_, sql, table, column) => {
    const findings = await findingsAfter(sql, [base.volunteerId]);
    expect(findings).toContainEqual(expect.objectContaining({ table, column, volunteerId: base.volunteerId }));
  });

  it('names a confirmed record that was never posted', async () => {
    const recordId = randomUUID();
    await insertRecord(recordId, base.volunteerId, 60);
    expect((await verifier.verify()).findings).toEqual([
      { table: 'service_record', volunteerId: base.volunteerId, recordId, column: 'credited_minutes' },
    ]);
    await superuser.query('delete from service_record where id = $1', [recordId]);
  });

  it('cannot see a tail that was cut together with the account row and the monthly sum (checkpoints will)', async () => {
    const volunteerId = randomUUID();
    await post(manual({ volunteerId, amount: 10 }), manual({ volunteerId, amount: 20 }));
    await superuser.query('delete from ledger_entry where volunteer_id = $1 and seq = 2', [volunteerId]);
    await superuser.query(
      `update ledger_account a set seq = 1, balance = 10, head_hash = e.hash from ledger_entry e
       where a.volunteer_id = $1 and e.volunteer_id = $1`,
      [volunteerId],
    );
    await superuser.query('update ledger_month set amount = 10 where volunteer_id = $1', [volunteerId]);
    expect((await verifier.verify()).isIntact).toBe(true);
  });

  it('finds 100 random changes of random rows', async () => {
    const changes = [
      'amount = amount + 1',
      'balance_after = balance_after - 1',
      `rule_version = rule_version || 'x'`,
      "effective_at = effective_at + interval '1 hour'",
      'recorded_by = upper(recorded_by)',
      'entry_id = gen_random_uuid()',
      'hash = sha256(hash)',
      'issuer_division_id = gen_random_uuid()',
    ];
    const { rows } = await superuser.query<{ v: string; k: string; s: string }>(
      `select volunteer_id as v, account_kind as k, seq as s from ledger_entry where reverses_seq is null`,
    );
    let found = 0;
    for (let round = 0; round < 100; round += 1) {
      const row = rows[randomInt(rows.length)]!;
      const change = changes[round % changes.length]!;
      await superuser.query('begin');
      await superuser.query(
        `update ledger_entry set ${change} where volunteer_id = $1 and account_kind = $2 and seq = $3`,
        [row.v, row.k, row.s],
      );
      if (await isFoundIn(row.v)) found += 1;
      await superuser.query('rollback');
    }
    expect(found).toBe(100);
  }, 120_000);

  /** The verifier's own question about the leaf, inside the open transaction of the damage. */
  async function isFoundIn(volunteerId: string): Promise<boolean> {
    const { rows } = await superuser.query<{ leaf: string }>(
      'select tableoid::regclass::text as leaf from ledger_entry where volunteer_id = $1 limit 1',
      [volunteerId],
    );
    const leaf = rows[0]!.leaf;
    const { rowCount } = await superuser.query(badEntriesSql(leaf, leaf.replace('entry', 'account')), [1]);
    return rowCount === 1;
  }
});

async function insertRecord(id: string, volunteerId: string, minutes: number): Promise<void> {
  await superuser.query(
    `insert into service_record (id, volunteer_id, shift_id, activity_id, team_id, division_id, revision, kind, category, duty,
       status, served_on, raw_minutes, clipped_minutes, credited_minutes, grade, is_points_eligible, hours_policy_version,
       trace, credited_intervals, occupied_intervals, activity_title, starts_at, ends_at, is_grade_pending, computed_at, confirmed_at)
     values ($1, $2, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, 'SERVICE', 'CLEANING',
       'MEMBER', 'CONFIRMED', '2026-11-02', $3, $3, $3, 'A', true, 'hours-1', '[]', '[]', '[]',
       '清扫', '2026-11-02T01:00:00Z', '2026-11-02T03:00:00Z', false, now(), now())`,
    [id, volunteerId, minutes],
  );
}

function someTime(hour: number): Date {
  return new Date(Date.UTC(2026, 8, 1, hour));
}
