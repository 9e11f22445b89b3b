/**
 * Why: the database is the last guard. Whoever uses the tables without owning them (the application's role) loses the
 * right to change or delete facts, on every leaf too; the triggers then hold the owner back as well.
 * Locks: a short catalogue lock per table. Way back: grant the rights again.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Never changed, never deleted. */
const facts = ['punch', 'ledger_entry', 'audit_log', 'policy', 'selection_line'];
/** Kept up by the write path, never deleted. */
const balances = ['ledger_account', 'ledger_month'];

export class GuardFacts1764000500000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await this.change(queryRunner, 'revoke', 'from');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await this.change(queryRunner, 'grant', 'to');
  }

  private async change(queryRunner: QueryRunner, verb: 'grant' | 'revoke', preposition: 'to' | 'from'): Promise<void> {
    await queryRunner.query(
      `do $$
       declare v record;
       begin
         for v in
           select c.oid::regclass as name, grantee.rolname,
             case when root.relname = any ('{${facts.join(',')}}') then 'update, delete, truncate' else 'delete, truncate' end
               as rights
           from pg_class root
           left join lateral pg_partition_tree(root.oid) leaf on true
           join pg_class c on c.oid = coalesce(leaf.relid, root.oid)
           cross join lateral aclexplode(c.relacl) acl
           join pg_roles grantee on grantee.oid = acl.grantee and grantee.oid <> c.relowner
           where root.relnamespace = 'public'::regnamespace
             and root.relname = any ('{${[...facts, ...balances].join(',')}}')
           group by 1, 2, 3
         loop
           execute format('${verb} %s on %s ${preposition} %I', v.rights, v.name, v.rolname);
         end loop;
       end $$`,
    );
  }
}
