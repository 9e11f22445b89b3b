import { Injectable } from '@nestjs/common';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../delivery/http/paging';
import { type Actor, actorIdOf, decidingScopesOf } from '../../foundation/actor/actor';
import { decisionErrors } from './decision-errors';
import { DecisionGuard, type Standing } from './decision-guard';
import { DecisionKinds } from './decision-kind';
import type { DecisionOutcome, DecisionRequest } from './decision-request';
import { DecisionStore } from './decision-store';
import { Decisions } from './decisions';

export interface DecisionQuery extends PageQuery {
  readonly status?: 'WAITING' | 'ALL';
  readonly kind?: string;
}

/** A request as the API shows it. */
export interface DecisionView extends Standing {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly sentence: string;
  readonly divisionId: string;
  readonly subjectId: string | null;
  readonly concerned: readonly string[];
  readonly reason: string;
  readonly evidence: readonly string[];
  readonly askedBy: string;
  readonly askedAt: string;
  readonly expiresAt: string | null;
  readonly outcome: DecisionOutcome | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly decisionReason: string | null;
}

/** Shows what waits for a decision and what was decided, to who asked it and to who may decide such things there. */
@Injectable()
export class ShowDecisions {
  constructor(
    private readonly kinds: DecisionKinds,
    private readonly store: DecisionStore,
    private readonly guard: DecisionGuard,
    private readonly decisions: Decisions,
  ) {}

  /** @throws CURSOR_INVALID */
  async page(actor: Actor, query: DecisionQuery): Promise<Page<DecisionView>> {
    const limit = limitOf(query);
    const before = decodeCursor(query, 1)?.[0];
    const rows = await this.store.list({
      scopes: this.kinds
        .all()
        .flatMap(({ name, permission }) => decidingScopesOf(actor, permission).map((path) => ({ kind: name, path }))),
      askedBy: actorIdOf(actor),
      isWaiting: query.status !== 'ALL',
      kind: query.kind ?? null,
      before: before === undefined ? null : String(before),
      limit: limit + 1,
    });
    const page = pageOf(
      rows,
      limit,
      ({ id }) => [id],
      (row) => row,
    );
    return { items: await this.views(actor, page.items), next: page.next };
  }

  /** @throws DECISION_UNKNOWN */
  async one(actor: Actor, id: string): Promise<DecisionView> {
    const request = await this.store.find(id);
    if (!request || !this.isSeen(actor, request)) throw decisionErrors.refuse('DECISION_UNKNOWN');
    const [view] = await this.views(actor, [request]);
    if (!view) throw decisionErrors.refuse('DECISION_UNKNOWN');
    return view;
  }

  private isSeen(actor: Actor, request: DecisionRequest): boolean {
    const { permission } = this.kinds.get(request.kind);
    if (request.askedBy === actorIdOf(actor)) return true;
    return decidingScopesOf(actor, permission).some((scope) => request.divisionPath.startsWith(scope));
  }

  private async views(actor: Actor, requests: readonly DecisionRequest[]): Promise<readonly DecisionView[]> {
    const waiting = requests.filter(({ outcome }) => outcome === null);
    const matters = await this.decisions.mattersOf(waiting);
    const matterOf = new Map(waiting.map(({ id }, index) => [id, matters[index]]));
    const told = await this.guard.withStandings(actor, requests, ({ id }) => matterOf.get(id) ?? null);
    return told.map((request) => {
      const kind = this.kinds.get(request.kind);
      const { id, divisionId, subjectId, concerned, reason, evidence, askedBy, outcome, decidedBy } = request;
      const { mayDecide, whyNot, whoMay, missing } = request;
      return {
        ...{ id, kind: kind.name, label: kind.label, sentence: kind.sentence(request.payload) },
        ...{ divisionId, subjectId, concerned, reason, evidence, askedBy, outcome, decidedBy },
        askedAt: request.askedAt.toISOString(),
        expiresAt: request.expiresAt?.toISOString() ?? null,
        decidedAt: request.decidedAt?.toISOString() ?? null,
        decisionReason: request.decisionReason,
        ...{ mayDecide, whyNot, whoMay, missing },
      };
    });
  }
}
