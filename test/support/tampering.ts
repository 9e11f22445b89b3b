import type { Client } from 'pg';

export interface TableColumn {
  readonly name: string;
  /** As `format_type` prints it. */
  readonly type: string;
}

export interface AppendOnlyTable {
  readonly name: string;
  readonly columns: readonly TableColumn[];
}

/** Every table whose triggers refuse a change, found in the catalogue: a new one cannot be forgotten. */
export async function appendOnlyTables(client: Client): Promise<readonly AppendOnlyTable[]> {
  const { rows } = await client.query<AppendOnlyTable>(
    `select c.relname as name, (
       select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null)) order by a.attnum)
       from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
     from pg_class c
     where c.relnamespace = 'public'::regnamespace and not c.relispartition and exists (
       select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgfoid = 'refuse_change'::regproc)
     order by 1`,
  );
  return rows;
}

/** One assignment that changes a column's value, whatever it is; null becomes a value. */
export function changeOf({ name, type }: TableColumn): string {
  const column = `"${name}"`;
  const change = changes[type];
  if (!change) throw new Error(`no change is known for type ${type} of ${name}`);
  return `${column} = ${change(column)}`;
}

const changes: Readonly<Record<string, (column: string) => string>> = {
  bigint: (column) => `coalesce(${column} + 1000, 1)`,
  integer: (column) => `coalesce(${column} + 1000, 1)`,
  smallint: (column) => `coalesce(${column} + 1000, 1)`,
  numeric: (column) => `coalesce(${column} + 1000, 1)`,
  boolean: (column) => `not coalesce(${column}, false)`,
  text: (column) => `coalesce(${column} || 'x', 'x')`,
  character: (column) => `coalesce(reverse(${column}), 'x')`,
  'character varying': (column) => `coalesce(${column} || 'x', 'x')`,
  uuid: () => 'gen_random_uuid()',
  bytea: (column) =>
    `case when octet_length(${column}) > 0 then set_byte(${column}, 0, 255 - get_byte(${column}, 0)) else '\\x01' end`,
  jsonb: (column) => `coalesce(jsonb_build_array(${column}), '1')`,
  date: (column) => `coalesce(${column} + 1, '2020-01-01')`,
  'timestamp with time zone': (column) => `coalesce(${column} + interval '1 millisecond', '2020-01-01')`,
  'text[]': (column) => `coalesce(${column} || 'x'::text, '{x}')`,
  'bigint[]': (column) => `${column}[:cardinality(${column}) - 1] || (${column}[cardinality(${column})] + 1)`,
  'uuid[]': (column) => `coalesce(${column} || gen_random_uuid(), '{}')`,
};

const samples: Readonly<Record<string, string>> = {
  bigint: '1',
  integer: '1',
  smallint: '1',
  numeric: '1',
  boolean: 'true',
  text: `'x'`,
  character: `'x'`,
  'character varying': `'x'`,
  uuid: 'gen_random_uuid()',
  bytea: `'\\x00'`,
  jsonb: `'{"a": [1, null, "值"]}'`,
  date: `'2026-01-01'`,
  'timestamp with time zone': `'2026-01-01T00:00:00.000001Z'`,
  'text[]': `'{a,b}'`,
  'uuid[]': `'{}'`,
};

const FILLED_BY_THE_LEDGER = new Set(['ledger_entry', 'ledger_checkpoint', 'ledger_tree_head', 'ledger_signing_key']);

/** Drops the checks of all fact tables and puts three rows of any values into the empty ones; for a database of tests. */
export async function fillEmptyTables(client: Client): Promise<void> {
  for (const table of await appendOnlyTables(client)) {
    const { rows: checks } = await client.query<{ name: string }>(
      `select conname as name from pg_constraint where conrelid = $1::regclass and contype = 'c'`,
      [table.name],
    );
    for (const { name } of checks) await client.query(`alter table ${table.name} drop constraint "${name}"`);
    const { rows: identities } = await client.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = $1::regclass and attidentity <> ''`,
      [table.name],
    );
    for (const { name } of identities)
      await client.query(`alter table ${table.name} alter column "${name}" drop identity`);
    if (FILLED_BY_THE_LEDGER.has(table.name)) continue;
    const { rows } = await client.query(`select 1 from ${table.name} limit 1`);
    if (rows.length > 0) continue;
    const names = table.columns.map(({ name }) => `"${name}"`).join(', ');
    for (let row = 0; row < 3; row += 1) {
      const values = table.columns.map(({ type }) =>
        ['bigint', 'integer', 'smallint'].includes(type)
          ? String(row + 1)
          : type === 'text'
            ? `'x${row}'`
            : (samples[type] ?? 'null'),
      );
      // A table may have room for a single row.
      await client.query(
        `insert into ${table.name} (${names}) overriding system value values (${values.join(', ')})
         on conflict do nothing`,
      );
    }
  }
}
