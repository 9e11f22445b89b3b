import { createHash, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import {
  LedgerPosting,
  LedgerReader,
  LedgerVerifier,
  type Posting,
  ReverseCause,
  StatementReader,
} from '../../src/modules/ledger';
import { partitionOf } from '../../src/modules/ledger/domain/partition-of';
import { UnitOfWork } from '../../src/platform/database/unit-of-work';
import { postingOf } from '../builders/posting.builder';
import { bootApp, type BootedApp } from '../support/boot-app';
import { cloneMainDatabase, type ShardServer, shardMapOf, startShardServers } from '../support/shard-servers';
import { inParallel } from '../support/system';
import type { TestDatabase } from '../support/test-database';

/** Postings that belong together: several accounts of one volunteer, or several volunteers of one shift. */
type Batch = readonly Posting[];

const VOLUNTEERS = 120;

/** The same input for every number of servers. Each volunteer's batches are posted in the order given. */
function makeHistory(): { readonly lanes: readonly (readonly Batch[])[]; readonly volunteerIds: readonly string[] } {
  const volunteerIds = Array.from({ length: VOLUNTEERS }, (_, index) => idOf(`volunteer ${index}`));
  const lanes = Array.from({ length: 6 }, (_, lane) => {
    const crew = volunteerIds.filter((_, index) => index % 6 === lane);
    return Array.from({ length: 12 }, (_, turn): Batch =>
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
  return Promise.all(
    history.volunteerIds.map(async (volunteerId) => {
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
    }),
  );
}

async function onServer<Row extends object>({ url }: { url: string }, sql: string): Promise<Row[]> {
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

describe.each([2, 4])('a ledger on %i servers', (count) => {
  let single: BootedApp;
  let servers: ShardServer[];
  let main: TestDatabase;
  let apps: BootedApp[];

  beforeAll(async () => {
    [single, servers, main] = await Promise.all([
      bootApp({ role: 'api' }),
      startShardServers(count),
      cloneMainDatabase(),
    ]);
    const env = { LEDGER_SHARDS: shardMapOf(servers) };
    apps = await Promise.all([
      bootApp({ role: 'all', database: main, env }),
      bootApp({ role: 'api', database: main, env }),
    ]);
  });

  afterAll(async () => {
    await Promise.all([...apps, single].map((app) => app.close()));
    await main.drop();
    await Promise.all(servers.map((server) => server.remove()));
  });

  it('ends as the same ledger on one server does', async () => {
    await Promise.all([live(apps), live([single])]);
    expect(await stateOf(apps[1]!)).toEqual(await stateOf(single));
  });

  it('keeps every volunteer on the server of their partition, and nothing in the main database', async () => {
    const share = 64 / count;
    for (const [index, server] of servers.entries()) {
      const rows = await onServer<{ id: string }>(server, 'select distinct volunteer_id as id from ledger_entry');
      expect(rows.length).toBeGreaterThan(0);
      for (const { id } of rows) expect(Math.floor(partitionOf(id) / share)).toBe(index);
    }
    for (const table of ['ledger_entry', 'ledger_account', 'ledger_month']) {
      expect(await onServer(main, `select 1 from public.${table}`)).toEqual([]);
    }
  });

  it('is verified as one, and conserved over all servers', async () => {
    const { findings, entryCount } = await apps[0]!.get(LedgerVerifier).verify();
    expect(findings).toEqual([]);
    const sums = await Promise.all(
      servers.map((server) =>
        onServer<{ entries: string; total: string; balances: string }>(
          server,
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
});
