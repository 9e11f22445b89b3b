import type { QueryRunner } from 'typeorm';

/**
 * What the application's role may no longer do on a table: facts never change, balances move but never go, and what only
 * functions of the owner write is read only.
 */
const FORBIDDEN = {
  fact: 'update, delete, truncate',
  balance: 'delete, truncate',
  functionOnly: 'insert, update, delete, truncate',
} as const;
export type Guarded = keyof typeof FORBIDDEN;

/** Row triggers refuse UPDATE and DELETE, the statement trigger TRUNCATE; they hold the owner back as well. */
export async function refuseChanges(queryRunner: QueryRunner, table: string): Promise<void> {
  await queryRunner.query(`
    create trigger ${table}_append_only before update or delete on ${table}
      for each row execute function refuse_change();
    create trigger ${table}_no_truncate before truncate on ${table}
      for each statement execute function refuse_change();
  `);
}

/**
 * Takes the rights to change or delete away from everybody who uses the tables without owning them (the application's
 * role), on every leaf too; `grant` gives them back.
 */
export async function guardTables(
  queryRunner: QueryRunner,
  kind: Guarded,
  tables: readonly string[],
  verb: 'revoke' | 'grant' = 'revoke',
): Promise<void> {
  const preposition = verb === 'grant' ? 'to' : 'from';
  await queryRunner.query(
    `do $$
     declare v record;
     begin
       for v in
         select distinct c.oid::regclass as name, grantee.rolname
         from pg_class root
         left join lateral pg_partition_tree(root.oid) leaf on true
         join pg_class c on c.oid = coalesce(leaf.relid, root.oid)
         cross join lateral aclexplode(c.relacl) acl
         join pg_roles grantee on grantee.oid = acl.grantee and grantee.oid <> c.relowner
         where root.relnamespace = 'public'::regnamespace and root.relname = any ('{${tables.join(',')}}')
       loop
         execute format('${verb} ${FORBIDDEN[kind]} on %s ${preposition} %I', v.name, v.rolname);
       end loop;
     end $$`,
  );
}
