import { DataSource, type QueryRunner } from 'typeorm';
import { StartupError } from '../../../platform/boot/startup-error';
import type { Runtime } from '../../../platform/config/runtime';
import { dataSourceOptions } from '../../../platform/database/data-source';
import { LEDGER_SHARDS_SCHEMA as SCHEMA } from '../../../platform/database/two-phase';
import { LEDGER_PARTITIONS } from '../domain/partition-of';
import { addressesOf, type ShardAddress, SPREAD_TABLES, wholeTableName, writableSql } from './foreign-tables';
import { prepareShard, settlePlacement } from './shard-setup';

/** How many rows of a table are on the shards. */
export interface MovedTable {
  readonly table: string;
  readonly rowCount: number;
}

/**
 * Moves a ledger that has entries from the main database to its shards and records the map: from then on the application
 * starts with LEDGER_SHARDS only. Everything is compared before the map is recorded; the rows in the main database stay
 * where they are and are closed, as a copy of that day. Posting is held up meanwhile. A ledger that is spread already is
 * left alone.
 *
 * @throws StartupError where something is in the way; the main database is unchanged then.
 */
export async function spreadLedger(
  { config, databaseUrl, secrets }: Runtime,
  onMoved: (moved: MovedTable) => void,
): Promise<void> {
  const shards = addressesOf(config.ledgerShards);
  if (shards.length === 0) throw new StartupError('没有设置 LEDGER_SHARDS,不知道要把台账搬到哪里;请设置后再执行。');
  const main = new DataSource(
    dataSourceOptions({ url: databaseUrl, poolSize: 1, applicationName: 'volunteer-ledger spread' }),
  );
  await main.initialize();
  const runner = main.createQueryRunner();
  try {
    await Promise.all(shards.map(prepareShard));
    await settlePlacement(runner, shards, {
      indexKey: secrets.indexKey,
      moveEntries: async () => {
        await runner.query('set local statement_timeout = 0');
        await runner.query(writableSql(shards, true));
        for (const table of SPREAD_TABLES) onMoved({ table, rowCount: await move(runner, table, shards) });
        await runner.query(writableSql(shards, false));
      },
    });
  } finally {
    await runner.release();
    await main.destroy();
  }
}

async function move(main: QueryRunner, table: string, shards: readonly ShardAddress[]): Promise<number> {
  const [there] = (await main.query(`select exists (select 1 from ${SCHEMA}.${table}) as found`)) as {
    found: boolean;
  }[];
  if (there?.found === true) {
    throw new StartupError(
      '分片的数据库里已有台账(上一次搬运可能在最后一步中断)。请把各分片换成新建的空数据库后再执行;主数据库没有改动。',
    );
  }
  for (const { into, partitions } of await windowsOf(main, table, shards)) {
    // By key, because originals come before their reversals.
    await main.query(
      `insert into ${into} select t.* from public.${table} t where exists (
         select 1 from unnest($1::int[]) r
         where satisfies_hash_partition('public.ledger_account'::regclass, ${LEDGER_PARTITIONS}, r, t.volunteer_id))
       order by 1, 2, 3`,
      [partitions],
    );
  }
  const sums = await Promise.all([digestOf(main, `public.${table}`), digestOf(main, `${SCHEMA}.${table}`)]);
  if (sums[0]?.digest !== sums[1]?.digest) {
    throw new StartupError(`搬运后核对不一致(${table}),已撤回,主数据库没有改动。请把各分片换成新建的空数据库后再试。`);
  }
  return Number(sums[0]?.count);
}

/** Where the rows of which partitions go. A window that is partitioned sends each row to its server by itself. */
async function windowsOf(
  main: QueryRunner,
  table: string,
  shards: readonly ShardAddress[],
): Promise<readonly { readonly into: string; readonly partitions: readonly number[] }[]> {
  const [window] = (await main.query(
    `select relkind = 'p' as "isPartitioned" from pg_class where oid = '${SCHEMA}.${table}'::regclass`,
  )) as { isPartitioned: boolean }[];
  if (window?.isPartitioned === true) {
    return [{ into: `${SCHEMA}.${table}`, partitions: shards.flatMap(({ partitions }) => partitions) }];
  }
  return shards.map(({ holder, partitions }) => ({ into: wholeTableName(table, holder), partitions }));
}

interface Digest {
  readonly count: string;
  readonly digest: string;
}

/** Count and order-free digest of all rows, every column. */
async function digestOf(main: QueryRunner, table: string): Promise<Digest | undefined> {
  const [row] = (await main.query(
    `select count(*) as count, count(*) || '/' || coalesce(sum(hashtextextended(t::text, 0)), 0) as digest
     from ${table} t`,
  )) as Digest[];
  return row;
}
