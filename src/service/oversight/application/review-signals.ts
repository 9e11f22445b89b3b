import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import { type Actor, actorIdOf, scopesOf } from '../../../platform/foundation/actor/actor';
import { DecisionGuard, type Standing } from '../../../platform/security/decisions';
import { oversightErrors } from '../errors';
import { type Signal, SignalRepository } from '../persistence/signal.repository';
import { signalMatter } from './signal-matter';

export interface SignalView extends Omit<Signal, 'raisedAt' | 'divisionPath'> {
  readonly raisedAt: string;
}

export interface DecideSignalCommand {
  readonly signalId: string;
  readonly outcome: 'HARMLESS' | 'CONFIRMED';
  readonly reason: string;
}

/** The queue of signals and what people find out about them. A confirmed one changes nothing by itself. */
@Injectable()
export class ReviewSignals {
  constructor(
    private readonly commands: Commands,
    private readonly signals: SignalRepository,
    private readonly guard: DecisionGuard,
    private readonly clock: Clock,
  ) {}

  /** @throws CURSOR_INVALID */
  async page(
    actor: Actor,
    query: PageQuery & { readonly status?: string; readonly kind?: string },
  ): Promise<Page<SignalView & Standing>> {
    const limit = limitOf(query);
    const rows = await this.signals.page({
      scopes: scopesOf(actor, 'record.read'),
      status: query.status ?? null,
      kind: query.kind ?? null,
      after: decodeCursor(query, 2),
      limit,
    });
    const page = pageOf(
      rows,
      limit,
      (row) => [row.raisedAt.toISOString(), row.id],
      (row) => row,
    );
    const items = await this.guard.withStandings(
      actor,
      page.items,
      (signal) => (signal.status === 'OPEN' ? signalMatter(signal) : null),
      ({ id, kind, divisionId, divisionName, evidence, raisedAt, status, decisionReason }) => ({
        ...{ id, kind, divisionId, divisionName, evidence, status, decisionReason },
        raisedAt: raisedAt.toISOString(),
      }),
    );
    return { items, next: page.next };
  }

  /** @throws SIGNAL_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_*, SIGNAL_DECIDED */
  async decide(
    context: CommandContext,
    command: DecideSignalCommand,
  ): Promise<{ readonly id: string; readonly status: string }> {
    return this.commands.run(context, 'oversight.decide-signal', command, async (tx) => {
      const signal = await this.signals.hold(tx, command.signalId);
      if (!signal) throw oversightErrors.refuse('SIGNAL_UNKNOWN');
      await this.guard.requireDecider(tx, context.actor, signalMatter(signal));
      if (signal.status !== 'OPEN') throw oversightErrors.refuse('SIGNAL_DECIDED');
      const by = actorIdOf(context.actor);
      const { outcome: status, reason } = command;
      await this.signals.decide(tx, signal.id, { status, by, reason, at: this.clock.now() });
      return { id: signal.id, status };
    });
  }
}
