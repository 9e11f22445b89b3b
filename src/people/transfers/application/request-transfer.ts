import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { requireScope, requireVolunteer } from '../../../platform/security/identity/access';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { DivisionDirectory } from '../../../place/divisions';
import { TeamDirectory, teamErrors } from '../../teams';
import { VolunteerDirectory, type VolunteerView } from '../../volunteers';
import { transferErrors } from '../errors';
import { type NewTransfer, TransferRepository } from '../persistence/transfer.repository';

export interface RequestTransferCommand {
  /** Left out: the volunteer behind the account, whose request is the consent. */
  readonly volunteerId?: string;
  readonly toDivisionId?: string;
  readonly fromTeamId?: string;
  readonly toTeamId?: string;
  readonly reason: string;
  /** Where staff ask for somebody: how the person agreed, and where the paper lies. */
  readonly consentChannel?: 'PAPER' | 'ASSISTED';
  readonly consentReference?: string;
}

type Way = Pick<NewTransfer, 'fromDivisionId' | 'toDivisionId' | 'fromTeamId' | 'toTeamId'>;

/** Asks for a move to another division or team. The receiving side decides. */
@Injectable()
export class RequestTransfer {
  constructor(
    private readonly commands: Commands,
    private readonly volunteers: VolunteerDirectory,
    private readonly divisions: DivisionDirectory,
    private readonly teams: TeamDirectory,
    private readonly transfers: TransferRepository,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws VOLUNTEER_ACCOUNT_REQUIRED, VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, VOLUNTEER_NOT_ACTIVE,
   *   TRANSFER_CONSENT_REQUIRED, TRANSFER_TARGET_WRONG, DIVISION_UNKNOWN, DIVISION_CLOSED, TEAM_UNKNOWN,
   *   TEAM_DISSOLVED, MEMBER_NOT, TRANSFER_PENDING
   */
  async execute(context: CommandContext, command: RequestTransferCommand): Promise<{ readonly id: string }> {
    return this.commands.run(context, 'transfers.request', command, async (tx) => {
      const isOwn = command.volunteerId === undefined;
      const volunteer = await this.volunteers.byId(command.volunteerId ?? requireVolunteer(context.actor), tx);
      if (!isOwn) requireScope(context.actor, 'volunteer.review', volunteer.divisionPath);
      await this.volunteers.activeById(volunteer.id, tx);
      const consent = isOwn ? ({ channel: 'SELF', reference: null } as const) : consentOf(command);
      const way = await this.wayOf(tx, volunteer, command);
      const id = this.ids.next();
      await this.transfers.insert(tx, {
        id,
        volunteerId: volunteer.id,
        ...way,
        reason: command.reason,
        consentChannel: consent.channel,
        consentReference: consent.reference,
        requestedBy: actorIdOf(context.actor),
        requestedAt: this.clock.now(),
      });
      return { id };
    });
  }

  private async wayOf(tx: Transaction, volunteer: VolunteerView, command: RequestTransferCommand): Promise<Way> {
    const { toDivisionId, fromTeamId, toTeamId } = command;
    if (toDivisionId !== undefined && fromTeamId === undefined && toTeamId === undefined) {
      if (toDivisionId === volunteer.divisionId) throw transferErrors.refuse('TRANSFER_TARGET_WRONG');
      const { id } = await this.divisions.activeById(toDivisionId, tx);
      return { fromDivisionId: volunteer.divisionId, toDivisionId: id, fromTeamId: null, toTeamId: null };
    }
    if (toDivisionId !== undefined || fromTeamId === undefined || toTeamId === undefined || fromTeamId === toTeamId) {
      throw transferErrors.refuse('TRANSFER_TARGET_WRONG');
    }
    const from = await this.teams.byId(fromTeamId, tx);
    const to = await this.teams.activeById(toTeamId, tx);
    if (!(await this.teams.isActiveMember(from.id, volunteer.id, tx))) throw teamErrors.refuse('MEMBER_NOT');
    return { fromDivisionId: null, toDivisionId: null, fromTeamId: from.id, toTeamId: to.id };
  }
}

function consentOf({ consentChannel, consentReference }: RequestTransferCommand) {
  if (consentChannel === undefined || consentReference === undefined) {
    throw transferErrors.refuse('TRANSFER_CONSENT_REQUIRED', { field: 'consentReference' });
  }
  return { channel: consentChannel, reference: consentReference };
}
