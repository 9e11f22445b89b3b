import { Injectable } from '@nestjs/common';
import { HandlesJob } from '../../../platform/data/queue';
import { DrawVisits } from '../application/draw-visits';
import { TellNotFound } from '../application/tell-not-found';
import { drawVisits, tellNotFound } from './visit-jobs';

/** Draws registrations for visits, and tells who was not found. */
@Injectable()
export class VisitJobHandlers {
  constructor(
    private readonly visits: DrawVisits,
    private readonly telling: TellNotFound,
  ) {}

  @HandlesJob(drawVisits)
  async draw(): Promise<void> {
    await this.visits.execute();
  }

  @HandlesJob(tellNotFound)
  async tell({ volunteerId }: { volunteerId: string }): Promise<void> {
    await this.telling.execute(volunteerId);
  }
}
