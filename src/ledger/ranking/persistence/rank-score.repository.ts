import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { laggingSql } from './read-model-sql';

const FOLD_LOCK = 7_230_112_234;

/** Folds the ledger into the read models: scores by month, year and in all, and totals by team and category. */
@Injectable()
export class RankScoreRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * Scores are absolute sums with the version of the ledger they were read from, so that folding again changes nothing and
   * an older view never overwrites a newer one. Totals grow by the entries behind folded_account, which moves in the same
   * statement. Folds take turns: each looks at the ledger after its turn has come.
   *
   * @returns how many scores changed.
   */
  async fold(tx: Transaction, volunteerIds: readonly string[], refreshedAt: Date): Promise<number> {
    await tx.query('select pg_advisory_xact_lock($1)', [FOLD_LOCK]);
    await tx.query(dropMergedSql, [volunteerIds]);
    // First of all: what is marked after this moment is not known below, and stays marked.
    await tx.query('delete from rank_stale where volunteer_id = any ($1)', [volunteerIds]);
    await tx.query(foldTotalsSql, [volunteerIds]);
    const rows = await tx.query(foldScoresSql, [volunteerIds, refreshedAt]);
    return rows.length;
  }

  /** Forgets every read model, to fold it again from nothing in the same transaction. */
  async forget(tx: Transaction): Promise<void> {
    await tx.query('select pg_advisory_xact_lock($1)', [FOLD_LOCK]);
    await tx.query('delete from rank_score');
    for (const table of ['rank_histogram', 'division_total', 'activity_total', 'folded_account', 'rank_stale']) {
      await tx.query(`delete from ${table}`);
    }
  }

  /** Volunteers whose read models are not up to the ledger or to the person, at most `limit`. */
  async lagging(limit: number): Promise<readonly string[]> {
    const rows = await this.unitOfWork.read<{ id: string }>(
      `select volunteer_id as id from (${laggingSql}) l limit $1`,
      [limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Everybody with an entry, in the order of ids. */
  async everybody(tx: Transaction): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }>(
      'select distinct volunteer_id as id from ledger_account where seq > 0 order by 1',
    );
    return rows.map(({ id }) => id);
  }
}

const foldTotalsSql = `
  with moved as (
    select a.volunteer_id, a.kind, coalesce(f.seq, 0) as folded, a.seq as through
    from ledger_account a left join folded_account f on f.volunteer_id = a.volunteer_id and f.account_kind = a.kind
    where a.volunteer_id = any ($1) and a.seq > coalesce(f.seq, 0)
  ), fresh as (
    select e.issuer_division_id, to_char(e.effective_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, r.team_id,
      r.category, e.account_kind, e.amount
    from moved m
    join ledger_entry e on e.volunteer_id = m.volunteer_id and e.account_kind = m.kind
      and e.seq > m.folded and e.seq <= m.through
    left join ledger_entry o on o.volunteer_id = e.volunteer_id and o.account_kind = e.account_kind
      and o.seq = e.reverses_seq
    left join service_record r on r.volunteer_id = e.volunteer_id
      and r.id = case 'SERVICE_RECORD' when e.cause_kind then e.cause_id when o.cause_kind then o.cause_id end
  ), added as (
    insert into activity_total as t (division_id, month, team_id, category, account_kind, amount, entry_count)
      select issuer_division_id, month, team_id, category, account_kind, sum(amount), count(*) from fresh
      group by 1, 2, 3, 4, 5
      on conflict on constraint activity_total_key do update
      set amount = t.amount + excluded.amount, entry_count = t.entry_count + excluded.entry_count
  )
  insert into folded_account as f (volunteer_id, account_kind, seq) select volunteer_id, kind, through from moved
    on conflict (volunteer_id, account_kind) do update set seq = excluded.seq`;

/** A merged number has no place of its own; the statement triggers take its scores out of histogram and totals. */
const dropMergedSql = `
  delete from rank_score s using volunteer_link l
  where s.volunteer_id = any ($1) and l.merged_volunteer_id = s.volunteer_id`;

/** The people behind the ids, each with all numbers that were merged into theirs: what any of them earned is theirs. */
const foldScoresSql = `
  with recursive numbers (root, id) as (
    select distinct surviving_volunteer(u.id), surviving_volunteer(u.id) from unnest($1::uuid[]) u (id)
    union
    select n.root, l.merged_volunteer_id from numbers n join volunteer_link l on l.surviving_volunteer_id = n.id
  ), person as (
    select v.id, d.path, v.status = 'ACTIVE' as is_ranked, exists (
        select 1 from consent c where c.volunteer_id = v.id and c.purpose = 'RANKING_DISPLAY' and c.withdrawn_at is null)
        as is_shown,
      (select coalesce(sum(a.seq), 0) from numbers n join ledger_account a on a.volunteer_id = n.id where n.root = v.id)
        as version
    from volunteer v join division d on d.id = v.division_id where v.id in (select root from numbers)
  )
  insert into rank_score as s (volunteer_id, period, service_minutes, training_minutes, point_tenths, division_path,
    is_ranked, is_shown, version, refreshed_at)
  select p.id, at.period,
    coalesce(sum(m.amount) filter (where m.account_kind = 'SERVICE_MINUTES'), 0),
    coalesce(sum(m.amount) filter (where m.account_kind = 'TRAINING_MINUTES'), 0),
    coalesce(sum(m.amount) filter (where m.account_kind = 'POINT_TENTHS'), 0),
    p.path, p.is_ranked, p.is_shown, p.version, $2::timestamptz
  from person p join numbers n on n.root = p.id join ledger_month m on m.volunteer_id = n.id
  cross join lateral (values (m.month::text), (left(m.month, 4)), ('ALL')) at (period)
  group by p.id, at.period, p.path, p.is_ranked, p.is_shown, p.version order by 1, 2
  on conflict (volunteer_id, period) do update
  set service_minutes = excluded.service_minutes, training_minutes = excluded.training_minutes,
    point_tenths = excluded.point_tenths, division_path = excluded.division_path, is_ranked = excluded.is_ranked,
    is_shown = excluded.is_shown, version = excluded.version, refreshed_at = excluded.refreshed_at
  where s.version <= excluded.version and (
    -- the row of all time carries the version for all of the volunteer's rows
    s.period = 'ALL' and s.version < excluded.version
    or (s.service_minutes, s.training_minutes, s.point_tenths, s.division_path, s.is_ranked, s.is_shown)
      is distinct from (excluded.service_minutes, excluded.training_minutes, excluded.point_tenths,
        excluded.division_path, excluded.is_ranked, excluded.is_shown))
  returning 1`;
