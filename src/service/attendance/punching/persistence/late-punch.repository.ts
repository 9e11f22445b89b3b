import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { canonicalJson } from '../../../../kernel/canonical-json';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { IdSource } from '../../../../platform/foundation/ids/id-source';
import type { PunchDirection } from '../domain/rotating-code';

export interface LatePunch {
  readonly volunteerId: string;
  readonly shiftId: string;
  readonly direction: PunchDirection;
  readonly method: 'CORRECTION' | 'BACKFILL' | 'PAPER' | 'SELF_DECLARED';
  readonly punchedAt: Date;
  readonly reason: string;
  /** Ids of the punches whose place a correction takes. */
  readonly replaces: readonly string[];
}

/** Appends punches after a shift was closed: corrections and back-fills, always with a reason. */
@Injectable()
export class LatePunchRepository {
  constructor(private readonly ids: IdSource) {}

  async append(tx: Transaction, punches: readonly LatePunch[], recordedBy: string, receivedAt: Date): Promise<void> {
    for (const punch of punches) {
      await tx.query(
        `insert into punch (volunteer_id, id, shift_id, direction, method, punched_at, received_at, recorded_by,
           payload_hash, evidence)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          punch.volunteerId,
          this.ids.next(),
          punch.shiftId,
          punch.direction,
          punch.method,
          punch.punchedAt,
          receivedAt,
          recordedBy,
          createHash('sha256').update(canonicalJson(punch)).digest(),
          JSON.stringify({ reason: punch.reason, replaces: punch.replaces }),
        ],
      );
    }
  }
}
