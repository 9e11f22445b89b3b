/**
 * Why: one person alone gave points, appointed for the past, scored old Mondays and voided what was in the way. Each of
 * these rows names the decision of two that it comes from, and the trigger compares it with what was asked.
 * Locks: manual_posting, head_appointment, assessment, policy and review_signal for an instant (columns without default,
 * checks that are not proven for old rows, triggers). Way back: drop what is new; the rows stay.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const KINDS = `'HOURS', 'POINTS', 'STARS', 'SELECTION', 'SIGNUP', 'SIGNALS', 'ATTENDANCE'`;
const SIGNALS = `'SHARED_DEVICE', 'IDENTICAL_SECONDS', 'IMPOSSIBLE_SPEED', 'BACKFILL_SHARE', 'ONE_RECORDER', 'YOUNG_ACCOUNT'`;

export class BuyNothing1764400200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table policy drop constraint policy_kind_check,
        add constraint policy_kind_check check (kind in (${KINDS}, 'MANUAL')) not valid;
      alter table review_signal drop constraint review_signal_kind_check,
        add constraint review_signal_kind_check check (kind in (${SIGNALS}, 'MANUAL_POINTS')) not valid;

      alter table manual_posting
        -- null: from before two had to decide
        add column asked_by text,
        add column decision_id uuid unique references decision (request_id);
      create index manual_posting_posted_at on manual_posting (posted_at);
      alter table head_appointment
        add column decision_id uuid references decision (request_id),
        -- by whom and when the end was written down; null: from before this was kept
        add column ended_at timestamptz,
        add column ended_by text,
        add column end_decision_id uuid references decision (request_id);
      alter table people_import add column decision_id uuid references decision (request_id);
      alter table assessment
        add column decision_id uuid unique references decision (request_id),
        add column void_decision_id uuid unique references decision (request_id);

      -- What was asked, and by whom, where two have approved it; null where not.
      create function approved_payload(p_decision uuid, p_kind text) returns jsonb language sql stable as $$
        select r.payload || jsonb_build_object('askedBy', r.asked_by, 'decidedBy', d.decided_by) from decision d join decision_request r on r.id = d.request_id
        where d.request_id = p_decision and d.outcome = 'APPROVED' and r.kind = p_kind
      $$;

      create function refuse_single_posting() returns trigger language plpgsql as $$
      declare v_asked jsonb := approved_payload(new.decision_id, 'ledger.adjust');
      begin
        if (v_asked ->> 'id')::uuid is distinct from new.id or (v_asked ->> 'volunteerId')::uuid is distinct from new.volunteer_id
          or (v_asked ->> 'pointTenths')::bigint is distinct from new.point_tenths
          or v_asked ->> 'reason' is distinct from new.reason
          or v_asked ->> 'askedBy' is distinct from new.asked_by
          or v_asked ->> 'decidedBy' is distinct from new.posted_by then
          raise exception 'points by hand need the decision of two' using errcode = 'VL010', constraint = 'points_by_two';
        end if;
        return new;
      end $$;
      create trigger manual_posting_by_two before insert on manual_posting
        for each row execute function refuse_single_posting();

      -- A term that begins, or ends, before the day on which it is written down; also in a list that two have approved.
      create function refuse_single_term() returns trigger language plpgsql as $$
      declare v_asked jsonb;
      begin
        if tg_op = 'INSERT' then
          if new.valid_from >= (new.created_at at time zone 'Asia/Shanghai')::date then return new; end if;
          v_asked := approved_payload(new.decision_id, 'heads.appoint');
          if (v_asked ->> 'volunteerId')::uuid = new.volunteer_id and (v_asked ->> 'divisionId')::uuid = new.division_id
            and v_asked ->> 'role' = new.role and (v_asked ->> 'validFrom')::date = new.valid_from
            and (v_asked ->> 'validTo')::date is not distinct from new.valid_to then return new; end if;
          v_asked := approved_payload(new.decision_id, 'people-imports.appointments');
          if exists (
            select 1 from jsonb_array_elements(v_asked -> 'terms') t
            where (t ->> 'volunteerId')::uuid = new.volunteer_id and (t ->> 'divisionId')::uuid = new.division_id
              and t ->> 'role' = new.role and (t ->> 'validFrom')::date = new.valid_from
              and (t ->> 'validTo')::date is not distinct from new.valid_to) then return new; end if;
        else
          -- The rest of an appointment stands: another trigger holds to that.
          if (new.valid_to, new.ended_at, new.ended_by, new.decision_id, new.end_decision_id) is not distinct from
            (old.valid_to, old.ended_at, old.ended_by, old.decision_id, old.end_decision_id) then return new; end if;
          if new.ended_by is not null and new.ended_at >= old.created_at and new.decision_id is not distinct from old.decision_id
            and new.valid_to >= (new.ended_at at time zone 'Asia/Shanghai')::date
            and (old.valid_to is null or new.valid_to <= old.valid_to) then return new; end if;
          v_asked := approved_payload(new.end_decision_id, 'heads.end');
          if (v_asked ->> 'appointmentId')::uuid = new.id and (v_asked ->> 'validTo')::date = new.valid_to
            and new.decision_id is not distinct from old.decision_id then
            return new;
          end if;
        end if;
        raise exception 'a term of the past needs the decision of two' using errcode = 'VL010', constraint = 'term_by_two';
      end $$;
      create trigger head_appointment_by_two before insert or update on head_appointment
        for each row execute function refuse_single_term();

      create function refuse_single_score() returns trigger language plpgsql as $$
      declare v_asked jsonb;
      begin
        if tg_op = 'INSERT' then
          if new.assessed_on >= (new.created_at at time zone 'Asia/Shanghai')::date - 7 then return new; end if;
          v_asked := approved_payload(new.decision_id, 'awards.record-assessment');
          if (v_asked ->> 'appointmentId')::uuid = new.appointment_id and (v_asked ->> 'assessedOn')::date = new.assessed_on
            and v_asked ->> 'askedBy' = new.recorded_by and (v_asked ->> 'scoreHundredths')::int = new.score_hundredths
            and v_asked ->> 'item' = new.item then
            return new;
          end if;
        else
          -- The rest of a score stands: another trigger holds to that.
          if (new.voided_at, new.void_decision_id, new.decision_id) is not distinct from
            (old.voided_at, old.void_decision_id, old.decision_id) then return new; end if;
          v_asked := approved_payload(new.void_decision_id, 'awards.void-assessment');
          if old.voided_at is null and new.decision_id is not distinct from old.decision_id
            and (v_asked ->> 'assessmentId')::uuid = new.id then return new; end if;
        end if;
        raise exception 'a late score, and a void, need the decision of two'
          using errcode = 'VL010', constraint = 'score_by_two';
      end $$;
      create trigger assessment_by_two before insert or update on assessment
        for each row execute function refuse_single_score();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop trigger assessment_by_two on assessment;
      drop trigger head_appointment_by_two on head_appointment;
      drop trigger manual_posting_by_two on manual_posting;
      drop function refuse_single_score(), refuse_single_term(), refuse_single_posting(), approved_payload(uuid, text);
      alter table people_import drop column decision_id;
      alter table assessment drop column decision_id, drop column void_decision_id;
      alter table head_appointment drop column decision_id, drop column ended_at, drop column ended_by,
        drop column end_decision_id;
      alter table manual_posting drop column decision_id, drop column asked_by;
      drop index if exists manual_posting_posted_at;
      alter table review_signal drop constraint review_signal_kind_check,
        add constraint review_signal_kind_check check (kind in (${SIGNALS})) not valid;
      alter table policy drop constraint policy_kind_check,
        add constraint policy_kind_check check (kind in (${KINDS})) not valid;
    `);
  }
}
