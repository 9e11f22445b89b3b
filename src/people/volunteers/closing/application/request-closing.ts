import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import { requireScope } from '../../../../platform/security/identity/access';
import { actorIdOf } from '../../../../platform/foundation/actor/actor';
import { IdSource } from '../../../../platform/foundation/ids/id-source';
import type { ClosingReason } from '../domain/closing';
import { volunteerErrors } from '../../errors';
import { ClosingRequests } from '../persistence/closing-requests';
import { VolunteerDirectory, VolunteerRepository } from '../../person';

export interface RequestClosingCommand {
  readonly volunteerId: string;
  readonly reason: ClosingReason;
}

/** Staff ask to close somebody's account; nothing happens until a second person agrees. */
@Injectable()
export class RequestClosing {
  constructor(
    private readonly commands: Commands,
    private readonly volunteers: VolunteerRepository,
    private readonly directory: VolunteerDirectory,
    private readonly requests: ClosingRequests,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** @throws VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, VOLUNTEER_CLOSED, CLOSING_OPEN */
  async execute(context: CommandContext, command: RequestClosingCommand): Promise<{ id: string; status: 'OPEN' }> {
    return this.commands.run(context, 'volunteers.request-closing', command, async (tx) => {
      const view = await this.directory.byId(command.volunteerId, tx);
      requireScope(context.actor, 'volunteer.review', view.divisionPath);
      const volunteer = await this.volunteers.get(tx, view.id);
      if (volunteer.status === 'CLOSED') throw volunteerErrors.refuse('VOLUNTEER_CLOSED');
      if (await this.requests.isOpenFor(tx, view.id)) throw volunteerErrors.refuse('CLOSING_OPEN');
      const id = this.ids.next();
      await this.requests.insert(tx, {
        id,
        volunteerId: view.id,
        reason: command.reason,
        requestedBy: actorIdOf(context.actor),
        requestedAt: this.clock.now(),
      });
      return { id, status: 'OPEN' as const };
    });
  }
}
