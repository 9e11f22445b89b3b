import { Injectable } from '@nestjs/common';
import { escapeIdentifier } from 'pg';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { AccountKind } from '../../ledger';

/** An entry with all that its hash covers and where it stands in its tree; `position` is null before a checkpoint. */
export interface CoveredEntry {
  readonly volunteerId: string;
  readonly accountKind: AccountKind;
  readonly seq: number;
  readonly entryId: string;
  readonly amount: number;
  readonly balanceAfter: number;
  readonly issuerDivisionId: string;
  readonly reason: string;
  readonly causeKind: string;
  readonly causeId: string;
  readonly reversesSeq: number | null;
  readonly ruleVersion: string;
  /** Microseconds since 1970, UTC, decimal. */
  readonly effectiveAtUs: string;
  readonly recordedAtUs: string;
  readonly recordedBy: string;
  /** Hexadecimal; empty for the first entry of an account. */
  readonly previousHash: string;
  readonly hash: string;
  readonly tree: string;
  readonly position: number | null;
}

const microseconds = (column: string): string => `(extract(epoch from ${column}) * 1000000)::bigint::text`;

/** The columns of an entry as the export and the proofs write them; `e` is the entry. */
export const entryJsonColumns = `
  e.volunteer_id as "volunteerId", e.account_kind as "accountKind", e.seq::int8 as seq, e.entry_id as "entryId",
  e.amount::int8 as amount, e.balance_after::int8 as "balanceAfter", e.issuer_division_id as "issuerDivisionId", e.reason,
  e.cause_kind as "causeKind", e.cause_id as "causeId", e.reverses_seq::int8 as "reversesSeq",
  e.rule_version as "ruleVersion", ${microseconds('e.effective_at')} as "effectiveAtUs",
  ${microseconds('e.recorded_at')} as "recordedAtUs", e.recorded_by as "recordedBy", encode(e.hash, 'hex') as hash`;

/** Reads the leaves of trees and the place of an entry among them. */
@Injectable()
export class TreeReader {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async entry(volunteerId: string, accountKind: AccountKind, seq: number): Promise<CoveredEntry | null> {
    type Row = Omit<CoveredEntry, 'seq' | 'amount' | 'balanceAfter' | 'reversesSeq' | 'position'> &
      Record<'seq' | 'amount' | 'balanceAfter', string> & { reversesSeq: string | null; position: string | null };
    const [row] = await this.unitOfWork.read<Row>(
      `with wanted as (
         select e.*, 'entry/' || substring(c.relname from '_p([0-9]+)$') as tree
         from ledger_entry e join pg_class c on c.oid = e.tableoid
         where e.volunteer_id = $1 and e.account_kind = $2 and e.seq = $3)
       select ${entryJsonColumns}, coalesce(encode(p.hash, 'hex'), '') as "previousHash", e.tree,
         (select h.first_position + array_position(h.keys, e.volunteer_id || '/' || e.account_kind || '/' || e.seq) - 1
          from ledger_tree_head h
          where h.tree = e.tree and e.volunteer_id || '/' || e.account_kind || '/' || e.seq = any (h.keys)
          limit 1) as position
       from wanted e
       left join ledger_entry p on p.volunteer_id = $1 and p.account_kind = $2 and p.seq = $3 - 1`,
      [volunteerId, accountKind, seq],
    );
    if (!row) return null;
    return {
      ...row,
      seq: Number(row.seq),
      amount: Number(row.amount),
      balanceAfter: Number(row.balanceAfter),
      reversesSeq: row.reversesSeq === null ? null : Number(row.reversesSeq),
      position: row.position === null ? null : Number(row.position),
    };
  }

  /** The first `size` leaves of a tree of entries, in order. @throws Error where one of them is gone. */
  async leaves(tree: string, size: number): Promise<readonly Buffer[]> {
    const rows = await this.unitOfWork.read<{ leaf: Buffer }>(
      `select e.hash as leaf from ledger_tree_head h cross join lateral unnest(h.keys) with ordinality k (key, place)
       join ${escapeIdentifier(`ledger_entry_p${tree.slice('entry/'.length)}`)} e
         on e.volunteer_id = split_part(k.key, '/', 1)::uuid and e.account_kind = split_part(k.key, '/', 2)
           and e.seq = split_part(k.key, '/', 3)::bigint
       where h.tree = $1 and h.size <= $2 order by h.first_position, k.place`,
      [tree, size],
    );
    if (rows.length !== size) throw new Error(`tree ${tree} has ${rows.length} of ${size} leaves`);
    return rows.map(({ leaf }) => leaf);
  }
}
