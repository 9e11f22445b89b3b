import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { type CommandContext, Commands } from '../../../platform/database/commands';
import { requireScope } from '../../../platform/identity/access';
import { actorIdOf } from '../../../platform/identity/actor';
import { volunteerErrors } from '../errors';
import { ClosingRequests } from '../persistence/closing-requests';
import { VolunteerRepository } from '../persistence/volunteer.repository';
import { CloseVolunteer } from './close-volunteer';

export interface DecideClosingCommand {
  readonly closingId: string;
  readonly decision: 'APPROVE' | 'DECLINE';
}

/** The second person agrees, and the account is closed at once; or declines, and nothing has happened. */
@Injectable()
export class DecideClosing {
  constructor(
    private readonly commands: Commands,
    private readonly requests: ClosingRequests,
    private readonly volunteers: VolunteerRepository,
    private readonly closing: CloseVolunteer,
    private readonly clock: Clock,
  ) {}

  /** @throws CLOSING_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, CLOSING_DECIDED, CLOSING_SELF, VOLUNTEER_CLOSED */
  async execute(
    context: CommandContext,
    command: DecideClosingCommand,
  ): Promise<{ id: string; status: 'APPROVED' | 'DECLINED' }> {
    return this.commands.run(context, 'volunteers.decide-closing', command, async (tx) => {
      const { actor } = context;
      const request = await this.requests.get(tx, command.closingId);
      requireScope(actor, 'volunteer.review', request.divisionPath);
      if (request.status !== 'OPEN') throw volunteerErrors.refuse('CLOSING_DECIDED');
      if (request.requestedBy === actorIdOf(actor)) throw volunteerErrors.refuse('CLOSING_SELF');
      const status = command.decision === 'APPROVE' ? 'APPROVED' : 'DECLINED';
      await this.requests.decide(tx, request.id, { status, by: actorIdOf(actor), at: this.clock.now() });
      if (status === 'APPROVED') {
        const volunteer = await this.volunteers.get(tx, request.volunteerId);
        if (volunteer.status === 'CLOSED') throw volunteerErrors.refuse('VOLUNTEER_CLOSED');
        await this.closing.close(tx, actor, volunteer, request.reason);
      }
      return { id: request.id, status };
    });
  }
}
