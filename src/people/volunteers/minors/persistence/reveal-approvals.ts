import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import type { RevealField } from '../domain/reveal';
import { volunteerErrors } from '../../errors';

export interface RevealApproval {
  readonly id: string;
  readonly volunteerId: string;
  readonly volunteerNo: string;
  readonly divisionPath: string;
  readonly field: RevealField;
  readonly reasonCipher: Buffer;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly approvedBy: string | null;
}

const columns = `a.id, a.volunteer_id as "volunteerId", v.volunteer_no as "volunteerNo", d.path as "divisionPath", a.field,
  a.reason_cipher as "reasonCipher", a.requested_by as "requestedBy", a.requested_at as "requestedAt",
  a.approved_by as "approvedBy"`;
const tables = `reveal_approval a join volunteer v on v.id = a.volunteer_id join division d on d.id = v.division_id`;
const LIST_LIMIT = 100;

/** Keeps who asked to see data of a minor, and who agreed. */
@Injectable()
export class RevealApprovals {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async insert(
    tx: Transaction,
    request: Pick<RevealApproval, 'id' | 'volunteerId' | 'field' | 'reasonCipher' | 'requestedBy' | 'requestedAt'>,
  ): Promise<void> {
    await tx.query(
      `insert into reveal_approval (id, volunteer_id, field, reason_cipher, requested_by, requested_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [request.id, request.volunteerId, request.field, request.reasonCipher, request.requestedBy, request.requestedAt],
    );
  }

  /** Locks the request. @throws REVEAL_REQUEST_UNKNOWN */
  async get(tx: Transaction, id: string): Promise<RevealApproval> {
    const [row] = await tx.query<RevealApproval>(`select ${columns} from ${tables} where a.id = $1 for update of a`, [
      id,
    ]);
    if (!row) throw volunteerErrors.refuse('REVEAL_REQUEST_UNKNOWN');
    return row;
  }

  async approve(tx: Transaction, id: string, by: string, at: Date, expiresAt: Date): Promise<void> {
    await tx.query('update reveal_approval set approved_by = $2, approved_at = $3, expires_at = $4 where id = $1', [
      id,
      by,
      at,
      expiresAt,
    ]);
  }

  /** Uses up an approval; false where the person who asks has none that is still good. */
  async use(
    tx: Transaction,
    wanted: { readonly volunteerId: string; readonly field: RevealField; readonly by: string; readonly at: Date },
  ): Promise<boolean> {
    const rows = await tx.query(
      `update reveal_approval set used_at = $4 where id = (
         select id from reveal_approval
         where volunteer_id = $1 and field = $2 and requested_by = $3 and used_at is null and expires_at > $4
         order by expires_at limit 1 for update skip locked)
       returning 1`,
      [wanted.volunteerId, wanted.field, wanted.by, wanted.at],
    );
    return rows.length > 0;
  }

  /** What waits for a second person inside the scopes, oldest first. */
  async waiting(scopes: readonly string[]): Promise<readonly RevealApproval[]> {
    return this.unitOfWork.read<RevealApproval>(
      `select ${columns} from ${tables}
       where a.approved_by is null and v.status <> 'CLOSED'
         and d.path like any(select s || '%' from unnest($1::text[]) s)
       order by a.requested_at, a.id limit ${LIST_LIMIT}`,
      [scopes],
    );
  }
}
