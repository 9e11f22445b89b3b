import { Injectable } from '@nestjs/common';
import type { Page, PageQuery } from '../../../platform/delivery/http/paging';
import { type Actor, scopesOf } from '../../../platform/foundation/actor/actor';
import { DecisionGuard, type Standing, type TieFacts } from '../../../platform/security/decisions';
import { RoundDirectory, type RoundHead, type RoundView } from '../persistence/round-directory';
import { roundRight } from './round-matter';
import { ShowSelectionRanking } from './show-ranking';

/** Shows rounds; one that the committee has before it says who may confirm it. */
@Injectable()
export class ShowRounds {
  constructor(
    private readonly directory: RoundDirectory,
    private readonly ranking: ShowSelectionRanking,
    private readonly guard: DecisionGuard,
  ) {}

  /** @throws CURSOR_INVALID */
  async page(actor: Actor, query: PageQuery): Promise<Page<RoundHead & Standing>> {
    const { items, next } = await this.directory.list(scopesOf(actor, 'ranking.read'), query);
    return { items: await this.told(actor, items), next };
  }

  /** @throws SELECTION_ROUND_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async one(actor: Actor, roundId: string): Promise<RoundView & Standing> {
    const round = await this.ranking.round(actor, roundId);
    const ties = round.status === 'COMMITTEE' ? await this.directory.tiesOf(round) : null;
    return this.guard.withStanding(actor, round, ties && { ...roundRight(round), ...ties });
  }

  private async told(actor: Actor, rounds: readonly RoundHead[]): Promise<readonly (RoundHead & Standing)[]> {
    const ties = new Map<string, TieFacts>();
    for (const round of rounds) {
      if (round.status === 'COMMITTEE') ties.set(round.id, await this.directory.tiesOf(round));
    }
    return this.guard.withStandings(actor, rounds, (round) => {
      const facts = ties.get(round.id);
      return facts ? { ...roundRight(round), ...facts } : null;
    });
  }
}
