/**
 * Why: categories of activities and kinds of teams were constants. Now they are a district's data, the application's as
 * defaults: one row per version of what a code means at a place. Whether taking part is service decides minutes, so a row
 * that says anything new about a category carries the decision of two; what a position says is fixed with the publishing of
 * its activity, so that no later row changes what has been promised or computed.
 * Locks: team, activity and position for an instant (columns with a constant default, triggers); position while the positions of
 * trainings are noted as no service. Way back: down; the places' own kinds are lost, codes in activities and teams stay.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables, refuseChanges } from './support/guards';

const tables = `
  create table activity_category (
    id uuid primary key,
    -- null: comes with the application, for everybody
    division_id uuid references division (id),
    code text not null check (code ~ '^[A-Z][A-Z0-9_]{1,39}$'),
    name text not null check (length(name) between 1 and 20),
    is_service boolean not null check (not is_service or code <> 'TRAINING'),
    sort_order integer not null check (sort_order between 0 and 9999),
    valid_from date not null,
    is_retired boolean not null default false,
    created_by text not null,
    created_at timestamptz not null,
    decision_id uuid unique references decision (request_id)
  );
  create index activity_category_code on activity_category (code, valid_from);

  create table team_kind (
    id uuid primary key,
    division_id uuid references division (id),
    code text not null check (code ~ '^[A-Z][A-Z0-9_]{1,39}$'),
    name text not null check (length(name) between 1 and 20),
    sort_order integer not null check (sort_order between 0 and 9999),
    valid_from date not null,
    is_retired boolean not null default false,
    created_by text not null,
    created_at timestamptz not null
  );
  create index team_kind_code on team_kind (code, valid_from);

  alter table team drop constraint team_kind_check;
  alter table activity add column category_id uuid references activity_category (id);
  -- what the activity's maker said of the position, null: as its category
  alter table position add column says_service boolean;
  -- what holds: fixed when the activity is published
  alter table position add column is_service boolean not null default true;
  update position p set is_service = false from activity a where a.id = p.activity_id and a.kind = 'TRAINING';
`;

/** The nearest place upwards with a row of its own wins over the default; of its rows the one that began last. */
function atPlace(table: string): string {
  return `
  create function ${table}_at(p_code text, p_path text, p_day date) returns setof ${table} language sql stable as $$
    select c.* from ${table} c left join division d on d.id = c.division_id
    where c.code = p_code and c.valid_from <= p_day and (c.division_id is null or starts_with(p_path, d.path))
    order by length(d.path) desc nulls last, c.valid_from desc, c.created_at desc, c.id desc limit 1
  $$;`;
}

const rules = `
  -- VL010: a category without the decision of two, or one that does not begin after it. Alone one may only take out of use.
  create function refuse_undecided_category() returns trigger language plpgsql as $$
  declare
    v_asked record;
    v_before record;
    v_path text := (select path from division where id = new.division_id);
    v_decided_on date;
  begin
    if new.decision_id is null then
      if new.division_id is null and not exists (
        select 1 from activity_category c where c.code = new.code and c.division_id is null) then return new; end if;
      select c.* into v_before from activity_category_at(new.code, v_path, new.valid_from) c;
      if new.division_id is not null and new.is_retired and v_before.id is not null
        and (v_before.name, v_before.is_service) = (new.name, new.is_service) then return new; end if;
      raise exception 'a category needs the decision of two' using errcode = 'VL010', constraint = 'category_is_decided';
    end if;
    select r.kind, r.payload, d.outcome, d.decided_at into v_asked
    from decision d join decision_request r on r.id = d.request_id where d.request_id = new.decision_id;
    if v_asked.kind is distinct from 'kinds.change-category' or v_asked.outcome <> 'APPROVED'
      or v_asked.payload ->> 'divisionId' is distinct from new.division_id::text
      or v_asked.payload ->> 'code' is distinct from new.code or v_asked.payload ->> 'name' is distinct from new.name
      or (v_asked.payload ->> 'isService')::boolean is distinct from new.is_service
      or coalesce((v_asked.payload ->> 'validFrom')::date, new.valid_from) is distinct from new.valid_from or new.is_retired then
      raise exception 'the decision is about something else' using errcode = 'VL010', constraint = 'category_is_decided';
    end if;
    v_decided_on := (v_asked.decided_at at time zone 'Asia/Shanghai')::date;
    if new.valid_from < v_decided_on or (new.valid_from = v_decided_on and not is_practice()) then
      raise exception 'a category works forward only' using errcode = 'VL010', constraint = 'category_is_forward';
    end if;
    return new;
  end $$;
  create trigger activity_category_by_two before insert on activity_category
    for each row execute function refuse_undecided_category();

  -- VL010: what a position says about service stays as it was published.
  create function refuse_other_service() returns trigger language plpgsql as $$
  begin
    if exists (select 1 from activity a where a.id = new.activity_id and a.status = 'DRAFT') then return new; end if;
    raise exception 'a published position keeps what it says' using errcode = 'VL010', constraint = 'position_keeps_service';
  end $$;
  create trigger position_keeps_service before update of is_service, says_service, activity_id on position
    for each row execute function refuse_other_service();

  create function refuse_other_category() returns trigger language plpgsql as $$
  begin
    raise exception 'a published activity keeps its category' using errcode = 'VL010', constraint = 'activity_keeps_category';
  end $$;
  create trigger activity_keeps_category before update of kind, category, category_id on activity for each row
    when (old.status <> 'DRAFT' and (old.kind, old.category, old.category_id) is distinct from
      (new.kind, new.category, new.category_id)) execute function refuse_other_category();
`;

export class KeepKindsAsData1764500000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(tables);
    await queryRunner.query(atPlace('activity_category'));
    await queryRunner.query(atPlace('team_kind'));
    await queryRunner.query(rules);
    for (const table of ['activity_category', 'team_kind']) await refuseChanges(queryRunner, table);
    await guardTables(queryRunner, 'fact', ['activity_category', 'team_kind']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop trigger activity_keeps_category on activity;
      drop trigger position_keeps_service on position;
      alter table position drop column is_service, drop column says_service;
      alter table activity drop column category_id;
      alter table team add constraint team_kind_check check (kind in ('RESIDENT', 'PARTY_MEMBER',
        'IN_SERVICE_PARTY_MEMBER', 'OFFICE_STAFF', 'COMMUNITY', 'PARTNER_UNIT')) not valid;
      drop function activity_category_at(text, text, date), team_kind_at(text, text, date);
      drop table activity_category, team_kind;
      drop function refuse_undecided_category(), refuse_other_service(), refuse_other_category();
    `);
  }
}
