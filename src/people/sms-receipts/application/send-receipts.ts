import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { Sms, SmsRefused } from '../../phone-sign-in';
import { PersonalFields, PublicNames } from '../../volunteers';
import { receiptText } from '../domain/receipt-text';
import { nextAttemptAt } from '../domain/retry';
import {
  type ClaimedReceipt,
  ReceiptRepository,
  type ReceiptState,
  type SkipReason,
} from '../persistence/receipt.repository';

const QUEUE_BATCH = 1_000;
/** A minute's work; the next ring goes on. */
const MOST_PER_RUN = 500;
/** Longer than the gateway may take to answer. */
const INTERRUPTED_AFTER_MS = 10 * 60_000;

interface Outcome {
  readonly state: Exclude<ReceiptState, 'SENDING'>;
  readonly at: Date;
  readonly reason?: SkipReason;
}

/**
 * Tells people without an account which hours are about to be credited to them, while they can still be denied: when the
 * record goes public and not when it is posted, because from then on only a correction helps. Each record is told once: the
 * attempt is committed before the message is handed over, and a message of which nobody knows whether it went out is not
 * repeated. Only what certainly did not go out is tried again.
 */
@Injectable()
export class SendReceipts {
  private readonly logger = new Logger(SendReceipts.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly receipts: ReceiptRepository,
    private readonly names: PublicNames,
    private readonly fields: PersonalFields,
    private readonly sms: Sms,
    private readonly clock: Clock,
  ) {}

  /** May run any number of times, also at once. Without a gateway nothing is written. @returns how many were sent. */
  async execute(): Promise<number> {
    if (!this.sms.isSetUp) return 0;
    await this.unitOfWork.run(async (tx) => {
      const now = this.clock.now();
      await this.receipts.giveUpInterrupted(tx, new Date(now.getTime() - INTERRUPTED_AFTER_MS), now);
      await this.receipts.queue(tx, now, QUEUE_BATCH);
    });
    let sent = 0;
    for (let count = 0; count < MOST_PER_RUN; count += 1) {
      const claimed = await this.unitOfWork.run((tx) => this.receipts.claim(tx, this.clock.now()));
      if (!claimed) break;
      const outcome = await this.handOver(claimed);
      await this.unitOfWork.run((tx) => this.receipts.settle(tx, claimed.recordId, outcome));
      if (outcome.state === 'SENT') sent += 1;
    }
    return sent;
  }

  private async handOver(receipt: ClaimedReceipt): Promise<Outcome> {
    const { skip, phoneCipher, volunteerId } = receipt;
    if (skip !== null || phoneCipher === null) {
      return { state: 'SKIPPED', at: this.clock.now(), reason: skip ?? 'NO_PHONE' };
    }
    let isHandedOver = false;
    try {
      const nameOf = await this.names.of([volunteerId], 'SMS');
      const phone = (await this.fields.opener([volunteerId])).open('phone', volunteerId, phoneCipher);
      const text = receiptText({ ...receipt, maskedName: nameOf(volunteerId).text });
      isHandedOver = true;
      await this.sms.send(phone, text);
      return { state: 'SENT', at: this.clock.now() };
    } catch (error) {
      // The name of the error and nothing else: what a gateway or a driver says may quote the message.
      this.logger.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'a receipt was not handed over');
      const now = this.clock.now();
      // Once it is handed over, only the gateway's own word says that nothing went out.
      if (isHandedOver && !(error instanceof SmsRefused)) return { state: 'UNKNOWN', at: now };
      const again = nextAttemptAt(receipt.attempts, now);
      return again === null ? { state: 'FAILED', at: now } : { state: 'WAITING', at: again };
    }
  }
}
