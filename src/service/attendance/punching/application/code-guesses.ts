import { Injectable } from '@nestjs/common';
import type { Limit } from '../../../../platform/foundation/config/limit-settings';
import { Runtime } from '../../../../platform/foundation/config/runtime';
import { Counters } from '../../../../platform/foundation/counters';

/** Whose wrong codes are counted, and where. */
export interface Guesser {
  readonly volunteerId: string;
  readonly shiftId: string;
}

/**
 * Keeps people from finding a punch code by trying. Only wrong codes are counted, so a right one costs no more than a
 * look into memory. Counts are not facts: they may be lost with a process. Where several processes share their counts, one
 * that has not met the guesser yet learns of the block with the next wrong code: N processes give N − 1 more tries at most
 * to somebody who tries one after the other.
 */
@Injectable()
export class CodeGuesses {
  private readonly limit: Limit;

  constructor(
    private readonly counters: Counters,
    runtime: Runtime,
  ) {
    this.limit = runtime.config.punchCodeGuesses;
  }

  /** How long no code of this person is looked at on this shift; null where codes are looked at. */
  blockedForMs(guesser: Guesser): number | null {
    const known = this.counters.known(keyOf(guesser));
    return known && known.count >= this.limit.count ? known.endsInMs : null;
  }

  /** Counts a wrong code. It counts here at once, before the promise settles: tries that come together count together. */
  async noteWrong(guesser: Guesser): Promise<void> {
    await this.counters.add(keyOf(guesser), this.limit.windowMs);
  }

  /** Takes one back: the code belongs to a punch that was recorded while it was right. */
  async takeBack(guesser: Guesser): Promise<void> {
    await this.counters.add(keyOf(guesser), this.limit.windowMs, -1);
  }
}

function keyOf({ volunteerId, shiftId }: Guesser): string {
  return `code-guesses:${shiftId}:${volunteerId}`;
}
