import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { DecisionGuard } from '../../../platform/security/decisions';
import { type CategoryView, KindDirectory } from '../../../place/kinds';
import type { ActivityKind } from '../domain/activity-kinds';
import { isHelperPosition, kindFitsCategory, type SaidPosition, saysInTraining } from '../domain/position-service';
import { activityErrors } from '../errors';
import type { ActivityRow } from '../persistence/activity.row';
import type { PositionSays } from '../persistence/activity.repository';
import type { ShiftCommand } from './shift-requests';

/** What an activity and its positions mean for minutes: service, training, or neither. */
@Injectable()
export class PositionMeaning {
  constructor(
    private readonly kinds: KindDirectory,
    private readonly guard: DecisionGuard,
  ) {}

  /**
   * The category as it is today, which has to fit the activity.
   *
   * @throws ACTIVITY_CATEGORY_UNKNOWN, ACTIVITY_KIND_MISMATCH, POSITION_SERVICE_IN_TRAINING
   */
  async categoryOf(
    tx: Transaction,
    activity: { readonly kind: ActivityKind; readonly category: string; readonly positions: readonly SaidPosition[] },
    place: { readonly id: string; readonly path: string },
  ): Promise<CategoryView> {
    const category = await this.kinds.activeCategory(activity.category, place, tx);
    if (!kindFitsCategory(activity.kind, category)) {
      throw activityErrors.refuse('ACTIVITY_KIND_MISMATCH', { field: 'kind' });
    }
    if (saysInTraining(activity.kind, activity.positions)) {
      throw activityErrors.refuse('POSITION_SERVICE_IN_TRAINING', { field: 'positions' });
    }
    return category;
  }

  /**
   * Who calls some of a match helpers gives them minutes: whoever publishes works for the place, and is neither who made the
   * draft nor of the team.
   *
   * @throws PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_OWN, DECISION_OWN_HOUSEHOLD, DECISION_OWN_LEADER,
   *   DECISION_SAME_PERSON
   */
  async requireSecond(
    tx: Transaction,
    actor: Actor,
    { activity, category, positions, divisionPath, leaderIds }: PublishedMeaning,
  ): Promise<void> {
    if (!positions.some((position) => isHelperPosition(category, position))) return;
    await this.guard.requirePlace(tx, actor, { permission: 'activity.manage', divisionPath });
    await this.guard.requireFree(tx, actor, {
      ...{ askedBy: activity.createdBy, hands: [], beganAt: activity.createdAt },
      concerned: leaderIds,
    });
  }

  /**
   * Further shifts of a published activity go on under what it was published with: not once its category means something
   * else, and not with more helpers than the second person saw.
   *
   * @throws ACTIVITY_CATEGORY_MOVED, HELPER_SEATS_GROWN
   */
  async requireStillSo(
    tx: Transaction,
    activity: ActivityRow,
    { positions, path, shifts }: FurtherShifts,
  ): Promise<void> {
    const category = await this.kinds.category(activity.category, path, tx);
    if (activity.status === 'DRAFT' || activity.kind !== 'SERVICE' || category === null) return;
    if ((await this.wasService(tx, activity)) !== category.isService) {
      throw activityErrors.refuse('ACTIVITY_CATEGORY_MOVED', { field: 'activityId' });
    }
    const most = new Map(
      positions
        .filter((position) => isHelperPosition(category, position))
        .map(({ name, mostSeats }) => [name, mostSeats]),
    );
    for (const [index, { capacities }] of shifts.entries()) {
      const isMore = capacities?.some(({ position, capacity }) => capacity > (most.get(position) ?? Infinity)) === true;
      if (isMore) throw activityErrors.refuse('HELPER_SEATS_GROWN', { field: `shifts[${index}].capacities` });
    }
  }

  /** Whether its category was service when it was published; before categories said so all were. */
  private async wasService(tx: Transaction, { categoryId }: ActivityRow): Promise<boolean> {
    return categoryId === null || (await this.kinds.categoryVersion(tx, categoryId)).isService;
  }
}

interface PublishedMeaning {
  readonly activity: Pick<ActivityRow, 'createdBy' | 'createdAt'>;
  readonly category: CategoryView;
  readonly positions: readonly PositionSays[];
  readonly divisionPath: string;
  /** Volunteers who lead the team or stand in for its leader. */
  readonly leaderIds: readonly string[];
}

interface FurtherShifts {
  readonly positions: readonly PositionSays[];
  readonly path: string;
  readonly shifts: readonly ShiftCommand[];
}
