import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { type FactTable, factTablesSql, leafSettingsSql, unsealedSql } from './fact-tables';
import { escapeIdentifier } from 'pg';

/** Rows that become leaves, in the order of their positions. */
export interface NewLeaves {
  readonly tree: string;
  readonly keys: readonly string[];
  readonly leaves: readonly Buffer[];
  readonly columns: readonly string[] | null;
}

interface LeafRow {
  readonly key: string;
  readonly leaf: Buffer;
}

/** Finds what is not yet a leaf. Reads in the transaction's one snapshot. */
@Injectable()
export class LeafSource {
  /**
   * The number of entries per partition, `00` … `63`, told by the accounts: their numbers have no gaps. Quick, because it
   * reads only the accounts.
   */
  async entryCounts(tx: Transaction): Promise<ReadonlyMap<string, number>> {
    const rows = await tx.query<{ partition: string; total: string }>(
      `select substring(c.relname from '_p([0-9]+)$') as partition, s.total
       from (select tableoid as leaf, sum(seq) as total from ledger_account group by tableoid) s
       join pg_class c on c.oid = s.leaf order by 1`,
    );
    return new Map(rows.map(({ partition, total }) => [partition, Number(total)]));
  }

  /**
   * The entries of one partition that are no leaves yet, ordered by account and number, and marks them as covered.
   *
   * @param limit of accounts.
   */
  async takeEntries(tx: Transaction, partition: string, limit: number): Promise<NewLeaves> {
    const leaf = (table: string): string => escapeIdentifier(`${table}_p${partition}`);
    const moved = `select a.volunteer_id, a.kind, coalesce(c.seq, 0) as covered, a.seq
      from ${leaf('ledger_account')} a
      left join ${leaf('ledger_covered')} c on c.volunteer_id = a.volunteer_id and c.kind = a.kind
      where a.seq > coalesce(c.seq, 0) order by a.volunteer_id, a.kind limit $1`;
    const rows = await tx.query<LeafRow>(
      `with moved as materialized (${moved})
       select e.volunteer_id || '/' || e.account_kind || '/' || e.seq as key, e.hash as leaf
       from moved m join ${leaf('ledger_entry')} e
         on e.volunteer_id = m.volunteer_id and e.account_kind = m.kind and e.seq > m.covered and e.seq <= m.seq
       order by e.volunteer_id, e.account_kind, e.seq`,
      [limit],
    );
    await tx.query(
      `insert into ledger_covered (volunteer_id, kind, seq) select m.volunteer_id, m.kind, m.seq from (${moved}) m
       on conflict (volunteer_id, kind) do update set seq = excluded.seq`,
      [limit],
    );
    return leavesOf(`entry/${partition}`, rows, null);
  }

  async factTables(tx: Transaction): Promise<readonly FactTable[]> {
    return tx.query<FactTable>(factTablesSql);
  }

  async factCount(tx: Transaction, table: FactTable): Promise<number> {
    const [row] = await tx.query<{ count: string }>(`select count(*) as count from ${escapeIdentifier(table.name)}`);
    return Number(row?.count ?? 0);
  }

  async takeFacts(tx: Transaction, table: FactTable, limit: number): Promise<NewLeaves> {
    await tx.query(leafSettingsSql);
    const tree = `fact/${table.name}`;
    return leavesOf(tree, await tx.query<LeafRow>(unsealedSql(table), [tree, limit]), table.columns);
  }
}

function leavesOf(tree: string, rows: readonly LeafRow[], columns: readonly string[] | null): NewLeaves {
  return { tree, keys: rows.map(({ key }) => key), leaves: rows.map(({ leaf }) => leaf), columns };
}
