import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';

export interface NewKind {
  readonly id: string;
  /** null: a default that comes with the application. */
  readonly divisionId: string | null;
  readonly code: string;
  readonly name: string;
  readonly sortOrder: number;
  readonly validFrom: LocalDay;
  readonly isRetired: boolean;
  readonly createdBy: string;
  readonly createdAt: Date;
}

export interface NewCategory extends NewKind {
  readonly isService: boolean;
  /** The approved request; null for a default, and where a place takes a category out of use. */
  readonly decisionId: string | null;
}

/** Appends versions of kinds. A version is never changed: the database refuses it. */
@Injectable()
export class KindRepository {
  /** Holds what a place says about its kinds until the end of the transaction. */
  async lock(tx: Transaction): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('kinds', 0))`);
  }

  async appendCategory(tx: Transaction, category: NewCategory): Promise<void> {
    await tx.query(
      `insert into activity_category (id, division_id, code, name, sort_order, valid_from, is_retired, created_by,
         created_at, is_service, decision_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [...valuesOf(category), category.isService, category.decisionId],
    );
  }

  async appendTeamKind(tx: Transaction, kind: NewKind): Promise<void> {
    await tx.query(
      `insert into team_kind (id, division_id, code, name, sort_order, valid_from, is_retired, created_by, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      valuesOf(kind),
    );
  }

  /** Codes that have a default. */
  async defaultCodes(tx: Transaction, table: 'activity_category' | 'team_kind'): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ code: string }>(`select code from ${table} where division_id is null`);
    return new Set(rows.map(({ code }) => code));
  }
}

function valuesOf(kind: NewKind): unknown[] {
  const { id, divisionId, code, name, sortOrder, validFrom, isRetired, createdBy, createdAt } = kind;
  return [id, divisionId, code, name, sortOrder, validFrom, isRetired, createdBy, createdAt];
}
