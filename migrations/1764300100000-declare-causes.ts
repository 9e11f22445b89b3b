/**
 * Why: the application's role may insert rows and call ledger_post, so whoever gets hold of it could write a confirmed record
 * that nobody served, post minutes without a cause, or print others on a certificate, and every chain would still agree. Now
 * ledger_post asks who declared the cause; records, certificates, assessments and appointments have to begin at their
 * beginning and to have behind them what they claim; and each state of theirs that counts is noted as a fact, which is
 * under the signed checkpoints like all others.
 * Locks: each watched table, as long as its rows are noted once (about 10 s per million records). Way back: down; the notes
 * are lost.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { causeFunctions, paperFunctions, recordFunctions } from './support/cause-functions';
import { guardTables, refuseChanges } from './support/guards';
import { askingDoor, openDoor } from './support/ledger-functions';
import { unwatchRows, watchRows, type WatchedTable } from './support/row-states';

const watched: readonly WatchedTable[] = [
  {
    name: 'service_record',
    columns: [
      'id',
      'volunteer_id',
      'shift_id',
      'team_id',
      'division_id',
      'starts_at',
      'ends_at',
      'revision',
      'kind',
      'category',
      'duty',
      'status',
      'served_on',
      'raw_minutes',
      'clipped_minutes',
      'credited_minutes',
      'granted_minutes',
      'grade',
      'recorded_by',
      'is_points_eligible',
      'hours_policy_version',
      'credited_intervals',
      'computed_at',
      'publicity_from',
      'publicity_until',
      'confirmed_at',
      'decided_by',
    ],
    counts: `t.status in ('CONFIRMED', 'REVERSED')`,
  },
  {
    name: 'certificate',
    columns: [
      'id',
      'volunteer_id',
      'division_id',
      'status',
      'period_from',
      'period_to',
      'certificate_no',
      'verification_code',
      'issued_at',
      'issued_by',
      'service_minutes',
      'training_minutes',
      'minutes_by_grade',
      'ledger_seal',
      'superseded_by',
      'ended_at',
      'ended_by',
    ],
    counts: 't.certificate_no is not null',
  },
  {
    name: 'assessment',
    columns: [
      'id',
      'appointment_id',
      'assessed_on',
      'item',
      'score_hundredths',
      'recorded_by',
      'created_at',
      'voided_at',
    ],
  },
  {
    name: 'head_appointment',
    columns: [
      'id',
      'volunteer_id',
      'division_id',
      'role',
      'valid_from',
      'valid_to',
      'is_paid',
      'created_by',
      'created_at',
    ],
  },
  {
    name: 'team_leadership',
    columns: ['id', 'team_id', 'volunteer_id', 'role', 'began_at', 'ended_at'],
  },
  {
    name: 'opening_import',
    columns: [
      'id',
      'division_id',
      'period_from',
      'period_to',
      'file_hash',
      'row_count',
      'total_minutes',
      'status',
      'submitted_by',
      'submitted_at',
      'decided_by',
      'decided_at',
      'reversed_by',
      'reversed_at',
    ],
  },
  {
    name: 'selection_round',
    columns: [
      'id',
      'division_id',
      'period_from',
      'period_to',
      'roles',
      'policy_version',
      'policy',
      'status',
      'snapshot',
    ],
  },
];

const triggers = [
  ['service_record', 'insert or update', 'service_record_is_declared'],
  ['certificate', 'insert or update', 'certificate_is_declared'],
  ['assessment', 'insert or update', 'assessment_is_declared'],
  ['head_appointment', 'update', 'appointment_is_declared'],
  ['selection_round', 'update', 'frozen_round_stands'],
  ['opening_import', 'insert or update', 'opening_is_declared'],
] as const;

export class DeclareCauses1764300100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(causeFunctions);
    await queryRunner.query(askingDoor);
    await queryRunner.query(recordFunctions);
    await queryRunner.query(paperFunctions);
    for (const [table, events, name] of triggers) {
      await queryRunner.query(
        `create trigger ${name} before ${events} on ${table} for each row execute function ${name}()`,
      );
    }
    await queryRunner.query(`
      create table row_state (
        id bigint generated always as identity primary key,
        table_name text not null,
        row_id uuid not null,
        -- SHA-256 of what counts of the row, as <table>_state answers it
        digest bytea not null check (octet_length(digest) = 32)
      );
      create index row_state_row on row_state (table_name, row_id, id);
    `);
    await refuseChanges(queryRunner, 'row_state');
    await guardTables(queryRunner, 'functionOnly', ['row_state']);
    for (const table of watched) await watchRows(queryRunner, table);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const { name } of watched) await unwatchRows(queryRunner, name);
    await queryRunner.query('drop table row_state');
    for (const [table, , name] of triggers) {
      await queryRunner.query(`drop trigger ${name} on ${table}; drop function ${name}()`);
    }
    await queryRunner.query(openDoor);
    await queryRunner.query(`
      drop function ledger_undeclared(uuid[], text[], bigint[], text[], text[], uuid[], bigint[]),
        record_is_recomputed(service_record), grade_is_declared(service_record), sealed_seq(jsonb, text),
        posted_minutes(uuid, text, jsonb, bigint);
    `);
  }
}
