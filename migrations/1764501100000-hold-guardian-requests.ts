/**
 * Why: a request to a guardian begins unanswered and is agreed to only after its link was sent; once answered, nothing of it
 * changes but its end. One that waits ends when the consent is written down at the desk. ENDED: the child has come of age.
 * What was settled at the desk before ends here.
 * Locks: guardian_request while its checks are read again and its index is built; consent for an instant.
 * Way back: ENDED requests have to go first; then put the functions and checks of the migration before back.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const STATES = `'WAITING', 'CONFIRMED', 'DENIED', 'BLOCKED', 'EXPIRED', 'REPLACED', 'WITHDRAWN'`;

function checks(states: string, agreed: string): string {
  return `
    alter table guardian_request drop constraint guardian_request_status_check,
      add constraint guardian_request_status_check check (status in (${states})),
      drop constraint guardian_request_check1,
      add constraint guardian_request_check1
        check (consent_id is null or (volunteer_id is not null and status in (${agreed})));`;
}

const REFUSAL = `raise exception 'a request to a guardian is not rewritten' using errcode = 'VL010', constraint = 'guardian_request_stands';`;

export class HoldGuardianRequests1764501100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ${checks(`${STATES}, 'ENDED'`, `'CONFIRMED', 'WITHDRAWN', 'ENDED'`)}

      create or replace function guardian_request_stands() returns trigger language plpgsql as $$
      declare
        may_end constant text[] := array['status', 'details_cipher'];
      begin
        if (new.id, new.subject_id, new.division_id, new.phone_index, new.text_version, new.asked_by, new.asked_at, new.expires_at)
            is distinct from (old.id, old.subject_id, old.division_id, old.phone_index, old.text_version, old.asked_by, old.asked_at, old.expires_at)
          or new.volunteer_id is distinct from old.volunteer_id
          or new.tries_left > old.tries_left
          or (new.details_cipher is not null and new.details_cipher is distinct from old.details_cipher)
          or (old.status <> 'WAITING' and to_jsonb(new) - may_end is distinct from to_jsonb(old) - may_end)
          or (old.status <> new.status and old.status <> 'WAITING'
            and (old.status, new.status) not in (('CONFIRMED', 'WITHDRAWN'), ('CONFIRMED', 'ENDED')))
          or (old.status <> new.status and new.status in ('WITHDRAWN', 'ENDED') and old.status <> 'CONFIRMED')
          or (old.status <> new.status and new.status = 'CONFIRMED' and (old.sent_at is null or new.answered_at is null))
        then
          ${REFUSAL}
        end if;
        return new;
      end $$;

      create function guardian_request_begins() returns trigger language plpgsql as $$
      begin
        if new.status <> 'WAITING' or num_nonnulls(new.consent_id, new.token_hash, new.sent_at, new.answered_at) > 0 then
          raise exception 'a request to a guardian begins unanswered' using errcode = 'VL010', constraint = 'guardian_request_begins';
        end if;
        return new;
      end $$;
      create trigger guardian_request_begins before insert on guardian_request
        for each row execute function guardian_request_begins();

      create function guardian_request_settled() returns trigger language plpgsql as $$
      begin
        update guardian_request set status = 'REPLACED', details_cipher = null, answered_at = new.granted_at
          where volunteer_id = new.volunteer_id and status = 'WAITING';
        return null;
      end $$;
      create trigger guardian_request_settled after insert on consent
        for each row when (new.purpose = 'GUARDIAN' and new.channel <> 'SMS')
        execute function guardian_request_settled();

      update guardian_request g set status = 'REPLACED', details_cipher = null, answered_at = c.granted_at from consent c
        where c.volunteer_id = g.volunteer_id and c.purpose = 'GUARDIAN' and c.withdrawn_at is null and g.status = 'WAITING';
      create index guardian_request_refused on guardian_request (asked_at, id)
        where status in ('DENIED', 'BLOCKED') and volunteer_id is not null;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop index guardian_request_refused;
      drop trigger guardian_request_settled on consent;
      drop trigger guardian_request_begins on guardian_request;
      drop function guardian_request_settled, guardian_request_begins;
      create or replace function guardian_request_stands() returns trigger language plpgsql as $$
      begin
        if (new.id, new.subject_id, new.phone_index, new.text_version, new.asked_by, new.asked_at)
            is distinct from (old.id, old.subject_id, old.phone_index, old.text_version, old.asked_by, old.asked_at)
          or new.volunteer_id is distinct from old.volunteer_id
          or (old.consent_id is not null and new.consent_id is distinct from old.consent_id)
          or (old.status <> new.status and old.status <> 'WAITING' and (old.status, new.status) <> ('CONFIRMED', 'WITHDRAWN'))
        then
          ${REFUSAL}
        end if;
        return new;
      end $$;
      ${checks(STATES, `'CONFIRMED', 'WITHDRAWN'`)}
    `);
  }
}
