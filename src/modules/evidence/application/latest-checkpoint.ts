import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work';
import { CheckpointRepository } from '../persistence/checkpoint.repository';

/** What a document is sealed with: short enough to print, and enough to find the checkpoint again. */
export interface Seal {
  readonly number: number;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  /** SHA-256, hexadecimal. */
  readonly root: string;
}

/** The port for those who print where the ledger stood. */
@Injectable()
export class LatestCheckpoint {
  constructor(private readonly checkpoints: CheckpointRepository) {}

  /** Null before the first. */
  async latestCheckpoint(tx?: Transaction): Promise<Seal | null> {
    const checkpoint = await this.checkpoints.latest(tx);
    return (
      checkpoint && { number: checkpoint.number, madeAt: checkpoint.madeAt, root: checkpoint.root.toString('hex') }
    );
  }
}
