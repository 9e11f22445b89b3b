import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import { requireVolunteer } from '../../../platform/security/identity/access';
import { type Actor, scopesOf } from '../../../platform/foundation/actor/actor';
import { DecisionGuard, type Standing } from '../../../platform/security/decisions';
import { DivisionDirectory } from '../../../place/divisions';
import { PublicNames, VolunteerDirectory } from '../../../people/volunteers';
import {
  OpeningObjectionRepository,
  type OpeningObjectionStatus,
  type PublicOpeningRow,
} from '../persistence/opening-objection.repository';
import { objectionMatter } from './answer-opening-objection';

/** A line of the public list: the name only as far as its owner agreed. Instants are ISO 8601. */
export interface PublicOpening {
  readonly id: string;
  readonly name: string;
  readonly documentTitle: string;
  readonly kind: 'SERVICE' | 'TRAINING';
  readonly minutes: number;
  readonly grade: string;
  readonly servedOn: string;
  readonly servedTo: string;
  readonly publicityUntil: string | null;
  readonly isHeld: boolean;
}

export interface OwnOpening extends Omit<PublicOpening, 'name'> {
  readonly status: PublicOpeningRow['status'];
}

export interface OpeningObjectionItem extends Standing {
  readonly id: string;
  readonly rowId: string;
  readonly importId: string;
  readonly volunteerId: string;
  readonly name: string;
  readonly documentTitle: string;
  readonly servedOn: string;
  readonly minutes: number;
  readonly status: OpeningObjectionStatus;
  readonly grounds: string;
  readonly evidence: string | null;
  readonly raisedAt: string;
  readonly answerUntil: string;
  readonly answer: string | null;
  readonly answeredAt: string | null;
}

/** Old hours as everybody sees them while they are public, as their own person sees them, and what is objected to them. */
@Injectable()
export class BrowsePublicOpenings {
  constructor(
    private readonly objections: OpeningObjectionRepository,
    private readonly divisions: DivisionDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly publicNames: PublicNames,
    private readonly guard: DecisionGuard,
    private readonly clock: Clock,
  ) {}

  /** What is being made public at a place, to everybody: no minors, names by consent. @throws DIVISION_UNKNOWN, CURSOR_INVALID */
  async inPublicity(query: PageQuery & { readonly divisionId?: string }): Promise<Page<PublicOpening>> {
    const limit = limitOf(query);
    const path = query.divisionId === undefined ? '/' : (await this.divisions.byId(query.divisionId)).path;
    const today = localDayOf(this.clock.nowMs());
    const rows = await this.objections.inPublicity(path, today, decodeCursor(query, 2), limit + 1);
    const nameOf = await this.publicNames.of(
      rows.map(({ volunteerId }) => volunteerId),
      'PUBLICITY',
    );
    return pageOf(
      rows,
      limit,
      ({ importId, rowNumber }) => [importId, rowNumber],
      (row) => ({ ...lineOf(row), name: nameOf(row.volunteerId).text }),
    );
  }

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED, CURSOR_INVALID */
  async own(actor: Actor, query: PageQuery): Promise<Page<OwnOpening>> {
    const limit = limitOf(query);
    const before = decodeCursor(query, 1)?.[0];
    const volunteerId = requireVolunteer(actor);
    const rows = await this.objections.ofVolunteer(
      volunteerId,
      before === undefined ? null : String(before),
      limit + 1,
    );
    return pageOf(
      rows,
      limit,
      ({ id }) => [id],
      (row) => ({ ...lineOf(row), status: row.status }),
    );
  }

  /** Objections for those who answer them. @throws CURSOR_INVALID */
  async objectionsFor(
    actor: Actor,
    query: PageQuery & { readonly status?: OpeningObjectionStatus },
  ): Promise<Page<OpeningObjectionItem>> {
    const limit = limitOf(query);
    const found = await this.objections.page({
      ...{ scopes: scopesOf(actor, 'record.review'), status: query.status ?? null },
      ...{ after: decodeCursor(query, 2), limit: limit + 1 },
    });
    const names = await this.volunteers.displayNames(found.map(({ volunteerId }) => volunteerId));
    const rows = await this.guard.withStandings(actor, found, (row) =>
      row.status === 'OPEN' ? objectionMatter(row, row) : null,
    );
    return pageOf(
      rows,
      limit,
      (row) => [row.raisedAt.toISOString(), row.id],
      (row) => ({
        ...{ id: row.id, rowId: row.rowId, importId: row.importId, volunteerId: row.volunteerId },
        name: names.get(row.volunteerId)?.name ?? names.get(row.volunteerId)?.maskedName ?? '*',
        ...{ documentTitle: row.documentTitle, servedOn: row.servedOn, minutes: row.minutes, status: row.status },
        ...{ grounds: row.grounds, evidence: row.evidence, answer: row.answer },
        ...{ raisedAt: row.raisedAt.toISOString(), answerUntil: row.answerUntil.toISOString() },
        answeredAt: row.answeredAt?.toISOString() ?? null,
        ...{ mayDecide: row.mayDecide, whyNot: row.whyNot, whoMay: row.whoMay, missing: row.missing },
      }),
    );
  }
}

function lineOf(row: PublicOpeningRow): Omit<PublicOpening, 'name'> {
  const { id, documentTitle, kind, minutes, grade, servedOn, servedTo, isHeld } = row;
  return {
    ...{ id, documentTitle, kind, minutes, grade, servedOn, servedTo, isHeld },
    publicityUntil: row.publicityUntil?.toISOString() ?? null,
  };
}
