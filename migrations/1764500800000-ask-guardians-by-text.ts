/**
 * Why: a guardian consents for a child by a link that comes as a text message. The request, its link and what became of it
 * are kept here; a consent that came this way names the answered request, and the database takes no other.
 * Locks: consent and policy for an instant (a wider check; the one of policy is not proven for old rows), the rest is new.
 * Way back: consents by text message and policies of the kind GUARDIAN have to go first; then drop what is new.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = `'HOURS', 'POINTS', 'STARS', 'SELECTION', 'SIGNUP', 'SIGNALS', 'ATTENDANCE', 'MANUAL'`;
const CHANNELS = `'SELF', 'PAPER', 'GUARDIAN', 'ASSISTED'`;

function checks(kinds: string, channels: string): string {
  return `
    alter table policy drop constraint policy_kind_check,
      add constraint policy_kind_check check (kind in (${kinds})) not valid;
    alter table consent drop constraint consent_channel_check,
      add constraint consent_channel_check check (channel in (${channels}));`;
}

export class AskGuardiansByText1764500800000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ${checks(`${KINDS}, 'GUARDIAN'`, `${CHANNELS}, 'SMS'`)}
      create table guardian_request (
        id uuid primary key,
        -- null: the ID number of the public form was known already. The phone is asked all the same, so that nobody learns
        -- who is registered; nothing follows from the answer.
        volunteer_id uuid references volunteer (id),
        -- whose data key seals the details: the volunteer, or nobody
        subject_id uuid not null,
        division_id uuid not null references division (id),
        -- name of the child, name, relation and phone of the guardian; goes with the end of the request
        details_cipher bytea,
        phone_index bytea not null,
        text_version text not null,
        asked_by text not null,
        asked_at timestamptz not null,
        -- of the link that was sent last; null until one is
        token_hash bytea unique,
        sent_at timestamptz,
        expires_at timestamptz not null,
        tries_left int not null check (tries_left >= 0),
        status text not null check (status in ('WAITING', 'CONFIRMED', 'DENIED', 'BLOCKED', 'EXPIRED', 'REPLACED', 'WITHDRAWN')),
        answered_at timestamptz,
        consent_id uuid unique references consent (id),
        check (status not in ('WAITING', 'CONFIRMED') = (details_cipher is null)),
        check (consent_id is null or (volunteer_id is not null and status in ('CONFIRMED', 'WITHDRAWN')))
      );
      create unique index guardian_request_open on guardian_request (volunteer_id) where status = 'WAITING';
      create index guardian_request_volunteer on guardian_request (volunteer_id, asked_at, id);
      create index guardian_request_asked on guardian_request (asked_at, id) where volunteer_id is not null;
      create index guardian_request_status on guardian_request (status, asked_at, id) where volunteer_id is not null;
      create index guardian_request_phone on guardian_request (phone_index);
      create index guardian_request_expires on guardian_request (expires_at) where status = 'WAITING';
      create index guardian_request_nobody on guardian_request (asked_at) where volunteer_id is null;

      create function guardian_request_stands() returns trigger language plpgsql as $$
      begin
        if (new.id, new.subject_id, new.phone_index, new.text_version, new.asked_by, new.asked_at)
            is distinct from (old.id, old.subject_id, old.phone_index, old.text_version, old.asked_by, old.asked_at)
          or new.volunteer_id is distinct from old.volunteer_id
          or (old.consent_id is not null and new.consent_id is distinct from old.consent_id)
          or (old.status <> new.status and old.status <> 'WAITING' and (old.status, new.status) <> ('CONFIRMED', 'WITHDRAWN'))
        then
          raise exception 'a request to a guardian is not rewritten' using errcode = 'VL010', constraint = 'guardian_request_stands';
        end if;
        return new;
      end $$;
      create trigger guardian_request_stands before update on guardian_request
        for each row execute function guardian_request_stands();

      create function consent_by_text_is_answered() returns trigger language plpgsql as $$
      begin
        if new.purpose <> 'GUARDIAN' or not exists (
          select 1 from guardian_request g
          where g.consent_id = new.id and g.volunteer_id = new.volunteer_id and g.text_version = new.text_version
            and g.sent_at <= new.granted_at and g.expires_at > new.granted_at)
        then
          raise exception 'no guardian has answered' using errcode = 'VL010', constraint = 'consent_by_text_is_answered';
        end if;
        return null;
      end $$;
      -- At the end of the transaction: the request names the consent, which has to be there first.
      create constraint trigger consent_by_text_is_answered after insert or update of channel, purpose, volunteer_id, text_version, granted_at on consent
        deferrable initially deferred for each row when (new.channel = 'SMS')
        execute function consent_by_text_is_answered();

      -- However a consent that came by text is taken back, by the guardian, by staff or with the account: its request ends.
      create function guardian_request_withdrawn() returns trigger language plpgsql as $$
      begin
        update guardian_request set status = 'WITHDRAWN', details_cipher = null
          where consent_id = new.id and status = 'CONFIRMED';
        return null;
      end $$;
      create trigger guardian_request_withdrawn after update of withdrawn_at on consent
        for each row when (new.channel = 'SMS' and new.withdrawn_at is not null)
        execute function guardian_request_withdrawn();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop trigger consent_by_text_is_answered on consent;
      drop trigger guardian_request_withdrawn on consent;
      drop table guardian_request;
      drop function consent_by_text_is_answered, guardian_request_withdrawn, guardian_request_stands;
      ${checks(KINDS, CHANNELS)}
    `);
  }
}
