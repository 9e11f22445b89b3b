import { Injectable } from '@nestjs/common';
import { startOfDayMs } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { actorIdOf, systemActor } from '../../../platform/foundation/actor/actor';
import { LedgerPosting, type Posting } from '../../../ledger/ledger';
import { OpeningLines, type OpeningRow } from '../persistence/opening-lines';
import { type OpeningImport, OpeningRepository } from '../persistence/opening.repository';

const BATCH = 50;
const POSTED_BY = actorIdOf(systemActor('post-openings'));

/** Posts old hours once they were public: each import in one transaction, through the one write path. */
@Injectable()
export class PostDueOpenings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly openings: OpeningRepository,
    private readonly lines: OpeningLines,
    private readonly posting: LedgerPosting,
    private readonly clock: Clock,
  ) {}

  /** May run any number of times, and at once: an import is posted once. @returns how many were posted. */
  async execute(): Promise<number> {
    let posted = 0;
    for (;;) {
      const due = await this.openings.due(this.clock.now(), BATCH);
      if (due.length === 0) return posted;
      for (const id of due) if (await this.unitOfWork.run((tx) => this.postImport(tx, id))) posted += 1;
    }
  }

  /** The rows of an import that is posted already, which were held until now. */
  async postRows(tx: Transaction, opening: OpeningImport, rows: readonly OpeningRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.posting.post(
      tx,
      rows.map((row) => postingOf(row, opening)),
      POSTED_BY,
    );
  }

  private async postImport(tx: Transaction, id: string): Promise<boolean> {
    const opening = await this.openings.hold(tx, id);
    const now = this.clock.now();
    const isDue = opening?.status === 'PUBLICITY' && opening.publicityUntil !== null && opening.publicityUntil <= now;
    if (!isDue) return false;
    await this.openings.markPosted(tx, id, now);
    await this.postRows(tx, opening, await this.lines.rowsToPost(tx, id));
    return true;
  }
}

/** Old hours give no points: what was done, and when in the day, is not known. */
function postingOf(row: OpeningRow, opening: OpeningImport): Posting {
  return {
    volunteerId: row.volunteerId,
    accountKind: row.kind === 'TRAINING' ? 'TRAINING_MINUTES' : 'SERVICE_MINUTES',
    amount: row.minutes,
    issuerDivisionId: opening.divisionId,
    reason: row.kind,
    causeKind: 'OPENING',
    causeId: row.id,
    // Not decided by a policy: what stands here is how well the hours are proven.
    ruleVersion: `opening-${row.grade}`,
    effectiveAt: new Date(startOfDayMs(row.servedOn)),
  };
}
