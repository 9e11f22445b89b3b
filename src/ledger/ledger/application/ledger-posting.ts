import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { Outbox } from '../../../platform/data/outbox';
import { partitionOf } from '../domain/partition-of';
import type { Posting, PostingResult } from '../domain/posting';
import { ledgerPosted } from '../ledger-jobs';
import { LedgerRepository } from '../persistence/ledger.repository';

const POSTINGS_PER_STATEMENT = 1_000;
const VOLUNTEERS_PER_DOORBELL = 500;

/** Posts to the ledger inside the caller's transaction; every posting of the application goes through here. */
@Injectable()
export class LedgerPosting {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly outbox: Outbox,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Posts all and answers in the same order. A cause posts once per account: a repetition changes nothing and gets the
   * first posting's numbers. A caller with postings for several volunteers hands them over in one call, because calls
   * that follow each other in one transaction take their locks in no common order (a deadlock is retried, not lost).
   *
   * @param recordedBy the actor's id, as `actorIdOf` writes it.
   * @throws LEDGER_BALANCE_TOO_LOW, LEDGER_ALREADY_REVERSED; LedgerInvariantBroken where a cause that has posted before
   *   posts another amount, or a reversal does not take back exactly one posting.
   */
  async post(tx: Transaction, postings: readonly Posting[], recordedBy: string): Promise<readonly PostingResult[]> {
    const results: PostingResult[] = [];
    const recordedAt = this.clock.now();
    for (const { part, order } of partsByAccount(postings)) {
      const entryIds = part.map(() => this.ids.next());
      const answers = await this.ledger.post(tx, part, { entryIds, recordedAt, recordedBy });
      answers.forEach((answer, index) => (results[order[index] ?? 0] = answer));
    }
    await this.ring(
      tx,
      postings.filter((_, index) => results[index]?.isNew),
    );
    return results;
  }

  private async ring(tx: Transaction, posted: readonly Posting[]): Promise<void> {
    const volunteerIds = [...new Set(posted.map(({ volunteerId }) => volunteerId))];
    for (let from = 0; from < volunteerIds.length; from += VOLUNTEERS_PER_DOORBELL) {
      const payload = { volunteerIds: volunteerIds.slice(from, from + VOLUNTEERS_PER_DOORBELL) };
      await this.outbox.addMany(
        tx,
        ledgerPosted.bells.map((job) => ({ job, payload })),
      );
    }
  }
}

/**
 * Statements of limited size, sorted by partition and volunteer: so all of them lock in one common order, and each writes
 * to few partitions.
 */
function partsByAccount(
  postings: readonly Posting[],
): readonly { readonly part: readonly Posting[]; readonly order: readonly number[] }[] {
  const sorted = postings
    .map((posting, index) => ({ posting, index, partition: partitionOf(posting.volunteerId) }))
    .sort(
      (a, b) => a.partition - b.partition || compare(a.posting.volunteerId, b.posting.volunteerId) || a.index - b.index,
    );
  const parts: { part: Posting[]; order: number[] }[] = [];
  for (let from = 0; from < sorted.length; from += POSTINGS_PER_STATEMENT) {
    const slice = sorted.slice(from, from + POSTINGS_PER_STATEMENT);
    parts.push({ part: slice.map(({ posting }) => posting), order: slice.map(({ index }) => index) });
  }
  return parts;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
