import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import {
  checkpointHash,
  checkpointText,
  keyText,
  publicKeyOf,
  rootOfTrees,
  signText,
  type SignedCheckpoint,
} from '../domain/checkpoint';
import { MerkleFrontier } from '../domain/merkle-tree';
import { EvidenceBroken } from '../errors';
import { CheckpointRepository, type TreeGrowth, type TreeStanding } from '../persistence/checkpoint.repository';
import { LeafSource, type NewLeaves } from '../persistence/leaf-source';
import { SigningKeys } from '../persistence/signing-keys';
import { requireAgreement, Witness } from '../persistence/witness';

/** Bounds memory and transaction of one checkpoint; what is left over is the next one's. */
const LEAVES_PER_CHECKPOINT = 50_000;
const ACCOUNTS_PER_PARTITION = 10_000;
const CHECKPOINTS_PER_APPEND = 1_000;
const CHECKPOINT_LOCK = 7_230_112_240;
const WITNESS_LOCK = 7_230_112_241;

export interface CheckpointOptions {
  /** Also look for new rows of the other append-only tables, which takes longer. */
  readonly withFacts: boolean;
}

/**
 * Makes the next signed checkpoint and shows it to the witness.
 *
 * Positions are given here and only here: what has been committed by the transaction's one snapshot and is no leaf yet is
 * appended. An entry that commits later, whatever its time or number, is appended later: it cannot slip into a tree that
 * was signed. Two workers may run at once: one gets the lock, and where it has only just been free, the number's primary
 * key sends the second back to look again.
 */
@Injectable()
export class MakeCheckpoint {
  private readonly logger = new Logger(MakeCheckpoint.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly checkpoints: CheckpointRepository,
    private readonly source: LeafSource,
    private readonly keys: SigningKeys,
    private readonly witness: Witness,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes checkpoints until everything committed is covered.
   *
   * @returns the newest checkpoint, or null where nothing was new or another worker is at it.
   * @throws EvidenceBroken where the database contradicts what was signed or witnessed; nothing is signed then.
   */
  async execute(options: CheckpointOptions = { withFacts: true }): Promise<SignedCheckpoint | null> {
    await this.showWitness();
    let newest: SignedCheckpoint | null = null;
    for (;;) {
      const made = await this.unitOfWork.run((tx) => this.once(tx, options), 'REPEATABLE READ');
      if (!made) break;
      newest = made.checkpoint;
      await this.showWitness();
      if (!made.isMore) break;
    }
    return newest;
  }

  /** Appends what the witness has not seen; one worker at a time, so that no line stands there twice. @throws EvidenceBroken */
  private async showWitness(): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await tx.query('select pg_advisory_xact_lock($1)', [WITNESS_LOCK]);
      const witnessed = await this.witness.latest();
      requireAgreement(witnessed, witnessed && (await this.checkpoints.byNumber(witnessed.number, tx)));
      for (let after = witnessed?.number ?? 0; ;) {
        const unseen = await this.checkpoints.after(after, CHECKPOINTS_PER_APPEND, tx);
        await this.witness.append(unseen);
        after = unseen.at(-1)?.number ?? after;
        if (unseen.length < CHECKPOINTS_PER_APPEND) return;
      }
    });
  }

  private async once(
    tx: Transaction,
    options: CheckpointOptions,
  ): Promise<{ checkpoint: SignedCheckpoint; isMore: boolean } | null> {
    const [lock] = await tx.query<{ taken: boolean }>('select pg_try_advisory_xact_lock($1) as taken', [
      CHECKPOINT_LOCK,
    ]);
    if (!lock?.taken) return null;
    const standings = await this.standings(tx);
    const growths: TreeGrowth[] = [];
    let count = 0;
    for await (const found of this.newLeaves(tx, standings, options)) {
      if (found.leaves.length === 0) continue;
      growths.push(grown(standings.get(found.tree), found));
      count += found.leaves.length;
      if (count >= LEAVES_PER_CHECKPOINT) break;
    }
    if (growths.length === 0) return null;
    const checkpoint = await this.sign(tx, standings, growths);
    await this.checkpoints.add(tx, checkpoint, growths);
    return { checkpoint, isMore: count >= ACCOUNTS_PER_PARTITION };
  }

  private async standings(tx: Transaction): Promise<ReadonlyMap<string, TreeStanding>> {
    const standings = await this.checkpoints.standings(tx);
    for (const { tree, size, root, subtreeRoots, headSize, headRoot } of standings) {
      const isAsSigned = size === headSize && headRoot !== null && root.equals(headRoot);
      if (!isAsSigned || !MerkleFrontier.of(size, subtreeRoots).root().equals(root)) {
        throw new EvidenceBroken(`tree ${tree} does not stand where its last signed head says`);
      }
    }
    return new Map(standings.map((one) => [one.tree, one]));
  }

  private async *newLeaves(
    tx: Transaction,
    standings: ReadonlyMap<string, TreeStanding>,
    { withFacts }: CheckpointOptions,
  ): AsyncGenerator<NewLeaves> {
    for (const [partition, count] of await this.source.entryCounts(tx)) {
      const size = standings.get(`entry/${partition}`)?.size ?? 0;
      if (count < size)
        this.logger.error(`ledger partition ${partition} has lost ${size - count} entries that are signed`);
      if (count !== size) yield await this.source.takeEntries(tx, partition, ACCOUNTS_PER_PARTITION);
    }
    if (!withFacts) return;
    for (const table of await this.source.factTables(tx)) {
      const [count, size] = [await this.source.factCount(tx, table), standings.get(`fact/${table.name}`)?.size ?? 0];
      if (count < size) this.logger.error(`table ${table.name} has lost ${size - count} rows that are signed`);
      if (count !== size) yield await this.source.takeFacts(tx, table, ACCOUNTS_PER_PARTITION);
    }
  }

  private async sign(
    tx: Transaction,
    standings: ReadonlyMap<string, TreeStanding>,
    growths: readonly TreeGrowth[],
  ): Promise<SignedCheckpoint> {
    const key = await this.publishedKey(tx);
    const previous = await this.checkpoints.latest(tx);
    const heads = [...new Map([...standings, ...growths.map((one) => [one.tree, one] as const)]).values()];
    const body = {
      number: (previous?.number ?? 0) + 1,
      madeAt: this.clock.now().toISOString(),
      treeSize: heads.reduce((sum, { size }) => sum + size, 0),
      root: rootOfTrees(heads),
      previousHash: previous ? checkpointHash(previous) : Buffer.alloc(0),
      keyVersion: key.version,
    };
    return { ...body, signature: signText(checkpointText(body), key.seed) };
  }

  /** The key that signs now; its public half is published before its first signature, vouched for by the key before. */
  private async publishedKey(tx: Transaction): Promise<{ readonly version: number; readonly seed: Buffer }> {
    const own = this.keys.all();
    const current = own.at(-1);
    if (!current) throw new EvidenceBroken('there is no signing key');
    const published = await this.checkpoints.keys(tx);
    const known = published.find(({ version }) => version === current.version);
    if (known) {
      if (known.publicKey.equals(publicKeyOf(current.seed))) return current;
      throw new EvidenceBroken(
        `another key of version ${current.version} was published: bring back signing keys of before`,
      );
    }
    const last = published.at(-1);
    const voucher = last === undefined ? current : own.find(({ version }) => version === last.version);
    if (!voucher || (last && last.version > current.version)) {
      throw new EvidenceBroken(`signing key ${current.version} must be vouched for by key ${last?.version ?? 0}`);
    }
    const key = {
      version: current.version,
      publicKey: publicKeyOf(current.seed),
      createdAt: this.clock.now().toISOString(),
    };
    await this.checkpoints.publishKey(tx, { ...key, signature: signText(keyText(key), voucher.seed) });
    return current;
  }
}

function grown(standing: TreeStanding | undefined, found: NewLeaves): TreeGrowth {
  const tree = standing ? MerkleFrontier.of(standing.size, standing.subtreeRoots) : MerkleFrontier.empty();
  const firstPosition = tree.size;
  for (const leaf of found.leaves) tree.append(leaf);
  return { ...found, firstPosition, size: tree.size, root: tree.root(), subtreeRoots: tree.subtreeRoots };
}
