/**
 * Why: ledger_post is the only way into the ledger. The application's role loses the right to write entries, accounts and
 * months itself; the functions that do it are the owner's (security definer) and keep every rule.
 * Locks: a short catalogue lock per table. Way back: grant the rights again.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables } from './support/guards';

const ledger = ['ledger_entry', 'ledger_account', 'ledger_month'];

export class GuardLedgerWrites1764100100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await guardTables(queryRunner, 'functionOnly', ledger);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await guardTables(queryRunner, 'functionOnly', ledger, 'grant');
  }
}
