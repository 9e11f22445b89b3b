import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { CertificateFactsReader } from '../../src/modules/certificates/persistence/certificate-facts';
import {
  LedgerPosting,
  LedgerReader,
  LedgerVerifier,
  type MovedTable,
  type Posting,
  ReverseCause,
  spreadLedger,
  StatementReader,
} from '../../src/modules/ledger';
import { LedgerAudit, MakeCheckpoint } from '../../src/modules/evidence';
import { ShowEvidence } from '../../src/modules/evidence/application/show-evidence';
import { rootFromInclusion } from '../../src/modules/evidence/domain/merkle-tree';
import { partitionOf } from '../../src/modules/ledger/domain/partition-of';
import { addressesOf } from '../../src/modules/ledger/shards/foreign-tables';
import { prepareShard, refuseForgottenShards, settlePlacement } from '../../src/modules/ledger/shards/shard-setup';
import { loadConfig } from '../../src/platform/config/config';
import { dataSourceOptions } from '../../src/platform/database/data-source';
import { RankingReader, RecountReadModels, RefreshRanking } from '../../src/modules/ranking';
import { UnitOfWork } from '../../src/platform/database/unit-of-work';
import { PeopleBuilder } from '../builders/people.builder';
import { postingOf } from '../builders/posting.builder';
import { volunteerActor } from '../builders/service.builder';
import { bootApp, type BootedApp, testRuntime } from '../support/boot-app';
import {
  cloneMainDatabase,
  makeShards,
  type ShardServer,
  shardMapOf,
  startShardServers,
} from '../support/shard-servers';
import { eventually } from '../support/eventually';
import { inParallel } from '../support/system';
import type { TestDatabase } from '../support/test-database';

/** Postings that belong together: several accounts of one volunteer, or several volunteers of one shift. */
type Batch = readonly Posting[];

const VOLUNTEERS = 36;
const LANES = 4;
const TURNS = 6;
/** Connections of every application: each has to get to know the tables of all servers. */
const DATABASE_POOL = '3';

/** The same input for every number of servers. Each volunteer's batches are posted in the order given. */
function makeHistory(): { readonly lanes: readonly (readonly Batch[])[]; readonly volunteerIds: readonly string[] } {
  const volunteerIds = Array.from({ length: VOLUNTEERS }, (_, index) => idOf(`volunteer ${index}`));
  const lanes = Array.from({ length: LANES }, (_, lane) => {
    const crew = volunteerIds.filter((_, index) => index % LANES === lane);
    return Array.from({ length: TURNS }, (_, turn): Batch =>
      crew
        .filter((_, index) => (index + turn) % 3 !== 0)
        .flatMap((volunteerId, index) => {
          const common = { volunteerId, causeId: idOf(`${volunteerId} ${turn}`), issuerDivisionId: idOf('street') };
          return [
            postingOf({ ...common, causeKind: 'MANUAL', amount: 30 + ((index * 7 + turn * 11) % 90) }),
            postingOf({
              ...common,
              causeKind: 'MANUAL',
              accountKind: 'POINT_TENTHS',
              amount: 1 + ((index + turn) % 50),
            }),
          ];
        }),
    );
  });
  return { lanes, volunteerIds };
}

function idOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const history = makeHistory();

const postWith = (booted: BootedApp, postings: Batch) =>
  booted.get(UnitOfWork).run((tx) => booted.get(LedgerPosting).post(tx, postings, 'system:test'));

/** Everything that may not depend on the number of servers: all but ids, hashes and the times of recording. */
async function stateOf(booted: BootedApp): Promise<unknown> {
  const reader = booted.get(LedgerReader);
  const statements = booted.get(StatementReader);
  return inParallel(history.volunteerIds, 3, async (volunteerId) => {
    const lines = await Promise.all(
      (['SERVICE_MINUTES', 'POINT_TENTHS'] as const).map((accountKind) =>
        statements.read({
          volunteerId,
          accountKind,
          by: null,
          from: null,
          until: null,
          knownAt: null,
          after: null,
          limit: 1_000,
        }),
      ),
    );
    return {
      balances: await reader.balances(volunteerId),
      lines: lines
        .flatMap((part) => part.lines)
        .map(({ line }) => ({
          ...line,
          recordedAt: null,
          // Made anew for every reversal.
          causeId: line.causeKind === 'REVERSAL' ? null : line.causeId,
        })),
    };
  });
}

async function onServer<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

const reversed = history.lanes.flatMap((lane) => lane[0]?.slice(0, 1) ?? []);

/** Posts the history: lanes at the same time, alternating between the applications, every third batch twice. */
async function live(apps: readonly BootedApp[]): Promise<void> {
  await inParallel(history.lanes, history.lanes.length, async (lane, laneIndex) => {
    for (const [turn, batch] of lane.entries()) {
      const app = apps[(laneIndex + turn) % apps.length]!;
      const tries = turn % 3 === 0 ? [app, apps[(laneIndex + turn + 1) % apps.length]!] : [app];
      const answers = await Promise.all(tries.map((one) => postWith(one, batch)));
      for (const posted of batch.keys()) {
        expect(answers.filter((answer) => answer[posted]?.isNew)).toHaveLength(1);
      }
    }
  });
  for (const { volunteerId, causeId } of reversed) {
    await apps[0]!.get(UnitOfWork).run((tx) =>
      apps[0]!.get(ReverseCause).execute(tx, {
        volunteerId,
        causeId,
        reversalId: randomUUID(),
        recordedBy: 'system:test',
      }),
    );
  }
}

let servers: ShardServer[];
beforeAll(async () => {
  servers = await startShardServers(4);
});
afterAll(() => Promise.all(servers.map((server) => server.remove())));

describe.each([2, 4])('a ledger on %i servers', (count) => {
  let single: BootedApp;
  let shards: string[];
  let main: TestDatabase;
  let apps: BootedApp[];

  beforeAll(async () => {
    [single, shards, main] = await Promise.all([
      bootApp({ role: 'api' }),
      makeShards(servers.slice(0, count)),
      cloneMainDatabase(),
    ]);
    const env = { DATABASE_POOL, LEDGER_SHARDS: shardMapOf(shards) };
    apps = await Promise.all([
      bootApp({ role: 'api', database: main, env }),
      bootApp({ role: 'api', database: main, env }),
    ]);
  });

  afterAll(async () => {
    await Promise.all([...apps, single].map((app) => app.close()));
    await main.drop();
  });

  it('ends as the same ledger on one server does', async () => {
    await Promise.all([live(apps), live([single])]);
    expect(await stateOf(apps[1]!)).toEqual(await stateOf(single));
  });

  it('keeps every volunteer on the server of their partition, and nothing in the main database', async () => {
    const share = 64 / count;
    for (const [index, shard] of shards.entries()) {
      const rows = await onServer<{ id: string }>(shard, 'select distinct volunteer_id as id from ledger_entry');
      expect(rows.length).toBeGreaterThan(0);
      for (const { id } of rows) expect(Math.floor(partitionOf(id) / share)).toBe(index);
    }
    for (const table of ['ledger_entry', 'ledger_account', 'ledger_month']) {
      expect(await onServer(main.url, `select 1 from public.${table}`)).toEqual([]);
    }
  });

  it('is verified as one, and conserved over all servers', async () => {
    const { findings, entryCount } = await apps[0]!.get(LedgerVerifier).verify();
    expect(findings).toEqual([]);
    const sums = await Promise.all(
      shards.map((shard) =>
        onServer<{ entries: string; total: string; balances: string }>(
          shard,
          `select count(*) as entries, sum(amount) as total, (select sum(balance) from ledger_account) as balances
           from ledger_entry`,
        ),
      ),
    );
    const total = (key: 'entries' | 'total' | 'balances') =>
      sums.flat().reduce((sum, row) => sum + Number(row[key]), 0);
    expect(total('entries')).toBe(entryCount);
    expect(total('total')).toBe(total('balances'));
  });

  it('is checkpointed, proven and audited as one: the evidence does not know of servers', async () => {
    const checkpoint = await apps[0]!.get(MakeCheckpoint).execute();
    expect(checkpoint?.treeSize).toBeGreaterThanOrEqual((await apps[1]!.get(LedgerVerifier).verify()).entryCount);
    const audited = await apps[1]!.get(LedgerAudit).execute();
    expect(audited.checkpointNumber).toBe(checkpoint?.number);
    // What was posted by hand here has no decision behind it; nothing else may be wrong.
    expect(audited.findings.filter(({ column }) => column !== 'cause_id')).toEqual([]);
    for (const volunteerId of [0, 1, 2, 3].map((index) => history.volunteerIds[index]!)) {
      const proof = await apps[1]!
        .get(ShowEvidence)
        .inclusion(volunteerActor(volunteerId), null, { accountKind: 'SERVICE_MINUTES', seq: 1 });
      const leaf = Buffer.from(proof.entry.hash, 'hex');
      const path = proof.path.map((hash) => Buffer.from(hash, 'hex'));
      expect(rootFromInclusion(leaf, proof.position, proof.treeSize, path)?.toString('hex')).toBe(proof.treeRoot);
    }
  });

  it('is ranked as one: places and totals over people of all servers, and no drift', async () => {
    const people = new PeopleBuilder(apps[0]!);
    const tree = await people.street();
    const scores: { readonly id: string; readonly minutes: number }[] = [];
    while (new Set(scores.map(({ id }) => Math.floor((partitionOf(id) * count) / 64))).size < count) {
      const { id } = await people.volunteer(tree.community.id);
      const minutes = 60 + scores.length * 30;
      const common = { volunteerId: id, causeKind: 'MANUAL', issuerDivisionId: tree.community.id } as const;
      const postings = [postingOf({ ...common, causeId: randomUUID(), amount: minutes })];
      await postWith(apps[scores.length % 2]!, postings);
      scores.push({ id, minutes });
    }
    await apps[1]!.get(RefreshRanking).execute(null);
    const question = { divisionPath: tree.street.path, period: 'ALL', measure: 'SERVICE_MINUTES' } as const;
    for (const [index, { id, minutes }] of scores.entries()) {
      const own = await apps[0]!.get(RankingReader).rankOf(id, question);
      expect([own.score, own.place]).toEqual([minutes, scores.length - index]);
    }
    const [total] = await onServer<{ minutes: string }>(
      main.url,
      `select service_minutes as minutes from division_total where division_path = '${tree.community.path}' and period = 'ALL'`,
    );
    expect(Number(total?.minutes)).toBe(scores.reduce((sum, { minutes }) => sum + minutes, 0));
    expect(await apps[1]!.get(RecountReadModels).execute()).toEqual({ drifts: [], laggingCount: 0 });
  });

  it('shows each transaction on all servers or on none, while postings go on', async () => {
    const [giver, taker] = [0, 63].map((partition) => volunteerIn(partition));
    const units = apps.map((app) => app.get(UnitOfWork));
    const sumOf = async (): Promise<number[]> =>
      units[1]!.snapshot(async (tx) => {
        const rows = await tx.query<{ sum: string }>(
          `select coalesce(sum(amount), 0) as sum from ledger_entry where volunteer_id = any ($1)
           union all select coalesce(sum(balance), 0) from ledger_account where volunteer_id = any ($1)
           union all select coalesce(sum(amount), 0) from ledger_month where volunteer_id = any ($1)`,
          [[giver, taker]],
        );
        return rows.map(({ sum }) => Number(sum));
      });
    const load = { isOver: false, posted: 0 };
    const posting = inParallel([0, 1, 2], 3, async (lane) => {
      while (!load.isOver) {
        const common = { accountKind: 'POINT_TENTHS', causeKind: 'MANUAL', causeId: randomUUID() } as const;
        await postWith(apps[lane % 2]!, [
          postingOf({ ...common, volunteerId: giver!, reason: 'PENALTY', amount: -10 }),
          postingOf({ ...common, volunteerId: taker!, reason: 'BONUS', amount: 10 }),
        ]);
        load.posted += 1;
      }
    });
    const seen: number[][] = [];
    while (seen.length < 10 || load.posted < 5) seen.push(await sumOf());
    load.isOver = true;
    await posting;
    expect(seen).toEqual(seen.map(() => [0, 0, 0]));
  });

  it('lets a transaction see its own postings before anybody else does', async () => {
    const volunteerId = volunteerIn(40);
    const reader = apps[0]!.get(LedgerReader);
    await apps[0]!.get(UnitOfWork).dryRun(async (tx) => {
      await apps[0]!.get(LedgerPosting).post(tx, [postingOf({ volunteerId, amount: 45 })], 'system:test');
      expect(await reader.balances(volunteerId, tx)).toMatchObject({ serviceMinutes: 45 });
      expect(await reader.balances(volunteerId)).toMatchObject({ serviceMinutes: 0 });
    });
    expect(await reader.balances(volunteerId)).toMatchObject({ serviceMinutes: 0 });
  });

  it('refuses what the database refuses, on every server, and leaves nothing behind', async () => {
    const before = await stateOf(apps[0]!);
    const [rich, poor] = [1, 62].map((partition) => volunteerIn(partition));
    const refused = postWith(apps[0]!, [
      postingOf({ volunteerId: rich! }),
      postingOf({ volunteerId: poor!, reason: 'EXPIRY', amount: -10, causeKind: 'MANUAL' }),
    ]);
    await expect(refused).rejects.toMatchObject({ code: 'LEDGER_BALANCE_TOO_LOW' });
    expect(await apps[0]!.get(LedgerReader).balances(rich!)).toMatchObject({ serviceMinutes: 0 });
    const { volunteerId, causeId } = reversed[0]!;
    const again = apps[0]!.get(UnitOfWork).run((tx) =>
      apps[0]!.get(ReverseCause).execute(tx, {
        volunteerId,
        causeId,
        reversalId: randomUUID(),
        recordedBy: 'system:test',
      }),
    );
    await expect(again).rejects.toMatchObject({ code: 'LEDGER_ALREADY_REVERSED' });
    expect(await stateOf(apps[0]!)).toEqual(before);
  });

  it('holds the accounts of a certificate still until it is issued', async () => {
    const volunteerId = history.volunteerIds[0]!;
    const order: string[] = [];
    let posting: Promise<unknown> = Promise.resolve();
    await apps[0]!.get(UnitOfWork).run(async (tx) => {
      const sealed = await apps[0]!.get(CertificateFactsReader).sealAccounts(tx, volunteerId);
      expect(sealed.map(({ kind }) => kind)).toEqual(['POINT_TENTHS', 'SERVICE_MINUTES']);
      posting = postWith(apps[1]!, [postingOf({ volunteerId })]).then(() => order.push('posted'));
      await sleep(300);
      order.push('sealed');
    });
    await posting;
    expect(order).toEqual(['sealed', 'posted']);
  });

  it('is refused with another map, with servers exchanged, and without a map', async () => {
    const dataSource = new DataSource(
      dataSourceOptions({ url: main.url, poolSize: 2, applicationName: 'shards test' }),
    );
    await dataSource.initialize();
    const runner = dataSource.createQueryRunner();
    const start = (map: string) => {
      const { ledgerShards } = loadConfig({ DATABASE_URL: main.url, DEMO: 'true', LEDGER_SHARDS: map });
      return settlePlacement(runner, addressesOf(ledgerShards), { indexKey: apps[0]!.runtime.secrets.indexKey });
    };
    const right = shardMapOf(shards);
    const [first, ...others] = right.split(';');
    const url = (part: string) => part.slice(part.indexOf('=') + 1);
    const [other] = await makeShards(servers.slice(0, 1));
    try {
      const moved = [
        `0-${64 / count}=${url(first!)}`,
        ...others.map((part) => part.replace(/^\d+/, (from) => String(Number(from) + (part === others[0] ? 1 : 0)))),
      ];
      await expect(start(moved.join(';'))).rejects.toThrow('换了服务器');
      const swapped = [
        `0-${64 / count - 1}=${url(others[0]!)}`,
        others[0]!.replace(url(others[0]!), url(first!)),
        ...others.slice(1),
      ];
      await expect(start(swapped.join(';'))).rejects.toThrow('是否写反');
      await prepareShard({ holder: 0, partitions: [0], url: other! });
      await expect(start(right.replace(url(first!), other!))).rejects.toThrow('数据库是空的,或地址写错了');
      await expect(refuseForgottenShards((sql) => runner.query(sql))).rejects.toThrow('没有设置 LEDGER_SHARDS');
      await expect(start([...others, first].join(';'))).resolves.toEqual(expect.any(String));
    } finally {
      await runner.release();
      await dataSource.destroy();
    }
  });

  it('says which server is away, and is ready for everybody else', async () => {
    const ready = async () => {
      const answer = await fetch(`${apps[0]!.url}/health/ready`);
      const { details } = (await answer.json()) as { details: { ledger: { away: string[] } } };
      return { status: answer.status, away: details.ledger.away };
    };
    expect(await ready()).toEqual({ status: 200, away: [] });
    servers[count - 1]!.kill();
    await eventually('the server is missed', async () => {
      const { status, away } = await ready();
      return status === 200 && away.includes(`ledger-${64 - 64 / count}`);
    });
    await eventually('the server is back', async () => (await ready()).away.length === 0);
  });
});

describe('a ledger that outgrew the main database', () => {
  let shards: string[];
  let main: TestDatabase;
  let before: BootedApp;

  beforeAll(async () => {
    [shards, main] = await Promise.all([makeShards(servers.slice(0, 2)), cloneMainDatabase()]);
    before = await bootApp({ role: 'api', database: main });
  });

  afterAll(async () => {
    await before.close();
    await main.drop();
  });

  it('is moved out whole, goes on where it was, and is closed where it came from', async () => {
    await live([before]);
    const state = await stateOf(before);
    const env = { DATABASE_POOL, LEDGER_SHARDS: shardMapOf(shards) };
    const runtime = testRuntime(main, { role: 'api', prefix: 'spread', env });
    const moved: MovedTable[] = [];
    await spreadLedger(runtime, (one) => moved.push(one));
    expect(moved.map(({ table }) => table)).toEqual(['ledger_account', 'ledger_entry', 'ledger_month']);
    expect(moved.every(({ rowCount }) => rowCount > 0)).toBe(true);

    const after = await bootApp({ role: 'api', database: main, env, secrets: runtime.secrets });
    try {
      expect(await stateOf(after)).toEqual(state);
      const volunteerId = history.volunteerIds[0]!;
      const [{ seq } = { seq: 0 }] = await postWith(after, [postingOf({ volunteerId, causeKind: 'MANUAL' })]);
      expect(seq).toBeGreaterThan(1);
      expect((await after.get(LedgerVerifier).verify()).findings).toEqual([]);
      await expect(postWith(before, [postingOf({ volunteerId })])).rejects.toMatchObject({ code: 'VL001' });
      await expect(spreadLedger(runtime, () => undefined)).resolves.toBeUndefined();
    } finally {
      await after.close();
    }
  });
});

/** A volunteer whose part of the ledger is in this partition. */
function volunteerIn(partition: number): string {
  for (;;) {
    const id = randomUUID();
    if (partitionOf(id) === partition) return id;
  }
}
