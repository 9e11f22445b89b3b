import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';

/** A claim as the reviewer sees it. */
export interface QueuedClaim {
  readonly volunteerId: string;
  readonly punchId: string;
  /** What came at once. */
  readonly batchId: string;
  /** The question in which it is decided. */
  readonly requestId: string | null;
  readonly volunteerNo: string;
  readonly name: string | null;
  readonly shiftId: string;
  readonly activityTitle: string;
  readonly direction: 'IN' | 'OUT';
  readonly method: string;
  readonly cause: string;
  readonly happenedAt: Date;
  readonly countsAt: Date;
  readonly receivedAt: Date;
  readonly skewSeconds: number;
  readonly decision: 'ACCEPTED' | 'DECLINED' | null;
  readonly decisionReason: string | null;
}

export interface ClaimQuestion {
  /** Path prefixes of the divisions the reader may see. */
  readonly scopes: readonly string[];
  readonly isDecided: boolean;
  readonly shiftId: string | null;
  /** Name of the kind of decision that batches are asked by. */
  readonly kind: string;
  readonly limit: number;
  /** (receivedAt, punchId) of the last row before; null for the first page. */
  readonly after: readonly (string | number)[] | null;
}

/** Which punches wait for somebody to look at them, the oldest first. */
@Injectable()
export class ClaimQueue {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** limit + 1 rows. */
  async list(question: ClaimQuestion): Promise<readonly QueuedClaim[]> {
    const [receivedAt, punchId] = question.after ?? [null, null];
    return this.unitOfWork.read<QueuedClaim>(
      `select c.volunteer_id as "volunteerId", c.punch_id as "punchId", c.batch_id as "batchId",
         (select r.id from decision_request r where r.subject_id = c.batch_id and r.kind = $7 limit 1) as "requestId",
         v.volunteer_no as "volunteerNo", v.name,
         c.shift_id as "shiftId", a.title as "activityTitle", c.direction, c.method, c.cause,
         c.happened_at as "happenedAt", c.counts_at as "countsAt", c.received_at as "receivedAt",
         round(c.skew_ms / 1000.0)::float8 as "skewSeconds", d.decision, d.reason as "decisionReason"
       from punch_claim c
       join shift s on s.id = c.shift_id join activity a on a.id = s.activity_id join division v2 on v2.id = a.division_id
       join volunteer v on v.id = c.volunteer_id
       left join punch_claim_decision d on d.volunteer_id = c.volunteer_id and d.punch_id = c.punch_id
       where exists (select 1 from unnest($1::text[]) scope where starts_with(v2.path, scope))
         and (d.decision is not null) = $2 and ($3::uuid is null or c.shift_id = $3)
         and ($4::timestamptz is null or (c.received_at, c.punch_id) > ($4::timestamptz, $5::uuid))
       order by c.received_at, c.punch_id limit $6`,
      [question.scopes, question.isDecided, question.shiftId, receivedAt, punchId, question.limit + 1, question.kind],
    );
  }
}
