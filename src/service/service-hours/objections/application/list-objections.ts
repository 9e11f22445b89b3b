import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../../platform/delivery/http/paging';
import { requireVolunteer } from '../../../../platform/security/identity/access';
import { type Actor, decidingScopesOf } from '../../../../platform/foundation/actor/actor';
import type { Standing } from '../../../../platform/security/decisions';
import { PublicNames, VolunteerDirectory } from '../../../../people/volunteers';
import { type AnswerableObjection, ObjectionDirectory, type ObjectionRow } from '../persistence/objection-directory';
import { RecordStandings } from '../../records';

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

type ShownObjection = AnswerableObjection & { readonly item: ObjectionItem };

/** Objections: to staff who answer them, and to the volunteer who raised them. */
@Injectable()
export class ListObjections {
  constructor(
    private readonly objections: ObjectionDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly publicNames: PublicNames,
    private readonly standings: RecordStandings,
    private readonly clock: Clock,
  ) {}

  /** @throws CURSOR_INVALID */
  async forStaff(
    actor: Actor,
    query: PageQuery & { readonly status?: string },
  ): Promise<Page<ObjectionItem & Standing>> {
    const scopes = decidingScopesOf(actor, 'record.review');
    const page = await this.page(query, { scopes, status: query.status ?? null, raisedBy: null }, false);
    const items = await this.standings.ofThings(
      actor,
      page.items,
      ({ status, raisedBy: askedBy }) => (status === 'OPEN' ? { askedBy } : null),
      ({ item }) => item,
    );
    return { items, next: page.next };
  }

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED, CURSOR_INVALID */
  async own(actor: Actor, query: PageQuery): Promise<Page<ObjectionItem>> {
    const { items, next } = await this.page(
      query,
      { scopes: ['/'], status: null, raisedBy: requireVolunteer(actor) },
      true,
    );
    return { items: items.map(({ item }) => item), next };
  }

  private async page(
    query: PageQuery,
    filter: { readonly scopes: readonly string[]; readonly status: string | null; readonly raisedBy: string | null },
    isMasked: boolean,
  ): Promise<Page<ShownObjection>> {
    const limit = limitOf(query);
    const rows = await this.objections.page({ ...filter, after: decodeCursor(query, 2), limit });
    const ids = rows.map((row) => row.volunteerId);
    const publicName = await this.publicNames.of(ids, 'OBJECTION');
    const names = await this.volunteers.displayNames(isMasked ? [] : ids);
    const now = this.clock.now();
    const keyOf = (row: ObjectionRow) => [row.raisedAt.toISOString(), row.id];
    return pageOf(rows, limit, keyOf, (row) => {
      const { id, recordId, volunteerId, activityTitle, servedOn, status, grounds, evidence, channel, answer } = row;
      const item = {
        ...{ id, recordId, activityTitle, servedOn, status, grounds, evidence, channel, answer },
        name: names.get(volunteerId)?.name ?? publicName(volunteerId).text,
        raisedAt: row.raisedAt.toISOString(),
        answerUntil: row.answerUntil?.toISOString() ?? null,
        isOverdue: status === 'OPEN' && row.answerUntil !== null && row.answerUntil <= now,
        answeredAt: row.answeredAt?.toISOString() ?? null,
      };
      return { ...row, item };
    });
  }
}
