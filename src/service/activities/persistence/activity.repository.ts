import { Injectable } from '@nestjs/common';
import { type Transaction, violatedConstraint } from '../../../platform/data/database/unit-of-work';
import type { Duty } from '../domain/activity-kinds';
import { activityErrors } from '../errors';
import type { ActivityEdit, ActivityField, ActivityFields } from './activity-fields';
import { ActivityRow } from './activity.row';

export type NewActivity = ActivityFields &
  Omit<ActivityRow, ActivityField | 'cancelReason' | 'publishedAt' | 'closedAt' | 'version'>;

export interface NewPosition {
  readonly id: string;
  readonly name: string;
  readonly duty: Duty;
  readonly description: string | null;
  /** What is said of it, null: as the category. */
  readonly saysService: boolean | null;
  readonly isService: boolean;
}

export type FixedPosition = Pick<NewPosition, 'id' | 'isService'>;

export interface PositionSays extends FixedPosition {
  readonly name: string;
  readonly saysService: boolean | null;
  /** Of all its shifts. */
  readonly mostSeats: number;
}

/** Writes activities and their positions. */
@Injectable()
export class ActivityRepository {
  /** Locks the row against change for the rest of the transaction. @throws ACTIVITY_UNKNOWN */
  async lock(tx: Transaction, id: string): Promise<ActivityRow> {
    const activity = await tx.manager.findOne(ActivityRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!activity) throw activityErrors.refuse('ACTIVITY_UNKNOWN', { field: 'activityId' });
    return activity;
  }

  async insert(tx: Transaction, activity: NewActivity): Promise<void> {
    await tx.manager.insert(ActivityRow, {
      ...activity,
      longitude: activity.longitude?.toFixed(6) ?? null,
      latitude: activity.latitude?.toFixed(6) ?? null,
    });
  }

  /** @throws POSITION_NAME_TAKEN */
  async insertPositions(tx: Transaction, activityId: string, positions: readonly NewPosition[]): Promise<void> {
    try {
      await tx.query(
        `insert into position (id, activity_id, name, duty, description, says_service, is_service)
         select u.id, $1, u.name, u.duty, u.description, u.says, u.is_service
         from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::boolean[])
           as u (id, name, duty, description, says, is_service)`,
        [
          activityId,
          positions.map(({ id }) => id),
          positions.map(({ name }) => name),
          positions.map(({ duty }) => duty),
          positions.map(({ description }) => description),
          positions.map(({ saysService }) => saysService),
          positions.map(({ isService }) => isService),
        ],
      );
    } catch (error) {
      if (violatedConstraint(error) === 'position_activity_id_name_key') {
        throw activityErrors.refuse('POSITION_NAME_TAKEN', { field: 'positions' });
      }
      throw error;
    }
  }

  /** What its positions say of service, by id. */
  async positionsOf(tx: Transaction, activityId: string): Promise<readonly PositionSays[]> {
    return tx.query(
      `select id, name, says_service as "saysService", is_service as "isService",
         (select max(sp.capacity) from shift_position sp where sp.position_id = p.id) as "mostSeats"
       from position p where activity_id = $1 order by id`,
      [activityId],
    );
  }

  /** What holds from the publishing on: the version of the category, and of each position whether it is service. */
  async fixService(
    tx: Transaction,
    activityId: string,
    { categoryId, positions }: Pick<ActivityRow, 'categoryId'> & { readonly positions: readonly FixedPosition[] },
  ): Promise<void> {
    await tx.query('update activity set category_id = $2 where id = $1', [activityId, categoryId]);
    await tx.query(
      `update position p set is_service = u.is_service
       from unnest($2::uuid[], $3::boolean[]) u (id, is_service) where p.activity_id = $1 and p.id = u.id`,
      [activityId, positions.map(({ id }) => id), positions.map(({ isService }) => isService)],
    );
  }

  /** The activity's row is locked by the caller; so are the next three. */
  async publish(tx: Transaction, id: string, publishedAt: Date): Promise<void> {
    await tx.query(`update activity set status = 'PUBLISHED', published_at = $2, version = version + 1 where id = $1`, [
      id,
      publishedAt,
    ]);
    // Nobody knew of a draft: its shifts are on the plan from now on.
    await tx.query(`update shift set declared_at = $2 where activity_id = $1 and status = 'SCHEDULED'`, [
      id,
      publishedAt,
    ]);
  }

  async cancel(tx: Transaction, id: string, reason: string): Promise<void> {
    await tx.query(
      `update activity set status = 'CANCELLED', cancel_reason = $2, version = version + 1 where id = $1`,
      [id, reason],
    );
  }

  async close(tx: Transaction, id: string, closedAt: Date): Promise<void> {
    await tx.query(`update activity set status = 'CLOSED', closed_at = $2, version = version + 1 where id = $1`, [
      id,
      closedAt,
    ]);
  }

  /** Saves what may change after publishing; false where the version is not the expected one. */
  async edit(tx: Transaction, id: string, expectedVersion: number, edit: ActivityEdit): Promise<boolean> {
    const { affected } = await tx.manager.update(
      ActivityRow,
      { id, version: expectedVersion },
      { ...edit, version: () => 'version + 1' },
    );
    return affected === 1;
  }

  /** All shifts of an activity, locked in the order of their ids. */
  async lockShifts(
    tx: Transaction,
    activityId: string,
  ): Promise<
    readonly { readonly id: string; readonly status: string; readonly startsAt: Date; readonly endsAt: Date }[]
  > {
    return tx.query(
      `select id, status, starts_at as "startsAt", coalesce(extended_to, ends_at) as "endsAt" from shift
       where activity_id = $1 order by id for update`,
      [activityId],
    );
  }
}
