/**
 * Why: one clerk alone could register people who do not exist. Now registrations by staff that nobody can ring up, or that are
 * more than one clerk usually makes, are drawn at random for a visit by another; the seed's hash stands before the day is
 * over, and the seed is public with the draw, so that anybody can draw again. Whoever registered somebody, and whoever
 * counts as the same person, does not say what the visit found.
 * Locks: review_signal for an instant (a wider check, not proven for old rows); volunteer while its index is made. Way back:
 * down; draws and visits are lost.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables, refuseChanges } from './support/guards';

const KINDS = `'SHARED_DEVICE', 'IDENTICAL_SECONDS', 'IMPOSSIBLE_SPEED', 'BACKFILL_SHARE', 'ONE_RECORDER', 'YOUNG_ACCOUNT',
  'MANUAL_POINTS'`;

const tables = `
  alter table review_signal drop constraint review_signal_kind_check,
    add constraint review_signal_kind_check
      check (kind in (${KINDS}, 'MANY_REGISTRATIONS', 'WEAK_REGISTRATIONS', 'PERSON_NOT_FOUND')) not valid;
  create index volunteer_registered_by_staff on volunteer (registered_at) where registration_channel <> 'SELF';

  -- One draw for each local day and month: first the hash of the seed, then the seed and who was drawn.
  create table visit_draw (
    id uuid primary key,
    kind text not null check (kind in ('DAY', 'MONTH')),
    period_from date not null,
    seed_hash text not null check (length(seed_hash) = 64),
    seed_cipher bytea not null,
    committed_at timestamptz not null,
    seed text,
    candidate_count integer,
    drawn_at timestamptz,
    unique (kind, period_from),
    check (kind = 'DAY' or extract(day from period_from) = 1),
    check ((seed is null) = (drawn_at is null) and (seed is null) = (candidate_count is null))
  );
  create index visit_draw_waiting on visit_draw (period_from) where seed is null;

  -- Everybody who could be drawn, by who registered them: of each group so many with the lowest lots.
  create table visit_candidate (
    draw_id uuid not null references visit_draw (id),
    volunteer_id uuid not null references volunteer (id),
    group_no integer not null check (group_no > 0),
    sample_size integer not null check (sample_size > 0),
    cause text not null check (cause in ('NO_PHONE', 'SHARED_PHONE', 'MANY_A_DAY', 'MONTH_SHARE')),
    primary key (draw_id, volunteer_id)
  );

  create table registration_visit (
    id uuid primary key,
    draw_id uuid not null,
    -- somebody is visited once
    volunteer_id uuid not null unique references volunteer (id),
    registered_by text not null,
    registered_at timestamptz not null,
    drawn_at timestamptz not null,
    status text not null check (status in ('WAITING', 'FOUND', 'NOT_FOUND')),
    visited_on date,
    note text,
    recorded_by text,
    recorded_at timestamptz,
    foreign key (draw_id, volunteer_id) references visit_candidate (draw_id, volunteer_id),
    check ((status = 'WAITING') = (recorded_by is null)),
    check ((recorded_by is null) = (recorded_at is null) and (recorded_by is null) = (visited_on is null))
  );
  create index registration_visit_list on registration_visit (drawn_at, id);
  create index registration_visit_waiting on registration_visit (drawn_at, id) where status = 'WAITING';
`;

const rules = `
  create function visit_draw_stands() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      if new.seed is not null then
        raise exception 'drawn before the hash was public' using errcode = 'VL011', constraint = 'visit_draw_is_committed';
      end if;
      return new;
    end if;
    if (new.id, new.kind, new.period_from, new.seed_hash, new.committed_at) is distinct from
        (old.id, old.kind, old.period_from, old.seed_hash, old.committed_at)
      or old.seed is not null and (new.seed, new.candidate_count, new.drawn_at) is distinct from
        (old.seed, old.candidate_count, old.drawn_at) then
      raise exception 'a draw stands' using errcode = 'VL011', constraint = 'visit_draw_stands';
    end if;
    if new.seed is not null and encode(sha256(convert_to(new.seed, 'UTF8')), 'hex') <> new.seed_hash then
      raise exception 'another seed' using errcode = 'VL011', constraint = 'visit_seed_fits_its_hash';
    end if;
    return new;
  end $$;
  create trigger visit_draw_stands before insert or update on visit_draw
    for each row execute function visit_draw_stands();

  create function registration_visit_stands() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      if new.status <> 'WAITING' or not exists (
          select 1 from volunteer v where v.id = new.volunteer_id and v.registered_by = new.registered_by
            and v.registered_at = new.registered_at) then
        raise exception 'a visit begins waiting' using errcode = 'VL011', constraint = 'visit_begins_waiting';
      end if;
      return new;
    end if;
    if (new.id, new.draw_id, new.drawn_at) is distinct from (old.id, old.draw_id, old.drawn_at)
      or old.status <> 'WAITING' and (new.status, new.visited_on, new.recorded_by, new.recorded_at) is distinct from
        (old.status, old.visited_on, old.recorded_by, old.recorded_at)
      or new.visited_on > (new.recorded_at at time zone 'Asia/Shanghai')::date
      or new.visited_on < (new.drawn_at at time zone 'Asia/Shanghai')::date then
      raise exception 'a visit stands' using errcode = 'VL011', constraint = 'recorded_visit_stands';
    end if;
    return new;
  end $$;
  create trigger registration_visit_stands before insert or update on registration_visit
    for each row execute function registration_visit_stands();
  -- VL010: by another person than who registered, and by nobody near the one who is visited.
  create trigger registration_visit_by_another before insert or update on registration_visit
    for each row execute function refuse_one_person('registered_by', 'recorded_by', 'registered_at', '', '', 'volunteer_id');

  -- What tells the person of an account that registers: the accounts it came from, who is behind them, and their household.
  create function registrar_marks(p_actor text) returns text[] language sql stable as $$
    select array_agg(distinct k) from unnest(account_makers(p_actor)) m
    cross join lateral (
      select m as k
      union all select volunteer_behind(m)::text where volunteer_behind(m) is not null
      union all select encode(x, 'hex') from unnest(marks_of(m, false)) x
      union all select h.household_id::text from household_member h
        where h.volunteer_id = any (numbers_of(volunteer_behind(m))) and h.left_at is null) marks
  $$;
`;

export class VisitRegistrations1764400310000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(tables);
    await queryRunner.query(rules);
    await refuseChanges(queryRunner, 'visit_candidate');
    await guardTables(queryRunner, 'fact', ['visit_candidate']);
    await guardTables(queryRunner, 'balance', ['visit_draw', 'registration_visit']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table registration_visit, visit_candidate, visit_draw;
      drop function registrar_marks(text), registration_visit_stands(), visit_draw_stands();
      drop index volunteer_registered_by_staff;
      alter table review_signal drop constraint review_signal_kind_check,
        add constraint review_signal_kind_check check (kind in (${KINDS})) not valid;
    `);
  }
}
