import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/http/paging';
import { requireVolunteer } from '../../../platform/identity/access';
import { type Actor, decidingScopesOf } from '../../../platform/identity/actor';
import { PublicNames, VolunteerDirectory } from '../../volunteers';
import { ObjectionDirectory, type ObjectionRow } from '../persistence/objection-directory';

/** Instants are ISO 8601. */
export interface ObjectionItem {
  readonly id: string;
  readonly recordId: string;
  /** Of the record: masked for the one who objected. */
  readonly name: string;
  readonly activityTitle: string;
  readonly servedOn: string;
  readonly status: string;
  readonly grounds: string;
  readonly evidence: string | null;
  /** How a denial came in that staff wrote down; null for objections from an account. */
  readonly channel: string | null;
  readonly raisedAt: string;
  readonly answerUntil: string | null;
  readonly isOverdue: boolean;
  readonly answer: string | null;
  readonly answeredAt: string | null;
}

/** Objections: to staff who answer them, and to the volunteer who raised them. */
@Injectable()
export class ListObjections {
  constructor(
    private readonly objections: ObjectionDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly publicNames: PublicNames,
    private readonly clock: Clock,
  ) {}

  /** @throws CURSOR_INVALID */
  async forStaff(actor: Actor, query: PageQuery & { readonly status?: string }): Promise<Page<ObjectionItem>> {
    const scopes = decidingScopesOf(actor, 'record.review');
    return this.page(query, { scopes, status: query.status ?? null, raisedBy: null }, false);
  }

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED, CURSOR_INVALID */
  async own(actor: Actor, query: PageQuery): Promise<Page<ObjectionItem>> {
    return this.page(query, { scopes: ['/'], status: null, raisedBy: requireVolunteer(actor) }, true);
  }

  private async page(
    query: PageQuery,
    filter: { readonly scopes: readonly string[]; readonly status: string | null; readonly raisedBy: string | null },
    isMasked: boolean,
  ): Promise<Page<ObjectionItem>> {
    const limit = limitOf(query);
    const rows = await this.objections.page({ ...filter, after: decodeCursor(query, 2), limit });
    const ids = rows.map((row) => row.volunteerId);
    const publicName = await this.publicNames.of(ids, 'OBJECTION');
    const names = await this.volunteers.displayNames(isMasked ? [] : ids);
    const now = this.clock.now();
    const keyOf = (row: ObjectionRow) => [row.raisedAt.toISOString(), row.id];
    return pageOf(rows, limit, keyOf, ({ volunteerId, raisedAt, answerUntil, answeredAt, ...row }) => {
      return {
        ...row,
        name: names.get(volunteerId)?.name ?? publicName(volunteerId).text,
        raisedAt: raisedAt.toISOString(),
        answerUntil: answerUntil?.toISOString() ?? null,
        isOverdue: row.status === 'OPEN' && answerUntil !== null && answerUntil <= now,
        answeredAt: answeredAt?.toISOString() ?? null,
      };
    });
  }
}
