import { Injectable } from '@nestjs/common';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../../platform/delivery/http/paging';
import { requireVolunteer } from '../../../../platform/security/identity/access';
import { type Actor, covers, decidingScopesOf } from '../../../../platform/foundation/actor/actor';
import { DecisionGuard, type Standing } from '../../../../platform/security/decisions';
import { maskIdNumber, withoutNumbers } from '../../person';
import { type CorrectionStatus, IdentityCorrections, type StoredCorrection } from '../persistence/identity-corrections';
import { correctionMatter } from './correction-matter';
import { CorrectionTexts } from './correction-texts';

/** ID numbers are masked, those in free text are stars; instants are ISO 8601. */
export interface CorrectionItem {
  readonly id: string;
  readonly volunteerId: string;
  readonly volunteerNo: string;
  readonly nameBefore: string;
  /** null: stays. */
  readonly nameAfter: string | null;
  readonly idNumberBefore: string;
  /** null: stays. */
  readonly idNumberAfter: string | null;
  readonly reason: string;
  readonly hasProof: boolean;
  readonly status: CorrectionStatus;
  readonly answer: string | null;
  readonly requestedAt: string;
  readonly decidedAt: string | null;
  /** To staff: who is registered with the new number already, as far as the reader may see them. */
  readonly mergeWith: string | null;
}

/** Corrections: to the person, and to whoever reviews them. */
@Injectable()
export class ShowCorrections {
  constructor(
    private readonly corrections: IdentityCorrections,
    private readonly texts: CorrectionTexts,
    private readonly guard: DecisionGuard,
  ) {}

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED, CURSOR_INVALID */
  async own(actor: Actor, query: PageQuery): Promise<Page<CorrectionItem>> {
    const filter = { volunteerId: requireVolunteer(actor), scopes: ['/'], status: null };
    const { items, next } = await this.page(query, filter, null);
    return { items: items.map(({ item }) => item), next };
  }

  /** @throws CURSOR_INVALID */
  async forStaff(
    actor: Actor,
    query: PageQuery & { readonly status?: CorrectionStatus },
  ): Promise<Page<CorrectionItem & Standing>> {
    const scopes = decidingScopesOf(actor, 'volunteer.review');
    const page = await this.page(query, { volunteerId: null, scopes, status: query.status ?? null }, actor);
    const items = await this.guard.withStandings(
      actor,
      page.items,
      ({ row }) => (row.status === 'OPEN' ? correctionMatter(row) : null),
      ({ item }) => item,
    );
    return { items, next: page.next };
  }

  private async page(
    query: PageQuery,
    filter: {
      readonly volunteerId: string | null;
      readonly scopes: readonly string[];
      readonly status: CorrectionStatus | null;
    },
    staff: Actor | null,
  ): Promise<Page<{ readonly row: StoredCorrection; readonly item: CorrectionItem }>> {
    const limit = limitOf(query);
    const before = decodeCursor(query, 1)?.map(String)[0] ?? null;
    const rows = await this.corrections.list({ ...filter, before, limit });
    const opener = await this.texts.opener(rows.map(({ volunteerId }) => volunteerId));
    const taken = new Map<string, string>();
    for (const row of staff ? rows.slice(0, limit) : []) {
      const holder =
        row.status === 'OPEN' && row.idNumberIndex ? await this.corrections.holderOf(row.idNumberIndex) : null;
      if (staff && holder && covers(staff, 'volunteer.review', holder.divisionPath)) taken.set(row.id, holder.id);
    }
    return pageOf(
      rows,
      limit,
      ({ id }) => [id],
      (row) => ({ row, item: { ...itemOf(row, this.texts.open(opener, row)), mergeWith: taken.get(row.id) ?? null } }),
    );
  }
}

function itemOf(
  row: StoredCorrection,
  { before, asked, answer }: ReturnType<CorrectionTexts['open']>,
): Omit<CorrectionItem, 'mergeWith'> {
  const { id, volunteerId, volunteerNo, status } = row;
  return {
    ...{ id, volunteerId, volunteerNo, status },
    answer: answer === null ? null : withoutNumbers(answer),
    nameBefore: before.name,
    nameAfter: asked.name ?? null,
    idNumberBefore: maskIdNumber(before.idNumber),
    idNumberAfter: asked.idNumber === undefined ? null : maskIdNumber(asked.idNumber),
    reason: withoutNumbers(asked.reason),
    hasProof: row.proofMediaType !== null,
    requestedAt: row.requestedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  };
}
