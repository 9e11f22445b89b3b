/**
 * Why: one person changed today's rules and judged yesterday's records by them. A rule and a day of the calendar name the
 * decision of two that they come from, a rule begins the day after it, a day that has begun stays, and a record keeps
 * the rules it was computed by unless a recompute was approved.
 * Locks: policy, calendar_day and service_record for an instant (columns without default, triggers). Way back: drop what
 * is new; the rules themselves stay.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables } from './support/guards';

export class ChangeRulesByTwo1764300600000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table policy add column decision_id uuid unique references decision (request_id);
      alter table calendar_day add column decision_id uuid references decision (request_id);

      -- VL010: a rule without the decision of two, or one that does not begin after it.
      create function refuse_undecided_policy() returns trigger language plpgsql as $$
      declare
        v_asked record;
        v_decided_on date;
      begin
        if new.decision_id is null then
          -- The default that comes with the application: once per kind, and again it changes nothing.
          if new.division_id is null and (
            not exists (select 1 from policy p where p.kind = new.kind and p.division_id is null)
            or exists (select 1 from policy p where p.kind = new.kind and p.version = new.version)) then return new; end if;
          raise exception 'a policy needs the decision of two' using errcode = 'VL010', constraint = 'policy_is_decided';
        end if;
        select r.kind, r.payload, d.outcome, d.decided_at into v_asked
        from decision d join decision_request r on r.id = d.request_id where d.request_id = new.decision_id;
        if v_asked.kind is distinct from 'policies.publish' or v_asked.outcome <> 'APPROVED'
          or v_asked.payload -> 'body' is distinct from new.body or v_asked.payload ->> 'kind' is distinct from new.kind
          or v_asked.payload ->> 'divisionId' is distinct from new.division_id::text
          or new.body ->> 'version' is distinct from new.version
          or (new.body ->> 'effectiveFrom')::date is distinct from new.effective_from then
          raise exception 'the decision is about something else' using errcode = 'VL010', constraint = 'policy_is_decided';
        end if;
        v_decided_on := (v_asked.decided_at at time zone 'Asia/Shanghai')::date;
        if new.effective_from < v_decided_on or (new.effective_from = v_decided_on and not is_practice()) then
          raise exception 'a policy works forward only' using errcode = 'VL010', constraint = 'policy_is_forward';
        end if;
        if new.kind = 'HOURS' and not is_practice() and (new.body ->> 'publicityWorkingDays')::int < 1 then
          raise exception 'records are public for a day at least' using errcode = 'VL010', constraint = 'policy_is_public';
        end if;
        return new;
      end $$;
      create trigger policy_by_two before insert on policy for each row execute function refuse_undecided_policy();

      -- VL010: a day of the calendar without the decision of two, or one that has begun. What comes with the application,
      -- and what is decided first about a year, comes whole, in one transaction.
      create function refuse_undecided_day() returns trigger language plpgsql as $$
      declare
        v_asked record;
        v_is_new boolean := not exists (
          select 1 from calendar_day c where extract(year from c.day) = extract(year from new.day)
            and c.xmin <> pg_current_xact_id()::xid);
      begin
        if new.decision_id is null then
          if tg_op = 'INSERT' and (v_is_new or exists (select 1 from calendar_day c where c.day = new.day)) then
            return new;
          end if;
          raise exception 'a working day needs the decision of two' using errcode = 'VL010', constraint = 'day_is_decided';
        end if;
        select r.kind, r.payload, d.outcome, d.decided_at into v_asked
        from decision d join decision_request r on r.id = d.request_id where d.request_id = new.decision_id;
        if v_asked.kind is distinct from 'policies.import-calendar' or v_asked.outcome <> 'APPROVED'
          or (v_asked.payload ->> 'year')::int is distinct from extract(year from new.day)::int
          or new.is_working is distinct from coalesce(
            (select (e ->> 'isWorking')::boolean from jsonb_array_elements(v_asked.payload -> 'exceptions') e
             where (e ->> 'day')::date = new.day), extract(isodow from new.day) < 6) then
          raise exception 'the decision is about something else' using errcode = 'VL010', constraint = 'day_is_decided';
        end if;
        if not is_practice() and not v_is_new and new.day <= (v_asked.decided_at at time zone 'Asia/Shanghai')::date then
          raise exception 'a day that has begun stays' using errcode = 'VL010', constraint = 'day_is_forward';
        end if;
        return new;
      end $$;
      create trigger calendar_day_by_two before insert or update on calendar_day
        for each row execute function refuse_undecided_day();

      -- VL010: a record judged by other rules than before without an approved recompute.
      create function refuse_other_rules() returns trigger language plpgsql as $$
      begin
        if tg_op = 'INSERT' and exists (
          select 1 from service_record r
          where r.volunteer_id = new.volunteer_id and r.shift_id = new.shift_id and r.revision = new.revision - 1
            and (r.hours_policy_version = new.hours_policy_version or exists (
              select 1 from recompute_line l join recompute_run u on u.id = l.run_id
              where l.volunteer_id = r.volunteer_id and l.record_id = r.id and u.status in ('APPROVED', 'DONE')
                and u.policy_version = new.hours_policy_version))) then
          return new;
        end if;
        raise exception 'a record keeps its rules' using errcode = 'VL010', constraint = 'record_keeps_rules';
      end $$;
      create trigger service_record_keeps_rules before update of hours_policy_version on service_record
        for each row when (new.hours_policy_version <> old.hours_policy_version) execute function refuse_other_rules();
      create trigger service_record_next_keeps_rules before insert on service_record
        for each row when (new.revision > 1) execute function refuse_other_rules();
    `);
    // Days are written over by a decision, never taken away.
    await guardTables(queryRunner, 'balance', ['calendar_day']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await guardTables(queryRunner, 'balance', ['calendar_day'], 'grant');
    await queryRunner.query(`
      drop trigger service_record_keeps_rules on service_record;
      drop trigger service_record_next_keeps_rules on service_record;
      drop trigger calendar_day_by_two on calendar_day;
      drop trigger policy_by_two on policy;
      drop function refuse_other_rules(), refuse_undecided_day(), refuse_undecided_policy();
      alter table calendar_day drop column decision_id;
      alter table policy drop column decision_id;
    `);
  }
}
