/** Rows that a person makes by a command of the service, or that two people decided. */
export interface DeclaredAct {
  readonly table: string;
  /** The column with the actor's id. */
  readonly actor: string;
  /** The commands that make such a row; each answers its id. */
  readonly commands: readonly string[];
  /** The member of the answer that names the row. Default: id. */
  readonly answer?: string;
  /** SQL over the row `t`: which rows are asked about. Default: all. */
  readonly where?: string;
  /** A column whose value stands in what was asked, where the row follows from a decision. */
  readonly subject: string;
  /** The column with the decision's id, where the row keeps it: then only this one counts. */
  readonly decision?: string;
}

/**
 * Rows that nobody made: no command of their actor has answered with them, and no approved request is about them. What the
 * system makes itself, and what was there before a person's answers were forgotten, is left alone. $1: how many at most.
 */
export function undeclaredActsSql({
  table,
  actor,
  commands,
  answer = 'id',
  where = 'true',
  subject,
  decision,
}: DeclaredAct): string {
  const decided =
    decision === undefined
      ? `(q.subject_id = t.id or strpos(q.payload::text, t.${subject}::text) > 0)`
      : `q.id = t.${decision}`;
  const names = commands.map((command) => `'${command}'`).join(', ');
  return `
    select '${table}' as "table", '${actor}' as "column", 'UNEXPECTED' as problem, t.id::text as key
    from ${table} t
    where t.${actor} !~ '^system:' and (${where})
      and not exists (
        select 1 from command_key k
        where k.actor_id = t.${actor} and k.command in (${names}) and k.response ->> '${answer}' = t.id::text)
      and not exists (
        select 1 from command_key k
        where k.actor_id = t.${actor} and k.command in (${names}) and jsonb_exists(k.response, 'isForgotten'))
      and not exists (
        select 1 from decision_request q join decision d on d.request_id = q.id
        where d.outcome = 'APPROVED' and t.${actor} in (q.asked_by, d.decided_by)
          and ${decided})
    order by 4 limit $1`;
}
