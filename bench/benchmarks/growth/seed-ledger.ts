import type { Client } from 'pg';

const PEOPLE_PER_STREET = 20_000;
const COMMUNITIES_PER_STREET = 8;

export interface LedgerSize {
  readonly entries: number;
  readonly accounts: number;
}

/** Everybody belongs to the district at this path. */
export const DISTRICT_PATH = '/1/';
export const SEEDED_PERIOD = '2026-10';

/**
 * Fills a migrated database with a ledger of this size, set by set: a district with streets of 20,000 people, one account of
 * minutes and one of points each, entries of two months, and the read models as the fold would leave them. Triggers and
 * foreign keys are off meanwhile. Sums, numbers and read models are right; the hashes are not: what is measured does not read
 * them, and a valid chain cannot be made set by set.
 */
export async function seedLedger(client: Client, size: LedgerSize, say: (line: string) => void): Promise<void> {
  const perAccount = Math.max(2, Math.round(size.entries / size.accounts / 2));
  await client.query(`set session_replication_role = replica; set synchronous_commit = off; set work_mem = '128MB'`);
  for (const [what, sql, parameters] of steps(size, perAccount)) {
    const startMs = performance.now();
    await client.query(sql, [...parameters]);
    say(`  ${what} ${((performance.now() - startMs) / 1_000).toFixed(1)} s`);
  }
  await client.query(`set session_replication_role = default; set synchronous_commit = on`);
  say('  整理(vacuum analyze)');
  await client.query('vacuum analyze');
  await client.query('checkpoint');
}

type Step = readonly [what: string, sql: string, parameters: readonly unknown[]];

function steps({ accounts }: LedgerSize, perAccount: number): readonly Step[] {
  const streets = Math.ceil(accounts / PEOPLE_PER_STREET);
  return [
    [
      '区划',
      `with node as (
         select 1::bigint as no, null::bigint as parent, 'DISTRICT' as kind, '/1/' as path
         union all select 1 + s, 1, 'STREET', '/1/' || (1 + s) || '/' from generate_series(1, $1::int) s
         union all
         select 1 + $1 + (s - 1) * $2 + c, 1 + s, 'COMMUNITY', '/1/' || (1 + s) || '/' || (1 + $1 + (s - 1) * $2 + c) || '/'
         from generate_series(1, $1::int) s, generate_series(1, $2::int) c)
       insert into division (id, node_no, parent_id, kind, code, name, path)
       overriding system value
       select ${uuidOf(`'division' || no`)}, no, ${uuidOf(`'division' || parent`)}, kind, 'G' || no, '区划' || no, path
       from node`,
      [streets, COMMUNITIES_PER_STREET],
    ],
    [
      '志愿者',
      `insert into volunteer (id, volunteer_no, division_id, division_path, street_path, name, birth_date,
         id_number_cipher, id_number_index, status, registered_by, registration_channel, registered_at, updated_at)
       select ${uuidOf(`'person' || n`)}, 'G' || n, d.id, d.path, s.path, '王' || n, '1980-01-01', '\\x00', int8send(n),
         'ACTIVE', 'system:bench', 'IMPORT', now(), now()
       from generate_series(0, $1::bigint - 1) n
       join division d on d.node_no = 2 + $2::bigint + n % ($2::bigint * $3::bigint)
       join division s on s.id = d.parent_id`,
      [accounts, streets, COMMUNITIES_PER_STREET],
    ],
    [
      '同意公开(三分之二)',
      `insert into consent (id, volunteer_id, purpose, text_version, channel, granted_at, recorded_by)
       select gen_random_uuid(), ${uuidOf(`'person' || n`)}, 'RANKING_DISPLAY', '1', 'SELF', now(), 'system:bench'
       from generate_series(0, $1::bigint - 1) n where n % 3 <> 0`,
      [accounts],
    ],
    ...(['SERVICE_MINUTES', 'POINT_TENTHS'] as const).flatMap((kind) => accountSteps(kind, accounts, perAccount)),
    ...readModelSteps,
  ];
}

function accountSteps(kind: 'SERVICE_MINUTES' | 'POINT_TENTHS', accounts: number, perAccount: number): readonly Step[] {
  const reason = kind === 'SERVICE_MINUTES' ? 'SERVICE' : 'BONUS';
  // Everybody serves in shifts of the same length, of their own between 30 and 329 minutes.
  const amount = `(30 + hashint8(n) & 2147483647) % 300 + 30`;
  return [
    [
      `分录 ${kind}`,
      `insert into ledger_entry (volunteer_id, account_kind, seq, entry_id, amount, balance_after, issuer_division_id, reason,
         cause_kind, cause_id, rule_version, effective_at, recorded_at, recorded_by, hash)
       select ${uuidOf(`'person' || n`)}, '${kind}', seq, gen_random_uuid(), ${amount}, (${amount}) * seq,
         ${uuidOf(`'division1'`)}, '${reason}', 'MANUAL', gen_random_uuid(), 'bench-1',
         timestamptz '2026-09-01' + seq % 2 * interval '40 days' + seq * interval '1 hour', now(), 'system:bench',
         sha256(int8send(n) || int8send(seq))
       from generate_series(0, $1::bigint - 1) n, generate_series(1, $2::bigint) seq`,
      [accounts, perAccount],
    ],
    [
      `账户 ${kind}`,
      `insert into ledger_account (volunteer_id, kind, balance, seq, head_hash, updated_at)
       select ${uuidOf(`'person' || n`)}, '${kind}', (${amount}) * $2::bigint, $2, sha256(int8send(n) || int8send($2)), now()
       from generate_series(0, $1::bigint - 1) n`,
      [accounts, perAccount],
    ],
  ];
}

const readModelSteps: readonly Step[] = [
  [
    '月度合计',
    `insert into ledger_month (volunteer_id, account_kind, month, amount)
     select volunteer_id, account_kind, to_char(effective_at at time zone 'Asia/Shanghai', 'YYYY-MM'), sum(amount)
     from ledger_entry group by 1, 2, 3`,
    [],
  ],
  [
    '名次',
    `insert into rank_score (volunteer_id, period, service_minutes, training_minutes, point_tenths, division_path, is_ranked,
       is_shown, version, refreshed_at)
     select m.volunteer_id, at.period, coalesce(sum(m.amount) filter (where m.account_kind = 'SERVICE_MINUTES'), 0), 0,
       coalesce(sum(m.amount) filter (where m.account_kind = 'POINT_TENTHS'), 0), d.path, true,
       exists (select 1 from consent c where c.volunteer_id = m.volunteer_id),
       (select sum(a.seq) from ledger_account a where a.volunteer_id = m.volunteer_id), now()
     from ledger_month m join volunteer v on v.id = m.volunteer_id join division d on d.id = v.division_id
     cross join lateral (values (m.month::text), (left(m.month, 4)), ('ALL')) at (period)
     group by m.volunteer_id, at.period, d.path`,
    [],
  ],
  [
    '名次分布',
    `insert into rank_histogram (scope_path, period, measure, shift, band, people)
     select scope.path, s.period, own.measure, k.shift, own.score >> k.shift, count(*)
     from rank_score s cross join lateral (values (s.district_path), (s.street_path)) scope (path)
     cross join lateral (values ('SERVICE_MINUTES', s.service_minutes), ('POINT_TENTHS', s.point_tenths)) own (measure, score)
     cross join (values (0), (8), (16)) k (shift) where own.score > 0 group by 1, 2, 3, 4, 5`,
    [],
  ],
  [
    '区划合计',
    `insert into division_total (division_path, period, volunteer_count, service_minutes, training_minutes, point_tenths)
     select d.path, s.period, count(*) filter (where s.service_minutes > 0), sum(s.service_minutes), 0, sum(s.point_tenths)
     from rank_score s cross join lateral division_path_upwards(s.division_path) d (path) group by 1, 2`,
    [],
  ],
  [
    '活动合计',
    `insert into activity_total (division_id, month, account_kind, amount, entry_count)
     select issuer_division_id, to_char(effective_at at time zone 'Asia/Shanghai', 'YYYY-MM'), account_kind, sum(amount),
       count(*) from ledger_entry group by 1, 2, 3`,
    [],
  ],
  [
    '合计的进度',
    'insert into folded_account (volunteer_id, account_kind, seq) select volunteer_id, kind, seq from ledger_account',
    [],
  ],
];

/** An id (of version 4, by its looks) that can be computed from a text, so that no step has to look one up. */
function uuidOf(text: string): string {
  return `overlay(overlay(md5(${text}) placing '4' from 13) placing '8' from 17)::uuid`;
}
