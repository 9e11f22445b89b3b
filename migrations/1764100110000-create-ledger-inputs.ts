/**
 * Why: what people put into the ledger by hand. Bonuses and penalties under an id the device made (kept for ever, so that
 * a repetition is recognised for ever), and the old hours of a street: a source document, its rows, and who approved it.
 * Locks: none, all tables are new. Way back: drop the tables (only before the first posting by hand).
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables, refuseChanges } from './support/guards';

export class CreateLedgerInputs1764100110000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table manual_posting (
        volunteer_id uuid not null references volunteer (id),
        -- made and kept by the device; the cause of the entry
        id uuid not null,
        payload_hash bytea not null check (octet_length(payload_hash) = 32),
        reason text not null check (reason in ('BONUS', 'PENALTY')),
        point_tenths bigint not null check (point_tenths <> 0),
        grounds text not null,
        seq bigint not null,
        balance_after bigint not null,
        posted_by text not null,
        posted_at timestamptz not null,
        primary key (volunteer_id, id)
      );

      create table opening_import (
        id uuid primary key,
        division_id uuid not null references division (id),
        -- the paper the rows were taken from: what it is called, who keeps it, which time it covers
        document_title text not null,
        document_keeper text not null,
        period_from date not null,
        period_to date not null check (period_to >= period_from),
        file_hash bytea not null check (octet_length(file_hash) = 32),
        row_count integer not null check (row_count > 0),
        total_minutes bigint not null check (total_minutes > 0),
        status text not null check (status in ('SUBMITTED', 'POSTED', 'REJECTED', 'REVERSED')),
        submitted_by text not null,
        submitted_at timestamptz not null,
        decided_by text check (decided_by <> submitted_by),
        decided_at timestamptz,
        decision_reason text,
        reversed_by text,
        reversed_at timestamptz,
        reversal_reason text,
        check ((status = 'SUBMITTED') = (decided_by is null))
      );
      -- A file counts once, however often it is handed in.
      create unique index opening_import_file on opening_import (file_hash) where status in ('SUBMITTED', 'POSTED');
      create index opening_import_division on opening_import (division_id, id);

      create table opening_row (
        volunteer_id uuid not null references volunteer (id),
        -- the cause of the entry
        id uuid not null,
        import_id uuid not null references opening_import (id),
        row_number integer not null check (row_number >= 1),
        kind text not null check (kind in ('SERVICE', 'TRAINING')),
        minutes integer not null check (minutes > 0),
        -- old hours have no punches: paper (C), an administrator with proof (D), the volunteer's own word (E)
        grade text not null check (grade in ('C', 'D', 'E')),
        served_on date not null,
        primary key (volunteer_id, id)
      );
      create index opening_row_import on opening_row (import_id, row_number);
    `);
    for (const table of ['manual_posting', 'opening_row']) await refuseChanges(queryRunner, table);
    await guardTables(queryRunner, 'fact', ['manual_posting', 'opening_row']);
    await guardTables(queryRunner, 'balance', ['opening_import']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table opening_row, opening_import, manual_posting');
  }
}
