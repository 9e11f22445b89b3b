import { Client } from 'pg';
import { v7 } from 'uuid';
import { migrate } from '../../../src/platform/data/database/data-source';
import type { Posting } from '../../../src/ledger/ledger';
import { onServer } from '../../harness/databases';

/** People whose accounts exist before the first round; what is measured is posting, not the making of accounts. */
const VOLUNTEERS = 20_000;

/** The rows a posting writes, as the plainest tables: not partitioned, no CHECK, no trigger, one key each, no chain. */
const floorTables = `
  create table account (
    volunteer_id uuid not null, kind text not null, balance bigint not null, seq bigint not null, head_hash bytea not null,
    updated_at timestamptz not null, primary key (volunteer_id, kind)
  ) with (fillfactor = 70);
  create table entry (
    volunteer_id uuid not null, account_kind text not null, seq bigint not null, entry_id uuid not null,
    amount bigint not null, balance_after bigint not null, issuer_division_id uuid not null, reason text not null,
    cause_kind text not null, cause_id uuid not null, reverses_seq bigint, rule_version text not null,
    effective_at timestamptz not null, recorded_at timestamptz not null, recorded_by text not null, hash bytea not null,
    primary key (volunteer_id, account_kind, seq)
  );
  create table month (
    volunteer_id uuid not null, account_kind text not null, month char(7) not null, amount bigint not null,
    primary key (volunteer_id, account_kind, month)
  ) with (fillfactor = 80);`;

/** The same rows in one statement, one or many of them, nothing checked; the hash is thirty-two bytes of nothing. */
export const floorStatement = {
  name: 'floor',
  text: `
    with moved as (
      update account a set balance = a.balance + u.amount, seq = a.seq + 1, updated_at = $9
      from unnest($1::uuid[], $2::text[], $3::uuid[], $4::bigint[], $5::uuid[], $6::uuid[], $7::text[], $8::timestamptz[])
        u (v, k, entry, amount, issuer, cause, rule_version, effective)
      where a.volunteer_id = u.v and a.kind = u.k
      returning u.*, a.seq, a.balance
    ), summed as (
      insert into month as m (volunteer_id, account_kind, month, amount)
      select v, k, to_char(effective at time zone 'Asia/Shanghai', 'YYYY-MM'), amount from moved
      on conflict (volunteer_id, account_kind, month) do update set amount = m.amount + excluded.amount
    )
    insert into entry
    select v, k, seq, entry, amount, balance, issuer, 'SERVICE', 'SERVICE_RECORD', cause, null, rule_version, effective,
      $9, 'system:bench', decode(repeat('00', 32), 'hex')
    from moved returning seq, balance_after`,
};

export function floorParameters(postings: readonly Posting[], recordedAt: Date): unknown[] {
  return [
    postings.map(({ volunteerId }) => volunteerId),
    postings.map(({ accountKind }) => accountKind),
    postings.map(() => v7()),
    postings.map(({ amount }) => amount),
    postings.map(({ issuerDivisionId }) => issuerDivisionId),
    postings.map(({ causeId }) => causeId),
    postings.map(({ ruleVersion }) => ruleVersion),
    postings.map(({ effectiveAt }) => effectiveAt),
    recordedAt,
  ];
}

/**
 * Double entry in the shape of pgledger, step by step: accounts that allow negative and positive balances or not, locked
 * one by one in the order of their keys; currencies compared; one transfer, two entries with the balance before and
 * after; every row under a text key of a kind and a ULID that the database makes; the transfer read back through a view.
 * Both accounts of a transfer are picked at random, unless there are to be issuers' accounts that everybody shares.
 */
const peerTables = `
  create function make_ulid(p_kind text) returns text language plpgsql volatile as $$
  declare
    v_alphabet constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    -- 48 bits of milliseconds and 80 of chance, and two zeros before them: 26 times five bits
    v_bits constant bit(130) := b'00'
      || floor(extract(epoch from clock_timestamp()) * 1000)::bigint::bit(48)
      || ('x' || substring(replace(gen_random_uuid()::text, '-', '') from 13 for 20))::bit(80);
    v_ulid text := '';
  begin
    for v_digit in 0..25 loop
      v_ulid := v_ulid || substr(v_alphabet, substring(v_bits from v_digit * 5 + 1 for 5)::bit(5)::integer + 1, 1);
    end loop;
    return p_kind || '_' || v_ulid;
  end $$;

  create table account (
    id text primary key, name text not null, currency text not null, balance numeric not null, version bigint not null,
    may_be_negative boolean not null, may_be_positive boolean not null, metadata jsonb, created_at timestamptz not null,
    updated_at timestamptz not null);
  create table transfer (
    id text primary key default make_ulid('transfer'), from_account_id text not null references account,
    to_account_id text not null references account, amount numeric not null, created_at timestamptz not null,
    event_at timestamptz not null, metadata jsonb, check (amount > 0 and from_account_id <> to_account_id));
  create index transfer_from on transfer (from_account_id);
  create index transfer_to on transfer (to_account_id);
  create index transfer_event on transfer (event_at);
  create table entry (
    id text primary key default make_ulid('entry'), account_id text not null references account,
    transfer_id text not null references transfer, amount numeric not null, balance_before numeric not null,
    balance_after numeric not null, account_version bigint not null, created_at timestamptz not null);
  create index entry_account on entry (account_id);
  create index entry_transfer on entry (transfer_id);
  create view transfer_view as
    select id, from_account_id, to_account_id, amount, created_at, event_at, metadata from transfer;

  create function require_allowed(p_account account) returns void language plpgsql as $$
  begin
    if p_account.balance < 0 and not p_account.may_be_negative or p_account.balance > 0 and not p_account.may_be_positive then
      raise exception 'account % may not hold %', p_account.name, p_account.balance;
    end if;
  end $$;

  create function make_transfer(
    p_from text, p_to text, p_amount numeric, p_event_at timestamptz, p_metadata jsonb
  ) returns setof transfer_view language plpgsql as $$
  declare
    v_now constant timestamptz := now();
    v_id text;
    v_from account;
    v_to account;
  begin
    foreach v_id in array (select array_agg(id order by id) from unnest(array[p_from, p_to]) id) loop
      perform 1 from account where id = v_id for update;
    end loop;
    update account set balance = balance - p_amount, version = version + 1, updated_at = v_now
      where id = p_from returning * into v_from;
    perform require_allowed(v_from);
    update account set balance = balance + p_amount, version = version + 1, updated_at = v_now
      where id = p_to returning * into v_to;
    perform require_allowed(v_to);
    if v_from.currency <> v_to.currency then
      raise exception 'the accounts hold % and %', v_from.currency, v_to.currency;
    end if;
    insert into transfer (from_account_id, to_account_id, amount, created_at, event_at, metadata)
      values (p_from, p_to, p_amount, v_now, p_event_at, p_metadata) returning id into v_id;
    insert into entry (account_id, transfer_id, amount, balance_before, balance_after, account_version, created_at)
      values (p_from, v_id, -p_amount, v_from.balance + p_amount, v_from.balance, v_from.version, v_now);
    insert into entry (account_id, transfer_id, amount, balance_before, balance_after, account_version, created_at)
      values (p_to, v_id, p_amount, v_to.balance - p_amount, v_to.balance, v_to.version, v_now);
    return query select * from transfer_view where id = v_id;
  end $$;`;

export const peerStatement = {
  name: 'peer',
  text: 'select * from make_transfer($1, $2, $3, $4, $5)',
};

/** A database of the kind, with accounts for the same people. */
export interface Ledger {
  readonly url: string;
  readonly volunteerIds: readonly string[];
}

export async function prepareFloor(url: string): Promise<Ledger> {
  const volunteerIds = people();
  await onServer(url, async (client) => {
    await client.query(floorTables);
    await client.query(
      `insert into account select v, 'SERVICE_MINUTES', 0, 0, '', now() from unnest($1::uuid[]) u (v)`,
      [volunteerIds],
    );
    await client.query('vacuum analyze account');
  });
  return { url, volunteerIds };
}

export async function preparePeer(url: string): Promise<Ledger> {
  const volunteerIds = await onServer(url, async (client) => {
    await client.query(peerTables);
    const { rows } = await client.query<{ id: string }>(
      `insert into account select make_ulid('account'), 'volunteer', 'MINUTE', 0, 0, true, true, null, now(), now()
       from generate_series(1, ${VOLUNTEERS}) returning id`,
    );
    await client.query('vacuum analyze account');
    return rows.map(({ id }) => id);
  });
  return { url, volunteerIds };
}

/**
 * The application's own schema. The people come grouped by the partition they are in. Each has so many confirmed records:
 * nothing is posted without one.
 */
export async function prepareOurs(url: string, recordsEach: number): Promise<Ledger> {
  await migrate(url);
  const volunteerIds = await onServer(url, async (client) => {
    await client.query(
      `insert into ledger_account (volunteer_id, kind, updated_at)
       select v, 'SERVICE_MINUTES', now() from unnest($1::uuid[]) u (v)`,
      [people()],
    );
    await client.query('vacuum analyze ledger_account');
    await confirmRecords(client, recordsEach);
    const { rows } = await client.query<{ id: string }>(
      'select volunteer_id as id from ledger_account order by tableoid::regclass::text, volunteer_id',
    );
    return rows.map(({ id }) => id);
  });
  return { url, volunteerIds };
}

/** Records of an hour, without triggers and without the indexes that nobody asks here; their ids go with time, as real ones. */
async function confirmRecords(client: Client, each: number): Promise<void> {
  await client.query(`
    begin;
    set local session_replication_role = replica;
    drop index service_record_live, service_record_shift, service_record_due, service_record_volunteer,
      service_record_division, service_record_pending, service_record_open;
    insert into service_record (id, volunteer_id, shift_id, activity_id, activity_title, team_id, division_id, starts_at,
      ends_at, revision, kind, category, duty, status, served_on, raw_minutes, clipped_minutes, credited_minutes, grade,
      is_grade_pending, is_points_eligible, hours_policy_version, trace, credited_intervals, occupied_intervals, computed_at,
      confirmed_at)
    select (lpad(to_hex(n), 8, '0') || '-0000-7000-8000-' || substr(a.volunteer_id::text, 25))::uuid, a.volunteer_id,
      a.volunteer_id, a.volunteer_id, 'bench', a.volunteer_id, a.volunteer_id, now() - interval '1 hour', now(), n, 'SERVICE',
      'BENCH', 'MEMBER', 'CONFIRMED', current_date, 60, 60, 60, 'A', false, true, 'hours-1', '[]', '[]', '[]', now(), now()
    from generate_series(1, ${each}) n cross join ledger_account a order by n, a.volunteer_id;
    commit`);
  await client.query('vacuum analyze service_record');
}

/** Which of their records people have posted: each posts once. */
export class OpenRecords {
  private readonly posted = new Map<string, number>();

  constructor(private readonly each: number) {}

  /** The posting of the person's next record. @throws Error where all are posted */
  next(volunteerId: string): Posting {
    const n = (this.posted.get(volunteerId) ?? 0) + 1;
    if (n > this.each) throw new Error('all records of a person are posted; fewer or shorter rounds');
    this.posted.set(volunteerId, n);
    const causeId = `${n.toString(16).padStart(8, '0')}-0000-7000-8000-${volunteerId.slice(24)}`;
    return { ...servicePosting(volunteerId), causeId };
  }
}

/** Opens so many connections of a contestant's own. */
export async function openClients(url: string, count: number): Promise<readonly Client[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const client = new Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
}

/** A service of one hour by this volunteer, as confirming a record posts it. */
export function servicePosting(volunteerId: string): Posting {
  return {
    volunteerId,
    accountKind: 'SERVICE_MINUTES',
    amount: 60,
    issuerDivisionId: ISSUER,
    reason: 'SERVICE',
    causeKind: 'SERVICE_RECORD',
    causeId: v7(),
    ruleVersion: 'hours-1',
    effectiveAt: new Date(),
  };
}

const ISSUER = v7();

function people(): readonly string[] {
  return Array.from({ length: VOLUNTEERS }, () => v7());
}

/** @throws Error where entries, balances and what was acknowledged differ. */
export async function verifyLedger(
  url: string,
  acknowledged: number,
  question: { readonly entries: string; readonly drift: string },
): Promise<void> {
  const { rows } = await onServer(url, (client) =>
    client.query<{ entries: string; drift: string }>(
      `select (${question.entries}) as entries, (${question.drift}) as drift`,
    ),
  );
  const entries = Number(rows[0]?.entries);
  if (entries !== acknowledged) throw new Error(`${acknowledged} postings acknowledged, ${entries} stored`);
  if (Number(rows[0]?.drift) !== 0) throw new Error('balances are not the sums of the entries');
}

/** How each contestant counts what it stored. */
export const questions = {
  floor: {
    entries: 'select count(*) from entry',
    drift: 'select (select sum(amount) from entry) - (select sum(balance) from account)',
  },
  peer: {
    entries: 'select count(*) from transfer',
    drift: 'select (select sum(amount) from entry) - (select sum(balance) from account)',
  },
  ours: {
    entries: 'select count(*) from ledger_entry',
    drift: `select (select sum(amount) from ledger_entry) - (select sum(balance) from ledger_account)
      + (select sum(amount) from ledger_entry) - (select sum(amount) from ledger_month)`,
  },
} as const;
