import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { Outbox } from '../../../platform/data/outbox';
import { peopleImportErrors } from '../errors';
import { applyImport } from '../jobs/import-jobs';
import { PeopleImportRepository } from '../persistence/people-import.repository';
import { StagedRows } from '../persistence/staged-rows';
import { AskPastTerms } from './ask-past-terms';
import { ImportAccess } from './import-access';

export interface ConfirmImportCommand {
  readonly id: string;
  /** Leaves out rows that may be somebody who is here already. */
  readonly skipDuplicates: boolean;
}

/** Starts a checked import, or ends one that waits or runs. */
@Injectable()
export class DecideImport {
  constructor(
    private readonly commands: Commands,
    private readonly access: ImportAccess,
    private readonly imports: PeopleImportRepository,
    private readonly staged: StagedRows,
    private readonly outbox: Outbox,
    private readonly past: AskPastTerms,
    private readonly clock: Clock,
  ) {}

  /**
   * Where the list holds what two people decide, it begins with their decision.
   *
   * @throws PEOPLE_IMPORT_UNKNOWN, PEOPLE_IMPORT_STARTED, PEOPLE_IMPORT_OVER, PEOPLE_IMPORT_HAS_ERRORS,
   *   DECISION_PENDING
   */
  async confirm(
    context: CommandContext,
    command: ConfirmImportCommand,
  ): Promise<{ readonly id: string; readonly decisionId: string | null }> {
    return this.commands.run(context, 'people-imports.confirm', command, async (tx) => {
      const held = await this.access.hold(tx, context.actor, command.id);
      if (held.status === 'RUNNING') throw peopleImportErrors.refuse('PEOPLE_IMPORT_STARTED');
      if (held.status !== 'CHECKED') throw peopleImportErrors.refuse('PEOPLE_IMPORT_OVER');
      if (held.errorRowCount > 0) {
        throw peopleImportErrors.refuse('PEOPLE_IMPORT_HAS_ERRORS', { details: { errorRowCount: held.errorRowCount } });
      }
      const { skipDuplicates } = command;
      const at = this.clock.now();
      const decisionId = await this.past.ask(tx, context.actor, held, { at, skipDuplicates });
      if (decisionId !== null) return { id: held.id, decisionId };
      await this.imports.start(tx, held.id, { by: actorIdOf(context.actor), at, skipDuplicates, decisionId: null });
      await this.outbox.add(tx, applyImport, { importId: held.id });
      return { id: held.id, decisionId: null };
    });
  }

  /** What was applied stays; the rest is thrown away. @throws PEOPLE_IMPORT_UNKNOWN, PEOPLE_IMPORT_OVER */
  async cancel(context: CommandContext, id: string): Promise<{ readonly id: string }> {
    return this.commands.run(context, 'people-imports.cancel', { id }, async (tx) => {
      const held = await this.access.hold(tx, context.actor, id);
      if (held.status !== 'CHECKED' && held.status !== 'RUNNING') throw peopleImportErrors.refuse('PEOPLE_IMPORT_OVER');
      await this.staged.dropAll(tx, [held.id]);
      const by = actorIdOf(context.actor);
      await this.imports.finish(tx, held.id, { status: 'CANCELLED', by, at: this.clock.now() });
      return { id: held.id };
    });
  }
}
