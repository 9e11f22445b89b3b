import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import { LedgerAudit, MakeCheckpoint, SigningKeys, WatchCustody, Witness } from '../../../src/ledger/evidence';
import { checkpointText, isSignedBy } from '../../../src/ledger/evidence/domain/checkpoint';
import { entryHash } from '../../../src/ledger/evidence/domain/entry-hash';
import { CheckpointRepository } from '../../../src/ledger/evidence/persistence/checkpoint.repository';
import { leafSettingsSql, rowTextSql } from '../../../src/ledger/evidence/persistence/fact-tables';
import { LedgerScan } from '../../../src/ledger/evidence/persistence/ledger-scan';
import { LedgerPosting, type Posting } from '../../../src/ledger/ledger';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { postingOf } from '../../builders/posting.builder';
import { letAnyCausePost } from '../../support/any-cause';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { decideWhatWasPosted } from '../../support/decisions';
import { superuserOf } from '../../support/superuser';

let booted: BootedApp;
let superuser: Client;
let checkpoints: MakeCheckpoint;
let audit: LedgerAudit;

const manual = (change: Partial<Posting> = {}) => postingOf({ causeKind: 'MANUAL', ...change });
const post = async (...postings: Posting[]) => {
  const posted = await booted.get(UnitOfWork).run((tx) => booted.get(LedgerPosting).post(tx, postings, 'system:测试'));
  await decideWhatWasPosted(superuser);
  return posted;
};
const entriesOfTrees = async () =>
  (
    await superuser.query<{ key: string }>(
      `select unnest(keys) as key from ledger_tree_head where tree like 'entry/%' order by tree, checkpoint_number`,
    )
  ).rows.map(({ key }) => key);

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  await letAnyCausePost(booted.database);
  superuser = await superuserOf(booted.database);
  checkpoints = booted.get(MakeCheckpoint);
  audit = booted.get(LedgerAudit);
});
afterAll(async () => {
  await superuser.end();
  await booted.close();
});

describe('the hash of an entry', () => {
  it('is the same in this program as in the database, whatever the entry says', async () => {
    const volunteerId = randomUUID();
    await post(
      manual({ volunteerId, amount: 1, ruleVersion: '规则 𬭎 1' }),
      manual({ volunteerId, amount: 10_000_000, effectiveAt: new Date('1931-05-06T07:08:09.123Z') }),
      manual({ volunteerId, amount: -10_000_001 + 1, reason: 'PENALTY', accountKind: 'POINT_TENTHS' }),
    );
    await post(
      manual({ volunteerId, amount: -1, reason: 'REVERSAL', causeKind: 'REVERSAL', reversesSeq: 1 }),
      manual({ volunteerId, amount: 7, effectiveAt: new Date('2399-01-01T00:00:00.001Z') }),
    );
    const scan = await LedgerScan.open(booted.runtime.databaseUrl);
    const heads = new Map<string, Buffer>();
    let count = 0;
    for (const partition of await scan.partitions()) {
      await scan.eachEntry(partition, (entry, hash) => {
        const account = `${entry.volunteerId.toString('hex')}/${entry.accountKind}`;
        expect(entryHash(heads.get(account) ?? Buffer.alloc(0), entry)).toEqual(Buffer.from(hash));
        heads.set(account, Buffer.from(hash));
        count += 1;
      });
    }
    await scan.close();
    expect(count).toBe(5);
  });
});

describe('the leaf of a fact', () => {
  /** Names that jsonb sorts by their lengths, and by bytes where these are equal. */
  const types = {
    zz: 'integer',
    b: 'bigint',
    "it's": 'text',
    aa: 'text',
    Ä: 'text',
    id: 'uuid',
    'said "so"': 'boolean',
    at: 'timestamp with time zone',
    ms: 'timestamp(3) with time zone',
    day: 'date',
    amount: 'numeric',
    value: 'jsonb',
    list: 'text[]',
    raw: 'bytea',
    code: 'character(7)',
    long: 'double precision',
  };
  const columns = Object.keys(types);
  const quoted = columns.map((name) => `"${name.replaceAll('"', '""')}"`);

  it('is made of exactly the text that jsonb prints', async () => {
    const rows = [
      [1, '-9223372036854775808', 'x', '"\\/\b\f\n\r\t\u0001\u001f\u007f', '𬭎 规则', randomUUID(), true],
      [0, '1', '', ' ', null, randomUUID(), false],
    ];
    const more = [
      ['1931-05-06T07:08:09.123456+08', '2026-01-01', '2026-02-28', '1.50', '{"b": [1, "\\u0001"], "a": null}'],
      ['infinity', '0044-03-15 BC', '-infinity', 'NaN', 'null'],
    ];
    const last = [
      ['{"a,b",NULL}', '\\x00ff', '2026-01', '1e300'],
      ['{}', '\\x', 'x', '0.1'],
    ];
    await superuser.query('begin');
    await superuser.query(leafSettingsSql);
    await superuser.query(
      `create temp table odd (${columns.map((name, index) => `${quoted[index]} ${types[name as keyof typeof types]}`).join(', ')})`,
    );
    for (const index of [0, 1]) {
      await superuser.query(
        `insert into odd values (${columns.map((_, place) => `$${place + 1}`).join(', ')})`,
        [rows, more, last].flatMap((part) => part[index]!),
      );
    }
    await superuser.query('insert into odd default values');
    const table = { name: 'odd', keyColumns: [], columns, types };
    const members = columns.map((name, index) => `'${name.replaceAll("'", "''")}', t.${quoted[index]}`);
    const { rows: texts } = await superuser.query<{ own: string; printed: string }>(
      `select ${rowTextSql(table, columns)} as own, jsonb_build_object(${members.join(', ')})::text as printed from odd t`,
    );
    await superuser.query('rollback');
    expect(texts).toHaveLength(3);
    for (const { own, printed } of texts) expect(own).toBe(printed);
  });
});

describe('a checkpoint', () => {
  it('covers what was committed, is signed by a published key, and is made only where something is new', async () => {
    const made = await checkpoints.execute();
    expect(made).not.toBeNull();
    const repository = booted.get(CheckpointRepository);
    const [key] = await repository.keys();
    expect(isSignedBy(checkpointText(made!), made!.signature, key!.publicKey)).toBe(true);
    expect(await checkpoints.execute()).toBeNull();
    await post(manual());
    const next = await checkpoints.execute({ withFacts: false });
    expect(next).toMatchObject({ number: made!.number + 1, treeSize: made!.treeSize + 1 });
    expect(await audit.execute()).toMatchObject({ isIntact: true, findings: [], checkpointNumber: next!.number });
  });

  it('puts an entry that commits late behind everything that is signed, whatever its time', async () => {
    const [late, early] = [randomUUID(), randomUUID()];
    let commit = (): void => undefined;
    const held = new Promise<void>((settle) => (commit = settle));
    let hasPosted = (): void => undefined;
    const posted = new Promise<void>((settle) => (hasPosted = settle));
    const slow = booted.get(UnitOfWork).run(async (tx) => {
      await booted.get(LedgerPosting).post(tx, [manual({ volunteerId: late })], 'system:test');
      hasPosted();
      await held;
    });
    await posted;
    await post(manual({ volunteerId: early }));
    await checkpoints.execute();
    const before = await entriesOfTrees();
    expect(before.some((key) => key.startsWith(early))).toBe(true);
    expect(before.some((key) => key.startsWith(late))).toBe(false);
    commit();
    await slow;
    await decideWhatWasPosted(superuser);
    await checkpoints.execute();
    expect((await entriesOfTrees()).filter((key) => key.startsWith(late))).toHaveLength(1);
    expect((await audit.execute()).findings).toEqual([]);
  });

  it('is made once by two workers at the same time, under load, with every entry exactly once', async () => {
    const other = await bootApp({ role: 'api', database: booted.database });
    const volunteers = Array.from({ length: 20 }, () => randomUUID());
    let isPosting = true;
    const poster = async (offset: number): Promise<void> => {
      for (let round = 0; round < 30; round += 1) {
        await post(...volunteers.slice(offset, offset + 10).map((volunteerId) => manual({ volunteerId, amount: 1 })));
      }
    };
    const worker = async (app: BootedApp): Promise<void> => {
      while (isPosting) await app.get(MakeCheckpoint).execute({ withFacts: false });
    };
    const workers = [worker(booted), worker(other), worker(booted)];
    await Promise.all([poster(0), poster(5), poster(10)]);
    isPosting = false;
    await Promise.all(workers);
    await checkpoints.execute();
    const keys = await entriesOfTrees();
    const { rows } = await superuser.query<{ count: string }>('select count(*) as count from ledger_entry');
    expect(keys).toHaveLength(Number(rows[0]!.count));
    expect(new Set(keys).size).toBe(keys.length);
    expect(await audit.execute()).toMatchObject({ isIntact: true, findings: [] });
    await other.app.close();
  }, 120_000);

  it('goes on with a new key that the old one vouches for', async () => {
    const version = booted.get(SigningKeys).rotate();
    await post(manual());
    expect(await checkpoints.execute()).toMatchObject({ keyVersion: version });
    expect((await audit.execute()).findings).toEqual([]);
  });
});

describe('the custody of keys and witness', () => {
  it('is warned about on a host whose own keys are not the published ones, and beside a ledger without a witness', async () => {
    await checkpoints.execute();
    const beside = expect.stringContaining('请用 WITNESS_FILE 把见证文件放到另一块磁盘或另一台机器');
    expect(await booted.get(WatchCustody).warnings()).toEqual([beside]);
    const folder = await mkdtemp(join(tmpdir(), 'volunteer-ledger-other-host-'));
    const other = await bootApp({
      role: 'api',
      database: booted.database,
      env: { DATA_DIR: folder, WITNESS_FILE: join(folder, 'elsewhere.jsonl') },
    });
    try {
      // Nothing is made by looking: whoever only asks leaves no key of its own.
      expect(await other.get(WatchCustody).warnings()).toEqual([]);
      other.get(SigningKeys).all();
      expect(await other.get(WatchCustody).warnings()).toEqual([
        expect.stringContaining('设为所有主机的 LEDGER_SIGNING_KEYS,再重启各进程'),
      ]);
    } finally {
      await other.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('the witness', () => {
  it('has seen every checkpoint, and loses nothing to a line that a crash cut off', async () => {
    const witness = booted.get(Witness);
    await appendFile(witness.path, '{"type":"checkpoint","num');
    await post(manual());
    const made = await checkpoints.execute();
    const lines = (await readFile(witness.path, 'utf8')).trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { number: number }).number)).toEqual(
      Array.from({ length: made!.number }, (_, index) => index + 1),
    );
    expect(await audit.execute()).toMatchObject({ isIntact: true, witnessedCount: made!.number });
  });

  it('catches up with what it missed', async () => {
    const witness = booted.get(Witness);
    const text = await readFile(witness.path, 'utf8');
    await writeFile(witness.path, text.split('\n').slice(0, 2).join('\n') + '\n');
    await checkpoints.execute();
    expect(await readFile(witness.path, 'utf8')).toBe(text);
  });

  it('makes the checkpointer refuse to sign over a past that it knows differently', async () => {
    const witness = booted.get(Witness);
    const text = await readFile(witness.path, 'utf8');
    const last = text.trim().split('\n').at(-1)!;
    const { number } = JSON.parse(last) as { number: number };
    await appendFile(witness.path, `${last.replace(`"number":${number}`, `"number":${number + 1}`)}\n`);
    await post(manual());
    await expect(checkpoints.execute()).rejects.toThrow('older backup');
    expect((await audit.execute()).findings).toContainEqual(
      expect.objectContaining({ table: 'ledger_checkpoint', problem: 'MISSING', checkpoint: number + 1 }),
    );
    await writeFile(witness.path, text);
    expect(await checkpoints.execute()).not.toBeNull();
  });
});
