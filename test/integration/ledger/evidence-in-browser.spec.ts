import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { MakeCheckpoint } from '../../../src/ledger/evidence';
import { ShowEvidence } from '../../../src/ledger/evidence/application/show-evidence';
import { LedgerPosting } from '../../../src/ledger/ledger';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import type { UserActor } from '../../../src/platform/foundation/actor/actor';
import { postingOf } from '../../builders/posting.builder';
import { letAnyCausePost } from '../../support/any-cause';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { type OlderCopy, type Proof, type PublishedKey, type Step, verifier } from '../../support/console-proof';
import { decideWhatWasPosted } from '../../support/decisions';
import { superuserOf } from '../../support/superuser';

const { altered, growthOf, olderCheckpointSteps, sameCheckpointStep, stepsOf } = verifier;

/** What the console recomputes, against the real ledger: it agrees, and one changed byte anywhere does not pass. */
let booted: BootedApp;
let superuser: Client;
let keys: readonly PublishedKey[];
const volunteerId = randomUUID();
const crowd = Array.from({ length: 120 }, () => randomUUID());
const owner: UserActor = {
  ...{ kind: 'USER', userId: volunteerId, sessionId: volunteerId, displayName: '' },
  ...{ volunteerId, grants: [] },
};

/** As it arrives in a browser: bytes are hexadecimal, all else is JSON. */
function arrived<T>(value: unknown): T {
  const text = JSON.stringify(value, (_name, part: unknown) => {
    const bytes = part as { type?: string; data?: number[] } | null;
    return bytes?.type === 'Buffer' ? Buffer.from(bytes.data ?? []).toString('hex') : part;
  });
  return JSON.parse(text) as T;
}

async function post(...ids: string[]): Promise<void> {
  await booted.get(UnitOfWork).run((tx) =>
    booted.get(LedgerPosting).post(
      tx,
      ids.map((id) => postingOf({ volunteerId: id, causeKind: 'MANUAL' })),
      'system:test',
    ),
  );
  await decideWhatWasPosted(superuser);
  await booted.get(MakeCheckpoint).execute();
}

async function proofOf(seq: number): Promise<Proof> {
  return arrived(await booted.get(ShowEvidence).inclusion(owner, null, { accountKind: 'SERVICE_MINUTES', seq }));
}

async function olderCopyOf(from: number, to: number): Promise<OlderCopy> {
  const evidence = booted.get(ShowEvidence);
  return arrived({ older: await evidence.checkpoint(from), consistency: await evidence.consistency(from, to) });
}

const firstBroken = (steps: readonly Step[]): string | undefined => steps.find(({ holds }) => !holds)?.name;

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  await letAnyCausePost(booted.database);
  superuser = await superuserOf(booted.database);
  await post(...crowd, volunteerId);
  await post(...crowd.slice(0, 70), volunteerId);
  keys = arrived(await booted.get(ShowEvidence).keys());
});
afterAll(async () => {
  await superuser.end();
  await booted.close();
});

describe('a proof in the browser', () => {
  it('holds for entries of the real ledger, up to the root that was kept', async () => {
    for (const seq of [1, 2]) {
      const proof = await proofOf(seq);
      const copy = { number: proof.checkpoint.number, root: proof.checkpoint.root };
      expect(firstBroken([...stepsOf(proof, keys), sameCheckpointStep(copy, proof.checkpoint)])).toBeUndefined();
    }
  });

  it.each([
    ['AMOUNT', '这一笔'],
    ['PREVIOUS', '这一笔'],
    ['PATH', '所在的树'],
    ['ROOT', '检查点的根'],
    ['TIME', '签名'],
  ] as const)('says where %s was changed', async (what, where) => {
    expect(firstBroken(stepsOf(altered(await proofOf(2), what), keys))).toBe(where);
  });

  it('does not hold with one digit changed in any of its hashes', async () => {
    const proof = await proofOf(2);
    const text = JSON.stringify(proof);
    const hashes = [...text.matchAll(/[0-9a-f]{64,128}/g)];
    expect(hashes.length).toBeGreaterThan(8);
    for (const { index, 0: hash } of hashes) {
      if (hash === proof.checkpoint.previousHash) continue;
      const at = index + (index % hash.length);
      const changed = `${text.slice(0, at)}${text[at] === '0' ? '1' : '0'}${text.slice(at + 1)}`;
      expect(firstBroken(stepsOf(JSON.parse(changed) as Proof, keys))).toBeDefined();
    }
  });

  it('does not hold with a key or a root of somebody else', async () => {
    const proof = await proofOf(1);
    const foreign = keys.map((key) => ({ ...key, publicKey: '11'.repeat(32) }));
    expect(firstBroken(stepsOf(proof, foreign))).toBe('签名');
    expect(firstBroken([sameCheckpointStep({ number: null, root: 'ab'.repeat(32) }, proof.checkpoint)])).toBe(
      '您抄下的根',
    );
  });

  it('leads back to an older root that was kept, where the entry was in it already', async () => {
    const older = await olderCopyOf(1, 2);
    const copy = { number: 1, root: older.older.root };
    const first = await proofOf(1);
    const [, tree] = stepsOf(first, keys);
    expect(firstBroken(olderCheckpointSteps(copy, older, first, tree?.computed ?? ''))).toBeUndefined();
    const later = await proofOf(2);
    const [, its] = stepsOf(later, keys);
    const [root, grown] = olderCheckpointSteps(copy, older, later, its?.computed ?? '');
    expect(root?.holds).toBe(true);
    expect(grown).toMatchObject({ holds: false, computed: '这一笔在那以后才入账' });
    const wrong = { number: 1, root: 'cd'.repeat(32) };
    expect(firstBroken(olderCheckpointSteps(wrong, older, first, tree?.computed ?? ''))).toBe('您抄下的根');
  });

  it('shows that all trees only grew, and names one that does not fit', async () => {
    const evidence = booted.get(ShowEvidence);
    const { older, consistency } = await olderCopyOf(1, 2);
    const newer = arrived<OlderCopy['older']>(await evidence.checkpoint(2));
    const growth = growthOf(consistency, older, newer);
    expect(growth).toMatchObject({ broken: [] });
    expect(growth.grown).toBeGreaterThan(10);
    const [tree] = consistency.trees.filter(({ path }) => path.length > 0);
    const forged = consistency.trees.map((one) => (one === tree ? { ...one, path: ['ef'.repeat(32)] } : one));
    expect(growthOf({ ...consistency, trees: forged }, older, newer).broken).toEqual([tree?.tree]);
    expect(growthOf({ ...consistency, trees: [] }, older, newer).broken).toHaveLength(growth.trees);
  });
});
