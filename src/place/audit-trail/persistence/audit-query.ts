import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { httpErrors } from '../../../platform/delivery/http/http-errors';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import { type Actor, scopesOf } from '../../../platform/foundation/actor/actor';

export interface AuditFilter extends PageQuery {
  readonly actorId?: string;
  /** A whole action (`volunteers.reveal-phone`) or the beginning of one (`volunteers.`). */
  readonly action?: string;
  readonly subjectId?: string;
  readonly result?: 'DONE' | 'REFUSED';
  readonly from?: string;
  /** Exclusive. */
  readonly to?: string;
}

export interface AuditItem {
  readonly id: string;
  readonly at: Date;
  readonly actorId: string;
  readonly actorKind: string;
  /** Display name of staff; null for volunteers, the system and nobody. */
  readonly actorName: string | null;
  readonly action: string;
  readonly result: string;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly reason: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly remoteAddress: string | null;
  readonly sessionId: string | null;
  readonly requestId: string | null;
}

/**
 * Whose lines an auditor sees: those of accounts that hold or held a role inside the scope, and of volunteers of the
 * scope. The system and people who have not signed in belong to no street: whoever audits the whole tree sees them.
 */
const withinScope = `
  exists (select 1 from division root where root.parent_id is null and root.path like any ($1::text[]))
  or a.actor_id in (
    select g.user_id::text from role_grant g join division d on d.id = g.division_id where d.path like any ($1::text[])
    union all
    select u.id::text from user_account u join volunteer v on v.id = u.volunteer_id
      join division d on d.id = v.division_id where d.path like any ($1::text[]))`;

/** Reads the audit log, newest first. */
@Injectable()
export class AuditQuery {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws CURSOR_INVALID */
  async page(actor: Actor, filter: AuditFilter): Promise<Page<AuditItem>> {
    const limit = limitOf(filter);
    const [before] = decodeCursor(filter, 1) ?? [];
    if (before !== undefined && !/^\d{1,18}$/.test(String(before))) {
      throw httpErrors.refuse('CURSOR_INVALID', { field: 'after' });
    }
    const rows = await this.unitOfWork.read<AuditItem>(
      `select a.id, a.at, a.actor_id as "actorId", a.actor_kind as "actorKind",
         (select u.display_name from user_account u where u.id::text = a.actor_id and u.volunteer_id is null) as "actorName",
         a.action, a.result, a.subject_kind as "subjectKind", a.subject_id as "subjectId", a.reason, a.details,
         a.remote_address as "remoteAddress", a.session_id as "sessionId", a.request_id as "requestId"
       from audit_log a
       where (${withinScope})
         and ($2::bigint is null or a.id < $2) and ($3::text is null or a.actor_id = $3)
         and ($4::text is null or a.action = $4 or (right($4, 1) = '.' and starts_with(a.action, $4)))
         and ($5::text is null or a.subject_id = $5) and ($6::text is null or a.result = $6)
         and ($7::timestamptz is null or a.at >= $7) and ($8::timestamptz is null or a.at < $8)
       order by a.id desc limit $9`,
      [
        scopesOf(actor, 'audit.read').map((scope) => `${scope}%`),
        before ?? null,
        filter.actorId ?? null,
        filter.action ?? null,
        filter.subjectId ?? null,
        filter.result ?? null,
        filter.from ?? null,
        filter.to ?? null,
        limit + 1,
      ],
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }
}
