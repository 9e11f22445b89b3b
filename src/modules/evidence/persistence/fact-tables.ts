import { escapeIdentifier } from 'pg';

/** A table whose rows are facts, other than the ledger's own. */
export interface FactTable {
  readonly name: string;
  /** Columns of the primary key with their types, in order. */
  readonly keyColumns: readonly { readonly name: string; readonly type: string }[];
  readonly columns: readonly string[];
}

/** Not leaves of the fact trees: entries have trees of their own, checkpoints and what hangs on them sign themselves. */
const OWN_EVIDENCE = ['ledger_entry', 'ledger_checkpoint', 'ledger_tree_head', 'ledger_signing_key'];

/** Every append-only table (its triggers say so) with a primary key; also those that were facts when they were sealed. */
export const factTablesSql = `
  select c.relname as name,
    (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by k.place)
     from pg_index i cross join lateral unnest(i.indkey) with ordinality k (attnum, place)
     join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
     where i.indrelid = c.oid and i.indisprimary) as "keyColumns",
    (select json_agg(a.attname order by a.attnum) from pg_attribute a
     where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and c.relname <> all ('{${OWN_EVIDENCE.join(',')}}')
    and exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary)
    and (exists (select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgfoid = 'refuse_change'::regproc)
      or exists (select 1 from ledger_tree h where h.tree = 'fact/' || c.relname))
  order by c.relname`;

/** The text of a row's key: the parts of its primary key, joined. */
export function keySql(table: FactTable): string {
  return `concat_ws('/', ${table.keyColumns.map(({ name }) => `t.${escapeIdentifier(name)}::text`).join(', ')})`;
}

/**
 * The leaf of a row: RFC 6962 over the JSON of its columns as `jsonb` prints it, in UTC. The columns are named, because a
 * later migration may add one.
 */
export function leafSql(columns: readonly string[]): string {
  const members = columns.map((name) => `${literal(name)}, t.${escapeIdentifier(name)}`).join(', ');
  return `sha256('\\x00'::bytea || convert_to(jsonb_build_object(${members})::text, 'UTF8'))`;
}

/** What the session must be set to for `leafSql` to print the same everywhere. */
export const leafSettingsSql = `select set_config('timezone', 'UTC', true), set_config('bytea_output', 'hex', true),
  set_config('extra_float_digits', '1', true), set_config('intervalstyle', 'iso_8601', true)`;

/** Rows that are no leaves yet. $1: the tree, $2: how many at most. */
export function unsealedSql(table: FactTable): string {
  return `
    select s.key, s.leaf from (
      select ${keySql(table)} as key, ${leafSql(table.columns)} as leaf from ${escapeIdentifier(table.name)} t
      where not exists (
        select 1 from (select unnest(keys) as key from ledger_tree_head where tree = $1) h where h.key = ${keySql(table)})
    ) s order by s.key limit $2`;
}

/** The leaves of given rows as they are now. $1: keys. A key that is no key (any more) has no row. */
export function currentLeavesSql(table: FactTable, columns: readonly string[]): string {
  const parts = table.keyColumns
    .map(({ name, type }, index) =>
      table.keyColumns.length === 1
        ? `t.${escapeIdentifier(name)} = g.key::${type}`
        : `t.${escapeIdentifier(name)} = split_part(g.key, '/', ${index + 1})::${type}`,
    )
    .join(' and ');
  return `select g.key, ${leafSql(columns)} as leaf from unnest($1::text[]) g (key)
    join ${escapeIdentifier(table.name)} t on ${parts}`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
