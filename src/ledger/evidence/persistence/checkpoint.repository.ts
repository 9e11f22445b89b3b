import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import type { PublishedKey, SignedCheckpoint, TreeHead } from '../domain/checkpoint';

/** Where a tree stands: enough to append to it. */
export interface TreeStanding extends TreeHead {
  readonly subtreeRoots: readonly Buffer[];
}

/** How a tree grew. */
export interface TreeGrowth extends TreeStanding {
  readonly firstPosition: number;
  readonly keys: readonly string[];
  readonly leaves: readonly Buffer[];
  readonly columns: readonly string[] | null;
}

interface CheckpointRow {
  readonly number: string;
  readonly madeAt: Date;
  readonly treeSize: string;
  readonly root: Buffer;
  readonly previousHash: Buffer;
  readonly keyVersion: number;
  readonly signature: Buffer;
}

export const checkpointColumns = `number, made_at as "madeAt", tree_size as "treeSize", root,
  previous_hash as "previousHash", key_version as "keyVersion", signature`;
export const keyColumns = 'version, public_key as "publicKey", created_at as "createdAt", signature';

export function checkpointOf(row: CheckpointRow): SignedCheckpoint {
  return { ...row, number: Number(row.number), madeAt: row.madeAt.toISOString(), treeSize: Number(row.treeSize) };
}

export function keyOf(row: Omit<PublishedKey, 'createdAt'> & { readonly createdAt: Date }): PublishedKey {
  return { ...row, createdAt: row.createdAt.toISOString() };
}

/** Writes and reads checkpoints, heads and published keys. */
@Injectable()
export class CheckpointRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async latest(tx?: Transaction): Promise<SignedCheckpoint | null> {
    const [row] = await this.query<CheckpointRow>(
      `select ${checkpointColumns} from ledger_checkpoint order by number desc limit 1`,
      [],
      tx,
    );
    return row ? checkpointOf(row) : null;
  }

  async byNumber(number: number, tx?: Transaction): Promise<SignedCheckpoint | null> {
    const [row] = await this.query<CheckpointRow>(
      `select ${checkpointColumns} from ledger_checkpoint where number = $1`,
      [number],
      tx,
    );
    return row ? checkpointOf(row) : null;
  }

  /** The checkpoints behind `after`, the oldest first. */
  async after(after: number, limit: number, tx?: Transaction): Promise<readonly SignedCheckpoint[]> {
    const rows = await this.query<CheckpointRow>(
      `select ${checkpointColumns} from ledger_checkpoint where number > $1 order by number limit $2`,
      [after, limit],
      tx,
    );
    return rows.map(checkpointOf);
  }

  /** The checkpoints before `before`, the newest first. */
  async before(before: number, limit: number): Promise<readonly SignedCheckpoint[]> {
    const rows = await this.query<CheckpointRow>(
      `select ${checkpointColumns} from ledger_checkpoint where number < $1 order by number desc limit $2`,
      [before, limit],
    );
    return rows.map(checkpointOf);
  }

  async keys(tx?: Transaction): Promise<readonly PublishedKey[]> {
    const rows = await this.query<Omit<PublishedKey, 'createdAt'> & { createdAt: Date }>(
      `select ${keyColumns} from ledger_signing_key order by version`,
      [],
      tx,
    );
    return rows.map(keyOf);
  }

  async publishKey(tx: Transaction, key: PublishedKey): Promise<void> {
    await tx.query(
      'insert into ledger_signing_key (version, public_key, created_at, signature) values ($1, $2, $3, $4)',
      [key.version, key.publicKey, key.createdAt, key.signature],
    );
  }

  /** The heads of all trees as they were at a checkpoint. */
  async headsAt(number: number, tx?: Transaction): Promise<readonly TreeHead[]> {
    const rows = await this.query<{ tree: string; size: string; root: Buffer }>(
      `select distinct on (tree) tree, size, root from ledger_tree_head where checkpoint_number <= $1
       order by tree, checkpoint_number desc`,
      [number],
      tx,
    );
    return rows.map((row) => ({ ...row, size: Number(row.size) }));
  }

  /**
   * Where the trees stand. `headSize` and `headRoot` are those of the last signed head, for whoever goes on from here to
   * compare.
   */
  async standings(tx: Transaction): Promise<readonly (TreeStanding & { headSize: number; headRoot: Buffer | null })[]> {
    const rows = await tx.query<{
      tree: string;
      size: string;
      root: Buffer;
      subtrees: Buffer;
      headSize: string | null;
      headRoot: Buffer | null;
    }>(
      `select t.tree, t.size, t.root, t.subtrees, h.size as "headSize", h.root as "headRoot" from ledger_tree t
       left join lateral (
         select size, root from ledger_tree_head h where h.tree = t.tree order by checkpoint_number desc limit 1) h on true`,
    );
    return rows.map(({ subtrees, ...row }) => ({
      ...row,
      size: Number(row.size),
      headSize: Number(row.headSize ?? 0),
      subtreeRoots: Array.from({ length: subtrees.length / 32 }, (_, index) =>
        subtrees.subarray(index * 32, index * 32 + 32),
      ),
    }));
  }

  async add(tx: Transaction, checkpoint: SignedCheckpoint, growths: readonly TreeGrowth[]): Promise<void> {
    await tx.query(
      `insert into ledger_checkpoint (number, made_at, tree_size, root, previous_hash, key_version, signature)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        checkpoint.number,
        checkpoint.madeAt,
        checkpoint.treeSize,
        checkpoint.root,
        checkpoint.previousHash,
        checkpoint.keyVersion,
        checkpoint.signature,
      ],
    );
    for (const growth of growths) await this.grow(tx, checkpoint.number, growth);
  }

  private async grow(tx: Transaction, number: number, growth: TreeGrowth): Promise<void> {
    await tx.query(
      `insert into ledger_tree_head (tree, checkpoint_number, first_position, size, root, keys, fingerprints, columns)
       values ($1, $2, $3, $4, $5, $6, $7::bigint[], $8)`,
      [
        growth.tree,
        number,
        growth.firstPosition,
        growth.size,
        growth.root,
        growth.keys,
        growth.leaves.map((leaf) => leaf.readBigInt64BE(0).toString()),
        growth.columns,
      ],
    );
    await tx.query(
      `insert into ledger_tree (tree, size, root, subtrees) values ($1, $2, $3, $4)
       on conflict (tree) do update set size = excluded.size, root = excluded.root, subtrees = excluded.subtrees`,
      [growth.tree, growth.size, growth.root, Buffer.concat([...growth.subtreeRoots])],
    );
  }

  private async query<Row>(sql: string, parameters: readonly unknown[], tx?: Transaction): Promise<Row[]> {
    return tx ? tx.query<Row>(sql, parameters) : this.unitOfWork.read<Row>(sql, parameters);
  }
}
