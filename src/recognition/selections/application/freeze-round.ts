import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { requireScope } from '../../../platform/security/identity/access';
import { PrintedCheckpoints } from '../../../ledger/evidence';
import { scoreSheet } from '../domain/score-sheet';
import { selectionErrors } from '../errors';
import { RoundDirectory, type RoundView } from '../persistence/round-directory';
import { RoundRepository } from '../persistence/round.repository';
import { CollectCandidates } from './collect-candidates';
import { digestOf } from './ledger-digest';

const LOT_SEED_BYTES = 16;

/**
 * Freezes a round: reads candidates, ledger entries and assessments at one instant, scores them, and appends the score
 * sheet. It goes from DRAFT through SCORING, which nobody can see, to COMMITTEE in one transaction.
 */
@Injectable()
export class FreezeRound {
  constructor(
    private readonly commands: Commands,
    private readonly rounds: RoundRepository,
    private readonly directory: RoundDirectory,
    private readonly collect: CollectCandidates,
    private readonly checkpoints: PrintedCheckpoints,
    private readonly clock: Clock,
  ) {}

  /**
   * REPEATABLE READ: all reads see one state of the ledger, and of two freezes at once the second starts over and then
   * finds the round frozen.
   *
   * @throws SELECTION_ROUND_UNKNOWN, SCOPE_FOREIGN, SELECTION_ROUND_NOT_DRAFT, SELECTION_PERIOD_OPEN,
   * SELECTION_NO_CANDIDATES
   */
  async execute(context: CommandContext, roundId: string): Promise<RoundView> {
    return this.commands.run(
      context,
      'awards.freeze-round',
      { roundId },
      async (tx) => {
        const round = await this.directory.byId(roundId, tx);
        requireScope(context.actor, 'selection.manage', round.divisionPath);
        if (round.status !== 'DRAFT') throw selectionErrors.refuse('SELECTION_ROUND_NOT_DRAFT');
        if (round.periodTo >= localDayOf(this.clock.nowMs())) throw selectionErrors.refuse('SELECTION_PERIOD_OPEN');
        await this.freeze(tx, round);
        return this.directory.byId(roundId, tx);
      },
      'REPEATABLE READ',
    );
  }

  private async freeze(tx: Transaction, round: RoundView): Promise<void> {
    const period = { from: round.periodFrom, to: round.periodTo };
    const pool = await this.collect.execute(tx, round.divisionPath, round.roles, period);
    if (pool.candidates.length === 0) throw selectionErrors.refuse('SELECTION_NO_CANDIDATES');
    const lotSeed = randomBytes(LOT_SEED_BYTES).toString('hex');
    const { roles, policy } = round;
    const checkpoint = await this.checkpoints.latest(tx);
    const sheet = scoreSheet({ roles, candidates: pool.candidates, period, policy, lotSeed });
    const isWon = await this.rounds.freeze(tx, round.id, {
      takenAt: this.clock.now().toISOString(),
      ...digestOf(pool.positions),
      ...(checkpoint && { checkpoint }),
      policyVersion: policy.version,
      ruleVersions: pool.ruleVersions,
      lotSeed,
      roles: sheet.roles,
    });
    if (!isWon) throw selectionErrors.refuse('SELECTION_ROUND_NOT_DRAFT');
    await this.rounds.appendLines(tx, round.id, pool.candidates, sheet.lines);
  }
}
