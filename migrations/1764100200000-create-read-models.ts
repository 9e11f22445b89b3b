/**
 * Why: what is asked of the ledger again and again must not cost more as the ledger grows: places, and totals by division,
 * team, category and month. Everything here is folded from the ledger and can be folded again from nothing.
 *
 * - rank_score: absolute sums per volunteer and period, with the ledger positions they are true for.
 * - rank_histogram and division_total: kept by triggers on rank_score, in the statement that changes it, so that they are
 *   sums of its rows at every moment and no count can be lost or doubled.
 * - activity_total: sums of the entries up to folded_account, which commits with them.
 *
 * Locks: rank_score is made anew (empty before the first release, refilled by the hourly job), else none. Way back: down()
 * brings the former rank_score back, empty.
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rows that a statement took away and brought, as one list with signs. */
const movedBy = {
  insert: 'select n.*, 1 as sign from new_rows n',
  delete: 'select o.*, -1 as sign from old_rows o',
  update: 'select n.*, 1 as sign from new_rows n union all select o.*, -1 as sign from old_rows o',
} as const;

const transitionOf = {
  insert: 'new table as new_rows',
  delete: 'old table as old_rows',
  update: 'old table as old_rows new table as new_rows',
} as const;

export class CreateReadModels1764100200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table rank_score;
      create table rank_score (
        volunteer_id uuid not null,
        -- 'YYYY-MM', 'YYYY' or 'ALL'
        period text not null check (period ~ '^([0-9]{4}(-[0-9]{2})?|ALL)$'),
        service_minutes bigint not null,
        training_minutes bigint not null,
        point_tenths bigint not null,
        -- where the volunteer belongs, and its two upper levels: the wide ones, which have histograms
        division_path text collate "C" not null,
        district_path text collate "C" generated always as (substring(division_path from '^/[0-9]+/')) stored,
        street_path text collate "C" generated always as (substring(division_path from '^/[0-9]+/[0-9]+/')) stored,
        -- active; only they have a place
        is_ranked boolean not null,
        -- consent to be shown is open; whoever shows a name looks at the consent itself again
        is_shown boolean not null,
        -- sum of the numbers of the volunteer's accounts that the sums are true for; it only grows
        version bigint not null,
        refreshed_at timestamptz not null,
        primary key (volunteer_id, period)
      );
      create index rank_score_district_minutes on rank_score (district_path, period, service_minutes desc, volunteer_id)
        include (is_shown) where is_ranked and service_minutes > 0;
      create index rank_score_district_points on rank_score (district_path, period, point_tenths desc, volunteer_id)
        include (is_shown) where is_ranked and point_tenths > 0;
      create index rank_score_street_minutes on rank_score (street_path, period, service_minutes desc, volunteer_id)
        include (is_shown) where is_ranked and service_minutes > 0;
      create index rank_score_street_points on rank_score (street_path, period, point_tenths desc, volunteer_id)
        include (is_shown) where is_ranked and point_tenths > 0;
      create index rank_score_place on rank_score (period, division_path)
        include (service_minutes, point_tenths, is_shown) where is_ranked;

      -- How many ranked people of a district or street have a score, and how many one of the same 2^8 and 2^16: at most
      -- some 600 rows say how many are ahead of anybody. A band that nobody is in any more stays with 0.
      create table rank_histogram (
        scope_path text collate "C" not null,
        period text not null,
        measure text not null check (measure in ('SERVICE_MINUTES', 'POINT_TENTHS')),
        shift smallint not null check (shift in (0, 8, 16)),
        -- score >> shift
        band bigint not null,
        people bigint not null,
        primary key (scope_path, period, measure, shift, band)
      ) with (fillfactor = 70);

      -- Sums of a division and everything below it, by where volunteers belong.
      create table division_total (
        division_path text collate "C" not null,
        period text not null,
        -- with service or training in the period
        volunteer_count bigint not null,
        service_minutes bigint not null,
        training_minutes bigint not null,
        point_tenths bigint not null,
        primary key (division_path, period)
      ) with (fillfactor = 70);

      create function division_path_upwards(p_path text) returns setof text language sql immutable parallel safe as $$
        select '/' || array_to_string(a.part[1:n], '/') || '/'
        from (select string_to_array(trim(both '/' from p_path), '/') as part) a, generate_subscripts(a.part, 1) n
      $$;

      -- Sums of the entries by who issued them, and by team and category of the service record behind them; null where
      -- there is none. A reversal counts where its original did.
      create table activity_total (
        division_id uuid not null,
        month char(7) not null,
        team_id uuid,
        category text,
        account_kind text not null,
        amount bigint not null,
        entry_count bigint not null,
        constraint activity_total_key unique nulls not distinct (division_id, month, team_id, category, account_kind)
      ) with (fillfactor = 70);
      create index activity_total_month on activity_total (month);
      -- The last entry of each account that activity_total holds.
      create table folded_account (
        volunteer_id uuid not null,
        account_kind text not null,
        seq bigint not null,
        primary key (volunteer_id, account_kind)
      ) with (fillfactor = 70);

      -- Volunteers whose place may have changed without a posting: status, division or consent. Rows go with the fold.
      create table rank_stale (
        id bigint generated always as identity primary key,
        volunteer_id uuid not null
      );
      create index rank_stale_volunteer on rank_stale (volunteer_id);
      create function rank_volunteer_changed() returns trigger language plpgsql as $$
      begin
        insert into rank_stale (volunteer_id) values (new.id);
        return null;
      end $$;
      create function rank_consent_changed() returns trigger language plpgsql as $$
      begin
        insert into rank_stale (volunteer_id) values (new.volunteer_id);
        return null;
      end $$;
      create trigger volunteer_rank_stale after update on volunteer for each row
        when ((old.status, old.division_id) is distinct from (new.status, new.division_id))
        execute function rank_volunteer_changed();
      create trigger consent_rank_stale after insert or update on consent for each row
        when (new.purpose = 'RANKING_DISPLAY') execute function rank_consent_changed();
    `);
    for (const event of ['insert', 'update', 'delete'] as const) {
      await queryRunner.query(`
        create function rank_score_after_${event}() returns trigger language plpgsql as $$
        begin
          with moved as (${movedBy[event]})
          insert into rank_histogram as h (scope_path, period, measure, shift, band, people)
            select scope.path, m.period, own.measure, k.shift, own.score >> k.shift, sum(m.sign)
            from moved m
            cross join lateral (values (m.district_path), (m.street_path)) scope (path)
            cross join lateral (values ('SERVICE_MINUTES', m.service_minutes), ('POINT_TENTHS', m.point_tenths))
              own (measure, score)
            cross join (values (0), (8), (16)) k (shift)
            where m.is_ranked and own.score > 0 and scope.path is not null
            group by 1, 2, 3, 4, 5 having sum(m.sign) <> 0 order by 1, 2, 3, 4, 5
            on conflict (scope_path, period, measure, shift, band) do update set people = h.people + excluded.people;

          with moved as (${movedBy[event]})
          insert into division_total as t
            (division_path, period, volunteer_count, service_minutes, training_minutes, point_tenths)
            select d.path, m.period,
              coalesce(sum(m.sign) filter (where m.service_minutes > 0 or m.training_minutes > 0), 0),
              sum(m.sign * m.service_minutes), sum(m.sign * m.training_minutes), sum(m.sign * m.point_tenths)
            from moved m cross join lateral division_path_upwards(m.division_path) d (path)
            group by 1, 2 order by 1, 2
            on conflict (division_path, period) do update
            set volunteer_count = t.volunteer_count + excluded.volunteer_count,
              service_minutes = t.service_minutes + excluded.service_minutes,
              training_minutes = t.training_minutes + excluded.training_minutes,
              point_tenths = t.point_tenths + excluded.point_tenths
            where (excluded.volunteer_count, excluded.service_minutes, excluded.training_minutes, excluded.point_tenths)
              <> (0, 0, 0, 0);
          return null;
        end $$;
        create trigger rank_score_${event} after ${event} on rank_score
          referencing ${transitionOf[event]} for each statement execute function rank_score_after_${event}();
      `);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop trigger volunteer_rank_stale on volunteer;
      drop trigger consent_rank_stale on consent;
      drop table rank_stale, rank_score, rank_histogram, division_total, activity_total, folded_account;
      drop function rank_volunteer_changed, rank_consent_changed, rank_score_after_insert, rank_score_after_update,
        rank_score_after_delete, division_path_upwards;
      create table rank_score (
        period text not null check (period ~ '^([0-9]{4}(-[0-9]{2})?|ALL)$'),
        volunteer_id uuid not null,
        service_minutes bigint not null,
        training_minutes bigint not null,
        point_tenths bigint not null,
        refreshed_at timestamptz not null,
        primary key (period, volunteer_id)
      );
      create index rank_score_minutes on rank_score (period, service_minutes desc);
      create index rank_score_points on rank_score (period, point_tenths desc);
    `);
  }
}
