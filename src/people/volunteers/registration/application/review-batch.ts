import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../kernel/domain-error';
import type { CommandContext } from '../../../../platform/data/database/commands';
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

/**
 * Reviews many registrations in one call. Each is a command of its own under a key made of the caller's key and the person, so
 * that one that is refused stops no other, and a call that was cut off is repeated under its key: what was done is answered
 * from it, the rest is done.
 */
@Injectable()
export class ReviewBatch {
  constructor(private readonly review: ReviewVolunteer) {}

  /** Refusals are answers here; only what no rule says is thrown. */
  async execute(
    context: CommandContext,
    { volunteerIds, decision, reason }: ReviewBatchCommand,
  ): Promise<readonly ReviewLine[]> {
    const lines: ReviewLine[] = [];
    for (const volunteerId of volunteerIds) {
      const idempotencyKey = keyOf(context.idempotencyKey, volunteerId);
      const command = { volunteerId, decision, ...(reason !== undefined && { reason }) };
      lines.push(await this.line({ ...context, idempotencyKey }, command));
    }
    return lines;
  }

  private async line(
    context: CommandContext,
    command: { readonly volunteerId: string; readonly decision: 'APPROVE' | 'REJECT'; readonly reason?: string },
  ): Promise<ReviewLine> {
    const { volunteerId } = command;
    try {
      await this.review.execute(context, command);
      return { volunteerId, status: 'DONE', code: null, message: null };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      // As everywhere: what belongs to others is answered as what nobody has.
      const isForeign = error.code === 'SCOPE_FOREIGN';
      const shown = isForeign ? volunteerErrors.refuse('VOLUNTEER_UNKNOWN') : error;
      return { volunteerId, status: 'REFUSED', code: shown.code, message: shown.sentence };
    }
  }
}

function keyOf(key: string, volunteerId: string): string {
  return createHash('sha256').update(`${key}/${volunteerId}`).digest('hex');
}
