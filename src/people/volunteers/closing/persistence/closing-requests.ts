import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork, violatedConstraint } from '../../../../platform/data/database/unit-of-work';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../../platform/delivery/http/paging';
import type { ClosingReason } from '../domain/closing';
import { volunteerErrors } from '../../errors';

export interface ClosingRequest {
  readonly id: string;
  readonly volunteerId: string;
  readonly volunteerNo: string;
  readonly divisionPath: string;
  readonly reason: ClosingReason;
  readonly status: 'OPEN' | 'APPROVED' | 'DECLINED';
  readonly requestedBy: string;
  readonly requestedAt: Date;
}

export interface NewClosingRequest {
  readonly id: string;
  readonly volunteerId: string;
  readonly reason: ClosingReason;
  readonly requestedBy: string;
  readonly requestedAt: Date;
}

const columns = `c.id, c.volunteer_id as "volunteerId", v.volunteer_no as "volunteerNo", d.path as "divisionPath",
  c.reason, c.status, c.requested_by as "requestedBy", c.requested_at as "requestedAt"`;
const tables = `closing_request c join volunteer v on v.id = c.volunteer_id join division d on d.id = v.division_id`;

/** Keeps what staff want to close until a second person decides. */
@Injectable()
export class ClosingRequests {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws CLOSING_OPEN */
  async insert(tx: Transaction, request: NewClosingRequest): Promise<void> {
    try {
      await tx.query(
        `insert into closing_request (id, volunteer_id, reason, status, requested_by, requested_at)
         values ($1, $2, $3, 'OPEN', $4, $5)`,
        [request.id, request.volunteerId, request.reason, request.requestedBy, request.requestedAt],
      );
    } catch (error) {
      if (violatedConstraint(error) === 'closing_request_open') throw volunteerErrors.refuse('CLOSING_OPEN');
      throw error;
    }
  }

  async isOpenFor(tx: Transaction, volunteerId: string): Promise<boolean> {
    const rows = await tx.query(`select 1 from closing_request where volunteer_id = $1 and status = 'OPEN'`, [
      volunteerId,
    ]);
    return rows.length > 0;
  }

  /** Locks the request. @throws CLOSING_UNKNOWN */
  async get(tx: Transaction, id: string): Promise<ClosingRequest> {
    const [request] = await tx.query<ClosingRequest>(
      `select ${columns} from ${tables} where c.id = $1 for update of c`,
      [id],
    );
    if (!request) throw volunteerErrors.refuse('CLOSING_UNKNOWN');
    return request;
  }

  async decide(
    tx: Transaction,
    id: string,
    decision: { readonly status: 'APPROVED' | 'DECLINED'; readonly by: string; readonly at: Date },
  ): Promise<void> {
    await tx.query(`update closing_request set status = $2, decided_by = $3, decided_at = $4 where id = $1`, [
      id,
      decision.status,
      decision.by,
      decision.at,
    ]);
  }

  /** What waits for a second person inside the scopes, oldest first. */
  async open(scopes: readonly string[], query: PageQuery): Promise<Page<ClosingRequest>> {
    const after = decodeCursor(query, 2);
    const rows = await this.unitOfWork.read<ClosingRequest>(
      `select ${columns} from ${tables}
       where c.status = 'OPEN' and d.path like any(select s || '%' from unnest($1::text[]) s)
         and ($2::timestamptz is null or (c.requested_at, c.id) > ($2, $3::uuid))
       order by c.requested_at, c.id limit $4`,
      [scopes, after?.[0] ?? null, after?.[1] ?? null, limitOf(query) + 1],
    );
    return pageOf(
      rows,
      limitOf(query),
      (row) => [row.requestedAt.toISOString(), row.id],
      (row) => row,
    );
  }
}
