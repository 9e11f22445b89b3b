import { Injectable } from '@nestjs/common';
import { Runtime } from '../../../platform/foundation/config/runtime';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { CheckpointRepository } from '../persistence/checkpoint.repository';
import type { PrintedCheckpoint } from '../rendering/printed-checkpoint';

/** The port for those who print where the ledger stood. */
@Injectable()
export class PrintedCheckpoints {
  constructor(
    private readonly checkpoints: CheckpointRepository,
    private readonly runtime: Runtime,
  ) {}

  /** The newest checkpoint, of the transaction's snapshot where it has one; null before the first. */
  async latest(tx?: Transaction): Promise<PrintedCheckpoint | null> {
    const checkpoint = await this.checkpoints.latest(tx);
    if (!checkpoint) return null;
    const { number, madeAt, root } = checkpoint;
    const url = `${this.runtime.config.publicUrl}/api/v1/ledger/checkpoints/${number}`;
    return { number, madeAt, root: root.toString('hex'), url };
  }

  /** Whether the public checkpoint of that number is still the one that was printed. */
  async stands({ number, madeAt, root }: Omit<PrintedCheckpoint, 'url'>): Promise<boolean> {
    const published = await this.checkpoints.byNumber(number);
    return published?.madeAt === madeAt && published.root.toString('hex') === root;
  }
}
