import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { AttachmentRepository } from '../../../attachments';

/** Ties the photo or paper that proves an entry to the record that came out of it. */
@Injectable()
export class RecordProofs {
  constructor(
    private readonly attachments: AttachmentRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws ATTACHMENT_UNKNOWN where the proof does not belong to the shift. */
  async require(tx: Transaction, shiftId: string, proofId: string | undefined): Promise<void> {
    if (proofId !== undefined) await this.attachments.ofShift(tx, shiftId, proofId, 'proofId');
  }

  async link(tx: Transaction, recordId: string, proofId: string | undefined, linkedBy: string): Promise<void> {
    if (proofId === undefined) return;
    await this.attachments.link(tx, proofId, { kind: 'SERVICE_RECORD', id: recordId }, linkedBy, this.clock.now());
  }
}
