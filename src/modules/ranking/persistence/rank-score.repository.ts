import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work';

const FOLD_LOCK = 7_230_112_234;

/** Folds the ledger's sums by month into rank_score: periods month, year and ALL. */
@Injectable()
export class RankScoreRepository {
  /**
   * Writes absolute sums, so that folding again changes nothing. Folds take turns, and each looks at the ledger after
   * its turn has come: an older view never overwrites a newer one.
   *
   * @param volunteerIds null for everybody.
   * @returns how many scores changed.
   */
  async fold(tx: Transaction, volunteerIds: readonly string[] | null, refreshedAt: Date): Promise<number> {
    await tx.query('select pg_advisory_xact_lock($1)', [FOLD_LOCK]);
    const rows = await tx.query(
      `insert into rank_score as s (period, volunteer_id, service_minutes, training_minutes, point_tenths, refreshed_at)
       select p.period, m.volunteer_id,
         coalesce(sum(m.amount) filter (where m.account_kind = 'SERVICE_MINUTES'), 0),
         coalesce(sum(m.amount) filter (where m.account_kind = 'TRAINING_MINUTES'), 0),
         coalesce(sum(m.amount) filter (where m.account_kind = 'POINT_TENTHS'), 0), $2::timestamptz
       from ledger_month m cross join lateral (values (m.month::text), (left(m.month, 4)), ('ALL')) p (period)
       where $1::uuid[] is null or m.volunteer_id = any ($1)
       group by p.period, m.volunteer_id order by 1, 2
       on conflict (period, volunteer_id) do update
       set service_minutes = excluded.service_minutes, training_minutes = excluded.training_minutes,
         point_tenths = excluded.point_tenths, refreshed_at = excluded.refreshed_at
       where (s.service_minutes, s.training_minutes, s.point_tenths)
         is distinct from (excluded.service_minutes, excluded.training_minutes, excluded.point_tenths)
       returning 1`,
      [volunteerIds, refreshedAt],
    );
    return rows.length;
  }
}
