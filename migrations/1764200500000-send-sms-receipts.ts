/**
 * Why: whoever has no account learns by text message which hours are about to be credited, and says so where they are not
 * theirs. A receipt is one row per record, so that nobody is told twice; places name the phone to call; a denial that staff
 * write down says how it came in.
 * Locks: consent, division and record_objection for an instant (the new check of consent reads the table once). Way back:
 * drop what is new; consents to SMS have to go first.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables } from './support/guards';

const purposes = ['REGISTRATION', 'LOCATION', 'PHOTO', 'RANKING_DISPLAY', 'NAME_PUBLICITY', 'SHARING', 'GUARDIAN'];

export class SendSmsReceipts1764200500000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await allowPurposes(queryRunner, [...purposes, 'SMS']);
    await queryRunner.query(`
      alter table division add column contact_phone text;
      alter table record_objection add column channel text check (channel in ('PHONE', 'COUNTER', 'LETTER', 'SMS_REPLY'));

      create table sms_receipt (
        record_id uuid primary key references service_record (id),
        volunteer_id uuid not null references volunteer (id),
        -- what the person tells the clerk
        receipt_no bigint generated always as identity unique,
        -- SENDING is committed before the message is handed over: whoever finds it later does not send it again
        state text not null check (state in ('WAITING', 'SENDING', 'SENT', 'FAILED', 'UNKNOWN', 'SKIPPED')),
        attempts integer not null default 0,
        queued_at timestamptz not null,
        next_attempt_at timestamptz not null,
        settled_at timestamptz,
        -- why it was skipped, a code
        reason text
      );
      create index sms_receipt_open on sms_receipt (next_attempt_at) where state in ('WAITING', 'SENDING');
      create index sms_receipt_volunteer on sms_receipt (volunteer_id);
    `);
    await guardTables(queryRunner, 'balance', ['sms_receipt']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table sms_receipt;
      alter table record_objection drop column channel;
      alter table division drop column contact_phone;
    `);
    await allowPurposes(queryRunner, purposes);
  }
}

async function allowPurposes(queryRunner: QueryRunner, allowed: readonly string[]): Promise<void> {
  await queryRunner.query(`
    alter table consent drop constraint consent_purpose_check;
    alter table consent add constraint consent_purpose_check check (purpose in (${allowed.map((one) => `'${one}'`).join(', ')}));
  `);
}
