/**
 * Why: the database is the last guard of dual control: who recorded, the volunteer, the household and the leader's own
 * team never approve, and weak evidence above the monthly limit needs two approvals from two units. Minutes above a day
 * cap are decided by facts of their own. Households are declared relations, without an address.
 * Locks: service_record for an instant (columns with constant defaults). Way back: drop what is new; grants are lost.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables, refuseChanges } from './support/guards';

const facts = ['record_approval', 'day_cap_decision'];

export class TwoPeopleDecide1764100700000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- Who lives together, as far as somebody declared it. The household is a bare id: no address is kept for it.
      create table household_member (
        id uuid primary key,
        household_id uuid not null,
        volunteer_id uuid not null references volunteer (id),
        declared_by text not null,
        source text not null,
        declared_at timestamptz not null,
        left_at timestamptz,
        left_by text,
        check ((left_at is null) = (left_by is null))
      );
      create unique index household_member_open on household_member (volunteer_id) where left_at is null;
      create index household_member_household on household_member (household_id) where left_at is null;

      create function share_household(p_one uuid, p_other uuid) returns boolean language sql stable as $$
        select exists (
          select 1 from household_member a join household_member b on b.household_id = a.household_id
          where a.volunteer_id = p_one and a.left_at is null and b.volunteer_id = p_other and b.left_at is null)
      $$;

      alter table service_record
        -- who said when the service really ended: the recorder of the check-out that an approval appends
        add column proposed_by text,
        add column approvals_required smallint not null default 1,
        -- minutes above a day cap that were approved and posted after the confirmation
        add column granted_minutes integer not null default 0,
        add constraint service_record_approvals_required check (approvals_required between 1 and 2),
        add constraint service_record_granted check (granted_minutes >= 0
          and credited_minutes + granted_minutes + pending_community_minutes + pending_street_minutes <= clipped_minutes);
      create index service_record_pending on service_record (division_id, starts_at)
        where status = 'CONFIRMED' and pending_community_minutes + pending_street_minutes > 0;
      create index service_record_open on service_record (served_on)
        where status in ('COMPUTED', 'UNDER_REVIEW', 'PUBLICITY');

      -- One of several approvals of a record as it was computed at that time.
      create table record_approval (
        id uuid primary key,
        volunteer_id uuid not null,
        record_id uuid not null references service_record (id),
        computed_at timestamptz not null,
        approver_id text not null,
        -- the division through which the approver holds the permission: another unit is another division
        unit_division_id uuid not null references division (id),
        reason text not null,
        approved_at timestamptz not null,
        constraint record_approval_one_per_person unique (volunteer_id, record_id, computed_at, approver_id),
        constraint record_approval_one_per_unit unique (volunteer_id, record_id, computed_at, unit_division_id)
      );

      -- What was decided about the minutes above a cap: one decision per record and level.
      create table day_cap_decision (
        id uuid primary key,
        volunteer_id uuid not null,
        record_id uuid not null references service_record (id),
        level text not null check (level in ('COMMUNITY', 'STREET')),
        approved_minutes integer not null check (approved_minutes >= 0),
        refused_minutes integer not null check (refused_minutes >= 0),
        -- [{startMs, endMs}]: the time behind the approved minutes
        intervals jsonb not null,
        reason text not null check (length(reason) >= 2),
        decided_by text not null,
        decided_at timestamptz not null,
        check (approved_minutes + refused_minutes > 0),
        constraint day_cap_decision_once unique (volunteer_id, record_id, level)
      );

      -- VL010: somebody who is involved approves. The name of the constraint says how.
      create function refuse_involved_approver(
        p_decider text, p_volunteer uuid, p_team uuid, p_recorded_by text[]
      ) returns void language plpgsql as $$
      declare
        v_own uuid;
      begin
        if p_decider = any (p_recorded_by) then
          raise exception 'the recorder approves' using errcode = 'VL010', constraint = 'recorder_is_not_approver';
        end if;
        if p_decider !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then return; end if;
        select volunteer_id into v_own from user_account where id = p_decider::uuid;
        if v_own is null then return; end if;
        if v_own = p_volunteer then
          raise exception 'the volunteer approves' using errcode = 'VL010', constraint = 'approver_is_not_volunteer';
        end if;
        if share_household(v_own, p_volunteer) then
          raise exception 'the household approves' using errcode = 'VL010', constraint = 'approver_is_not_household';
        end if;
        if exists (
          select 1 from team t join team_membership m on m.team_id = t.id and m.status = 'ACTIVE'
          where t.id = p_team and t.leader_volunteer_id = p_volunteer and m.volunteer_id = v_own
        ) then
          raise exception 'a member approves the leader' using errcode = 'VL010', constraint = 'approver_is_not_member';
        end if;
      end $$;

      create function service_record_dual_control() returns trigger language plpgsql as $$
      begin
        if new.status not in ('PUBLICITY', 'CONFIRMED') then return new; end if;
        if new.decided_by is null then
          raise exception 'nobody approves' using errcode = 'VL010', constraint = 'reviewed_record_has_approver';
        end if;
        perform refuse_involved_approver(new.decided_by, new.volunteer_id, new.team_id, new.recorded_by);
        if new.approvals_required > 1 and new.approvals_required > (
          select count(*) from record_approval a where a.volunteer_id = new.volunteer_id and a.record_id = new.id
            and a.computed_at = new.computed_at
        ) then
          raise exception 'one approval is missing' using errcode = 'VL010', constraint = 'record_has_second_approval';
        end if;
        return new;
      end $$;
      create trigger service_record_dual_control before update of status, decided_by on service_record
        for each row
        when (old.status = 'UNDER_REVIEW' and new.status in ('PUBLICITY', 'CONFIRMED')
          or new.decided_by is distinct from old.decided_by)
        execute function service_record_dual_control();

      create function approval_dual_control() returns trigger language plpgsql as $$
      declare
        v_record service_record;
      begin
        select * into strict v_record from service_record where id = new.record_id;
        perform refuse_involved_approver(case tg_table_name when 'record_approval' then to_jsonb(new) ->> 'approver_id'
          else to_jsonb(new) ->> 'decided_by' end, v_record.volunteer_id, v_record.team_id, v_record.recorded_by);
        return new;
      end $$;
    `);
    for (const table of facts) {
      await queryRunner.query(`
        create trigger ${table}_dual_control before insert on ${table}
          for each row execute function approval_dual_control()`);
      await refuseChanges(queryRunner, table);
    }
    await guardTables(queryRunner, 'fact', facts);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table day_cap_decision, record_approval;
      drop trigger service_record_dual_control on service_record;
      drop function service_record_dual_control(), approval_dual_control(),
        refuse_involved_approver(text, uuid, uuid, text[]);
      drop index service_record_pending, service_record_open;
      alter table service_record drop constraint service_record_granted,
        drop constraint service_record_approvals_required, drop column granted_minutes, drop column approvals_required,
        drop column proposed_by;
      drop function share_household(uuid, uuid);
      drop table household_member;
    `);
  }
}
