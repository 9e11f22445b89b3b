/**
 * Why: one file of old hours with 9,999 h on one day was posted as soon as a second person approved it. Now old hours are held
 * to the time there is: at most 24 h a day for one person, whatever the lines, files and spans they are split over; they are
 * public like any record before they count, and an objection holds the line it is about. A line may stand for a span of days.
 * Locks: opening_import and opening_row for an instant (columns, triggers). What was posted stays posted; what waits is
 * public first. Way back: down, as long as nothing is public; objections are lost.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables } from './support/guards';

const columns = `
  alter table opening_row
    -- the last day of the span; null: the one day
    add column served_to date,
    add constraint opening_row_span check (served_to > served_on);
  create index opening_row_id on opening_row (id);
  create index opening_row_person on opening_row (import_id, volunteer_id) include (minutes, served_on, served_to);

  alter table opening_import
    add column publicity_from timestamptz,
    -- exclusive; from here on what nobody objects to counts
    add column publicity_until timestamptz,
    add column posted_at timestamptz,
    drop constraint opening_import_status_check,
    add constraint opening_import_status_check
      check (status in ('SUBMITTED', 'PUBLICITY', 'POSTED', 'REJECTED', 'REVERSED')),
    add constraint opening_import_publicity check (status <> 'PUBLICITY' or publicity_until >= publicity_from);
  update opening_import set posted_at = decided_at where status in ('POSTED', 'REVERSED');
  drop index opening_import_file;
  create unique index opening_import_file on opening_import (file_hash) where status in ('SUBMITTED', 'PUBLICITY', 'POSTED');
  create index opening_import_due on opening_import (publicity_until) where status = 'PUBLICITY';

  create table opening_objection (
    id uuid primary key,
    volunteer_id uuid not null,
    row_id uuid not null,
    raised_by text not null,
    raised_by_volunteer_id uuid not null references volunteer (id),
    grounds text not null,
    evidence text,
    raised_at timestamptz not null,
    -- by then it is to be answered
    answer_until timestamptz not null,
    status text not null check (status in ('OPEN', 'UPHELD', 'DISMISSED')),
    answer text,
    answered_by text,
    answered_at timestamptz,
    foreign key (volunteer_id, row_id) references opening_row (volunteer_id, id),
    check ((status = 'OPEN') = (answered_by is null))
  );
  create unique index opening_objection_open on opening_objection (row_id) where status = 'OPEN';
  create index opening_objection_row on opening_objection (volunteer_id, row_id);
  create index opening_objection_raised on opening_objection (raised_at, id);
  create index opening_objection_raiser on opening_objection (raised_by_volunteer_id);
`;

const rules = `
  -- One who weighs old hours against what counts already waits for the next: both would find room.
  create function hold_old_hours() returns void language sql as $$
    select pg_advisory_xact_lock(hashtextextended('opening_import', 0))
  $$;

  /*
   * People for whom some stretch of days would hold more minutes than it has: given lines together with what is public or
   * posted of all their numbers, except for one import. All lines that lie wholly in a stretch have to fit into it; only
   * stretches from the first day of a line of several days, and single days, need to be looked at.
   */
  create function overfull_days(
    p_volunteer uuid[], p_from date[], p_to date[], p_minutes integer[], p_day_minutes integer, p_except uuid
  ) returns table (volunteer_id uuid, from_day date, to_day date, minutes bigint) language sql stable as $$
    with given as (
      select g.v, g.a, g.b, g.minutes from unnest(p_volunteer, p_from, p_to, p_minutes) g (v, a, b, minutes)
    ), person as (
      select v, numbers_of(v) as numbers from (select distinct v from given) d
    ), line as (
      -- The numbers of one person count together, also where several of them are in the file.
      select p.v, g.a, g.b, g.minutes from person p join given g on g.v = any (p.numbers)
      union all
      select p.v, w.served_on, coalesce(w.served_to, w.served_on), w.minutes
      from person p cross join unnest(p.numbers) n join opening_row w on w.volunteer_id = n
      join opening_import i on i.id = w.import_id
      where i.status in ('PUBLICITY', 'POSTED') and i.id is distinct from p_except
        and not exists (
          select 1 from opening_objection o
          where o.volunteer_id = w.volunteer_id and o.row_id = w.id and o.status = 'UPHELD')
    ), start as (
      select distinct v, a from line where b > a
    ), load as (
      select s.v, s.a, l.b, sum(l.minutes) over (partition by s.v, s.a order by l.b) as minutes
      from start s join line l on l.v = s.v and l.a >= s.a
      union all
      select v, a, a, sum(line.minutes) from line where a = b group by v, a
    )
    select distinct on (v) v, a, b, minutes::bigint from load
    where minutes > p_day_minutes::bigint * (b - a + 1) order by v, a, b
  $$;

  -- Whether a line must not count: somebody objects, or was right to.
  create function opening_row_is_held(p_volunteer uuid, p_row uuid) returns boolean language sql stable as $$
    select exists (
      select 1 from opening_objection o
      where o.volunteer_id = p_volunteer and o.row_id = p_row and o.status in ('OPEN', 'UPHELD'))
  $$;

  create or replace function opening_is_declared() returns trigger language plpgsql as $$
  declare
    v_is_practice boolean;
  begin
    if tg_op = 'INSERT' then
      if new.status <> 'SUBMITTED' or new.publicity_from is not null or new.publicity_until is not null
        or new.posted_at is not null then
        raise exception 'old hours begin submitted' using errcode = 'VL011', constraint = 'opening_begins_submitted';
      end if;
      return new;
    end if;
    if (new.id, new.division_id, new.period_from, new.period_to, new.file_hash, new.row_count, new.total_minutes,
        new.submitted_by, new.submitted_at) is distinct from
      (old.id, old.division_id, old.period_from, old.period_to, old.file_hash, old.row_count, old.total_minutes,
        old.submitted_by, old.submitted_at) then
      raise exception 'what was submitted stands' using errcode = 'VL011', constraint = 'submitted_opening_stands';
    end if;
    if old.status <> 'SUBMITTED' and (new.decided_by, new.decided_at, new.publicity_from, new.publicity_until) is distinct from
        (old.decided_by, old.decided_at, old.publicity_from, old.publicity_until)
      or old.posted_at is not null and new.posted_at is distinct from old.posted_at
      or new.posted_at is not null and new.status not in ('POSTED', 'REVERSED')
      or new.status <> old.status and (old.status, new.status) not in (('SUBMITTED', 'REJECTED'), ('SUBMITTED', 'PUBLICITY'),
        ('PUBLICITY', 'POSTED'), ('PUBLICITY', 'REVERSED'), ('POSTED', 'REVERSED')) then
      raise exception 'old hours go on by steps' using errcode = 'VL011', constraint = 'opening_goes_by_steps';
    end if;
    if new.status = old.status then return new; end if;
    if new.status = 'PUBLICITY' then
      v_is_practice := is_practice();
      if new.publicity_from is distinct from new.decided_at or new.publicity_until is null
        or not v_is_practice and new.publicity_until < new.publicity_from + interval '24 hours' then
        raise exception 'no publicity' using errcode = 'VL011', constraint = 'opening_was_in_publicity';
      end if;
      perform hold_old_hours();
      if (select (count(*), coalesce(sum(w.minutes), 0)) from opening_row w where w.import_id = new.id)
          is distinct from (new.row_count::bigint, new.total_minutes)
        or exists (select 1 from opening_row w where w.import_id = new.id
          and (w.served_on < new.period_from or coalesce(w.served_to, w.served_on) > new.period_to)) then
        raise exception 'other lines than submitted' using errcode = 'VL011', constraint = 'opening_has_its_lines';
      end if;
      if exists (
        select 1 from (
          select array_agg(w.volunteer_id) as v, array_agg(w.served_on) as a,
            array_agg(coalesce(w.served_to, w.served_on)) as b, array_agg(w.minutes) as m
          from opening_row w where w.import_id = new.id) l
        cross join overfull_days(l.v, l.a, l.b, l.m, 1440, new.id)) then
        raise exception 'more than 24 hours a day' using errcode = 'VL011', constraint = 'opening_fits_its_days';
      end if;
    end if;
    if new.status = 'POSTED' and (new.posted_at is null or new.posted_at < new.publicity_until) then
      raise exception 'publicity is not over' using errcode = 'VL011', constraint = 'opening_was_in_publicity';
    end if;
    return new;
  end $$;

  -- Lines come with their file, before anybody decides about it.
  create function opening_row_is_submitted() returns trigger language plpgsql as $$
  declare
    v_status text;
  begin
    select status into v_status from opening_import where id = new.import_id for share;
    if v_status is distinct from 'SUBMITTED' then
      raise exception 'the file is decided' using errcode = 'VL011', constraint = 'opening_row_is_submitted';
    end if;
    return new;
  end $$;
  create trigger opening_row_is_submitted before insert on opening_row
    for each row execute function opening_row_is_submitted();

  -- An objection is raised while the line is public; it is answered once, by one who is free of it and did not hand it in.
  create function opening_objection_is_free() returns trigger language plpgsql as $$
  declare
    v_import opening_import;
  begin
    select i.* into v_import from opening_row w join opening_import i on i.id = w.import_id
      where w.volunteer_id = new.volunteer_id and w.id = new.row_id for share of i;
    if tg_op = 'INSERT' then
      if new.status <> 'OPEN' or v_import.status is distinct from 'PUBLICITY' then
        raise exception 'nothing to object to' using errcode = 'VL011', constraint = 'objection_is_in_publicity';
      end if;
      return new;
    end if;
    if (new.id, new.volunteer_id, new.row_id, new.raised_by, new.raised_by_volunteer_id, new.raised_at) is distinct from
        (old.id, old.volunteer_id, old.row_id, old.raised_by, old.raised_by_volunteer_id, old.raised_at)
      or old.status <> 'OPEN' and (new.status, new.answered_by, new.answered_at) is distinct from
        (old.status, old.answered_by, old.answered_at) then
      raise exception 'what was asked stands' using errcode = 'VL010', constraint = 'question_stands';
    end if;
    if old.status = 'OPEN' and new.status <> 'OPEN' then
      perform require_free_decider(new.answered_by, new.raised_by, array[v_import.submitted_by], array[new.volunteer_id],
        new.raised_at);
    end if;
    return new;
  end $$;
  create trigger opening_objection_is_free before insert or update on opening_objection
    for each row execute function opening_objection_is_free();

  drop trigger opening_import_by_another on opening_import;
  create trigger opening_import_by_another before insert or update on opening_import
    for each row execute function refuse_one_person_for_many(
      'submitted_by', 'submitted_at', 'SUBMITTED', 'PUBLICITY,POSTED', 'opening_row', 'import_id');
`;

const ASKED_BEFORE = `where w.volunteer_id = u.v and w.id = u.c and i.status = 'POSTED'`;
const ASKED_NOW = `${ASKED_BEFORE} and not opening_row_is_held(u.v, u.c)`;

export class PublishOldHours1764400300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(columns);
    await queryRunner.query(rules);
    await askAnew(queryRunner, ASKED_BEFORE, ASKED_NOW);
    await guardTables(queryRunner, 'balance', ['opening_objection']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await askAnew(queryRunner, ASKED_NOW, ASKED_BEFORE);
    await queryRunner.query(`
      drop trigger opening_import_by_another on opening_import;
      create trigger opening_import_by_another before insert or update on opening_import
        for each row execute function refuse_one_person_for_many(
          'submitted_by', 'submitted_at', 'SUBMITTED', 'POSTED', 'opening_row', 'import_id');
      drop trigger opening_row_is_submitted on opening_row;
    `);
    await queryRunner.query(stepsBefore);
    await queryRunner.query(`
      drop table opening_objection;
      drop function opening_objection_is_free(), opening_row_is_submitted(), opening_row_is_held(uuid, uuid),
        overfull_days(uuid[], date[], date[], integer[], integer, uuid), hold_old_hours();
      drop index opening_import_due, opening_import_file, opening_row_person, opening_row_id;
      alter table opening_import
        drop constraint opening_import_publicity, drop constraint opening_import_status_check,
        drop column publicity_from, drop column publicity_until, drop column posted_at,
        add constraint opening_import_status_check check (status in ('SUBMITTED', 'POSTED', 'REJECTED', 'REVERSED'));
      create unique index opening_import_file on opening_import (file_hash) where status in ('SUBMITTED', 'POSTED');
      alter table opening_row drop column served_to;
    `);
  }
}

/** Changes one condition of the question about causes, and leaves the rest as whoever changed it last has left it. */
async function askAnew(queryRunner: QueryRunner, before: string, after: string): Promise<void> {
  const [found] = (await queryRunner.query(
    `select pg_get_functiondef(p.oid) as text from pg_proc p where p.proname = 'ledger_undeclared'`,
  )) as { text: string }[];
  if (!found?.text.includes(before)) throw new Error('ledger_undeclared does not ask about old hours');
  await queryRunner.query(found.text.replace(before, after));
}

const stepsBefore = `
  create or replace function opening_is_declared() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      if new.status <> 'SUBMITTED' then
        raise exception 'old hours begin submitted' using errcode = 'VL011', constraint = 'opening_begins_submitted';
      end if;
      return new;
    end if;
    if (new.id, new.division_id, new.period_from, new.period_to, new.file_hash, new.row_count, new.total_minutes,
        new.submitted_by, new.submitted_at) is distinct from
      (old.id, old.division_id, old.period_from, old.period_to, old.file_hash, old.row_count, old.total_minutes,
        old.submitted_by, old.submitted_at) then
      raise exception 'what was submitted stands' using errcode = 'VL011', constraint = 'submitted_opening_stands';
    end if;
    return new;
  end $$;
`;
