import { type Client, escapeIdentifier, escapeLiteral } from 'pg';
import { type AccountState, uuidText } from '../domain/account-audit';
import type { PublishedKey, SignedCheckpoint, TreeHead } from '../domain/checkpoint';
import type { EntryFields } from '../domain/entry-hash';
import { copyBytes, type Hash, HASH_BYTES } from '../domain/sha256';
import { type Leaves, leavesOf } from '../domain/tree-replay';
import { type BinaryRow, bytesAt, eachBinaryRow, numberAt, textAt } from './binary-rows';
import { checkpointColumns, checkpointOf, keyColumns, keyOf } from './checkpoint.repository';
import { entryColumns, entryFieldsOf, entryHashOf, EntryRow } from './entry-rows';
import { currentLeavesSql, type FactTable, factTablesSql, leavesOfHeadsSql } from './fact-tables';
import { openLanes } from './scan-lanes';
import { headColumns, headOf, kept, type StoredHead } from './stored-heads';

const HEADS_AT_A_TIME = 500;

export type { StoredHead } from './stored-heads';

interface ScannedCheckpoint {
  /** Which row it is. */
  readonly row: string;
  readonly checkpoint: SignedCheckpoint;
  readonly grown: TreeHead[];
}

/** Reads the whole ledger and its evidence in one snapshot, on a connection of its own. */
export class LedgerScan {
  private constructor(private readonly client: Client) {}

  static async open(databaseUrl: string): Promise<LedgerScan> {
    const [client] = await openLanes(databaseUrl, 1);
    if (!client) throw new Error('no connection');
    return new LedgerScan(client);
  }

  /** Three scans of the same snapshot, each on a connection of its own, for parts that go on side by side. */
  static async openThree(databaseUrl: string): Promise<readonly [LedgerScan, LedgerScan, LedgerScan]> {
    const [first, second, third] = await openLanes(databaseUrl, 3);
    if (!first || !second || !third) throw new Error('no connection');
    return [new LedgerScan(first), new LedgerScan(second), new LedgerScan(third)];
  }

  async close(): Promise<void> {
    await this.client.end();
  }

  async rows<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.client.query<Row>(sql, [...parameters])).rows;
  }

  /** The partitions of ledger_entry, `00` … `63`. */
  async partitions(): Promise<readonly string[]> {
    const rows = await this.rows<{ partition: string }>(
      `select substring(c.relname from '_p([0-9]+)$') as partition from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent = 'ledger_entry'::regclass order by 1`,
    );
    return rows.map(({ partition }) => partition);
  }

  /** The accounts of a partition by `volunteer/kind`. */
  async accounts(partition: string): Promise<ReadonlyMap<string, AccountState>> {
    const accounts = new Map<string, AccountState>();
    const select = `select volunteer_id, kind, seq, balance, head_hash from ${leaf('ledger_account', partition)}`;
    await eachBinaryRow(this.client, select, 5, (row) => {
      accounts.set(`${uuidText(bytesAt(row, 0))}/${textAt(row, 1)}`, {
        seq: numberAt(row, 2),
        balance: numberAt(row, 3),
        headHash: Buffer.from(bytesAt(row, 4)),
      });
    });
    return accounts;
  }

  /** The entries of a partition as values, account by account in the order of their numbers. Buffers are valid during the call. */
  async eachEntry(partition: string, onEntry: (entry: EntryFields, hash: Hash) => void): Promise<void> {
    await this.eachRow(entriesSql(partition), entryColumns, (row) => onEntry(entryFieldsOf(row), entryHashOf(row)));
  }

  /**
   * The same entries for an audit, which looks at each for a moment only: one object stands for one after the other.
   *
   * @param onAccount is called with `volunteer/kind` before the first entry of each account.
   */
  async eachAuditedEntry(
    partition: string,
    onAccount: (key: string) => void,
    onEntry: (entry: EntryRow) => void,
  ): Promise<void> {
    const entry = new EntryRow();
    await this.eachRow(entriesSql(partition), entryColumns, (row) => {
      const account = entry.take(row);
      if (account !== null) onAccount(account);
      onEntry(entry);
    });
  }

  async keys(): Promise<readonly PublishedKey[]> {
    const rows = await this.rows<Omit<PublishedKey, 'createdAt'> & { createdAt: Date }>(
      `select ${keyColumns} from ledger_signing_key order by version`,
    );
    return rows.map(keyOf);
  }

  /** All checkpoints in the order of their numbers, each with the heads of the trees that grew with it. */
  async *checkpoints(): AsyncGenerator<{ readonly checkpoint: SignedCheckpoint; readonly grown: readonly TreeHead[] }> {
    type Row = Parameters<typeof checkpointOf>[0] & {
      row: string;
      tree: string | null;
      headSize: string;
      headRoot: Buffer;
    };
    // A cursor over one join: there is no index from a checkpoint to its heads, and asking page by page read them all again.
    await this.client.query(`set local cursor_tuple_fraction = 1; declare scanned no scroll cursor for
      select c.*, h.tree, h.size as "headSize", h.root as "headRoot"
      from (select ctid::text as row, ${checkpointColumns} from ledger_checkpoint) c
      left join ledger_tree_head h on h.checkpoint_number = c.number order by c.number, c.row`);
    let current = null as ScannedCheckpoint | null;
    for (;;) {
      const rows: readonly Row[] = await this.rows<Row>(`fetch ${HEADS_AT_A_TIME} from scanned`);
      for (const { row, tree, headSize, headRoot, ...columns } of rows) {
        if (current?.row !== row) {
          if (current) yield current;
          current = { row, checkpoint: checkpointOf(columns), grown: [] };
        }
        if (tree !== null) current.grown.push({ tree, size: Number(headSize), root: headRoot });
      }
      if (rows.length < HEADS_AT_A_TIME) break;
    }
    if (current) yield current;
    await this.client.query('close scanned');
  }

  /** Heads that belong to no checkpoint: whoever wrote or moved them signed nothing. */
  async strayHeads(): Promise<readonly { readonly tree: string; readonly checkpoint: string }[]> {
    return this.rows(
      `select tree, checkpoint_number as checkpoint from ledger_tree_head h
       where not exists (select 1 from ledger_checkpoint c where c.number = h.checkpoint_number)
       order by tree, checkpoint_number limit ${HEADS_AT_A_TIME}`,
    );
  }

  /** All heads of one tree, the oldest first, as they come: each is valid during the call only. */
  async eachHead(tree: string, onHead: (head: StoredHead) => void): Promise<void> {
    await this.eachRow(headsSql(tree), headColumns, (row) => onHead(headOf(row)));
  }

  /** All heads of one tree, the oldest first, for whoever asks for something else in between. */
  async *heads(tree: string): AsyncGenerator<StoredHead> {
    for (let after: number | null = null; ;) {
      const page: StoredHead[] = [];
      await this.eachRow(headsSql(tree, after, HEADS_AT_A_TIME), headColumns, (row) => page.push(headOf(kept(row))));
      yield* page;
      const last = page.at(-1);
      if (!last || page.length < HEADS_AT_A_TIME) return;
      after = last.checkpoint;
    }
  }

  async factTables(): Promise<readonly FactTable[]> {
    return this.rows<FactTable>(factTablesSql);
  }

  /** The leaves of a table's rows as they are now; rows that are gone are not in it. */
  async factLeaves(
    table: FactTable,
    columns: readonly string[],
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, Hash>> {
    try {
      return await this.tryFactLeaves(table, columns, keys);
    } catch {
      // One of the keys is no key of this table: somebody wrote it. Ask for each, and that one has no row.
      const found = new Map<string, Hash>();
      for (const key of keys) {
        const one = await this.tryFactLeaves(table, columns, [key]).catch(() => new Map<string, Hash>());
        for (const [name, hash] of one) found.set(name, hash);
      }
      return found;
    }
  }

  /**
   * The leaves of heads that follow each other and name the same columns, as the rows of the table are now.
   *
   * @param isMuch whether they name so many rows that reading the whole table is quicker than looking each up.
   */
  async leavesOfHeads(
    table: FactTable,
    columns: readonly string[],
    heads: readonly StoredHead[],
    isMuch: boolean,
  ): Promise<readonly Leaves[]> {
    try {
      return await this.trial(async () => {
        // How many rows the heads name is nothing that the planner could know.
        await this.client.query(`set local enable_nestloop = ${isMuch ? 'off' : 'on'}`);
        return this.joinedLeaves(table, columns, heads);
      });
    } catch {
      // Somebody wrote a key that is none: see below.
      const found = await this.factLeaves(
        table,
        columns,
        heads.flatMap(({ keys }) => keys.all()),
      );
      return heads.map(({ keys }) => leavesOf(keys.all().map((key) => found.get(key) ?? null)));
    }
  }

  private async joinedLeaves(
    table: FactTable,
    columns: readonly string[],
    heads: readonly StoredHead[],
  ): Promise<readonly Leaves[]> {
    const starts = new Map<number, number>();
    let count = 0;
    for (const { checkpoint, keys } of heads) {
      starts.set(checkpoint, count);
      count += keys.length;
    }
    const [bytes, isThere] = [Buffer.alloc(count * HASH_BYTES), new Uint8Array(count)];
    const sql = leavesOfHeadsSql(table, columns, heads[0]?.checkpoint ?? 0, heads.at(-1)?.checkpoint ?? 0);
    await this.eachRow(sql, ['checkpoint', 'place', 'leaf'], (row) => {
      const place = (starts.get(numberAt(row, 0)) ?? 0) + numberAt(row, 1) - 1;
      copyBytes(row.bytes, row.starts[2] ?? 0, HASH_BYTES, bytes, place * HASH_BYTES);
      isThere[place] = 1;
    });
    return heads.map(({ checkpoint }) => {
      const start = starts.get(checkpoint) ?? 0;
      return { bytes, at: (index) => (isThere[start + index] === 1 ? (start + index) * HASH_BYTES : -1) };
    });
  }

  private async tryFactLeaves(
    table: FactTable,
    columns: readonly string[],
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, Hash>> {
    const rows = await this.trial(() =>
      this.rows<{ key: string; leaf: Buffer }>(currentLeavesSql(table, columns), [keys]),
    );
    return new Map(rows.map(({ key, leaf: hash }) => [key, hash]));
  }

  /** Does what may fail without losing the snapshot. */
  private async trial<T>(work: () => Promise<T>): Promise<T> {
    await this.client.query('savepoint trial');
    try {
      return await work();
    } catch (error) {
      await this.client.query('rollback to savepoint trial');
      throw error;
    }
  }

  private async eachRow(select: string, columns: readonly string[], onRow: (row: BinaryRow) => void): Promise<void> {
    await eachBinaryRow(this.client, select, columns.length, onRow);
  }
}

function entriesSql(partition: string): string {
  return `select ${entryColumns.join(', ')} from ${leaf('ledger_entry', partition)} order by volunteer_id, account_kind, seq`;
}

function headsSql(tree: string, after: number | null = null, limit: number | null = null): string {
  return `select ${headColumns.join(', ')} from ledger_tree_head
    where tree = ${escapeLiteral(tree)} and checkpoint_number > ${after ?? `'-9223372036854775808'`}
    order by checkpoint_number limit ${limit ?? 'all'}`;
}

function leaf(table: string, partition: string): string {
  return escapeIdentifier(`${table}_p${partition}`);
}
