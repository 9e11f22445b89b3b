import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { requireVolunteer } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { DivisionDirectory } from '../../../place/divisions';
import { type OwnRank, type RankingLine, RankingReader, type RankMeasure } from '../persistence/ranking-reader';

export interface RankingQuery {
  readonly divisionId: string;
  readonly period: string;
  readonly measure: RankMeasure;
}

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
}
