/**
 * Why: volunteers, teams, divisions and appointments come as spreadsheets. An upload is checked and staged; the rows as
 * they were uploaded lie here encrypted, chunk by chunk, only until they are applied, cancelled or seven days old. What
 * stays are row numbers, codes and ids.
 * Locks: none, the tables are new. Way back: drop them.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ImportPeople1764200200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table people_import (
        id uuid primary key,
        kind text not null check (kind in ('VOLUNTEERS', 'TEAMS', 'DIVISIONS', 'APPOINTMENTS')),
        division_id uuid not null references division (id),
        file_hash bytea not null check (octet_length(file_hash) = 32),
        status text not null check (status in ('CHECKED', 'RUNNING', 'DONE', 'CANCELLED', 'EXPIRED')),
        row_count integer not null check (row_count >= 0),
        -- rows with at least one error; with one of them nothing may be applied
        error_row_count integer not null check (error_row_count between 0 and row_count),
        known_count integer not null,
        duplicate_count integer not null,
        done_count integer not null default 0 check (done_count between 0 and row_count),
        skip_duplicates boolean not null default false,
        uploaded_by text not null,
        uploaded_at timestamptz not null,
        confirmed_by text,
        confirmed_at timestamptz,
        progressed_at timestamptz,
        finished_at timestamptz,
        finished_by text,
        check (status <> 'RUNNING' or error_row_count = 0),
        check ((confirmed_by is null) = (confirmed_at is null)),
        check (status <> 'DONE' or done_count = row_count)
      );
      create index people_import_list on people_import (division_id, id);
      create index people_import_running on people_import (progressed_at) where status = 'RUNNING';
      create index people_import_waiting on people_import (uploaded_at) where status = 'CHECKED';

      create table people_import_chunk (
        import_id uuid not null references people_import (id),
        chunk_no integer not null check (chunk_no >= 1),
        payload_cipher bytea not null,
        primary key (import_id, chunk_no)
      );

      create table people_import_error (
        import_id uuid not null references people_import (id),
        row_number integer not null,
        column_key text not null,
        problem text not null,
        primary key (import_id, row_number, column_key)
      );

      -- Rows that may be somebody who is here already, or in another row: offered for merging.
      create table people_import_duplicate (
        import_id uuid not null references people_import (id),
        row_number integer not null,
        ordinal integer not null,
        kind text not null check (kind in ('SAME_NAME_AND_PHONE', 'SAME_PHONE')),
        other_volunteer_id uuid references volunteer (id),
        other_row_number integer,
        primary key (import_id, row_number, ordinal),
        check ((other_volunteer_id is null) <> (other_row_number is null))
      );

      create table people_import_result (
        import_id uuid not null references people_import (id),
        row_number integer not null,
        outcome text not null check (outcome in ('CREATED', 'UPDATED', 'UNCHANGED', 'SKIPPED', 'FAILED')),
        problem text,
        subject_id uuid,
        primary key (import_id, row_number),
        check ((outcome = 'FAILED') = (problem is not null))
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table people_import_result, people_import_duplicate, people_import_error, people_import_chunk, people_import;
    `);
  }
}
