import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import type { TeamOfShift } from '../../../../platform/security/decisions';
import type { LivePunchMethod } from '../domain/decide-punch';
import type { ClaimCause } from '../domain/offline-fate';
import type { PunchDirection } from '../domain/rotating-code';

/** A punch that somebody has to look at before it counts. */
export interface PunchClaim {
  /** What came at once is one question. */
  readonly batchId: string;
  readonly volunteerId: string;
  readonly punchId: string;
  readonly shiftId: string;
  readonly direction: PunchDirection;
  readonly method: LivePunchMethod;
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

export interface ClaimBatch {
  readonly id: string;
  readonly shiftId: string;
  readonly recordedBy: string;
  readonly receivedAt: Date;
}

export interface ClaimQuestion {
  readonly divisionId: string;
  readonly beganAt: Date;
  readonly lines: number;
  readonly people: number;
  readonly causes: readonly ClaimCause[];
  readonly concerned: readonly string[];
  readonly hands: readonly string[];
}

export interface StoredClaim extends PunchClaim {
  readonly decision: 'ACCEPTED' | 'DECLINED' | null;
}

export interface PunchKey {
  readonly volunteerId: string;
  readonly punchId: string;
}

const columns = `c.volunteer_id as "volunteerId", c.punch_id as "punchId", c.batch_id as "batchId", c.shift_id as "shiftId", c.direction, c.method,
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

  /**
   * What waits of a person's own claims about a shift. Held until the end of the transaction: nobody else adds one, so that
   * two requests do not both find room for the last.
   */
  async holdOwn(tx: Transaction, volunteerId: string, shiftId: string): Promise<readonly StoredClaim[]> {
    const key = `own-claims:${volunteerId}/${shiftId}`;
    await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [key]);
    return tx.query<StoredClaim>(
      `select ${columns} from ${source}
       where c.volunteer_id = $1 and c.shift_id = $2 and c.method = 'CODE' and d.decision is null`,
      [volunteerId, shiftId],
    );
  }

  /** Keeps claims as one batch; those that are known stay as they are. @returns whether any is new. */
  async append(tx: Transaction, batch: ClaimBatch, claims: readonly PunchClaim[]): Promise<boolean> {
    const rows = claims.map((claim) => ({ ...claim, payloadHash: claim.payloadHash.toString('hex') }));
    const written = await tx.query(
      `with lines as (
         insert into punch_claim (volunteer_id, punch_id, batch_id, shift_id, direction, method, cause, happened_at,
           counts_at, device_sent_at, received_at, skew_ms, recorded_by, payload_hash)
         select "volunteerId", "punchId", $1, $2, direction, method, cause, "happenedAt", "countsAt", "deviceSentAt", $4,
           "skewMs", $3, decode("payloadHash", 'hex')
         from jsonb_to_recordset($5::jsonb) c ("volunteerId" uuid, "punchId" uuid, direction text, method text,
           cause text, "happenedAt" timestamptz, "countsAt" timestamptz, "deviceSentAt" timestamptz, "skewMs" bigint,
           "payloadHash" text)
         order by 1, 2 on conflict do nothing returning 1)
       insert into punch_claim_batch (id, shift_id, recorded_by, received_at)
       select $1, $2, $3, $4 where exists (select 1 from lines) returning 1`,
      [batch.id, batch.shiftId, batch.recordedBy, batch.receivedAt, JSON.stringify(rows)],
    );
    return written.length > 0;
  }

  /** The lines of a batch, held until the end of the transaction; none where there is no such batch. */
  async holdBatch(tx: Transaction, batchId: string): Promise<readonly StoredClaim[]> {
    // Claims are never updated, so there is no row to lock: the key itself is the lock.
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('punch-claim:' || $1, 0))`, [batchId]);
    return tx.query<StoredClaim>(
      `select ${columns} from ${source} where c.batch_id = $1 order by c.volunteer_id, c.counts_at, c.punch_id`,
      [batchId],
    );
  }

  /** What is to be asked about a batch: how much it is, whom it is about, whose hands are in it, and who is too near. */
  async questionOf(tx: Transaction, batchId: string): Promise<ClaimQuestion> {
    const [question] = await tx.query<ClaimQuestion>(
      `select a.division_id as "divisionId", ties_of_shift_since(b.shift_id) as "beganAt",
         count(*)::int as lines, count(distinct c.volunteer_id)::int as people,
         array_agg(distinct c.cause) as causes, array_agg(distinct c.volunteer_id) as concerned,
         claim_hands(b.id) as hands
       from punch_claim_batch b join punch_claim c on c.batch_id = b.id
         join shift s on s.id = b.shift_id join activity a on a.id = s.activity_id
       where b.id = $1 group by b.id, a.division_id`,
      [batchId],
    );
    if (!question) throw new Error('a batch of claims without lines');
    return question;
  }

  /** The shift of each batch, and the team that held it. */
  async teamsOf(batchIds: readonly string[], tx?: Transaction): Promise<ReadonlyMap<string, TeamOfShift>> {
    const sql = `select b.id, b.shift_id as "shiftId", a.team_id as "teamId" from punch_claim_batch b
      join shift s on s.id = b.shift_id join activity a on a.id = s.activity_id where b.id = any ($1::uuid[])`;
    type Row = TeamOfShift & { readonly id: string };
    const rows = await (tx ? tx.query<Row>(sql, [batchIds]) : this.unitOfWork.read<Row>(sql, [batchIds]));
    return new Map(rows.map(({ id, ...team }) => [id, team]));
  }

  /** One decision about a batch, line by line; the lines are held by the caller. */
  async decide(
    tx: Transaction,
    lines: readonly (PunchKey & { readonly decision: 'ACCEPTED' | 'DECLINED' })[],
    by: { readonly reason: string; readonly decidedBy: string; readonly decidedAt: Date },
  ): Promise<void> {
    await tx.query(
      `insert into punch_claim_decision (volunteer_id, punch_id, decision, reason, decided_by, decided_at)
       select "volunteerId", "punchId", decision, $2, $3, $4
       from jsonb_to_recordset($1::jsonb) l ("volunteerId" uuid, "punchId" uuid, decision text)`,
      [JSON.stringify(lines), by.reason, by.decidedBy, by.decidedAt],
    );
  }

  /**
   * Records the punch of an accepted claim under its own id, and moves the attendance as far as it belongs there. A code
   * that only the person had drawn proves nothing: what counts then is the word of who accepted it.
   */
  async recordAccepted(tx: Transaction, claim: PunchClaim, acceptedBy: string): Promise<void> {
    await tx.query(
      `insert into punch (volunteer_id, id, shift_id, direction, method, punched_at, device_sent_at, received_at, skew_ms,
         recorded_by, payload_hash, evidence)
       select volunteer_id, punch_id, shift_id, direction, case method when 'CODE' then 'STAFF' else method end, counts_at,
         device_sent_at, received_at, skew_ms, recorded_by, payload_hash,
         jsonb_build_object('claim', cause, 'acceptedBy', $3::text)
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
