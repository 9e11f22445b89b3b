import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import { actorIdOf } from '../../../../platform/foundation/actor/actor';
import { DecisionGuard, type Matter } from '../../../../platform/security/decisions';
import { volunteerErrors } from '../../errors';
import { type ClosingRequest, ClosingRequests } from '../persistence/closing-requests';
import { VolunteerRepository } from '../../person';
import { CloseVolunteer } from './close-volunteer';

export interface DecideClosingCommand {
  readonly closingId: string;
  readonly decision: 'APPROVE' | 'DECLINE';
}

/** What the guard needs to know of a closing. */
export function closingMatter(request: ClosingRequest): Matter {
  return {
    permission: 'volunteer.review',
    divisionPath: request.divisionPath,
    askedBy: request.requestedBy,
    hands: [],
    concerned: [request.volunteerId],
    beganAt: request.requestedAt,
  };
}

/** The second person agrees, and the account is closed at once; or declines, and nothing has happened. */
@Injectable()
export class DecideClosing {
  constructor(
    private readonly commands: Commands,
    private readonly requests: ClosingRequests,
    private readonly volunteers: VolunteerRepository,
    private readonly closing: CloseVolunteer,
    private readonly guard: DecisionGuard,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws CLOSING_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_OWN, DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER,
   *   DECISION_SAME_PERSON, CLOSING_DECIDED, VOLUNTEER_CLOSED
   */
  async execute(
    context: CommandContext,
    command: DecideClosingCommand,
  ): Promise<{ id: string; status: 'APPROVED' | 'DECLINED' }> {
    return this.commands.run(context, 'volunteers.decide-closing', command, async (tx) => {
      const { actor } = context;
      const request = await this.requests.get(tx, command.closingId);
      await this.guard.requireDecider(tx, actor, closingMatter(request));
      if (request.status !== 'OPEN') throw volunteerErrors.refuse('CLOSING_DECIDED');
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
