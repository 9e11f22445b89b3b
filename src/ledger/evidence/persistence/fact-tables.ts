import { escapeIdentifier } from 'pg';

/** A table whose rows are facts, other than the ledger's own. */
export interface FactTable {
  readonly name: string;
  /** Columns of the primary key with their types, in order. */
  readonly keyColumns: readonly { readonly name: string; readonly type: string }[];
  readonly columns: readonly string[];
  /** Type of each column. */
  readonly types: Readonly<Record<string, string>>;
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
     where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    (select json_object_agg(a.attname, format_type(a.atttypid, a.atttypmod)) from pg_attribute a
     where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as types
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
export function leafSql(table: FactTable, columns: readonly string[]): string {
  return `sha256('\\x00'::bytea || convert_to(${rowTextSql(table, columns)}, 'UTF8'))`;
}

/**
 * The text of `jsonb_build_object('column', column, …)::text`, put together here: in half the time, because nothing is made
 * into a jsonb, sorted and printed again.
 */
export function rowTextSql({ types }: FactTable, columns: readonly string[]): string {
  const members = inPrintedOrder(columns).map((name, index) => {
    const start = literal(`${index === 0 ? '{' : ', '}${JSON.stringify(name)}: `);
    return `${start} || coalesce(${valueTextSql(name, types[name])}, 'null')`;
  });
  return `${members.join(' || ')} || '}'`;
}

/** Columns in the order in which jsonb prints them: by the length of the name, then by its bytes. */
export function inPrintedOrder(columns: readonly string[]): readonly string[] {
  return [...new Set(columns)]
    .map((name) => ({ name, bytes: Buffer.from(name, 'utf8') }))
    .sort((a, b) => a.bytes.length - b.bytes.length || a.bytes.compare(b.bytes))
    .map(({ name }) => name);
}

/** What jsonb prints of a column, null where it is null; the shorter ways are for types where they print the same. */
function valueTextSql(name: string, type = ''): string {
  const column = `t.${escapeIdentifier(name)}`;
  if (type === 'uuid') return `'"' || ${column} || '"'`;
  if (['smallint', 'integer', 'bigint', 'boolean', 'jsonb'].includes(type)) return `${column}::text`;
  if (type === 'text' || /^timestamp\b.* with time zone$/.test(type)) return `to_json(${column})::text`;
  return `to_jsonb(${column})::text`;
}

/** What the session must be set to for `leafSql` to print the same everywhere. */
export const leafSettingsSql = `select set_config('timezone', 'UTC', true), set_config('bytea_output', 'hex', true),
  set_config('extra_float_digits', '1', true), set_config('intervalstyle', 'iso_8601', true)`;

/** Rows that are no leaves yet. $1: the tree, $2: how many at most. */
export function unsealedSql(table: FactTable): string {
  return `
    select s.key, s.leaf from (
      select ${keySql(table)} as key, ${leafSql(table, table.columns)} as leaf from ${escapeIdentifier(table.name)} t
      where not exists (
        select 1 from (select unnest(keys) as key from ledger_tree_head where tree = $1) h where h.key = ${keySql(table)})
    ) s order by s.key limit $2`;
}

/** The leaves of given rows as they are now. $1: keys. A key that is no key (any more) has no row. */
export function currentLeavesSql(table: FactTable, columns: readonly string[]): string {
  return `select k.key, ${leafSql(table, columns)} as leaf from unnest($1::text[]) k (key)
    join ${escapeIdentifier(table.name)} t on ${isRowOfKeySql(table)}`;
}

/**
 * The leaves of the rows that some heads of a table's tree name, as they are now, in no order: number of the checkpoint,
 * place in the head from 1 on, leaf.
 */
export function leavesOfHeadsSql(table: FactTable, columns: readonly string[], first: number, last: number): string {
  return `select h.checkpoint_number, k.place, ${leafSql(table, columns)}
    from ledger_tree_head h cross join lateral unnest(h.keys) with ordinality k (key, place)
    join ${escapeIdentifier(table.name)} t on ${isRowOfKeySql(table)}
    where h.tree = ${literal(`fact/${table.name}`)} and h.checkpoint_number between ${first} and ${last}`;
}

/** Whether the text `k.key` is the key of row `t`. */
function isRowOfKeySql({ keyColumns }: FactTable): string {
  return keyColumns
    .map(({ name, type }, index) => {
      const part = keyColumns.length === 1 ? 'k.key' : `split_part(k.key, '/', ${index + 1})`;
      return `t.${escapeIdentifier(name)} = ${part}::${type}`;
    })
    .join(' and ');
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
