import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work';
import { violatedConstraint } from '../../../platform/database/unit-of-work';
import type { DivisionKind } from '../domain/division-kind';
import { divisionErrors } from '../errors';
import { DivisionRow } from './division.row';

export interface NewDivision {
  readonly id: string;
  readonly parent: DivisionRow | null;
  readonly kind: DivisionKind;
  readonly code: string;
  readonly name: string;
  readonly compoundName: string | null;
  readonly sortOrder: number;
  readonly createdAt: Date;
}

/** Writes divisions. */
@Injectable()
export class DivisionRepository {
  /** Locks the row against change for the rest of the transaction. */
  async find(tx: Transaction, id: string): Promise<DivisionRow | null> {
    return tx.manager.findOne(DivisionRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** @throws DIVISION_CODE_TAKEN */
  async insert(tx: Transaction, division: NewDivision): Promise<void> {
    try {
      // The path contains the row's own number, so number and path come from one statement.
      await tx.query(
        `with fresh as (select nextval(pg_get_serial_sequence('division', 'node_no')) as node_no)
         insert into division (id, node_no, parent_id, kind, code, name, compound_name, path, sort_order, created_at)
         overriding system value
         select $1, node_no, $2, $3, $4, $5, $6, $7::text || node_no || '/', $8, $9 from fresh`,
        [
          division.id,
          division.parent?.id ?? null,
          division.kind,
          division.code,
          division.name,
          division.compoundName,
          division.parent?.path ?? '/',
          division.sortOrder,
          division.createdAt,
        ],
      );
    } catch (error) {
      if (violatedConstraint(error) === 'division_code_key') {
        throw divisionErrors.refuse('DIVISION_CODE_TAKEN', { field: 'code' });
      }
      throw error;
    }
  }

  /** Saves name, compound, order and status; false where the version is not the expected one. */
  async update(
    tx: Transaction,
    id: string,
    expectedVersion: number,
    change: Pick<DivisionRow, 'name' | 'compoundName' | 'sortOrder' | 'status'>,
  ): Promise<boolean> {
    const rows = await tx.query(
      `update division set name = $3, compound_name = $4, sort_order = $5, status = $6, version = version + 1
       where id = $1 and version = $2 returning 1`,
      [id, expectedVersion, change.name, change.compoundName, change.sortOrder, change.status],
    );
    return rows.length > 0;
  }

  /** Sets the local words of a division; terms that are left out keep theirs. */
  async setLabels(tx: Transaction, divisionId: string, labels: Readonly<Record<string, string>>): Promise<void> {
    await tx.query(
      `insert into division_term (division_id, term, label)
       select $1, u.term, u.label from unnest($2::text[], $3::text[]) u (term, label)
       on conflict (division_id, term) do update set label = excluded.label`,
      [divisionId, Object.keys(labels), Object.values(labels)],
    );
  }
}
