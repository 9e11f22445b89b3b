import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { DoneAtTheSameMoment, type Transaction } from '../../../platform/data/database/unit-of-work';
import { type Actor, actorIdOf } from '../../../platform/foundation/actor/actor';
import { Outbox } from '../../../platform/data/outbox';
import { type DecisionRequest, Decisions } from '../../../platform/security/decisions';
import { peopleImportErrors } from '../errors';
import { applyImport } from '../jobs/import-jobs';
import { type PeopleImport, PeopleImportRepository } from '../persistence/people-import.repository';
import { StagedRows } from '../persistence/staged-rows';
import { APPOINTMENT_LIST } from './appointments-kind';
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
    private readonly decisions: Decisions,
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
      const { held } = await this.hold(tx, context.actor, command.id);
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

  /** What was applied stays; the rest is thrown away, and what waits for a decision about it ends. @throws PEOPLE_IMPORT_UNKNOWN, PEOPLE_IMPORT_OVER */
  async cancel(context: CommandContext, id: string): Promise<{ readonly id: string }> {
    return this.commands.run(context, 'people-imports.cancel', { id }, async (tx) => {
      const { held, asked } = await this.hold(tx, context.actor, id);
      if (held.status !== 'CHECKED' && held.status !== 'RUNNING') throw peopleImportErrors.refuse('PEOPLE_IMPORT_OVER');
      if (asked) await this.decisions.overtake(tx, context.actor, asked);
      await this.staged.dropAll(tx, [held.id]);
      const by = actorIdOf(context.actor);
      await this.imports.finish(tx, held.id, { status: 'CANCELLED', by, at: this.clock.now() });
      return { id: held.id };
    });
  }

  /** The import and what waits about it, in the order in which who decides takes them. @throws PEOPLE_IMPORT_UNKNOWN */
  private async hold(
    tx: Transaction,
    actor: Actor,
    id: string,
  ): Promise<{ readonly held: PeopleImport; readonly asked: DecisionRequest | null }> {
    const asked = await this.decisions.holdAbout(tx, APPOINTMENT_LIST, id);
    const held = await this.access.hold(tx, actor, id);
    const now = asked ?? (await this.decisions.holdAbout(tx, APPOINTMENT_LIST, id));
    if (now !== asked) throw new DoneAtTheSameMoment({ cause: new Error('somebody asked between the two') });
    return { held, asked };
  }
}
