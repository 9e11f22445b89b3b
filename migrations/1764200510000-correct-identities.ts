/**
 * Why: people ask for their own name or ID number to be corrected, and somebody else decides. The old and the new texts, the
 * reason, the answer and the proof are sealed by the person's data key and stay as history until the account is closed.
 * Locks: none, the table is new. Way back: drop it.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CorrectIdentities1764200510000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table identity_correction (
        id uuid primary key,
        volunteer_id uuid not null references volunteer (id),
        -- {name?, idNumber?, reason}
        request_cipher bytea not null,
        -- {name, idNumber}
        before_cipher bytea not null,
        answer_cipher bytea,
        -- blind index of the new number, to find who has it
        id_number_index bytea,
        proof_cipher bytea,
        proof_media_type text,
        status text not null check (status in ('OPEN', 'APPROVED', 'REJECTED')),
        requested_at timestamptz not null,
        decided_by text,
        decided_at timestamptz,
        check ((status = 'OPEN') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
        check ((proof_cipher is null) = (proof_media_type is null)),
        check (status <> 'REJECTED' or answer_cipher is not null)
      );
      create unique index identity_correction_open on identity_correction (volunteer_id) where status = 'OPEN';
      create index identity_correction_person on identity_correction (volunteer_id, id);
      create index identity_correction_waiting on identity_correction (id) where status = 'OPEN';
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table identity_correction');
  }
}
