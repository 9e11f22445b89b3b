/**
 * Why: the ledger may be spread over several servers. Each of them remembers which ledger it belongs to and which
 * partitions it holds; the main database remembers the whole map. A start with another map is refused, because the
 * entries of a partition that is looked for in the wrong place would be lost from view. Both tables are empty while the
 * ledger is in the main database.
 * Locks: none, all tables are new. Way back: drop them (only while they are empty).
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables, refuseChanges } from './support/guards';

const facts = ['ledger_identity', 'ledger_placement'];

export class PlaceLedger1764100400000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- In the main database of a ledger that is spread over servers, and nowhere else: its name.
      create table ledger_identity (
        is_main boolean primary key default true check (is_main),
        ledger_id uuid not null,
        recorded_at timestamptz not null
      );

      -- Main database: all 64 rows. Another server: its own partitions.
      create table ledger_placement (
        partition smallint primary key check (partition between 0 and 63),
        ledger_id uuid not null,
        -- the lowest partition on the same server
        holder smallint not null check (holder between 0 and partition),
        recorded_at timestamptz not null
      );
    `);
    for (const table of facts) await refuseChanges(queryRunner, table);
    await guardTables(queryRunner, 'fact', facts);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table ledger_placement, ledger_identity');
  }
}
