import type { TestDatabase } from '../support/test-database';
import { superuserOf } from '../support/superuser';

/**
 * A text that does something where a page takes it for more than text; it says which field it stands in. A name is no
 * longer than the document says.
 */
export function probe(field: string): string {
  const script = field.endsWith('name') ? '' : '<script>alert(1)</script>';
  return `"><img src=x onerror=alert(1)>${script}{{7*7}}${field}`;
}

/** Where a page would make a link of what somebody wrote. */
export const SCRIPT_LINK = 'javascript:alert(1)';

interface TextColumn {
  readonly table: string;
  readonly column: string;
  readonly type: 'text' | 'text[]' | 'jsonb';
}

/**
 * Puts a probe behind every text that somebody wrote, in every table: what is written by people is Chinese here, codes are
 * not. By a superuser without triggers and checks: no door says any more what a page is given. @returns the fields
 */
export async function plantProbes(database: TestDatabase): Promise<readonly string[]> {
  const superuser = await superuserOf(database);
  try {
    const { rows: columns } = await superuser.query<TextColumn>(textColumnsSql);
    await superuser.query(dropChecksSql);
    await superuser.query('set session_replication_role = replica');
    const planted: string[] = [];
    for (const { table, column, type } of columns) {
      const field = `${table}.${column}`;
      const { rowCount } = await superuser.query(statementOf(type, table, column), [probeIn(type, field)]);
      if (rowCount) planted.push(field);
    }
    return planted;
  } finally {
    await superuser.end();
  }
}

function statementOf(type: TextColumn['type'], table: string, column: string): string {
  const changed = {
    text: `"${column}" || $1`,
    'text[]': `array(select word || $1 from unnest("${column}") word)`,
    jsonb: `regexp_replace("${column}"::text, '([一-龥][^"]*)"', '\\1' || $1 || '"', 'g')::jsonb`,
  }[type];
  return `update "${table}" set "${column}" = ${changed} where "${column}"::text ~ '[一-龥]'`;
}

/** In JSON the quotation mark of a probe ends no text; there it goes through a replacement and JSON. */
function probeIn(type: TextColumn['type'], field: string): string {
  return type === 'jsonb' ? probe(field).replaceAll('"', '\\\\"') : probe(field);
}

const dropChecksSql = `
  do $$
  declare it record;
  begin
    for it in select conrelid::regclass as of_table, conname from pg_constraint
      where contype = 'c' and connamespace = 'public'::regnamespace and coninhcount = 0 and conrelid <> 0
    loop
      execute format('alter table %s drop constraint %I', it.of_table, it.conname);
    end loop;
  end $$`;

/** Kept: rules are read as rules, and what is kept of a command is no page's. */
const textColumnsSql = `
  select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0
    and not a.attisdropped and a.attgenerated = '' and format_type(a.atttypid, null) in ('text', 'text[]', 'jsonb')
    and c.relname not in ('command_key', 'audit_log', 'row_state')
  order by 1, 2`;
