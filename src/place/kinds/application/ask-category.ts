import { Injectable } from '@nestjs/common';
import { addDays, type LocalDay, localDayOf, startOfDayMs } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { InstallationMode } from '../../../platform/data/installation';
import { Decisions } from '../../../platform/security/decisions';
import { DivisionDirectory } from '../../divisions';
import { type CategoryAsked, type CategoryState, changesAnything, TRAINING_CATEGORY } from '../domain/kind-change';
import { kindErrors } from '../errors';
import { KindDirectory } from '../persistence/kind-directory';
import { CHANGE_CATEGORY } from './change-category-kind';
import { kindPlace, requireOwnName } from './kind-place';

interface CategoryChange {
  /** The district or street whose own version it is. */
  readonly divisionId: string;
  readonly code: string;
  /** First day of the new version; default: the day after the decision. */
  readonly validFrom?: LocalDay;
  /** Why; who decides and who works with the category read it. */
  readonly reason: string;
}

export interface AddCategoryCommand extends CategoryChange {
  readonly name: string;
  readonly isService: boolean;
  readonly sortOrder: number;
}

/** What is left out stays; one out of use comes back. */
export interface ChangeCategoryCommand extends CategoryChange {
  readonly name?: string;
  readonly isService?: boolean;
  readonly sortOrder?: number;
}

export interface AskedCategory {
  /** The request that a second person decides. */
  readonly decisionId: string;
  readonly code: string;
  readonly divisionId: string;
  /** null: the day after the decision. */
  readonly validFrom: LocalDay | null;
}

/** Asks for a new category, or for a new version of one; a second person decides. */
@Injectable()
export class AskCategory {
  constructor(
    private readonly commands: Commands,
    private readonly directory: KindDirectory,
    private readonly divisions: DivisionDirectory,
    private readonly decisions: Decisions,
    private readonly mode: InstallationMode,
    private readonly clock: Clock,
  ) {}

  /** @throws KIND_CODE_TAKEN, KIND_NAME_TAKEN, and what `change` throws */
  async add(context: CommandContext, command: AddCategoryCommand): Promise<AskedCategory> {
    return this.commands.run(context, 'kinds.add-category', command, async (tx) => {
      const place = await kindPlace(this.divisions, tx, { actor: context.actor, divisionId: command.divisionId });
      if (await this.stateOf(tx, place, command.code)) {
        throw kindErrors.refuse('KIND_CODE_TAKEN', { field: 'code' });
      }
      return this.ask(tx, context, place.path, { ...command, validFrom: command.validFrom ?? null, before: null });
    });
  }

  /**
   * @throws DIVISION_UNKNOWN, DIVISION_CLOSED, PERMISSION_MISSING, SCOPE_FOREIGN, KIND_PLACE_WRONG,
   *   ACTIVITY_CATEGORY_UNKNOWN, KIND_UNCHANGED, KIND_NAME_TAKEN, KIND_NOT_FORWARD, CATEGORY_TRAINING_APART,
   *   DECISION_PENDING
   */
  async change(context: CommandContext, command: ChangeCategoryCommand): Promise<AskedCategory> {
    return this.commands.run(context, 'kinds.change-category', command, async (tx) => {
      const place = await kindPlace(this.divisions, tx, { actor: context.actor, divisionId: command.divisionId });
      const before = await this.stateOf(tx, place, command.code);
      if (!before) {
        const list = `/activities/categories?divisionId=${place.id}`;
        throw kindErrors.refuse('ACTIVITY_CATEGORY_UNKNOWN', { field: 'code', details: { list } });
      }
      const { name, isService, sortOrder } = { ...before, ...given(command) };
      const asked = { ...command, name, isService, sortOrder, validFrom: command.validFrom ?? null, before };
      if (!changesAnything(asked)) throw kindErrors.refuse('KIND_UNCHANGED', { field: 'name' });
      return this.ask(tx, context, place.path, asked);
    });
  }

  /** The place's own latest version, else what holds there today. */
  private async stateOf(
    tx: Transaction,
    place: { readonly id: string; readonly path: string },
    code: string,
  ): Promise<CategoryState | null> {
    const own = await this.directory.latestOwnCategory(tx, place.id, code);
    const found = own ?? (await this.directory.category(code, place.path, tx));
    if (!found) return null;
    const { name, isService, sortOrder, isRetired } = found;
    return { name, isService, sortOrder, isRetired };
  }

  private async ask(
    tx: Transaction,
    context: CommandContext,
    path: string,
    { reason, ...asked }: CategoryAsked & { readonly reason: string },
  ): Promise<AskedCategory> {
    const { divisionId, code, name, isService, sortOrder, validFrom, before } = asked;
    if (isService && code === TRAINING_CATEGORY) {
      throw kindErrors.refuse('CATEGORY_TRAINING_APART', { field: 'isService' });
    }
    const today = localDayOf(this.clock.nowMs());
    requireOwnName(await this.directory.categories({ path, day: today, withRetired: true }, tx), asked);
    const isPractice = (await this.mode.look()) === 'PRACTICE';
    if (validFrom !== null && validFrom < (isPractice ? today : addDays(today, 1))) {
      throw kindErrors.refuse('KIND_NOT_FORWARD', { field: 'validFrom' });
    }
    const { id: decisionId } = await this.decisions.ask<CategoryAsked>(tx, context.actor, {
      kind: CHANGE_CATEGORY,
      divisionId,
      payload: { divisionId, code, name, isService, sortOrder, validFrom, before },
      reason,
      about: `${divisionId}/${code}`,
      // Once its day has come it can no longer work forward.
      ...(validFrom !== null && !isPractice && { expiresAt: new Date(startOfDayMs(validFrom)) }),
    });
    return { decisionId, code, divisionId, validFrom };
  }
}

function given({ name, isService, sortOrder }: ChangeCategoryCommand): Partial<CategoryState> {
  return {
    ...(name !== undefined && { name }),
    ...(isService !== undefined && { isService }),
    ...(sortOrder !== undefined && { sortOrder }),
  };
}
