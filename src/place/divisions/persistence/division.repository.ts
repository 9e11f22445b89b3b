import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { violatedConstraint } from '../../../platform/data/database/unit-of-work';
import type { DivisionKind } from '../domain/division-kind';
import { divisionErrors } from '../errors';
import { DivisionRow } from './division.row';

export interface NewDivision {
  readonly id: string;
  readonly parent: Pick<DivisionRow, 'id' | 'path'> | null;
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

  /** Inserts a division and returns its path. @throws DIVISION_CODE_TAKEN */
  async insert(tx: Transaction, division: NewDivision): Promise<string> {
    try {
      // The path contains the row's own number, so number and path come from one statement.
      const [row] = await tx.query<{ path: string }>(
        `with fresh as (select nextval(pg_get_serial_sequence('division', 'node_no')) as node_no)
         insert into division (id, node_no, parent_id, kind, code, name, compound_name, path, sort_order, created_at)
         overriding system value
         select $1, node_no, $2, $3, $4, $5, $6, $7::text || node_no || '/', $8, $9 from fresh
         returning path`,
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
      return row?.path ?? '';
    } catch (error) {
      if (violatedConstraint(error) === 'division_code_key') {
        throw divisionErrors.refuse('DIVISION_CODE_TAKEN', { field: 'code' });
      }
      throw error;
    }
  }

  /** Lets one import at a time change the tree. */
  async lockTree(tx: Transaction): Promise<void> {
    await tx.query('lock table division in share row exclusive mode');
  }

  /** Sets name, compound and order of several divisions at once; the caller holds `lockTree`. */
  async rename(
    tx: Transaction,
    changes: readonly Pick<DivisionRow, 'id' | 'name' | 'compoundName' | 'sortOrder'>[],
  ): Promise<void> {
    await tx.query(
      `update division d set name = u.name, compound_name = u.compound_name, sort_order = u.sort_order,
         version = version + 1
       from unnest($1::uuid[], $2::text[], $3::text[], $4::int[]) u (id, name, compound_name, sort_order)
       where d.id = u.id`,
      [
        changes.map(({ id }) => id),
        changes.map(({ name }) => name),
        changes.map(({ compoundName }) => compoundName),
        changes.map(({ sortOrder }) => sortOrder),
      ],
    );
  }

  /** Saves name, compound, phone, order, status and whether honours are shown; false where the version is not the expected one. */
  async update(
    tx: Transaction,
    id: string,
    expectedVersion: number,
    change: Pick<DivisionRow, 'name' | 'compoundName' | 'contactPhone' | 'sortOrder' | 'status' | 'showsHonours'>,
  ): Promise<boolean> {
    const rows = await tx.query(
      `update division set name = $3, compound_name = $4, sort_order = $5, status = $6, contact_phone = $7,
         shows_honours = $8, version = version + 1
       where id = $1 and version = $2 returning 1`,
      [
        ...[id, expectedVersion, change.name, change.compoundName, change.sortOrder, change.status],
        ...[change.contactPhone, change.showsHonours],
      ],
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
