import type { Finding } from '../../../src/kernel/finding';
import { randomInt, randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { Client } from 'pg';
import { LedgerAudit, MakeCheckpoint, Witness } from '../../../src/ledger/evidence';
import { LedgerPosting, type Posting } from '../../../src/ledger/ledger';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { postingOf } from '../../builders/posting.builder';
import { letAnyCausePost } from '../../support/any-cause';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { decideWhatWasPosted } from '../../support/decisions';
import { superuserOf } from '../../support/superuser';
import {
  type AppendOnlyTable,
  appendOnlyTables,
  type TableColumn,
  changeOf,
  fillEmptyTables,
} from '../../support/tampering';

/** `npm run tamper -- --count 10000` sets it. */
const MUTATIONS = Number(process.env['TAMPER_COUNT'] ?? '300');

const evidence = ['ledger_checkpoint', 'ledger_tree_head', 'ledger_signing_key'];

let booted: BootedApp;
let superuser: Client;
let audit: LedgerAudit;
let tables: readonly AppendOnlyTable[];
const volunteers = Array.from({ length: 6 }, () => randomUUID());

const findings = async (): Promise<readonly Finding[]> => (await audit.execute()).findings;

/** Does the damage, asks the auditor, and mends it again by hand of the same superuser. */
async function findingsAfter(damaged: readonly string[], statements: readonly (readonly [string, unknown[]?])[]) {
  for (const table of damaged) await superuser.query(`create temp table kept_${table} as table ${table}`);
  try {
    for (const [sql, parameters] of statements) await superuser.query(sql, parameters);
    return await findings();
  } finally {
    for (const table of damaged) {
      await superuser.query(
        `delete from ${table}; insert into ${table} overriding system value select * from kept_${table}; drop table kept_${table}`,
      );
    }
  }
}

async function post(volunteerId: string, amounts: readonly number[], change: Partial<Posting> = {}): Promise<void> {
  await booted.get(UnitOfWork).run((tx) =>
    booted.get(LedgerPosting).post(
      tx,
      amounts.map((amount) => postingOf({ volunteerId, amount, causeKind: 'MANUAL', ...change })),
      'system:test',
    ),
  );
  await decideWhatWasPosted(superuser);
}

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  await letAnyCausePost(booted.database);
  superuser = await superuserOf(booted.database);
  audit = booted.get(LedgerAudit);
  for (const volunteerId of volunteers) await post(volunteerId, [10, 20, 30]);
  await booted.get(UnitOfWork).run((tx) =>
    booted.get(LedgerPosting).post(
      tx,
      [
        postingOf({
          volunteerId: volunteers[0]!,
          amount: -20,
          reason: 'REVERSAL',
          causeKind: 'REVERSAL',
          reversesSeq: 2,
        }),
      ],
      'system:test',
    ),
  );
  await post(volunteers[0]!, [50], { accountKind: 'POINT_TENTHS', reason: 'BONUS' });
  await superuser.query('set session_replication_role = replica');
  await fillEmptyTables(superuser);
  await booted.get(MakeCheckpoint).execute();
  await post(volunteers[1]!, [40]);
  await booted.get(MakeCheckpoint).execute();
  tables = await appendOnlyTables(superuser);
  expect(await findings()).toEqual([]);
}, 120_000);
afterAll(async () => {
  await superuser.end();
  await booted.close();
});

describe('every column of every append-only table', () => {
  it('has been thought of: the known facts are among them', () => {
    const names = tables.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['audit_log', 'ledger_entry', 'policy', 'punch', 'selection_line']));
    expect(names).toEqual(expect.arrayContaining(['ledger_checkpoint', 'ledger_tree_head', 'ledger_signing_key']));
  });

  /** Changes one random value of one column of each given table, together, and answers the tables that were not named. */
  async function unseenAfter(changes: readonly { table: AppendOnlyTable; column: TableColumn }[]): Promise<string[]> {
    const statements = changes.map(
      ({ table, column }) =>
        [
          `update ${table.name} set ${changeOf(column)} where (tableoid, ctid) = (
             select tableoid, ctid from ${table.name} order by random() limit 1)`,
        ] as const,
    );
    const found = await findingsAfter(
      changes.map(({ table }) => table.name),
      statements,
    );
    return changes
      .filter(({ table }) => !found.some((finding) => finding.table === table.name))
      .map(({ table, column }) => `${table.name}.${column.name}: ${JSON.stringify(found)}`);
  }

  it('cannot be changed in the ledger and the other facts without the table being named', async () => {
    const facts = tables.filter(({ name }) => !evidence.includes(name));
    const unseen: string[] = [];
    for (let place = 0; place < Math.max(...facts.map(({ columns }) => columns.length)); place += 1) {
      const changes = facts.flatMap((table) => {
        const column = table.columns[place];
        return column ? [{ table, column }] : [];
      });
      unseen.push(...(await unseenAfter(changes)));
    }
    expect(unseen).toEqual([]);
  }, 600_000);

  it('cannot be changed in the evidence itself', async () => {
    const unseen: string[] = [];
    for (const table of tables.filter(({ name }) => evidence.includes(name))) {
      for (const column of table.columns) unseen.push(...(await unseenAfter([{ table, column }])));
    }
    expect(unseen).toEqual([]);
  }, 600_000);
});

/** The tables that hold the ledger and its evidence. */
const ledger = ['ledger_entry', 'ledger_account', 'ledger_month', 'ledger_covered', 'ledger_tree'];

describe('what a chain cannot tell', () => {
  const victim = () => volunteers[2]!;
  const ofVictim = "volunteer_id = $1 and account_kind = 'SERVICE_MINUTES'";

  it('names the entries of a tail that was cut together with account, month and cached sums', async () => {
    const found = await findingsAfter(ledger, [
      [`delete from ledger_entry where ${ofVictim} and seq >= 2`, [victim()]],
      [
        `update ledger_account a set seq = 1, balance = 10, head_hash = e.hash
         from ledger_entry e where a.volunteer_id = $1 and e.volunteer_id = $1`,
        [victim()],
      ],
      ['update ledger_month set amount = 10 where volunteer_id = $1', [victim()]],
      ['update ledger_covered set seq = 1 where volunteer_id = $1', [victim()]],
    ]);
    const row = { table: 'ledger_entry', volunteerId: victim(), accountKind: 'SERVICE_MINUTES', problem: 'MISSING' };
    expect(found).toContainEqual(expect.objectContaining({ ...row, seq: 2 }));
    expect(found).toContainEqual(expect.objectContaining({ ...row, seq: 3 }));
  });

  it('names the rows of a chain that was rewritten with new hashes', async () => {
    const rechain = (seq: number) => `update ledger_entry e set hash = ledger_entry_hash(p.hash, e.volunteer_id,
        e.account_kind, e.seq, e.entry_id, e.amount, e.balance_after, e.issuer_division_id, e.reason, e.cause_kind,
        e.cause_id, e.reverses_seq, e.rule_version, e.effective_at, e.recorded_at, e.recorded_by)
      from ledger_entry p where e.volunteer_id = $1 and e.seq = ${seq} and p.volunteer_id = $1 and p.seq = ${seq - 1}`;
    const found = await findingsAfter(ledger, [
      [`update ledger_entry set amount = 120, balance_after = 130 where ${ofVictim} and seq = 2`, [victim()]],
      [`update ledger_entry set balance_after = 160 where ${ofVictim} and seq = 3`, [victim()]],
      [rechain(2), [victim()]],
      [rechain(3), [victim()]],
      [
        `update ledger_account a set balance = 160, head_hash = e.hash from ledger_entry e
         where a.volunteer_id = $1 and e.volunteer_id = $1 and e.seq = 3`,
        [victim()],
      ],
      ['update ledger_month set amount = 160 where volunteer_id = $1', [victim()]],
    ]);
    expect(found[0]).toMatchObject({ table: 'ledger_entry', volunteerId: victim(), seq: 2, column: 'hash' });
    // And the amount is not what somebody decided.
    expect(found[2]).toMatchObject({ table: 'ledger_entry', volunteerId: victim(), seq: 2, column: 'amount' });
    expect(found).toHaveLength(3);
  });

  it('still sees it when the fingerprints are rewritten too: the root does not follow', async () => {
    const found = await findingsAfter(
      [...ledger, 'ledger_tree_head'],
      [
        [`update ledger_entry set rule_version = 'other' where ${ofVictim} and seq = 3`, [victim()]],
        [
          `update ledger_entry e set hash = ledger_entry_hash(p.hash, e.volunteer_id, e.account_kind, e.seq, e.entry_id,
             e.amount, e.balance_after, e.issuer_division_id, e.reason, e.cause_kind, e.cause_id, e.reverses_seq,
             e.rule_version, e.effective_at, e.recorded_at, e.recorded_by)
           from ledger_entry p where e.volunteer_id = $1 and e.seq = 3 and p.volunteer_id = $1 and p.seq = 2`,
          [victim()],
        ],
        [
          `update ledger_account a set head_hash = e.hash from ledger_entry e
           where a.volunteer_id = $1 and e.volunteer_id = $1 and e.seq = 3`,
          [victim()],
        ],
        [
          `update ledger_tree_head h set fingerprints = (
             select array_agg(('x' || encode(substring(e.hash for 8), 'hex'))::bit(64)::bigint order by k.place)
             from unnest(h.keys) with ordinality k (key, place)
             join ledger_entry e on e.volunteer_id || '/' || e.account_kind || '/' || e.seq = k.key)
           where h.tree like 'entry/%'`,
        ],
      ],
    );
    expect(found).toEqual([expect.objectContaining({ table: 'ledger_tree_head', column: 'root' })]);
  });

  it.each([
    ['deleted', `delete from ledger_entry where ${ofVictim} and seq = 2`, 'MISSING', 2],
    [
      'inserted',
      `insert into ledger_entry select volunteer_id, account_kind, 4, gen_random_uuid(), 5, balance_after + 5,
         issuer_division_id, 'BONUS', 'MANUAL', gen_random_uuid(), null, rule_version, effective_at, recorded_at, recorded_by, hash
       from ledger_entry where ${ofVictim} and seq = 3`,
      'CHANGED',
      4,
    ],
    [
      'reordered',
      `update ledger_entry set seq = case seq when 1 then 2 else 1 end where ${ofVictim} and seq in (1, 2)`,
      'CHANGED',
      1,
    ],
  ])('names an entry that was %s', async (_, sql, problem, seq) => {
    await superuser.query('alter table ledger_entry drop constraint if exists ledger_entry_pkey cascade');
    const found = await findingsAfter(ledger, [[sql, [victim()]]]);
    expect(found).toContainEqual(
      expect.objectContaining({ table: 'ledger_entry', volunteerId: victim(), problem, seq }),
    );
  });

  it('names what was in a leaf partition that was truncated, with accounts and sums wiped as well', async () => {
    const { rows } = await superuser.query<{ leaf: string }>(
      'select tableoid::regclass::text as leaf from ledger_entry where volunteer_id = $1 limit 1',
      [victim()],
    );
    const leaf = rows[0]!.leaf;
    const found = await findingsAfter(ledger, [
      ['delete from ledger_month where volunteer_id in (select volunteer_id from ' + leaf + ')'],
      [
        `truncate ${leaf}, ${leaf.replace('entry', 'account')}, ${leaf.replace('ledger_entry', 'ledger_covered')} cascade`,
      ],
    ]);
    expect(found).toContainEqual(
      expect.objectContaining({ table: 'ledger_entry', volunteerId: victim(), seq: 1, problem: 'MISSING' }),
    );
  });

  it('catches an old backup by the witness, and signs nothing on top of it', async () => {
    const restored = [...evidence, ...ledger];
    const witness = booted.get(Witness);
    const text = await readFile(witness.path, 'utf8');
    const last = text.trim().split('\n').length;
    for (const table of restored) await superuser.query(`create table backup_${table} as table ${table}`);
    await post(victim(), [50]);
    await booted.get(MakeCheckpoint).execute();
    for (const table of restored) {
      await superuser.query(`delete from ${table}; insert into ${table} select * from backup_${table}`);
    }
    expect(await findings()).toEqual([
      { table: 'ledger_checkpoint', column: 'number', problem: 'MISSING', checkpoint: last + 1 },
    ]);
    await post(victim(), [60]);
    await expect(booted.get(MakeCheckpoint).execute()).rejects.toThrow('older backup');
    for (const table of restored) {
      await superuser.query(
        `delete from ${table}; insert into ${table} select * from backup_${table}; drop table backup_${table}`,
      );
    }
    await writeFile(witness.path, text);
    expect(await findings()).toEqual([]);
  });
});

describe('random mutations', () => {
  const ROWS_PER_AUDIT = 40;

  it(`finds and names every one of ${MUTATIONS}`, async () => {
    const crowd = Array.from({ length: 400 }, () => randomUUID());
    for (const volunteerId of crowd)
      await post(
        volunteerId,
        Array.from({ length: 1 + randomInt(6) }, () => 1 + randomInt(200)),
      );
    await booted.get(MakeCheckpoint).execute();
    const entryColumns = tables.find(({ name }) => name === 'ledger_entry')!.columns;
    const facts = tables.filter(({ name }) => !name.startsWith('ledger_'));
    await superuser.query('create table whole_entry as table ledger_entry');
    for (const { name } of facts) await superuser.query(`create table whole_${name} as table ${name}`);
    const missed: string[] = [];
    let done = 0;
    while (done < MUTATIONS) {
      const people = [...crowd].sort(() => randomInt(3) - 1).slice(0, Math.min(ROWS_PER_AUDIT, MUTATIONS - done));
      const planned = people.map((volunteerId) => ({
        volunteerId,
        column: entryColumns[randomInt(entryColumns.length)]!,
      }));
      const fact = facts[randomInt(facts.length)]!;
      const factColumn = fact.columns[randomInt(fact.columns.length)]!;
      await superuser.query('begin');
      for (const { volunteerId, column } of planned) {
        const { rowCount } = await superuser.query(
          `update ledger_entry set ${changeOf(column)} where volunteer_id = $1 and seq = (
             select seq from ledger_entry where volunteer_id = $1 order by random() limit 1)`,
          [volunteerId],
        );
        expect(rowCount).toBe(1);
      }
      await superuser.query(
        `update ${fact.name} set ${changeOf(factColumn)} where (ctid, tableoid) = (select ctid, tableoid from ${fact.name} order by random() limit 1)`,
      );
      await superuser.query('commit');
      const found = (await audit.execute(undefined, 10_000)).findings;
      for (const { volunteerId, column } of planned) {
        const isNamed = found.some((one) => one.table === 'ledger_entry' && one.volunteerId === volunteerId);
        if (!isNamed) missed.push(`ledger_entry.${column.name} of ${volunteerId}`);
      }
      if (!found.some(({ table }) => table === fact.name)) missed.push(`${fact.name}.${factColumn.name}`);
      done += planned.length;
      await superuser.query(`delete from ledger_entry; insert into ledger_entry select * from whole_entry`);
      await superuser.query(`delete from ${fact.name}; insert into ${fact.name} select * from whole_${fact.name}`);
    }
    expect(missed).toEqual([]);
  }, 7_200_000);
});
