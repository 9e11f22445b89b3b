import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import { actorIdOf } from '../../../platform/foundation/actor/actor';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { DivisionDirectory } from '../../divisions';
import { kindErrors } from '../errors';
import { type CategoryView, KindDirectory } from '../persistence/kind-directory';
import { KindRepository } from '../persistence/kind.repository';
import { CategoryUsers } from './category-users';
import { kindPlace } from './kind-place';

export interface RetireCategoryCommand {
  readonly divisionId: string;
  readonly code: string;
  /** Who works with the category reads it. */
  readonly reason: string;
}

/**
 * Takes a category out of use at a place: no activity is announced under it any more, those that are stay. One person may:
 * it gives nobody a minute. To bring it back two are needed.
 */
@Injectable()
export class RetireCategory {
  constructor(
    private readonly commands: Commands,
    private readonly directory: KindDirectory,
    private readonly kinds: KindRepository,
    private readonly divisions: DivisionDirectory,
    private readonly users: CategoryUsers,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DIVISION_UNKNOWN, DIVISION_CLOSED, PERMISSION_MISSING, SCOPE_FOREIGN, KIND_PLACE_WRONG,
   *   ACTIVITY_CATEGORY_UNKNOWN, KIND_RETIRED
   */
  async execute(context: CommandContext, command: RetireCategoryCommand): Promise<CategoryView> {
    const { divisionId, code, reason } = command;
    return this.commands.run(context, 'kinds.retire-category', command, async (tx) => {
      const place = await kindPlace(this.divisions, tx, { actor: context.actor, divisionId });
      await this.kinds.lock(tx);
      const own = await this.directory.latestOwnCategory(tx, divisionId, code);
      const found = own ?? (await this.directory.category(code, place.path, tx));
      if (!found) {
        const list = `/activities/categories?divisionId=${divisionId}`;
        throw kindErrors.refuse('ACTIVITY_CATEGORY_UNKNOWN', { field: 'code', details: { list } });
      }
      if (found.isRetired) throw kindErrors.refuse('KIND_RETIRED', { field: 'code' });
      const now = this.clock.now();
      const today = localDayOf(now.getTime());
      const { name, isService, sortOrder } = found;
      // What has been decided and is still to come ends with it.
      const validFrom = own !== null && own.validFrom > today ? own.validFrom : today;
      const version = { id: this.ids.next(), divisionId, code, name, isService, sortOrder, validFrom, isRetired: true };
      const by = { createdBy: actorIdOf(context.actor), createdAt: now };
      await this.kinds.appendCategory(tx, { ...version, ...by, decisionId: null });
      const what = `活动类别“${name}”自 ${validFrom} 起停用；已发布的活动不变。`;
      const news = { subjectId: version.id, label: '停用活动类别', what, reason };
      await this.users.tell(tx, { code, divisionPath: place.path, now }, news);
      return { ...version, divisionName: place.name };
    });
  }
}
