import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { ActivityDirectory, type ActivityView } from '../persistence/activity-directory';
import { ActivityRepository, type NewActivity, type NewPosition } from '../persistence/activity.repository';
import { type NewShift, ShiftRepository } from '../persistence/shift.repository';

export interface WholeActivity {
  readonly activity: NewActivity;
  readonly positions: readonly NewPosition[];
  readonly shifts: readonly NewShift[];
}

/** Writes and reads an activity as the one thing it is: itself, its positions and its shifts. */
@Injectable()
export class ActivityStore {
  constructor(
    private readonly activities: ActivityRepository,
    private readonly shifts: ShiftRepository,
    private readonly directory: ActivityDirectory,
  ) {}

  async create(tx: Transaction, whole: WholeActivity): Promise<void> {
    await this.activities.insert(tx, whole.activity);
    await this.activities.insertPositions(tx, whole.activity.id, whole.positions);
    await this.shifts.insertAll(tx, whole.activity.id, whole.shifts, whole.activity.createdAt);
  }

  /** @throws ACTIVITY_UNKNOWN */
  async view(tx: Transaction, id: string): Promise<ActivityView> {
    return this.directory.byId(id, tx);
  }
}
