import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { localDayOf } from '../../../../kernel/local-day';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../../platform/delivery/http/paging';
import { requirePermission } from '../../../../platform/security/identity/access';
import { type Actor, scopesOf } from '../../../../platform/foundation/actor/actor';
import { maskName, maskPhone, minorFromYear } from '../../person';
import { flagsOf, type GuardianDetails, type GuardianFlag, type GuardianState } from '../domain/guardian-request';
import { GuardianRequests, type ListedRequest } from '../persistence/guardian-requests';

export interface GuardianRequestsQuery extends PageQuery {
  readonly status?: GuardianState;
  readonly volunteerId?: string;
  readonly isUnsettled?: boolean;
}

/** A request as staff see it: masked, and with what they should look at. */
export interface GuardianRequestItem {
  readonly id: string;
  readonly volunteerId: string;
  readonly volunteerNo: string;
  readonly volunteerName: string | null;
  readonly status: GuardianState;
  /** 张*, 138****5678; null once it is over: the phone may be a stranger's. */
  readonly guardianMasked: string | null;
  readonly phoneMasked: string | null;
  readonly relation: string | null;
  /** Whether the public form asked, or somebody of staff. */
  readonly isAskedByChild: boolean;
  readonly askedAt: string;
  readonly sentAt: string | null;
  readonly expiresAt: string;
  readonly answeredAt: string | null;
  /** How many other children name the same phone. */
  readonly otherChildren: number;
  readonly flags: readonly GuardianFlag[];
}

/** Shows staff who was asked for which child, and what became of it. */
@Injectable()
export class ShowGuardianRequests {
  constructor(
    private readonly requests: GuardianRequests,
    private readonly clock: Clock,
  ) {}

  /** @throws PERMISSION_MISSING, CURSOR_INVALID */
  async execute(actor: Actor, query: GuardianRequestsQuery): Promise<Page<GuardianRequestItem>> {
    requirePermission(actor, 'volunteer.read');
    const limit = limitOf(query);
    const rows = await this.requests.list({
      scopes: scopesOf(actor, 'volunteer.read'),
      status: query.status ?? null,
      volunteerId: query.volunteerId ?? null,
      isUnsettled: query.isUnsettled === true,
      minorFromYear: minorFromYear(localDayOf(this.clock.nowMs())),
      limit,
      after: decodeCursor(query, 2),
    });
    const details = await this.requests.detailsOfAll(rows);
    return pageOf(
      rows,
      limit,
      (row) => [row.askedAt.toISOString(), row.id],
      (row) => itemOf(row, details.get(row.id) ?? null),
    );
  }
}

function itemOf(row: ListedRequest, details: GuardianDetails | null): GuardianRequestItem {
  const { id, volunteerId, volunteerNo, volunteerName, status, otherChildren } = row;
  return {
    ...{ id, volunteerId, volunteerNo, volunteerName, status, otherChildren },
    guardianMasked: details && maskName(details.name),
    phoneMasked: details && maskPhone(details.phone),
    relation: details && details.relation,
    isAskedByChild: row.askedBy === 'anonymous',
    askedAt: row.askedAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
    answeredAt: row.answeredAt?.toISOString() ?? null,
    flags: flagsOf(row),
  };
}
