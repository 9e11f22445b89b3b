/**
 * Why: the database is the last guard. Whoever uses the tables without owning them (the application's role) loses the
 * right to change or delete facts, on every leaf too; the triggers then hold the owner back as well.
 * Locks: a short catalogue lock per table. Way back: grant the rights again.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables } from './support/guards';

/** Never changed, never deleted. */
const facts = ['punch', 'ledger_entry', 'audit_log', 'policy', 'selection_line'];
/** Kept up by the write path, never deleted. */
const balances = ['ledger_account', 'ledger_month'];

export class GuardFacts1764000500000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await guardTables(queryRunner, 'fact', facts);
    await guardTables(queryRunner, 'balance', balances);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await guardTables(queryRunner, 'fact', facts, 'grant');
    await guardTables(queryRunner, 'balance', balances, 'grant');
  }
}
