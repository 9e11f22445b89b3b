import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import {
  type DecidedBy,
  type DecisionKind,
  DecisionKinds,
  type DecisionRequest,
} from '../../../platform/security/decisions';
import { ReverseCause } from '../../../ledger/ledger';
import { openingErrors } from '../errors';
import { OpeningLines } from '../persistence/opening-lines';
import { OpeningRepository } from '../persistence/opening.repository';

/** What is asked about an import of old hours that counts, or is about to. */
export interface OpeningReversal {
  readonly openingId: string;
  readonly documentTitle: string;
  readonly rowCount: number;
  readonly totalMinutes: number;
}

export const OPENING_REVERSAL = 'openings.reversal';

/** Old hours are taken back as a whole by two: one reversal per entry, and everybody in the file is told why. */
@Injectable()
export class OpeningReversalKind implements DecisionKind<OpeningReversal>, OnModuleInit {
  readonly name = OPENING_REVERSAL;
  readonly label = '整批冲正历史时长';
  readonly permission = 'ledger.reverse';

  constructor(
    private readonly kinds: DecisionKinds,
    private readonly openings: OpeningRepository,
    private readonly lines: OpeningLines,
    private readonly reverseCause: ReverseCause,
    private readonly ids: IdSource,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  sentence({ documentTitle, rowCount, totalMinutes }: OpeningReversal): string {
    return `冲正历史时长“${documentTitle}”，共 ${String(rowCount)} 行、${String(totalMinutes)} 分钟，不再计入。`;
  }

  /**
   * What is only public has no entries, and ends.
   *
   * @throws OPENING_UNKNOWN, OPENING_STATE_WRONG, LEDGER_BALANCE_TOO_LOW
   */
  async approve(
    tx: Transaction,
    { payload: { openingId }, reason }: DecisionRequest<OpeningReversal>,
    { by, at }: DecidedBy,
  ): Promise<{ readonly id: string; readonly status: 'REVERSED' }> {
    const opening = await this.openings.hold(tx, openingId);
    if (!opening) throw openingErrors.refuse('OPENING_UNKNOWN');
    if (opening.status !== 'POSTED' && opening.status !== 'PUBLICITY') {
      throw openingErrors.refuse('OPENING_STATE_WRONG');
    }
    // The ledger takes back only what does not count any more.
    await this.openings.markReversed(tx, openingId, { by, at, reason });
    const rows = await this.lines.postedRows(tx, openingId);
    // In the order in which every poster locks accounts.
    for (const row of [...rows].sort((a, b) => (a.volunteerId < b.volunteerId ? -1 : 1))) {
      const { volunteerId, id: causeId } = row;
      await this.reverseCause.execute(tx, { volunteerId, causeId, reversalId: this.ids.next(), recordedBy: by });
    }
    return { id: openingId, status: 'REVERSED' };
  }
}
