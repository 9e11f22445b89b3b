import type { QueryRunner } from 'typeorm';

/** Number of hash partitions of every table that is partitioned by volunteer. Fixed for the life of a database. */
export const VOLUNTEER_PARTITIONS = 64;

/**
 * Makes the 64 leaves of a table that is partitioned by hash of the volunteer. With `appendOnly` the parent's row trigger
 * (inherited by the leaves) refuses UPDATE and DELETE, and every leaf gets a TRUNCATE trigger of its own, because a leaf
 * accepts TRUNCATE although its parent's trigger forbids it.
 */
export async function partitionByVolunteer(
  queryRunner: QueryRunner,
  table: string,
  options: { readonly appendOnly: boolean; readonly fillFactor?: number },
): Promise<void> {
  const storage = options.fillFactor === undefined ? '' : ` with (fillfactor = ${options.fillFactor})`;
  const statements: string[] = [];
  if (options.appendOnly) {
    statements.push(
      `create trigger ${table}_append_only before update or delete on ${table}
         for each row execute function refuse_change();`,
      `create trigger ${table}_no_truncate before truncate on ${table}
         for each statement execute function refuse_change();`,
    );
  }
  for (let leaf = 0; leaf < VOLUNTEER_PARTITIONS; leaf += 1) {
    const name = `${table}_p${String(leaf).padStart(2, '0')}`;
    statements.push(
      `create table ${name} partition of ${table}
         for values with (modulus ${VOLUNTEER_PARTITIONS}, remainder ${leaf})${storage};`,
    );
    if (options.appendOnly) {
      statements.push(
        `create trigger ${name}_no_truncate before truncate on ${name}
           for each statement execute function refuse_change();`,
      );
    }
  }
  await queryRunner.query(statements.join('\n'));
}
