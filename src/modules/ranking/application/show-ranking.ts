import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/clock/clock';
import { requireScope, requireVolunteer } from '../../../platform/identity/access';
import type { Actor } from '../../../platform/identity/actor';
import { DivisionDirectory } from '../../divisions';
import { rankingErrors } from '../errors';
import {
  type DivisionMonthTotal,
  type OwnRank,
  type RankingLine,
  RankingReader,
  type RankMeasure,
} from '../persistence/ranking-reader';

export interface RankingQuery {
  readonly divisionId: string;
  readonly period: string;
  readonly measure: RankMeasure;
}

const MAX_MONTHS = 36;

/** Shows the ranking of a division and everything below it. */
@Injectable()
export class ShowRanking {
  constructor(
    private readonly reader: RankingReader,
    private readonly divisions: DivisionDirectory,
    private readonly clock: Clock,
  ) {}

  /** @throws DIVISION_UNKNOWN */
  async top(query: RankingQuery, limit: number): Promise<readonly RankingLine[]> {
    const { path } = await this.divisions.byId(query.divisionId);
    const today = localDayOf(this.clock.nowMs());
    return this.reader.top({ divisionPath: path, period: query.period, measure: query.measure }, { limit, today });
  }

  /** The actor's own place. @throws DIVISION_UNKNOWN, VOLUNTEER_ACCOUNT_REQUIRED */
  async mine(actor: Actor, query: RankingQuery): Promise<OwnRank> {
    const volunteerId = requireVolunteer(actor);
    const { path } = await this.divisions.byId(query.divisionId);
    return this.reader.rankOf(volunteerId, { divisionPath: path, period: query.period, measure: query.measure });
  }

  /** @throws DIVISION_UNKNOWN, SCOPE_FOREIGN, RANKING_MONTHS_INVALID */
  async totals(
    actor: Actor,
    query: { readonly divisionId: string; readonly fromMonth: string; readonly toMonth: string },
  ): Promise<readonly DivisionMonthTotal[]> {
    const division = await this.divisions.byId(query.divisionId);
    requireScope(actor, 'report.read', division.path);
    const count = monthNumber(query.toMonth) - monthNumber(query.fromMonth) + 1;
    if (count < 1 || count > MAX_MONTHS) throw rankingErrors.refuse('RANKING_MONTHS_INVALID', { field: 'toMonth' });
    return this.reader.totals(division.id, { from: query.fromMonth, to: query.toMonth });
  }
}

function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
}
