import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Client } from 'pg';
import { ExportLedger, MakeCheckpoint, RunAudit, verifyExport } from '../../../src/ledger/evidence';
import { ShowEvidence } from '../../../src/ledger/evidence/application/show-evidence';
import { checkpointText, isSignedBy, treeHeadLeaf } from '../../../src/ledger/evidence/domain/checkpoint';
import { isConsistent, rootFromInclusion } from '../../../src/ledger/evidence/domain/merkle-tree';
import { AuditRuns } from '../../../src/ledger/evidence/persistence/audit-runs';
import { LedgerPosting } from '../../../src/ledger/ledger';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import type { UserActor } from '../../../src/platform/foundation/actor/actor';
import { postingOf } from '../../builders/posting.builder';
import { letAnyCausePost } from '../../support/any-cause';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { decideWhatWasPosted } from '../../support/decisions';
import { superuserOf } from '../../support/superuser';

let booted: BootedApp;
let superuser: Client;
const volunteerId = randomUUID();
const crowd = Array.from({ length: 200 }, () => randomUUID());
const hex = (text: string) => Buffer.from(text, 'hex');

const post = async (...ids: string[]) => {
  await booted.get(UnitOfWork).run((tx) =>
    booted.get(LedgerPosting).post(
      tx,
      ids.map((id) => postingOf({ volunteerId: id, causeKind: 'MANUAL' })),
      'system:test',
    ),
  );
  await decideWhatWasPosted(superuser);
};

function volunteer(id: string): UserActor {
  return { kind: 'USER', userId: id, sessionId: id, displayName: '', volunteerId: id, grants: [] };
}

async function get<T>(route: string): Promise<{ status: number; body: T }> {
  const answer = await fetch(`${booted.url}/api/v1${route}`);
  return { status: answer.status, body: (await answer.json()) as T };
}

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  await letAnyCausePost(booted.database);
  superuser = await superuserOf(booted.database);
  await post(...crowd, volunteerId);
  await booted.get(MakeCheckpoint).execute();
  await post(...crowd.slice(0, 100), volunteerId, volunteerId);
  await booted.get(MakeCheckpoint).execute();
});
afterAll(async () => {
  await superuser.end();
  await booted.close();
});

interface Checkpoint {
  readonly number: number;
  readonly madeAt: string;
  readonly treeSize: number;
  readonly root: string;
  readonly previousHash: string;
  readonly keyVersion: number;
  readonly signature: string;
}

const parsed = (checkpoint: Checkpoint) => ({
  ...checkpoint,
  root: hex(checkpoint.root),
  previousHash: hex(checkpoint.previousHash),
});

describe('checkpoints in public', () => {
  it('are listed for everybody, newest first, with keys that open their signatures', async () => {
    const { body: page } = await get<{ items: Checkpoint[]; next: string | null }>('/ledger/checkpoints?limit=1');
    const { body: keys } = await get<{ items: { version: number; publicKey: string }[] }>('/ledger/keys');
    expect(page.items).toHaveLength(1);
    expect(page.items[0]).toMatchObject({ number: 2, keyVersion: 1 });
    const text = checkpointText(parsed(page.items[0]!));
    expect(isSignedBy(text, hex(page.items[0]!.signature), hex(keys.items[0]!.publicKey))).toBe(true);
    const { body: older } = await get<{ items: Checkpoint[] }>(`/ledger/checkpoints?limit=1&after=${page.next}`);
    const hash = createHash('sha256')
      .update(checkpointText(parsed(older.items[0]!)))
      .update(hex(older.items[0]!.signature));
    expect(page.items[0]!.previousHash).toBe(hash.digest('hex'));
  });

  it.each(['0', '999', 'x', '-1', '1e3', '99999999999999999999'])('refuse number %s as unknown', async (number) => {
    expect(await get(`/ledger/checkpoints/${number}`)).toMatchObject({
      status: 404,
      body: { code: 'CHECKPOINT_UNKNOWN' },
    });
  });

  it('keep proofs to those who may see the entry', async () => {
    expect((await get('/me/ledger/proof?accountKind=SERVICE_MINUTES&seq=1')).status).toBe(401);
    expect((await get(`/volunteers/${volunteerId}/ledger/proof?accountKind=SERVICE_MINUTES&seq=1`)).status).toBe(401);
    expect((await get('/ledger/checkpoints/consistency?from=1&to=2')).status).toBe(401);
    expect((await get('/ledger/audits/latest')).status).toBe(401);
  });
});

describe('a proof', () => {
  it('leads from an entry to the signed root, with nothing but the entry and the checkpoint', async () => {
    for (const seq of [1, 2, 3]) {
      const proof = await booted
        .get(ShowEvidence)
        .inclusion(volunteer(volunteerId), null, { accountKind: 'SERVICE_MINUTES', seq });
      const treeRoot = rootFromInclusion(hex(proof.entry.hash), proof.position, proof.treeSize, proof.path.map(hex));
      expect(treeRoot?.toString('hex')).toBe(proof.treeRoot);
      const leaf = treeHeadLeaf({ tree: proof.tree, size: proof.treeSize, root: treeRoot! });
      expect(rootFromInclusion(leaf, proof.headPosition, proof.headCount, proof.headPath.map(hex))).toEqual(
        proof.checkpoint.root,
      );
      expect(proof.entry.seq).toBe(seq);
    }
  });

  it('is refused for an entry that is not there, and for one that is not covered yet', async () => {
    const ask = (seq: number) =>
      booted.get(ShowEvidence).inclusion(volunteer(volunteerId), null, { accountKind: 'SERVICE_MINUTES', seq });
    await expect(ask(99)).rejects.toMatchObject({ code: 'ENTRY_UNKNOWN' });
    await post(volunteerId);
    await expect(ask(4)).rejects.toMatchObject({ code: 'ENTRY_NOT_COVERED' });
    await booted.get(MakeCheckpoint).execute();
    expect((await ask(4)).checkpoint.number).toBe(3);
  });

  it('shows that a checkpoint is the beginning of a later one', async () => {
    const { trees } = await booted.get(ShowEvidence).consistency(1, 3);
    expect(trees.length).toBeGreaterThan(30);
    for (const tree of trees) {
      const [older, newer] = [
        { size: tree.fromSize, root: hex(tree.fromRoot) },
        { size: tree.toSize, root: hex(tree.toRoot) },
      ];
      expect(isConsistent(older, newer, tree.path.map(hex))).toBe(true);
    }
    await expect(booted.get(ShowEvidence).consistency(3, 1)).rejects.toMatchObject({
      code: 'CHECKPOINT_ORDER_INVALID',
    });
    await expect(booted.get(ShowEvidence).consistency(1, 9)).rejects.toMatchObject({ code: 'CHECKPOINT_UNKNOWN' });
  });
});

describe('an exported file', () => {
  let folder: string;
  let file: string;
  let text: string;
  let publicKey: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vl-export-'));
    file = path.join(folder, 'ledger.jsonl');
    await booted.get(ExportLedger).execute(file);
    text = await readFile(file, 'utf8');
    publicKey = (await booted.get(ShowEvidence).keys())[0]!.publicKey.toString('hex');
  });
  afterAll(async () => rm(folder, { recursive: true }));

  async function findingsOf(changed: string, key = publicKey) {
    const damaged = path.join(folder, 'damaged.jsonl');
    await writeFile(damaged, changed);
    return (await verifyExport(damaged, key)).findings;
  }

  it('is verified without a database', async () => {
    const { rows } = await superuser.query<{ count: string }>('select count(*) as count from ledger_entry');
    expect(await verifyExport(file, publicKey)).toMatchObject({
      isIntact: true,
      findings: [],
      entryCount: Number(rows[0]!.count),
      accountCount: 201,
      checkpointNumber: 3,
    });
  });

  it('is not believed where its key is not the one that the auditor has from elsewhere', async () => {
    expect(await findingsOf(text, '00'.repeat(32))).toEqual([
      { table: 'ledger_signing_key', column: 'public_key', problem: 'UNEXPECTED' },
    ]);
  });

  it('is missed where its end was cut off', async () => {
    expect(await findingsOf(text.trimEnd().split('\n').slice(0, -1).join('\n'))).toContainEqual(
      expect.objectContaining({ table: 'export', problem: 'MISSING' }),
    );
  });

  it('names what was changed in any of its lines', async () => {
    const lines = text.trimEnd().split('\n');
    const kinds = ['key', 'checkpoint', 'account', 'entry', 'head'];
    for (const kind of kinds) {
      const index = lines.findLastIndex((line) => line.startsWith(`{"type":"${kind}"`));
      const object = JSON.parse(lines[index]!) as Record<string, unknown>;
      for (const name of Object.keys(object)) {
        if (name === 'type') continue;
        const changed = JSON.stringify({ ...object, [name]: changeOf(object[name]) });
        const findings = await findingsOf(lines.map((line, at) => (at === index ? changed : line)).join('\n'));
        expect({ kind, name, isFound: findings.length > 0 }).toEqual({ kind, name, isFound: true });
      }
      const without = await findingsOf(lines.filter((_, at) => at !== index).join('\n'));
      expect(without.length).toBeGreaterThan(0);
    }
  });

  function changeOf(value: unknown): unknown {
    if (typeof value === 'number') return value + 1;
    if (value === null) return 1;
    if (Array.isArray(value)) return value.slice(1);
    if (typeof value !== 'string') throw new Error('a value of a kind that no line has');
    const text = value;
    const last = text.at(-1)!;
    return `${text.slice(0, -1)}${last === '0' ? '1' : '0'}`;
  }
});

describe('an audit', () => {
  it('keeps its result for administrators', async () => {
    expect(await booted.get(AuditRuns).latest()).toBeNull();
    const run = await booted.get(RunAudit).execute();
    expect(await booted.get(AuditRuns).latest()).toMatchObject({ id: run.id, isIntact: true, findingCount: 0 });
    await superuser.query('set session_replication_role = replica');
    await superuser.query('update ledger_account set balance = balance + 1 where volunteer_id = $1', [volunteerId]);
    await booted.get(RunAudit).execute();
    expect(await booted.get(AuditRuns).latest()).toMatchObject({
      isIntact: false,
      findingCount: 1,
      findings: [{ table: 'ledger_account', column: 'balance', volunteerId }],
    });
  });
});
