import { Injectable } from '@nestjs/common';
import { Clock } from '../../foundation/clock/clock';
import { type CommandContext, Commands } from '../../data/database/commands';
import type { Transaction } from '../../data/database/unit-of-work';
import { type Actor, actorIdOf } from '../../foundation/actor/actor';
import { IdSource } from '../../foundation/ids/id-source';
import { decisionErrors } from './decision-errors';
import { DecisionGuard } from './decision-guard';
import type { Matter } from './decision-matter';
import { DecisionKinds } from './decision-kind';
import type { DecisionOutcome, DecisionRequest, NewDecision } from './decision-request';
import { DecisionStore } from './decision-store';
import { DecisionTeller } from './decision-teller';
import type { TeamOfShift } from './person-ties';

export interface DecideCommand {
  readonly id: string;
  readonly decision: 'APPROVE' | 'REJECT';
  /** Required to reject; who asked and who is concerned read it. */
  readonly reason?: string;
}

export interface Decided {
  readonly id: string;
  readonly outcome: DecisionOutcome;
  /** What the step answered; null where nothing was done. */
  readonly result: unknown;
}

/** Asked by one, decided by another: one way for every kind of thing. */
@Injectable()
export class Decisions {
  constructor(
    private readonly kinds: DecisionKinds,
    private readonly store: DecisionStore,
    private readonly guard: DecisionGuard,
    private readonly teller: DecisionTeller,
    private readonly clock: Clock,
    private readonly commands: Commands,
    private readonly ids: IdSource,
  ) {}

  /**
   * Notes what somebody asks, inside the asking transaction. Whether the asker may ask is checked by the caller.
   *
   * @throws DECISION_PENDING
   */
  async ask<Payload>(tx: Transaction, actor: Actor, asked: NewDecision<Payload>): Promise<{ readonly id: string }> {
    const kind = this.kinds.get(asked.kind);
    const id = this.ids.next();
    const now = this.clock.now();
    await this.store.ask(tx, {
      ...asked,
      id,
      askedBy: actorIdOf(actor),
      askedAt: now,
      expiresAt: asked.expiresAt ?? null,
    });
    if (kind.tellsWhenAsked === true) {
      const news = { requestId: id, label: kind.label, stage: 'ASKED', what: kind.sentence(asked.payload) } as const;
      const { concerned = [], reason } = asked;
      await this.teller.tell(
        tx,
        concerned.map((volunteerId) => ({ ...news, volunteerId, reason })),
      );
    }
    return { id };
  }

  /**
   * Decides by another person than who asked; an approval carries out all of it in the same transaction, and the people
   * concerned are told.
   *
   * @throws DECISION_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_MADE, DECISION_EXPIRED, DECISION_OWN,
   *   DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER, DECISION_HANDS_IN_IT, DECISION_SAME_PERSON,
   *   DECISION_REASON_REQUIRED, and what the kind's step throws
   */
  async decide(context: CommandContext, command: DecideCommand): Promise<Decided> {
    return this.commands.run(context, 'decisions.decide', command, async (tx) => {
      const request = await this.store.hold(tx, command.id);
      if (!request) throw decisionErrors.refuse('DECISION_UNKNOWN');
      const [matter] = await this.mattersOf([request], tx);
      if (matter) await this.guard.requireDecider(tx, context.actor, matter);
      if (request.outcome !== null) throw decisionErrors.refuse('DECISION_MADE');
      const reason = command.reason ?? null;
      if (command.decision === 'REJECT' && reason === null) {
        throw decisionErrors.refuse('DECISION_REASON_REQUIRED', { field: 'reason' });
      }
      const isApproved = command.decision === 'APPROVE';
      const done = await this.carryOut(tx, request, { isApproved, reason, by: actorIdOf(context.actor) });
      return { id: request.id, ...done };
    });
  }

  /** Notes the decision, does all of it and tells the people concerned; the caller has looked who may decide. */
  async carryOut(
    tx: Transaction,
    request: DecisionRequest,
    decided: { readonly isApproved: boolean; readonly reason: string | null; readonly by: string },
  ): Promise<Omit<Decided, 'id'>> {
    const kind = this.kinds.get(request.kind);
    const at = this.clock.now();
    if (request.expiresAt !== null && request.expiresAt <= at) throw decisionErrors.refuse('DECISION_EXPIRED');
    const { isApproved, reason, by } = decided;
    const outcome = isApproved ? 'APPROVED' : 'REJECTED';
    // The step may look for its decision (triggers do): so the decision stands first, and falls with it.
    await this.store.decide(tx, request, { outcome, reason, by, at });
    const result = isApproved
      ? await kind.approve(tx, request, { by, at })
      : await kind.reject?.(tx, request, { by, at });
    await this.tell(tx, request, outcome, reason);
    return { outcome, result: result ?? null };
  }

  /** Takes back what one asked. @throws DECISION_UNKNOWN, DECISION_NOT_ASKER, DECISION_MADE */
  async withdraw(context: CommandContext, command: { readonly id: string }): Promise<Decided> {
    return this.commands.run(context, 'decisions.withdraw', command, async (tx) => {
      const request = await this.store.hold(tx, command.id);
      if (!request) throw decisionErrors.refuse('DECISION_UNKNOWN');
      const by = actorIdOf(context.actor);
      if (request.askedBy !== by) throw decisionErrors.refuse('DECISION_NOT_ASKER');
      if (request.outcome !== null) throw decisionErrors.refuse('DECISION_MADE');
      await this.end(tx, request, 'WITHDRAWN', by);
      return { id: request.id, outcome: 'WITHDRAWN' as const, result: null };
    });
  }

  /**
   * What waits about something, held. To be asked before the rows of the thing itself are locked: who decides holds the
   * request first, and a step of the other order would wait for it in a circle.
   */
  async holdAbout(tx: Transaction, kind: string, about: string): Promise<DecisionRequest | null> {
    return this.store.holdAbout(tx, kind, about);
  }

  /** What somebody has asked and what waits, held; before the rows of the things themselves, as above. */
  async holdAskedBy(tx: Transaction, askedBy: string): Promise<readonly DecisionRequest[]> {
    return this.store.holdAskedBy(tx, askedBy);
  }

  /** Ends a held request because what it is about is no more: taken back where its asker did that, else lapsed. */
  async overtake(tx: Transaction, actor: Actor, request: DecisionRequest): Promise<void> {
    const by = actorIdOf(actor);
    await this.end(tx, request, request.askedBy === by ? 'WITHDRAWN' : 'EXPIRED', by);
  }

  /** Ends a request whose term is over; run by the clock, and harmless when it is run twice. */
  async lapse(tx: Transaction, id: string): Promise<void> {
    const request = await this.store.hold(tx, id);
    const now = this.clock.now();
    if (!request || request.outcome !== null || request.expiresAt === null || request.expiresAt > now) return;
    await this.end(tx, request, 'EXPIRED', 'system:decisions');
  }

  /** What the guard needs to know of requests, in their order. */
  async mattersOf(requests: readonly DecisionRequest[], tx?: Transaction): Promise<readonly Matter[]> {
    const teams = new Map<string, TeamOfShift>();
    for (const name of new Set(requests.map(({ kind }) => kind))) {
      const asked = requests.filter(({ kind }) => kind === name);
      const found = (await this.kinds.get(name).teamsOf?.(asked, tx)) ?? [];
      for (const [id, team] of found) teams.set(id, team);
    }
    return requests.map((request) => {
      const outsideOf = teams.get(request.id);
      return { ...request, permission: this.kinds.get(request.kind).permission, ...(outsideOf && { outsideOf }) };
    });
  }

  private async end(
    tx: Transaction,
    request: DecisionRequest,
    outcome: 'WITHDRAWN' | 'EXPIRED',
    by: string,
  ): Promise<void> {
    const at = this.clock.now();
    await this.store.decide(tx, request, { outcome, reason: null, by, at });
    await this.kinds.get(request.kind).reject?.(tx, request, { by, at });
  }

  private async tell(
    tx: Transaction,
    request: DecisionRequest,
    stage: 'APPROVED' | 'REJECTED',
    answer: string | null,
  ): Promise<void> {
    const kind = this.kinds.get(request.kind);
    // A refusal is news to who was told that something is asked; else nothing has happened to them.
    if (stage === 'REJECTED' && kind.tellsWhenAsked !== true) return;
    const what = kind.sentence(request.payload);
    const reason = stage === 'APPROVED' ? request.reason : (answer ?? '');
    await this.teller.tell(
      tx,
      request.concerned.map((volunteerId) => ({
        requestId: request.id,
        volunteerId,
        label: kind.label,
        stage,
        what,
        reason,
      })),
    );
  }
}
