/**
 * Lines of a head whose time lies before what was sealed already. A transaction writes its beginning as the time of its
 * lines and commits later: an hour is more than any of them takes. $1: keys, $2: when the head before was sealed.
 */
export const lateLinesSql = `
  select id from audit_log where id = any ($1::bigint[]) and at < $2::timestamptz - interval '1 hour' order by id`;

/** Old lines that were kept from the checkpointer. $1: tree, $2: when the newest checkpoint was made. */
export const unsealedLinesSql = `
  select a.id from audit_log a
  where a.at < $2::timestamptz - interval '3 hours' and not exists (
    select 1 from (select unnest(keys) as key from ledger_tree_head where tree = $1) h where h.key = a.id::text)
  order by a.id limit 20`;

export const linesSql = 'select at, action from audit_log where id = $1';
