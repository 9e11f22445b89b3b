import { Injectable } from '@nestjs/common';
import type { Page, PageQuery } from '../../../../platform/delivery/http/paging';
import { type Actor, decidingScopesOf } from '../../../../platform/foundation/actor/actor';
import { DecisionGuard, type Standing } from '../../../../platform/security/decisions';
import { type ClosingRequest, ClosingRequests } from '../persistence/closing-requests';
import { closingMatter } from './decide-closing';

/** Lists what staff want to close to whoever may decide on it. */
@Injectable()
export class ShowClosings {
  constructor(
    private readonly requests: ClosingRequests,
    private readonly guard: DecisionGuard,
  ) {}

  /** @throws CURSOR_INVALID */
  async waiting(actor: Actor, query: PageQuery): Promise<Page<ClosingRequest & Standing>> {
    const { items, next } = await this.requests.open(decidingScopesOf(actor, 'volunteer.review'), query);
    return { items: await this.guard.withStandings(actor, items, closingMatter), next };
  }
}
