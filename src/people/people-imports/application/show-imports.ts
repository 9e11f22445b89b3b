import { Injectable } from '@nestjs/common';
import type { Page, PageQuery } from '../../../platform/delivery/http/paging';
import { type Actor, scopesOf } from '../../../platform/foundation/actor/actor';
import type { PeopleImportKind, RowOutcome } from '../domain/import-row';
import { PeopleImportQueries, type DuplicateLine } from '../persistence/people-import-queries';
import type { PeopleImport, PeopleImportStatus } from '../persistence/people-import.repository';
import { ImportAccess } from './import-access';
import { ImportKinds } from './import-kinds';
import { sentenceOf } from './sentence-of';

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
  readonly uploadedAt: Date;
  readonly confirmedAt: Date | null;
  readonly finishedAt: Date | null;
}

export interface ImportView extends ImportSummary {
  readonly outcomes: Readonly<Record<RowOutcome, number>>;
}

export interface ImportErrorView {
  readonly rowNumber: number;
  /** The header of the column. */
  readonly column: string;
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
  ) {}

  async page(actor: Actor, query: PageQuery): Promise<Page<ImportSummary>> {
    const { items, next } = await this.queries.page(scopesOf(actor, 'volunteer.register'), query);
    return { items: items.map(summaryOf), next };
  }

  /** @throws PEOPLE_IMPORT_UNKNOWN */
  async one(actor: Actor, id: string): Promise<ImportView> {
    const found = await this.access.find(actor, id);
    return { ...summaryOf(found), outcomes: await this.queries.outcomeCounts(id) };
  }

  /** @throws PEOPLE_IMPORT_UNKNOWN */
  async errors(actor: Actor, id: string, query: PageQuery): Promise<Page<ImportErrorView>> {
    const { kind } = await this.access.find(actor, id);
    const { items, next } = await this.queries.errors(id, query);
    const headers = new Map(this.kinds.of(kind).fields.map(({ key, header }) => [key, header]));
    return {
      items: items.map((line) => ({
        ...line,
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
}

function summaryOf(found: PeopleImport): ImportSummary {
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
    uploadedAt: found.uploadedAt,
    confirmedAt,
    finishedAt: found.finishedAt,
  };
}
