import { Client, escapeIdentifier } from 'pg';
import { DatabaseClient } from '../../../platform/database/database-client';
import { type BranchServers, LEDGER_SHARDS_SCHEMA } from '../../../platform/database/two-phase';
import { type AccountState, uuidText } from '../domain/account-audit';
import type { PublishedKey, SignedCheckpoint, TreeHead } from '../domain/checkpoint';
import type { EntryFields } from '../domain/entry-hash';
import type { Hash } from '../domain/merkle-tree';
import type { WrittenHead } from '../domain/tree-replay';
import { bytesAt, eachBinaryRow, isNullAt, microsecondsAt, numberAt, textAt } from './binary-rows';
import { checkpointColumns, checkpointOf, keyColumns, keyOf } from './checkpoint.repository';
import { currentLeavesSql, type FactTable, factTablesSql, leafSettingsSql } from './fact-tables';

const CHECKPOINTS_AT_A_TIME = 2_000;
const HEADS_AT_A_TIME = 500;

/** A head with the columns its leaves were made of; null for entries. */
export interface StoredHead extends WrittenHead {
  readonly columns: readonly string[] | null;
}

/**
 * Reads the whole ledger and its evidence in one snapshot, on a connection of its own: a scan takes minutes on a large
 * ledger, and postings go on meanwhile.
 */
export class LedgerScan {
  private constructor(private readonly client: Client) {}

  /** @param servers those that hold parts of the ledger: it is read through the windows, at one cut through all of them. */
  static async open(databaseUrl: string, servers: BranchServers): Promise<LedgerScan> {
    const client = new DatabaseClient({ connectionString: databaseUrl, application_name: 'volunteer-ledger audit' });
    await client.connect();
    await client.query('begin isolation level repeatable read read only');
    // Settings first: none of them looks at anything, so that the snapshot begins with the cut.
    await client.query(`set local statement_timeout = 0; set local work_mem = '128MB'`);
    if (!servers.isEmpty) {
      await client.query(`set local search_path = ${LEDGER_SHARDS_SCHEMA}, public`);
      await servers.cut(async () => {
        for (const sql of servers.lookSqls()) await client.query(sql);
      });
    }
    await client.query(leafSettingsSql);
    return new LedgerScan(client);
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

  /** The entries of a partition, account by account in the order of their numbers. Buffers are valid during the call. */
  async eachEntry(partition: string, onEntry: (entry: EntryFields, hash: Hash) => void): Promise<void> {
    await eachBinaryRow(
      this.client,
      `select volunteer_id, account_kind, seq, entry_id, amount, balance_after, issuer_division_id, reason, cause_kind,
         cause_id, reverses_seq, rule_version, effective_at, recorded_at, recorded_by, hash
       from ${leaf('ledger_entry', partition)} order by volunteer_id, account_kind, seq`,
      16,
      (row) =>
        onEntry(
          {
            volunteerId: bytesAt(row, 0),
            accountKind: textAt(row, 1),
            seq: numberAt(row, 2),
            entryId: bytesAt(row, 3),
            amount: numberAt(row, 4),
            balanceAfter: numberAt(row, 5),
            issuerDivisionId: bytesAt(row, 6),
            reason: textAt(row, 7),
            causeKind: textAt(row, 8),
            causeId: bytesAt(row, 9),
            reversesSeq: isNullAt(row, 10) ? null : numberAt(row, 10),
            ruleVersion: textAt(row, 11),
            effectiveAtUs: microsecondsAt(row, 12),
            recordedAtUs: microsecondsAt(row, 13),
            recordedBy: textAt(row, 14),
          },
          bytesAt(row, 15),
        ),
    );
  }

  async keys(): Promise<readonly PublishedKey[]> {
    const rows = await this.rows<Omit<PublishedKey, 'createdAt'> & { createdAt: Date }>(
      `select ${keyColumns} from ledger_signing_key order by version`,
    );
    return rows.map(keyOf);
  }

  /** All checkpoints in the order of their numbers, each with the heads of the trees that grew with it. */
  async *checkpoints(): AsyncGenerator<{ readonly checkpoint: SignedCheckpoint; readonly grown: readonly TreeHead[] }> {
    for (let after = '-9223372036854775808'; ;) {
      const rows = await this.rows<
        Parameters<typeof checkpointOf>[0] & { grown: { t: string; s: number; r: string }[] }
      >(
        `select ${checkpointColumns}, (
           select coalesce(json_agg(json_build_object('t', h.tree, 's', h.size, 'r', encode(h.root, 'hex'))), '[]')
           from ledger_tree_head h where h.checkpoint_number = c.number) as grown
         from ledger_checkpoint c where number > $1 order by number limit ${CHECKPOINTS_AT_A_TIME}`,
        [after],
      );
      for (const { grown, ...row } of rows) {
        yield {
          checkpoint: checkpointOf(row),
          grown: grown.map(({ t, s, r }) => ({ tree: t, size: s, root: Buffer.from(r, 'hex') })),
        };
      }
      const last = rows.at(-1);
      if (!last || rows.length < CHECKPOINTS_AT_A_TIME) return;
      after = last.number;
    }
  }

  /** Heads that belong to no checkpoint: whoever wrote or moved them signed nothing. */
  async strayHeads(): Promise<readonly { readonly tree: string; readonly checkpoint: string }[]> {
    return this.rows(
      `select tree, checkpoint_number as checkpoint from ledger_tree_head h
       where not exists (select 1 from ledger_checkpoint c where c.number = h.checkpoint_number)
       order by tree, checkpoint_number limit ${HEADS_AT_A_TIME}`,
    );
  }

  /** All heads of one tree, the oldest first. */
  async *heads(tree: string): AsyncGenerator<StoredHead> {
    for (let after = '-9223372036854775808'; ;) {
      const rows = await this.rows<{
        checkpoint: string;
        firstPosition: string;
        size: string;
        root: Buffer;
        keys: string[];
        fingerprints: string[];
        columns: string[] | null;
      }>(
        `select checkpoint_number as checkpoint, first_position as "firstPosition", size, root, keys, fingerprints, columns
         from ledger_tree_head where tree = $1 and checkpoint_number > $2 order by checkpoint_number
         limit ${HEADS_AT_A_TIME}`,
        [tree, after],
      );
      for (const row of rows) {
        yield {
          ...row,
          checkpoint: Number(row.checkpoint),
          firstPosition: Number(row.firstPosition),
          size: Number(row.size),
          fingerprints: row.fingerprints.map(BigInt),
        };
      }
      const last = rows.at(-1);
      if (!last || rows.length < HEADS_AT_A_TIME) return;
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

  private async tryFactLeaves(
    table: FactTable,
    columns: readonly string[],
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, Hash>> {
    await this.client.query('savepoint lookup');
    try {
      const rows = await this.rows<{ key: string; leaf: Buffer }>(currentLeavesSql(table, columns), [keys]);
      return new Map(rows.map(({ key, leaf: hash }) => [key, hash]));
    } catch (error) {
      await this.client.query('rollback to savepoint lookup');
      throw error;
    }
  }
}

function leaf(table: string, partition: string): string {
  return escapeIdentifier(`${table}_p${partition}`);
}
