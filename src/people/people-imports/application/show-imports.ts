import { Injectable } from '@nestjs/common';
import type { Page, PageQuery } from '../../../platform/delivery/http/paging';
import { type Actor, actorIdOf, scopesOf } from '../../../platform/foundation/actor/actor';
import { DecisionGuard, type Standing } from '../../../platform/security/decisions';
import type { PeopleImportKind, RowOutcome } from '../domain/import-row';
import { type DuplicateLine, type ImportFilter, PeopleImportQueries } from '../persistence/people-import-queries';
import type { PeopleImport, PeopleImportStatus } from '../persistence/people-import.repository';
import { StagedRows } from '../persistence/staged-rows';
import { ImportAccess } from './import-access';
import { ImportKinds } from './import-kinds';
import { sentenceOf } from './sentence-of';
import { writtenIn } from './written-in';

export interface ImportSummary {
  readonly id: string;
  readonly kind: PeopleImportKind;
  readonly divisionId: string;
  readonly status: PeopleImportStatus;
  readonly rowCount: number;
  readonly errorRowCount: number;
  readonly knownCount: number;
  readonly duplicateCount: number;
  readonly doneCount: number;
  /** Whole percent, floored; 100 only when every row is done. */
  readonly percent: number;
  readonly rowsPerSecond: number | null;
  /** Whom it registered and who waits for a review. */
  readonly waitingCount: number;
  readonly uploadedBy: string;
  readonly uploadedAt: Date;
  readonly confirmedBy: string | null;
  readonly confirmedAt: Date | null;
  readonly finishedAt: Date | null;
}

/** Wrong cells of one column. */
export interface ErrorColumn {
  readonly key: string;
  readonly header: string;
  readonly count: number;
}

export interface ImportView extends ImportSummary {
  /** Whether the reader uploaded it: only they get its rows back, or correct them. */
  readonly isOwn: boolean;
  readonly errorColumns: readonly ErrorColumn[];
  readonly outcomes: Readonly<Record<RowOutcome, number>>;
}

export interface ImportErrorView {
  readonly rowNumber: number;
  /** The header of the column. */
  readonly column: string;
  /** What stands in the cell, without ID and phone numbers; null to whoever did not upload it, and where it is thrown away. */
  readonly written: string | null;
  readonly problem: string;
  readonly sentence: string;
}

/** Shows imports to whoever may work with them. */
@Injectable()
export class ShowImports {
  constructor(
    private readonly access: ImportAccess,
    private readonly queries: PeopleImportQueries,
    private readonly kinds: ImportKinds,
    private readonly staged: StagedRows,
    private readonly guard: DecisionGuard,
  ) {}

  /** Whom an import registered another admits: each says whether the reader may, and who may instead. */
  async page(actor: Actor, query: ImportFilter): Promise<Page<ImportSummary & Standing>> {
    const { items, next } = await this.queries.page(scopesOf(actor, 'volunteer.register'), query);
    return { items: await this.withReview(actor, items), next };
  }

  /** @throws PEOPLE_IMPORT_UNKNOWN */
  async one(actor: Actor, id: string): Promise<ImportView & Standing> {
    const found = await this.access.find(actor, id);
    const [summary] = await this.withReview(actor, [found]);
    if (!summary) throw new Error('a found import has no summary');
    const headers = this.headersOf(found);
    const errors = await this.queries.errorCounts(id);
    return {
      ...summary,
      isOwn: found.uploadedBy === actorIdOf(actor),
      errorColumns: errors.map(({ columnKey: key, count }) => ({ key, header: headers.get(key) ?? key, count })),
      outcomes: await this.queries.outcomeCounts(id),
    };
  }

  /** Where the list is wrong; what stands there only whoever uploaded it reads. @throws PEOPLE_IMPORT_UNKNOWN */
  async errors(
    actor: Actor,
    id: string,
    query: PageQuery & { readonly columnKey?: string },
  ): Promise<Page<ImportErrorView>> {
    const found = await this.access.find(actor, id);
    const { items, next } = await this.queries.errors(id, query);
    const headers = this.headersOf(found);
    const isOwn = found.uploadedBy === actorIdOf(actor);
    const wanted = new Set(isOwn ? items.map(({ rowNumber }) => rowNumber) : []);
    const rows = await this.staged.cellsOf(id, wanted);
    return {
      items: items.map((line) => ({
        ...line,
        written: writtenIn(rows.get(line.rowNumber), line.column),
        column: headers.get(line.column) ?? line.column,
        sentence: sentenceOf(line.problem),
      })),
      next,
    };
  }

  /** @throws PEOPLE_IMPORT_UNKNOWN */
  async duplicates(actor: Actor, id: string, query: PageQuery): Promise<Page<DuplicateLine>> {
    await this.access.find(actor, id);
    return this.queries.duplicates(id, query);
  }

  private headersOf({ kind }: PeopleImport): ReadonlyMap<string, string> {
    return new Map(this.kinds.of(kind).fields.map(({ key, header }) => [key, header]));
  }

  /** Whoever confirmed a list has registered its people, and is not who admits them; nor is who brought it. */
  private async withReview(
    actor: Actor,
    found: readonly PeopleImport[],
  ): Promise<readonly (ImportSummary & Standing)[]> {
    const waiting = await this.queries.waiting(found.map(({ id }) => id));
    return this.guard.withStandings(
      actor,
      found,
      ({ id, divisionPath, uploadedBy, confirmedBy, confirmedAt }) =>
        confirmedBy === null || confirmedAt === null || !waiting.has(id)
          ? null
          : {
              ...{ permission: 'volunteer.review' as const, divisionPath, askedBy: confirmedBy },
              ...{ hands: uploadedBy === confirmedBy ? [] : [uploadedBy], concerned: [], beganAt: confirmedAt },
            },
      (one) => summaryOf(one, waiting.get(one.id) ?? 0),
    );
  }
}

function summaryOf(found: PeopleImport, waitingCount: number): ImportSummary {
  const { rowCount, doneCount, confirmedAt, progressedAt } = found;
  const seconds = confirmedAt && progressedAt ? (progressedAt.getTime() - confirmedAt.getTime()) / 1000 : 0;
  return {
    id: found.id,
    kind: found.kind,
    divisionId: found.divisionId,
    status: found.status,
    rowCount,
    errorRowCount: found.errorRowCount,
    knownCount: found.knownCount,
    duplicateCount: found.duplicateCount,
    doneCount,
    percent: Math.floor((doneCount * 100) / rowCount),
    rowsPerSecond: seconds > 0 ? Math.round(doneCount / seconds) : null,
    waitingCount,
    uploadedBy: found.uploadedBy,
    uploadedAt: found.uploadedAt,
    confirmedBy: found.confirmedBy,
    confirmedAt,
    finishedAt: found.finishedAt,
  };
}
