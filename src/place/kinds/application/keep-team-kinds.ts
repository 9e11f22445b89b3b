import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { DivisionDirectory, type DivisionView } from '../../divisions';
import { kindErrors } from '../errors';
import { KindDirectory, type KindView } from '../persistence/kind-directory';
import { KindRepository } from '../persistence/kind.repository';
import { kindPlace, requireOwnName } from './kind-place';

export interface AddTeamKindCommand {
  readonly divisionId: string;
  readonly code: string;
  readonly name: string;
  readonly sortOrder: number;
}

/** What is left out stays. */
export interface ChangeTeamKindCommand {
  readonly divisionId: string;
  readonly code: string;
  readonly name?: string;
  readonly sortOrder?: number;
  readonly isRetired?: boolean;
}

/** Kinds of teams of a place. They decide about no minute, so one person keeps them; from today on. */
@Injectable()
export class KeepTeamKinds {
  constructor(
    private readonly commands: Commands,
    private readonly directory: KindDirectory,
    private readonly kinds: KindRepository,
    private readonly divisions: DivisionDirectory,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DIVISION_UNKNOWN, DIVISION_CLOSED, PERMISSION_MISSING, SCOPE_FOREIGN, KIND_PLACE_WRONG, KIND_CODE_TAKEN,
   *   KIND_NAME_TAKEN
   */
  async add(context: CommandContext, command: AddTeamKindCommand): Promise<KindView> {
    return this.commands.run(context, 'kinds.add-team-kind', command, async (tx) => {
      const place = await this.placeOf(tx, context, command.divisionId);
      if (await this.directory.teamKind(command.code, place.path, tx)) {
        throw kindErrors.refuse('KIND_CODE_TAKEN', { field: 'code' });
      }
      return this.append(tx, context, place, { ...command, isRetired: false });
    });
  }

  /**
   * @throws DIVISION_UNKNOWN, DIVISION_CLOSED, PERMISSION_MISSING, SCOPE_FOREIGN, KIND_PLACE_WRONG, TEAM_KIND_UNKNOWN,
   *   KIND_UNCHANGED, KIND_NAME_TAKEN
   */
  async change(context: CommandContext, command: ChangeTeamKindCommand): Promise<KindView> {
    return this.commands.run(context, 'kinds.change-team-kind', command, async (tx) => {
      const place = await this.placeOf(tx, context, command.divisionId);
      const before = await this.directory.teamKind(command.code, place.path, tx);
      if (!before) {
        const list = `/teams/kinds?divisionId=${place.id}`;
        throw kindErrors.refuse('TEAM_KIND_UNKNOWN', { field: 'code', details: { list } });
      }
      const { name = before.name, sortOrder = before.sortOrder, isRetired = before.isRetired } = command;
      if (name === before.name && sortOrder === before.sortOrder && isRetired === before.isRetired) {
        throw kindErrors.refuse('KIND_UNCHANGED', { field: 'name' });
      }
      return this.append(tx, context, place, { code: command.code, name, sortOrder, isRetired });
    });
  }

  private async placeOf(tx: Transaction, { actor }: CommandContext, divisionId: string): Promise<DivisionView> {
    const place = await kindPlace(this.divisions, tx, { actor, divisionId });
    await this.kinds.lock(tx);
    return place;
  }

  private async append(
    tx: Transaction,
    context: CommandContext,
    place: DivisionView,
    {
      code,
      name,
      sortOrder,
      isRetired,
    }: Omit<ChangeTeamKindCommand, 'divisionId'> & Omit<AddTeamKindCommand, 'divisionId'>,
  ): Promise<KindView> {
    const now = this.clock.now();
    const day = localDayOf(now.getTime());
    requireOwnName(await this.directory.teamKinds({ path: place.path, day, withRetired: true }, tx), { code, name });
    const version = {
      ...{ id: this.ids.next(), divisionId: place.id, code, name, sortOrder },
      ...{ validFrom: day, isRetired: isRetired ?? false },
    };
    await this.kinds.appendTeamKind(tx, { ...version, createdBy: actorIdOf(context.actor), createdAt: now });
    return { ...version, divisionName: place.name };
  }
}
