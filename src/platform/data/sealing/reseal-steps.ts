import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/unit-of-work';

export interface VersionCount {
  /** Version of the master key. */
  readonly version: number;
  /** True where the texts were sealed by today's key and suite. */
  readonly isCurrent: boolean;
  readonly count: number;
}

export interface Resealed {
  readonly count: number;
  /** Where the next chunk begins; null when the end was reached. */
  readonly next: readonly string[] | null;
}

/** One kind of cipher text that hangs on a master key, and how it comes under today's. */
export interface ResealStep {
  readonly name: string;
  /** How many texts hang on which master key. */
  versions(): Promise<readonly VersionCount[]>;
  /** Reseals the next rows after a key, at most `limit` of them. Rows that need nothing are passed over. */
  advance(tx: Transaction, after: readonly string[] | null, limit: number): Promise<Resealed>;
}

/** All that hangs on a master key. Whoever stores such texts registers a step, so that no old key is missed. */
@Injectable()
export class ResealSteps {
  private readonly steps = new Map<string, ResealStep>();

  /** Modules register in onModuleInit. */
  register(step: ResealStep): void {
    this.steps.set(step.name, step);
  }

  /** In a fixed order: a rotation that was interrupted finds its place again. */
  all(): readonly ResealStep[] {
    return [...this.steps.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
