import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DomainError } from '../../src/kernel/domain-error';
import { LedgerPosting, LedgerVerifier, type Posting } from '../../src/modules/ledger';
import { UnitOfWork } from '../../src/platform/database/unit-of-work';
import { postingOf } from '../builders/posting.builder';
import { bootApp, type BootedApp } from '../support/boot-app';
import { eventually } from '../support/eventually';
import {
  cloneMainDatabase,
  makeShards,
  type ShardServer,
  shardMapOf,
  startShardServers,
} from '../support/shard-servers';
import { buildServer } from '../support/spawn-server';
import { inParallel } from '../support/system';
import type { TestDatabase } from '../support/test-database';
import { withAdmin } from '../support/test-server';

const fixture = path.resolve(__dirname, '../support/fixtures/post-batches.cjs');
const SERVERS = 2;

/** A batch reaches both servers: four volunteers each, two accounts. */
function batchOf(volunteerIds: readonly string[]): Posting[] {
  return volunteerIds.flatMap((volunteerId) => {
    const common = { volunteerId, causeId: randomUUID(), causeKind: 'MANUAL' } as const;
    return [postingOf(common), postingOf({ ...common, accountKind: 'POINT_TENTHS', amount: 20 })];
  });
}

interface PostingProcess {
  /** Indexes of the batches it was told are posted. */
  readonly posted: ReadonlySet<number>;
  readonly failed: ReadonlySet<number>;
  kill(): void;
  readonly exited: Promise<NodeJS.Signals | number | null>;
  output(): string;
}

describe('a ledger on several servers, under kills', () => {
  let folder: string;
  let servers: ShardServer[];
  let shards: string[];
  let main: TestDatabase;
  let app: BootedApp;
  const everything: Posting[] = [];

  beforeAll(async () => {
    buildServer();
    folder = mkdtempSync(path.join(tmpdir(), 'vl-shards-'));
    [servers, main] = await Promise.all([startShardServers(SERVERS), cloneMainDatabase()]);
    shards = await makeShards(servers);
    app = await bootApp({ role: 'api', database: main, env: { LEDGER_SHARDS: shardMapOf(shards) } });
  }, 240_000);

  afterAll(async () => {
    await app.close();
    await main.drop();
    await Promise.all(servers.map((server) => server.remove()));
    rmSync(folder, { recursive: true, force: true });
  });

  const post = (postings: readonly Posting[]) =>
    app.get(UnitOfWork).run((tx) => app.get(LedgerPosting).post(tx, postings, 'system:test'));

  /** As a caller would who is told to try again later: a connection from before the kill breaks at its first use. */
  const postPatiently = (postings: readonly Posting[]) =>
    eventually('the server answers', async () => {
      try {
        await post(postings);
        return true;
      } catch (error) {
        if (error instanceof DomainError && error.code === 'DATABASE_SERVER_AWAY') return false;
        throw error;
      }
    });

  function startPosting(batches: readonly (readonly Posting[])[], env: Readonly<Record<string, string>> = {}) {
    const file = path.join(folder, `${randomUUID()}.json`);
    writeFileSync(file, JSON.stringify(batches));
    everything.push(...batches.flat());
    const key = app.runtime.secrets.indexKey.toString('base64');
    const child = spawn(process.execPath, [fixture], {
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: main.url,
        LEDGER_SHARDS: shardMapOf(shards),
        ROLE: 'api',
        LOG_LEVEL: 'fatal',
        JWT_SECRET: app.runtime.secrets.jwtSecret,
        DATA_KEYS: `1:${key}`,
        INDEX_KEY: key,
        BATCHES: file,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const posted = new Set<number>();
    const failed = new Set<number>();
    let output = '';
    let rest = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const [, verb, index] = /^(posted|failed) (\d+)/.exec(line) ?? [];
        if (verb !== undefined) (verb === 'posted' ? posted : failed).add(Number(index));
      }
    });
    return {
      posted,
      failed,
      output: () => output,
      kill: () => void child.kill('SIGKILL'),
      exited: new Promise((settle) => child.once('close', (code, signal) => settle(signal ?? code))),
    } satisfies PostingProcess;
  }

  async function onServers<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const rows = await Promise.all(
      shards.map((url) => withAdmin(url, async (client) => (await client.query<Row>(sql, [...parameters])).rows)),
    );
    return rows.flat();
  }

  const entriesOf = (postings: readonly Posting[]) =>
    onServers<{ cause: string }>('select cause_id as cause from ledger_entry where cause_id = any ($1)', [
      postings.map(({ causeId }) => causeId),
    ]);
  const inDoubt = () => onServers<{ gid: string }>('select gid from pg_prepared_xacts');
  const nothingInDoubt = () => eventually('nothing is in doubt', async () => (await inDoubt()).length === 0);

  it('takes everything back when the process dies before the decision', async () => {
    const batch = batchOf(Array.from({ length: 8 }, () => randomUUID()));
    const poster = startPosting([batch], { DIE_AT: 'PREPARED' });
    expect(await poster.exited).toBe('SIGKILL');
    expect(poster.output()).toContain('ready');
    await nothingInDoubt();
    expect(await entriesOf(batch)).toEqual([]);
    expect((await post(batch)).every(({ isNew }) => isNew)).toBe(true);
  });

  it('posts everything when the process dies right after the decision', async () => {
    const batch = batchOf(Array.from({ length: 8 }, () => randomUUID()));
    const poster = startPosting([batch], { DIE_AT: 'DECIDED' });
    expect(await poster.exited).toBe('SIGKILL');
    await nothingInDoubt();
    expect(await entriesOf(batch)).toHaveLength(batch.length);
    expect((await post(batch)).some(({ isNew }) => isNew)).toBe(false);
  });

  it.each([1, 2])('posts everything once, whatever was killed (round %i)', async (round) => {
    const volunteers = Array.from({ length: 30 }, () => randomUUID());
    const batches = Array.from({ length: 150 }, (_, index) =>
      batchOf(Array.from({ length: 4 }, (__, turn) => volunteers[(index * 7 + turn * 11) % volunteers.length]!)),
    );
    const poster = startPosting(batches);
    await eventually('the posting is on', () => poster.posted.size > 5);
    servers[round % SERVERS]!.kill();
    await eventually('the server is back', () =>
      entriesOf([]).then(
        () => true,
        () => false,
      ),
    );
    const before = poster.posted.size;
    await eventually('the posting goes on', () => poster.posted.size > before + 5);
    poster.kill();
    expect(await poster.exited).toBe('SIGKILL');
    const unanswered = batches.filter((_, index) => !poster.posted.has(index));
    expect(unanswered.length).toBeGreaterThan(0);
    expect(poster.failed.size).toBeGreaterThan(0);
    await nothingInDoubt();

    const acknowledged = batches.filter((_, index) => poster.posted.has(index)).flat();
    expect(await entriesOf(acknowledged)).toHaveLength(acknowledged.length);
    await inParallel(unanswered, 4, postPatiently);
    expect(await entriesOf(batches.flat())).toHaveLength(batches.flat().length);
  });

  it('is whole at the end: every cause once, chains and sums in order, nothing out of place', async () => {
    const [counts] = [
      await onServers<{ entries: string; causes: string; total: string; balances: string }>(
        `select count(*) as entries, count(distinct (account_kind, cause_id)) as causes, sum(amount) as total,
         (select sum(balance) from ledger_account) as balances from ledger_entry`,
      ),
    ];
    const sum = (key: 'entries' | 'causes' | 'total' | 'balances') =>
      counts.reduce((all, row) => all + Number(row[key]), 0);
    expect(sum('entries')).toBe(everything.length);
    expect(sum('causes')).toBe(everything.length);
    expect(sum('total')).toBe(everything.reduce((all, { amount }) => all + amount, 0));
    expect(sum('balances')).toBe(sum('total'));
    expect((await app.get(LedgerVerifier).verify()).findings).toEqual([]);
  });
});
