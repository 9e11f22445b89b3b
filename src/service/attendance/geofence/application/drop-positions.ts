import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { GeofenceRepository } from '../persistence/geofence.repository';

/** Rule §6: what is left of a position after 30 days is inside or outside and a rounded distance. */
const KEPT_DAYS = 30;

/** Drops raw positions that have been kept for long enough. May be called any number of times. */
@Injectable()
export class DropPositions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly geofences: GeofenceRepository,
    private readonly clock: Clock,
  ) {}

  /** @returns how many were dropped. */
  async execute(): Promise<number> {
    const before = new Date(this.clock.nowMs() - KEPT_DAYS * 86_400_000);
    return this.unitOfWork.run((tx) => this.geofences.dropPositions(tx, before));
  }
}
