import { escapeIdentifier, escapeLiteral } from 'pg';

/**
 * The tables whose states are noted as facts (row_state), found by the trigger that notes them, so that a new one is covered
 * without anybody thinking of it.
 */
export const watchedTablesSql = `
  select c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
  where c.relnamespace = 'public'::regnamespace and t.tgname = c.relname || '_state_insert' order by 1`;

/**
 * Rows of a watched table that are not what was noted last: changed, gone, or written without a note. $1: how many at most.
 */
export function unnotedRowsSql(table: string): string {
  const [name, state] = [escapeIdentifier(table), escapeIdentifier(`${table}_state`)];
  return `
    with noted as (
      select distinct on (row_id) row_id, digest from row_state where table_name = ${escapeLiteral(table)}
      order by row_id, id desc
    ), present as (
      select p.id, p.digest from (select t.id, ${state}(t) as digest from ${name} t) p where p.digest is not null)
    select ${escapeLiteral(table)} as "table", '*' as "column", coalesce(p.id, n.row_id)::text as key,
      case when p.id is null then 'MISSING' when n.row_id is null then 'UNEXPECTED' else 'CHANGED' end as problem
    from noted n full join present p on p.id = n.row_id
    where p.digest is distinct from n.digest order by 3 limit $1`;
}
