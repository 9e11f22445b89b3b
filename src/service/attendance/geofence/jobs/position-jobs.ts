import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { defineJob, defineSchedule, HandlesJob } from '../../../../platform/data/queue';
import { DropPositions } from '../application/drop-positions';

/** "Some positions may have been kept for long enough." */
const positionsDue = defineJob({ name: 'attendance.drop-positions', payload: z.object({}) });
defineSchedule({ job: positionsDue, everyMs: 3_600_000, payload: {} });

@Injectable()
export class PositionHandlers {
  constructor(private readonly dropPositions: DropPositions) {}

  @HandlesJob(positionsDue)
  async drop(): Promise<void> {
    await this.dropPositions.execute();
  }
}
