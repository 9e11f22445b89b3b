import type { QueryRunner } from 'typeorm';
import { guardTables } from './guards';

/** A table whose rows live on but make minutes, points, papers or terms: each state that counts is noted as a fact. */
export interface WatchedTable {
  readonly name: string;
  /** What a state is made of; texts that a person's erasure takes away are not in it. */
  readonly columns: readonly string[];
  /** SQL over the row `t`: whether it counts yet. Default: from the beginning. */
  readonly counts?: string;
}

/**
 * Has the database note, in the transaction that writes it, a digest of every state of the table's rows that counts, in the
 * append-only table row_state. The functions are the owner's: whoever writes rows can neither leave a note out nor write
 * one. What is there already is noted as it was found.
 *
 * `<table>_state(row)` answers the digest of a row, null where it does not count yet; an audit compares it with the last
 * note. A later change of the columns notes all rows anew.
 */
export async function watchRows(queryRunner: QueryRunner, table: WatchedTable): Promise<void> {
  const { name, columns } = table;
  const members = await membersOf(queryRunner, table);
  const list = (row: string): string => columns.map((column) => `${row}."${column}"`).join(', ');
  await queryRunner.query(`
    create function ${name}_state(t ${name}) returns bytea language sql stable as $$
      select case when ${table.counts ?? 'true'} then sha256(convert_to(jsonb_build_array(${members})::text, 'UTF8')) end
    $$;

    create function note_${name}_insert() returns trigger language plpgsql security definer
    set search_path = public, pg_temp as $$
    begin
      insert into row_state (table_name, row_id, digest)
        select '${name}', t.id, sha256(convert_to(jsonb_build_array(${members})::text, 'UTF8')) from changed t
        where ${table.counts ?? 'true'};
      return null;
    end $$;
    create function note_${name}_update() returns trigger language plpgsql security definer
    set search_path = public, pg_temp as $$
    begin
      insert into row_state (table_name, row_id, digest)
        select '${name}', t.id, sha256(convert_to(jsonb_build_array(${members})::text, 'UTF8'))
        from changed t left join before b on b.id = t.id
        where (${table.counts ?? 'true'}) and (${list('t')}) is distinct from (${list('b')});
      return null;
    end $$;

    create trigger ${name}_state_insert after insert on ${name} referencing new table as changed
      for each statement execute function note_${name}_insert();
    create trigger ${name}_state_update after update on ${name} referencing old table as before new table as changed
      for each statement execute function note_${name}_update();
    insert into row_state (table_name, row_id, digest)
      select '${name}', s.id, s.digest from (select t.id, ${name}_state(t) as digest from ${name} t) s
      where s.digest is not null;
  `);
  await guardTables(queryRunner, 'balance', [name]);
}

export async function unwatchRows(queryRunner: QueryRunner, name: string): Promise<void> {
  await queryRunner.query(`
    drop trigger ${name}_state_insert on ${name};
    drop trigger ${name}_state_update on ${name};
    drop function note_${name}_insert(), note_${name}_update(), ${name}_state(${name});
  `);
}

/** Instants print by the session's time zone, which may be any: in a digest they stand in UTC. */
async function membersOf(queryRunner: QueryRunner, { name, columns }: WatchedTable): Promise<string> {
  const rows = (await queryRunner.query(
    `select attname as name, atttypid = 'timestamptz'::regtype as "isInstant" from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [name],
  )) as { name: string; isInstant: boolean }[];
  return columns
    .map((column) => {
      const found = rows.find((row) => row.name === column);
      if (!found) throw new Error(`${name} has no column ${column}`);
      return found.isInstant ? `(t."${column}" at time zone 'UTC')` : `t."${column}"`;
    })
    .join(', ');
}
