import { Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../../../../kernel/domain-error';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { RecomputeRepository } from '../persistence/recompute.repository';
import { ServiceRecordRepository } from '../../computing';
import { RecomputePosting } from './recompute-posting';

const BATCH = 100;

/**
 * Posts an approved run, person by person: all of a person's reversals and new entries in one transaction with the mark
 * that they are done. A run that dies goes on with who is left; two at once share the work; a repetition finds nothing.
 */
@Injectable()
export class ApplyRecompute {
  private readonly logger = new Logger(ApplyRecompute.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: RecomputeRepository,
    private readonly records: ServiceRecordRepository,
    private readonly posting: RecomputePosting,
    private readonly clock: Clock,
  ) {}

  /** Does nothing for a run that nobody has approved. */
  async execute(runId: string): Promise<void> {
    const approvedBy = await this.runs.decidedBy(runId);
    if (approvedBy === null) return;
    for (;;) {
      const people = await this.runs.peopleLeft(runId, BATCH);
      if (people.length === 0) break;
      for (const volunteerId of people) await this.applyTo(runId, volunteerId, approvedBy);
    }
    await this.unitOfWork.run((tx) => this.runs.finish(tx, runId, this.clock.now()));
  }

  /** A person whose records cannot be posted (points are spent, a record was corrected meanwhile) is left out, with why. */
  private async applyTo(runId: string, volunteerId: string, approvedBy: string): Promise<void> {
    try {
      await this.unitOfWork.run((tx) => this.apply(tx, runId, volunteerId, approvedBy));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.logger.warn(`recompute ${runId}: a person was left out (${error.code})`);
      await this.unitOfWork.run((tx) => this.runs.skip(tx, runId, volunteerId, error.sentence));
    }
  }

  private async apply(tx: Transaction, runId: string, volunteerId: string, approvedBy: string): Promise<void> {
    await this.records.lockVolunteers(tx, [volunteerId]);
    const lines = await this.runs.pendingOf(tx, runId, volunteerId);
    if (lines.length === 0) return;
    const posted = await this.posting.post(tx, lines, approvedBy);
    for (const { line, newRecordId } of posted) await this.runs.markApplied(tx, runId, line, newRecordId);
  }
}
