import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Limit } from '../../../../platform/foundation/config/limit-settings';
import { Runtime } from '../../../../platform/foundation/config/runtime';
import { Counters } from '../../../../platform/foundation/counters';

/** Wrong digits under one name, before that name is looked at no more for the length of the window. */
const PER_NAME = 5;

/**
 * Keeps people from finding out names and digits by trying: at a tablet, or as a leader who writes down who has come. Only
 * tries that record nothing are counted. `who` is the tablet or the person that tries.
 */
@Injectable()
export class NameGuesses {
  private readonly limit: Limit;

  constructor(
    private readonly counters: Counters,
    runtime: Runtime,
  ) {
    this.limit = runtime.config.kioskGuesses;
  }

  /** How long nothing is looked at; null where it is. */
  blockedForMs(who: string, name: string | null): number | null {
    const all = this.counters.known(keyOf(who));
    if (all && all.count >= this.limit.count) return all.endsInMs;
    const named = name === null ? null : this.counters.known(nameKey(who, name));
    return named && named.count >= PER_NAME ? named.endsInMs : null;
  }

  /** Counts a try before anything is looked at, at once and before the promise settles: tries that come together count together. */
  async noteTry(who: string, name: string | null): Promise<void> {
    await this.add(who, name, 1);
  }

  /** The try was none: it recorded somebody who is told of it. */
  async takeBack(who: string, name: string | null): Promise<void> {
    await this.add(who, name, -1);
  }

  private async add(who: string, name: string | null, count: 1 | -1): Promise<void> {
    const keys = name === null ? [keyOf(who)] : [keyOf(who), nameKey(who, name)];
    await Promise.all(keys.map((key) => this.counters.add(key, this.limit.windowMs, count)));
  }
}

function keyOf(who: string): string {
  return `name-guesses:${who}`;
}

/** The name itself stands in no store. */
function nameKey(who: string, name: string): string {
  return `name-guesses:${who}:${createHash('sha256').update(name).digest('base64url')}`;
}
