import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { Outbox } from '../../../platform/data/outbox';
import type { PostingResult } from '../domain/posting';
import { ledgerErrors } from '../errors';
import { entriesReversed } from '../ledger-jobs';
import { LedgerRepository } from '../persistence/ledger.repository';
import { LedgerPosting } from './ledger-posting';

export interface ReverseCauseCommand {
  readonly volunteerId: string;
  /** The service record (or manual cause) whose postings are taken back. */
  readonly causeId: string;
  /** Made by the caller for this reversal: the cause of the new entries. */
  readonly reversalId: string;
  /** The actor's id, as `actorIdOf` writes it. */
  readonly recordedBy: string;
}

/** Takes back everything a cause has posted: one entry per original, of the opposite amount, at the same time of effect. */
@Injectable()
export class ReverseCause {
  constructor(
    private readonly ledger: LedgerRepository,
    private readonly posting: LedgerPosting,
    private readonly outbox: Outbox,
  ) {}

  /** @throws LEDGER_CAUSE_UNKNOWN, LEDGER_ALREADY_REVERSED, LEDGER_BALANCE_TOO_LOW */
  async execute(tx: Transaction, command: ReverseCauseCommand): Promise<readonly PostingResult[]> {
    const { volunteerId, causeId, reversalId, recordedBy } = command;
    const originals = await this.ledger.lockPostedBy(tx, volunteerId, causeId);
    if (originals.length === 0) throw ledgerErrors.refuse('LEDGER_CAUSE_UNKNOWN');
    if (originals.some(({ isReversed }) => isReversed)) throw ledgerErrors.refuse('LEDGER_ALREADY_REVERSED');
    const results = await this.posting.post(
      tx,
      originals.map(({ accountKind, amount, issuerDivisionId, seq, ruleVersion, effectiveAt }) => ({
        volunteerId,
        accountKind,
        amount: -amount,
        issuerDivisionId,
        reason: 'REVERSAL',
        causeKind: 'REVERSAL',
        causeId: reversalId,
        reversesSeq: seq,
        ruleVersion,
        effectiveAt,
      })),
      recordedBy,
    );
    await this.outbox.addMany(
      tx,
      entriesReversed.bells.map((job) => ({ job, payload: { volunteerId, causeId } })),
    );
    return results;
  }
}
