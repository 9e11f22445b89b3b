import { Injectable } from '@nestjs/common';
import { decodeCursor, limitOf, type Page, pageOf, type PageQuery } from '../../../platform/delivery/http/paging';
import { requireScope, requireVolunteer } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import type { AccountKind } from '../../ledger';
import { VolunteerDirectory } from '../../../people/volunteers';
import {
  orderedHeads,
  type PublishedKey,
  type SignedCheckpoint,
  type TreeHead,
  treeHeadLeaf,
} from '../domain/checkpoint';
import { consistencyPath, inclusionPath } from '../domain/merkle-tree';
import { evidenceErrors } from '../errors';
import { CheckpointRepository } from '../persistence/checkpoint.repository';
import { type CoveredEntry, TreeReader } from '../persistence/tree-reader';

/** Proves that an entry is in a checkpoint: whoever has the public key needs nothing else. Hashes are hexadecimal. */
export interface InclusionProof {
  readonly entry: Omit<CoveredEntry, 'tree' | 'position'>;
  readonly tree: string;
  readonly position: number;
  readonly treeSize: number;
  readonly treeRoot: string;
  /** From the entry's hash to the tree's root. */
  readonly path: readonly string[];
  /** From the tree's head to the checkpoint's root. */
  readonly headPosition: number;
  readonly headCount: number;
  readonly headPath: readonly string[];
  readonly checkpoint: SignedCheckpoint;
}

/** Proves that the entries a checkpoint covered are the beginning of those a later one covers. Hashes are hexadecimal. */
export interface ConsistencyProof {
  readonly from: SignedCheckpoint;
  readonly to: SignedCheckpoint;
  readonly trees: readonly {
    readonly tree: string;
    readonly fromSize: number;
    readonly fromRoot: string;
    readonly toSize: number;
    readonly toRoot: string;
    readonly path: readonly string[];
  }[];
}

/** Shows checkpoints to everybody, and proves entries to those who may see them. */
@Injectable()
export class ShowEvidence {
  constructor(
    private readonly checkpoints: CheckpointRepository,
    private readonly trees: TreeReader,
    private readonly volunteers: VolunteerDirectory,
  ) {}

  /** The newest first. @throws CURSOR_INVALID */
  async list(query: PageQuery): Promise<Page<SignedCheckpoint>> {
    const limit = limitOf(query);
    const before = Number(decodeCursor(query, 1)?.[0] ?? Number.MAX_SAFE_INTEGER);
    const rows = await this.checkpoints.before(Number.isSafeInteger(before) ? before : 0, limit + 1);
    return pageOf(
      rows,
      limit,
      ({ number }) => [number],
      (row) => row,
    );
  }

  async keys(): Promise<readonly PublishedKey[]> {
    return this.checkpoints.keys();
  }

  /** @throws CHECKPOINT_UNKNOWN */
  async checkpoint(number: number): Promise<SignedCheckpoint & { readonly heads: readonly TreeHead[] }> {
    const checkpoint = await this.known(number);
    return { ...checkpoint, heads: orderedHeads(await this.checkpoints.headsAt(number)) };
  }

  /** @throws CHECKPOINT_UNKNOWN, CHECKPOINT_ORDER_INVALID */
  async consistency(fromNumber: number, toNumber: number): Promise<ConsistencyProof> {
    if (fromNumber > toNumber) throw evidenceErrors.refuse('CHECKPOINT_ORDER_INVALID', { field: 'to' });
    const [from, to] = [await this.known(fromNumber), await this.known(toNumber)];
    const older = new Map((await this.checkpoints.headsAt(fromNumber)).map((head) => [head.tree, head]));
    const trees: ConsistencyProof['trees'][number][] = [];
    for (const head of orderedHeads(await this.checkpoints.headsAt(toNumber))) {
      const before = older.get(head.tree);
      if (!before || !head.tree.startsWith('entry/')) continue;
      const isSame = before.size === head.size;
      const leaves = isSame ? [] : await this.trees.leaves(head.tree, head.size);
      trees.push({
        tree: head.tree,
        fromSize: before.size,
        fromRoot: before.root.toString('hex'),
        toSize: head.size,
        toRoot: head.root.toString('hex'),
        path: isSame ? [] : consistencyPath(leaves, before.size).map((hash) => hash.toString('hex')),
      });
    }
    return { from, to, trees };
  }

  /**
   * @param volunteerId null for the actor's own account.
   * @throws VOLUNTEER_UNKNOWN, VOLUNTEER_ACCOUNT_REQUIRED, SCOPE_FOREIGN, ENTRY_UNKNOWN, ENTRY_NOT_COVERED
   */
  async inclusion(
    actor: Actor,
    volunteerId: string | null,
    account: { readonly accountKind: AccountKind; readonly seq: number },
  ): Promise<InclusionProof> {
    const id = await this.readable(actor, volunteerId);
    const entry = await this.trees.entry(id, account.accountKind, account.seq);
    if (!entry) throw evidenceErrors.refuse('ENTRY_UNKNOWN', { field: 'seq' });
    const checkpoint = await this.checkpoints.latest();
    const heads = checkpoint ? orderedHeads(await this.checkpoints.headsAt(checkpoint.number)) : [];
    const headPosition = heads.findIndex(({ tree }) => tree === entry.tree);
    const head = heads[headPosition];
    if (!checkpoint || !head || entry.position === null || entry.position >= head.size) {
      throw evidenceErrors.refuse('ENTRY_NOT_COVERED');
    }
    const { tree, position, ...fields } = entry;
    const leaves = await this.trees.leaves(tree, head.size);
    return {
      entry: fields,
      tree,
      position,
      treeSize: head.size,
      treeRoot: head.root.toString('hex'),
      path: inclusionPath(leaves, position).map((hash) => hash.toString('hex')),
      headPosition,
      headCount: heads.length,
      headPath: inclusionPath(heads.map(treeHeadLeaf), headPosition).map((hash) => hash.toString('hex')),
      checkpoint,
    };
  }

  private async readable(actor: Actor, volunteerId: string | null): Promise<string> {
    if (volunteerId === null) return requireVolunteer(actor);
    const volunteer = await this.volunteers.byId(volunteerId);
    requireScope(actor, 'ledger.read', volunteer.divisionPath);
    return volunteer.id;
  }

  private async known(number: number): Promise<SignedCheckpoint> {
    const checkpoint = await this.checkpoints.byNumber(number);
    if (!checkpoint) throw evidenceErrors.refuse('CHECKPOINT_UNKNOWN');
    return checkpoint;
  }
}
