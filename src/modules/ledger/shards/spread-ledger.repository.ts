import type { Clock } from '../../../platform/clock/clock';
import type { Transaction } from '../../../platform/database/unit-of-work';
import type { Outbox } from '../../../platform/outbox';
import type { Posting, PostingResult } from '../domain/posting';
import { ledgerPosted } from '../ledger-jobs';
import { LedgerRepository, type PostedByCause, type PostingRun } from '../persistence/ledger.repository';
import type { LedgerShard, LedgerShards } from './ledger-shards';

/** By then whoever commits has told the shards so, unless it died: what is settled later rings once more. */
const SECOND_BELL_AFTER_MS = 2_000;

interface Part {
  readonly shard: LedgerShard;
  /** Places in the caller's list, ascending. */
  readonly places: number[];
}

/**
 * The same write path on several servers: every posting goes to the server of its volunteer, by the same function, inside
 * the caller's transaction.
 */
export class SpreadLedgerRepository extends LedgerRepository {
  constructor(
    private readonly shards: LedgerShards,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** @throws also DATABASE_SERVER_AWAY */
  override async post(
    tx: Transaction,
    postings: readonly Posting[],
    run: PostingRun,
  ): Promise<readonly PostingResult[]> {
    const parts = this.partsOf(postings);
    const held: { readonly part: Part; readonly there: Transaction }[] = [];
    // Held one server after the other, always in the same order; then nothing is left to wait for and all post at once.
    for (const part of parts) {
      const ids = part.places.map((place) => at(postings, place).volunteerId);
      held.push({ part, there: await this.shards.hold(tx, part.shard, ids) });
    }
    const answers = await Promise.allSettled(
      held.map(({ part: { places }, there }) =>
        super.post(
          there,
          places.map((place) => at(postings, place)),
          { ...run, entryIds: places.map((place) => at(run.entryIds, place)) },
        ),
      ),
    );
    const results: PostingResult[] = [];
    answers.forEach((answer, index) => {
      if (answer.status === 'rejected') throw answer.reason;
      held[index]?.part.places.forEach((place, turn) => (results[place] = at(answer.value, turn)));
    });
    await this.ringAgain(tx, postings);
    return results;
  }

  override async lockPostedBy(
    tx: Transaction,
    volunteerId: string,
    causeId: string,
  ): Promise<readonly PostedByCause[]> {
    const there = await this.shards.hold(tx, this.shards.of(volunteerId), [volunteerId]);
    return super.lockPostedBy(there, volunteerId, causeId);
  }

  /** The first bell may be answered in the moment between the main database's commit and the shard's. */
  private async ringAgain(tx: Transaction, postings: readonly Posting[]): Promise<void> {
    const volunteerIds = [...new Set(postings.map(({ volunteerId }) => volunteerId))];
    const availableAt = new Date(this.clock.now().getTime() + SECOND_BELL_AFTER_MS);
    await this.outbox.addMany(
      tx,
      ledgerPosted.bells.map((job) => ({ job, payload: { volunteerIds }, availableAt })),
    );
  }

  private partsOf(postings: readonly Posting[]): readonly Part[] {
    const parts = new Map<LedgerShard, Part>();
    postings.forEach(({ volunteerId }, place) => {
      const shard = this.shards.of(volunteerId);
      const part = parts.get(shard) ?? { shard, places: [] };
      parts.set(shard, part);
      part.places.push(place);
    });
    return [...parts.values()].sort((left, right) => left.shard.holder - right.shard.holder);
  }
}

function at<T>(list: readonly T[], place: number): T {
  const found = list[place];
  if (found === undefined) throw new RangeError(`nothing at place ${place}`);
  return found;
}
