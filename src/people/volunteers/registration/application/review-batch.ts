import { Injectable } from '@nestjs/common';
import type { CommandContext } from '../../../../platform/data/database/commands';
import { lineByLine } from '../../../../platform/data/database/line-by-line';
import { volunteerErrors } from '../../errors';
import { ReviewVolunteer } from './review-volunteer';

export interface ReviewBatchCommand {
  readonly volunteerIds: readonly string[];
  readonly decision: 'APPROVE' | 'REJECT';
  /** Required to reject; each person reads it. */
  readonly reason?: string;
}

/** What became of one person: done, or why not. */
export interface ReviewLine {
  readonly volunteerId: string;
  readonly status: 'DONE' | 'REFUSED';
  readonly code: string | null;
  readonly message: string | null;
}

/** Reviews many registrations in one call, person by person. */
@Injectable()
export class ReviewBatch {
  constructor(private readonly review: ReviewVolunteer) {}

  /** Refusals are answers here; only what no rule says is thrown. */
  async execute(
    context: CommandContext,
    { volunteerIds, decision, reason }: ReviewBatchCommand,
  ): Promise<readonly ReviewLine[]> {
    const outcomes = await lineByLine(context, {
      lines: volunteerIds,
      idOf: (volunteerId) => volunteerId,
      run: (own, volunteerId) =>
        this.review.execute(own, { volunteerId, decision, ...(reason !== undefined && { reason }) }),
      unknown: () => volunteerErrors.refuse('VOLUNTEER_UNKNOWN'),
    });
    return outcomes.map(({ status, code, message }, place) => {
      return { volunteerId: volunteerIds[place] ?? '', status, code, message };
    });
  }
}
