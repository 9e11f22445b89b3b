import { Client } from 'pg';
import { LedgerPosting } from '../../../src/ledger/ledger';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { postingOf } from '../../builders/posting.builder';
import { letAnyCausePost } from '../../support/any-cause';
import { bootApp, type BootedApp } from '../../support/boot-app';

const APPEND_ONLY = 'VL001';
let booted: BootedApp;
let owner: Client;
let leaf: string;

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  await letAnyCausePost(booted.database);
  owner = new Client(booted.database.ownerUrl);
  await owner.connect();
  const ledger = booted.get(LedgerPosting);
  await booted.get(UnitOfWork).run((tx) => ledger.post(tx, [postingOf({})], 'system:test'));
  const { rows } = await owner.query<{ leaf: string }>('select tableoid::regclass::text as leaf from ledger_entry');
  leaf = rows[0]!.leaf;
});
afterAll(async () => {
  await owner.end();
  await booted.close();
});

describe('a posted entry', () => {
  it.each([
    ['update', 'the table', () => 'update ledger_entry set amount = amount + 1'],
    ['update', 'the leaf', () => `update ${leaf} set amount = amount + 1`],
    ['delete', 'the table', () => 'delete from ledger_entry'],
    ['delete', 'the leaf', () => `delete from ${leaf}`],
    ['truncate', 'the table', () => 'truncate ledger_entry'],
    ['truncate', 'the leaf', () => `truncate ${leaf} cascade`],
  ])('refuses even the owner %s on %s', async (_, __, sql) => {
    await expect(owner.query(sql())).rejects.toMatchObject({ code: APPEND_ONLY });
  });

  it('is protected on every leaf of every partitioned table of facts', async () => {
    const { rows } = await owner.query<{ leaf: string }>(
      `select c.relname as leaf from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent in ('ledger_entry'::regclass, 'punch'::regclass) and (
         select bit_or(t.tgtype::int & 56) from pg_trigger t
         where t.tgrelid = c.oid and t.tgenabled = 'O' and t.tgfoid = 'refuse_change'::regproc) is distinct from 56`,
    );
    expect(rows).toEqual([]);
  });
});
