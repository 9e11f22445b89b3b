import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../platform/database/unit-of-work';
import type { ClaimCause } from '../domain/offline-fate';
import type { PunchDirection } from '../domain/rotating-code';

/** A punch that somebody has to look at before it counts. */
export interface PunchClaim {
  readonly volunteerId: string;
  readonly punchId: string;
  readonly shiftId: string;
  readonly direction: PunchDirection;
  readonly method: 'ROLL_CALL' | 'KIOSK';
  readonly cause: ClaimCause;
  /** By the device's clock. */
  readonly happenedAt: Date;
  /** In our clock, as far as we know. */
  readonly countsAt: Date;
  readonly deviceSentAt: Date;
  readonly receivedAt: Date;
  readonly skewMs: number;
  readonly recordedBy: string;
  readonly payloadHash: Buffer;
}

export interface StoredClaim extends PunchClaim {
  readonly decision: 'ACCEPTED' | 'DECLINED' | null;
}

export interface PunchKey {
  readonly volunteerId: string;
  readonly punchId: string;
}

const columns = `c.volunteer_id as "volunteerId", c.punch_id as "punchId", c.shift_id as "shiftId", c.direction, c.method,
  c.cause, c.happened_at as "happenedAt", c.counts_at as "countsAt", c.device_sent_at as "deviceSentAt",
  c.received_at as "receivedAt", c.skew_ms::float8 as "skewMs", c.recorded_by as "recordedBy",
  c.payload_hash as "payloadHash", d.decision`;
const source = `punch_claim c
  left join punch_claim_decision d on d.volunteer_id = c.volunteer_id and d.punch_id = c.punch_id`;

/** Appends claims and the decisions about them; both are facts. */
@Injectable()
export class PunchClaimRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The claims among these keys. */
  async known(keys: readonly PunchKey[]): Promise<readonly StoredClaim[]> {
    return this.unitOfWork.read<StoredClaim>(
      `select ${columns} from unnest($1::uuid[], $2::uuid[]) k (volunteer_id, punch_id)
       join ${source} on c.volunteer_id = k.volunteer_id and c.punch_id = k.punch_id`,
      columnsOf(keys),
    );
  }

  /** Those of the keys under which a punch is recorded. */
  async recorded(keys: readonly PunchKey[]): Promise<readonly PunchKey[]> {
    return this.unitOfWork.read<PunchKey>(
      `select p.volunteer_id as "volunteerId", p.id as "punchId"
       from unnest($1::uuid[], $2::uuid[]) k (volunteer_id, punch_id)
       join punch p on p.volunteer_id = k.volunteer_id and p.id = k.punch_id`,
      columnsOf(keys),
    );
  }

  /** Keeps a claim; one that is known stays as it is. */
  async append(tx: Transaction, claim: PunchClaim): Promise<void> {
    await tx.query(
      `insert into punch_claim (volunteer_id, punch_id, shift_id, direction, method, cause, happened_at, counts_at,
         device_sent_at, received_at, skew_ms, recorded_by, payload_hash)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing`,
      [
        claim.volunteerId,
        claim.punchId,
        claim.shiftId,
        claim.direction,
        claim.method,
        claim.cause,
        claim.happenedAt,
        claim.countsAt,
        claim.deviceSentAt,
        claim.receivedAt,
        claim.skewMs,
        claim.recordedBy,
        claim.payloadHash,
      ],
    );
  }

  /** The claim, held until the end of the transaction; null where there is none. */
  async hold(tx: Transaction, key: PunchKey): Promise<StoredClaim | null> {
    // Claims are never updated, so there is no row to lock: the key itself is the lock.
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('punch-claim:' || $1 || ':' || $2, 0))`, [
      key.volunteerId,
      key.punchId,
    ]);
    const [claim] = await tx.query<StoredClaim>(
      `select ${columns} from ${source} where c.volunteer_id = $1 and c.punch_id = $2`,
      [key.volunteerId, key.punchId],
    );
    return claim ?? null;
  }

  async decide(
    tx: Transaction,
    key: PunchKey,
    decision: {
      readonly decision: 'ACCEPTED' | 'DECLINED';
      readonly reason: string;
      readonly decidedBy: string;
      readonly decidedAt: Date;
    },
  ): Promise<void> {
    await tx.query(
      `insert into punch_claim_decision (volunteer_id, punch_id, decision, reason, decided_by, decided_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [key.volunteerId, key.punchId, decision.decision, decision.reason, decision.decidedBy, decision.decidedAt],
    );
  }

  /** Records the punch of an accepted claim under its own id, and moves the attendance as far as it belongs there. */
  async recordAccepted(tx: Transaction, claim: PunchClaim, acceptedBy: string): Promise<void> {
    await tx.query(
      `insert into punch (volunteer_id, id, shift_id, direction, method, punched_at, device_sent_at, received_at, skew_ms,
         recorded_by, payload_hash, evidence)
       select volunteer_id, punch_id, shift_id, direction, method, counts_at, device_sent_at, received_at, skew_ms,
         recorded_by, payload_hash, jsonb_build_object('claim', cause, 'acceptedBy', $3::text)
       from punch_claim where volunteer_id = $1 and punch_id = $2`,
      [claim.volunteerId, claim.punchId, acceptedBy],
    );
    if (claim.direction === 'IN') {
      await tx.query(
        `insert into attendance (shift_id, volunteer_id, state, checked_in_at) values ($1, $2, 'IN', $3)
         on conflict (shift_id, volunteer_id) do update
           set checked_in_at = least(attendance.checked_in_at, excluded.checked_in_at)`,
        [claim.shiftId, claim.volunteerId, claim.countsAt],
      );
    } else {
      await tx.query(
        `update attendance set state = 'OUT', checked_out_at = greatest(checked_out_at, $3)
         where shift_id = $1 and volunteer_id = $2 and checked_in_at <= $3`,
        [claim.shiftId, claim.volunteerId, claim.countsAt],
      );
    }
  }
}

function columnsOf(keys: readonly PunchKey[]): readonly unknown[] {
  return [keys.map(({ volunteerId }) => volunteerId), keys.map(({ punchId }) => punchId)];
}
