import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { DecisionGuard } from '../../../platform/security/decisions';
import { DivisionDirectory } from '../../../place/divisions';
import { MoveMembership } from '../../teams';
import { RehomeVolunteer, VolunteerDirectory } from '../../volunteers';
import { transferErrors } from '../errors';
import { type Transfer, TransferRepository, type TransferStatus } from '../persistence/transfer.repository';
import { transferMatter } from './transfer-matter';

export interface DecideTransferCommand {
  readonly id: string;
  readonly decision: 'ACCEPT' | 'DECLINE';
  /** Required to decline; the person reads it. */
  readonly reason?: string;
}

/** Takes somebody in, or not: decided by staff of the receiving division, or by the receiving team's leader. */
@Injectable()
export class DecideTransfer {
  constructor(
    private readonly commands: Commands,
    private readonly transfers: TransferRepository,
    private readonly divisions: DivisionDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly rehome: RehomeVolunteer,
    private readonly memberships: MoveMembership,
    private readonly guard: DecisionGuard,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws TRANSFER_UNKNOWN, DECISION_OWN, DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER, DECISION_SAME_PERSON,
   *   TRANSFER_DECIDED, TRANSFER_REASON_REQUIRED, VOLUNTEER_NOT_ACTIVE, DIVISION_CLOSED, TEAM_DISSOLVED, MEMBER_NOT, TEAM_LEADER_CANNOT_LEAVE
   */
  async execute(
    context: CommandContext,
    command: DecideTransferCommand,
  ): Promise<{ readonly id: string; readonly status: TransferStatus }> {
    return this.commands.run(context, 'transfers.decide', command, async (tx) => {
      const { actor } = context;
      const transfer = await this.transfers.hold(tx, command.id);
      const matter = transfer && transferMatter(actor, transfer);
      if (!matter || !(await this.guard.isPlaced(tx, actor, matter))) throw transferErrors.refuse('TRANSFER_UNKNOWN');
      await this.guard.requireFree(tx, actor, matter);
      if (transfer.status !== 'REQUESTED') throw transferErrors.refuse('TRANSFER_DECIDED');
      const reason = command.reason ?? null;
      const isAccepted = command.decision === 'ACCEPT';
      if (!isAccepted && reason === null) throw transferErrors.refuse('TRANSFER_REASON_REQUIRED', { field: 'reason' });
      const decision = { by: actorIdOf(actor), at: this.clock.now() };
      if (isAccepted) await this.carryOut(tx, transfer, decision);
      const status = isAccepted ? 'ACCEPTED' : 'DECLINED';
      await this.transfers.decide(tx, transfer.id, { ...decision, status, reason });
      return { id: transfer.id, status };
    });
  }

  private async carryOut(tx: Transaction, transfer: Transfer, decision: { readonly by: string; readonly at: Date }) {
    const { volunteerId, toDivisionId, fromTeamId, toTeamId } = transfer;
    await this.volunteers.activeById(volunteerId, tx);
    if (toDivisionId !== null) {
      await this.divisions.activeById(toDivisionId, tx);
      await this.rehome.execute(tx, volunteerId, toDivisionId, decision.at);
    } else if (fromTeamId !== null && toTeamId !== null) {
      await this.memberships.toTeam(tx, volunteerId, { fromTeamId, toTeamId }, decision);
    }
  }
}
