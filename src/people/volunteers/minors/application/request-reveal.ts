import { Injectable } from '@nestjs/common';
import { type CommandContext, Commands } from '../../../../platform/data/database/commands';
import { RevealMinors, type RevealRequestCommand } from './reveal-minors';

/** The commands around looking at a minor's data: to ask, and to agree. */
@Injectable()
export class RequestReveal {
  constructor(
    private readonly commands: Commands,
    private readonly minors: RevealMinors,
  ) {}

  /** @throws as RevealMinors.ask */
  async ask(context: CommandContext, command: RevealRequestCommand): Promise<{ id: string }> {
    return this.commands.run(context, 'volunteers.request-reveal', command, (tx) =>
      this.minors.ask(tx, context.actor, command),
    );
  }

  /** @throws as RevealMinors.approve */
  async approve(context: CommandContext, requestId: string): Promise<{ id: string; expiresAt: string }> {
    return this.commands.run(context, 'volunteers.approve-reveal', { requestId }, (tx) =>
      this.minors.approve(tx, context.actor, requestId),
    );
  }
}
