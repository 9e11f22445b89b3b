import { Injectable } from '@nestjs/common';
import { startOfDayMs } from '../../../kernel/local-day';
import { Clock } from '../../../platform/clock/clock';
import { type CommandContext, Commands } from '../../../platform/database/commands';
import type { Transaction } from '../../../platform/database/unit-of-work';
import { requireScope } from '../../../platform/identity/access';
import { actorIdOf } from '../../../platform/identity/actor';
import { IdSource } from '../../../platform/ids/id-source';
import { DecisionGuard } from '../../../platform/security/decisions';
import { LedgerPosting, type Posting, ReverseCause } from '../../ledger';
import { openingErrors } from '../errors';
import {
  type OpeningImport,
  OpeningRepository,
  type OpeningRow,
  type OpeningStatus,
} from '../persistence/opening.repository';

export interface OpeningDecision {
  readonly id: string;
  readonly status: OpeningStatus;
}

const ALL_ROWS = 1_000_000;

/** Lets a second person post or reject old hours, and take posted ones back as a whole. */
@Injectable()
export class DecideOpening {
  constructor(
    private readonly commands: Commands,
    private readonly openings: OpeningRepository,
    private readonly posting: LedgerPosting,
    private readonly reverseCause: ReverseCause,
    private readonly guard: DecisionGuard,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Approving posts every row in one transaction through the one write path. Old hours give no points: what was done,
   * and when in the day, is not known.
   *
   * Refuses in this order: OPENING_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, OPENING_STATE_WRONG, DECISION_OWN,
   * DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER, DECISION_SAME_PERSON.
   */
  async decide(
    context: CommandContext,
    command: { readonly id: string; readonly decision: 'APPROVE' | 'REJECT'; readonly reason?: string },
  ): Promise<OpeningDecision> {
    return this.commands.run(context, 'openings.decide', command, async (tx) => {
      const opening = await this.hold(tx, context, command.id, 'ledger.open');
      if (opening.status !== 'SUBMITTED') throw openingErrors.refuse('OPENING_STATE_WRONG');
      const by = actorIdOf(context.actor);
      await this.guard.requireFree(tx, context.actor, await this.openings.tiesOf(opening, tx));
      const status = command.decision === 'APPROVE' ? 'POSTED' : 'REJECTED';
      await this.openings.decide(tx, opening.id, { status, by, at: this.clock.now(), reason: command.reason ?? null });
      if (status === 'POSTED') {
        const rows = await this.openings.rows(opening.id, 0, ALL_ROWS, tx);
        await this.posting.post(
          tx,
          rows.map((row) => postingOf(row, opening)),
          by,
        );
      }
      return { id: opening.id, status };
    });
  }

  /**
   * Takes every row of a posted import back: one reversal per entry.
   *
   * @throws OPENING_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, OPENING_STATE_WRONG, LEDGER_BALANCE_TOO_LOW
   */
  async reverse(
    context: CommandContext,
    command: { readonly id: string; readonly reason: string },
  ): Promise<OpeningDecision> {
    return this.commands.run(context, 'openings.reverse', command, async (tx) => {
      const opening = await this.hold(tx, context, command.id, 'ledger.reverse');
      if (opening.status !== 'POSTED') throw openingErrors.refuse('OPENING_STATE_WRONG');
      const by = actorIdOf(context.actor);
      // The ledger takes back only what does not count any more.
      await this.openings.markReversed(tx, opening.id, { by, at: this.clock.now(), reason: command.reason });
      const rows = await this.openings.rows(opening.id, 0, ALL_ROWS, tx);
      // In the order in which every poster locks accounts.
      for (const row of [...rows].sort((a, b) => (a.volunteerId < b.volunteerId ? -1 : 1))) {
        await this.reverseCause.execute(tx, {
          volunteerId: row.volunteerId,
          causeId: row.id,
          reversalId: this.ids.next(),
          recordedBy: by,
        });
      }
      return { id: opening.id, status: 'REVERSED' as const };
    });
  }

  private async hold(
    tx: Transaction,
    context: CommandContext,
    id: string,
    permission: 'ledger.open' | 'ledger.reverse',
  ): Promise<OpeningImport> {
    const opening = await this.openings.hold(tx, id);
    if (!opening) throw openingErrors.refuse('OPENING_UNKNOWN');
    requireScope(context.actor, permission, opening.divisionPath);
    return opening;
  }
}

function postingOf(row: OpeningRow, opening: OpeningImport): Posting {
  return {
    volunteerId: row.volunteerId,
    accountKind: row.kind === 'TRAINING' ? 'TRAINING_MINUTES' : 'SERVICE_MINUTES',
    amount: row.minutes,
    issuerDivisionId: opening.divisionId,
    reason: row.kind,
    causeKind: 'OPENING',
    causeId: row.id,
    // Not decided by a policy: what stands here is how well the hours are proven.
    ruleVersion: `opening-${row.grade}`,
    effectiveAt: new Date(startOfDayMs(row.servedOn)),
  };
}
