import { createHmac, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import type { QueryRunner } from 'typeorm';
import { StartupError } from '../../../platform/boot/startup-error';
import { rangesOf } from '../../../platform/config/shard-settings';
import { migrate } from '../../../platform/database/data-source';
import { LEDGER_SHARDS_SCHEMA as SCHEMA } from '../../../platform/database/two-phase';
import { foreignTablesSql, type ShardAddress, SPREAD_TABLES } from './foreign-tables';
import { complaintAboutMap, complaintAboutShard, type Placement, placementOf, type ShardMemory } from './placement';

const SETUP_LOCK = 7_230_112_237;

/** Asks a database: rows, outside of any transaction. */
type Ask = <Row>(sql: string, parameters?: readonly unknown[]) => Promise<Row[]>;

/** Migrates a shard's tables like those of the main database. @throws StartupError */
export async function prepareShard({ partitions, url }: ShardAddress): Promise<void> {
  await migrate(url).catch((error: unknown) => {
    throw new StartupError(
      `连不上台账分区 ${rangesOf(partitions)} 的数据库,或它的表结构更新失败:${messageOf(error)}\n请检查 LEDGER_SHARDS 里的地址、用户、密码和网络,以及该用户是否可以建表。`,
      { cause: error },
    );
  });
}

/**
 * Settles who holds what, once for all processes that start at the same time: the name of the ledger, the claim of every
 * shard, the main database's windows on them, and the map. A start that was cut off is simply resumed: the map is on
 * record only when every shard has made its claim.
 *
 * @returns the name of the ledger.
 * @throws StartupError where the map is not the one on record or a server is not the one it should be.
 */
export async function settlePlacement(
  main: QueryRunner,
  shards: readonly ShardAddress[],
  indexKey: Buffer,
): Promise<string> {
  const ask: Ask = (sql, parameters = []) => main.query(sql, [...parameters]);
  await main.query('select pg_advisory_lock($1)', [SETUP_LOCK]);
  try {
    const asked = placementOf(shards);
    const recorded = await recordedPlacement(ask);
    const isFirst = recorded.size === 0;
    refuseIf(complaintAboutMap(recorded, asked));
    if (isFirst) await refuseEntriesInMain(ask);
    const known = await ledgerIdIn(ask);
    const ledgerId = known ?? randomUUID();
    const empty = await shardsWithoutClaim(shards, { ledgerId, isKnown: !isFirst });
    if (known === undefined) {
      await ask('insert into ledger_identity (ledger_id, recorded_at) values ($1, now())', [ledgerId]);
    }
    for (const shard of empty) await onShard(shard, (there) => record(there, ledgerId, placementOf([shard])));
    await openWindows(main, shards, indexKey);
    if (isFirst) await record(ask, ledgerId, asked);
    return ledgerId;
  } finally {
    await main.query('select pg_advisory_unlock($1)', [SETUP_LOCK]);
  }
}

/** @throws StartupError where the ledger is spread over servers that this process was not told of. */
export async function refuseForgottenShards(ask: Ask): Promise<void> {
  const recorded = await recordedPlacement(ask);
  if (recorded.size === 0) return;
  throw new StartupError(
    `台账分布在 ${new Set(recorded.values()).size} 台服务器上,但没有设置 LEDGER_SHARDS,现在启动会看不见任何分录。\n请按原来的分布设置 LEDGER_SHARDS 后再启动。`,
  );
}

/** Checks every shard before anything is written anywhere. @returns those that are used for the first time. */
async function shardsWithoutClaim(
  shards: readonly ShardAddress[],
  wanted: { readonly ledgerId: string; readonly isKnown: boolean },
): Promise<readonly ShardAddress[]> {
  const empty: ShardAddress[] = [];
  for (const shard of shards) {
    const memory = await onShard(shard, async (ask) => {
      const [server] = await ask<{ prepared: string }>(
        `select current_setting('max_prepared_transactions') as prepared`,
      );
      if (Number(server?.prepared) === 0) {
        throw new StartupError(
          `台账分区 ${rangesOf(shard.partitions)} 的服务器没有打开两阶段提交。请在那台服务器上执行 alter system set max_prepared_transactions = 100,重启 PostgreSQL 后再启动。`,
        );
      }
      return memoryOf(ask);
    });
    refuseIf(complaintAboutShard(memory, { ...wanted, placement: placementOf([shard]) }));
    if (memory.placement.size === 0) empty.push(shard);
  }
  return empty;
}

async function onShard<T>({ url }: ShardAddress, work: (ask: Ask) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await work(async <Row>(sql: string, parameters: readonly unknown[] = []) => {
      const { rows } = await client.query(sql, [...parameters]);
      return rows as Row[];
    });
  } finally {
    await client.end();
  }
}

async function memoryOf(ask: Ask): Promise<ShardMemory> {
  const rows = await ask<{ ledgerId: string }>('select distinct ledger_id as "ledgerId" from ledger_placement');
  const [facts] = await ask<{ hasEntries: boolean; isMain: boolean }>(
    `select exists (select 1 from public.ledger_entry) as "hasEntries",
       exists (select 1 from ledger_identity) as "isMain"`,
  );
  return {
    ledgerIds: rows.map(({ ledgerId }) => ledgerId),
    placement: await recordedPlacement(ask),
    hasEntries: facts?.hasEntries === true,
    isMain: facts?.isMain === true,
  };
}

async function recordedPlacement(ask: Ask): Promise<Placement> {
  const rows = await ask<{ partition: number; holder: number }>('select partition, holder from ledger_placement');
  return new Map(rows.map(({ partition, holder }) => [partition, holder]));
}

async function record(ask: Ask, ledgerId: string, placement: Placement): Promise<void> {
  await ask(
    `insert into ledger_placement (partition, ledger_id, holder, recorded_at)
     select p.partition, $1, p.holder, now() from unnest($2::smallint[], $3::smallint[]) p (partition, holder)`,
    [ledgerId, [...placement.keys()], [...placement.values()]],
  );
}

async function ledgerIdIn(main: Ask): Promise<string | undefined> {
  const [row] = await main<{ id: string }>('select ledger_id as id from ledger_identity');
  return row?.id;
}

async function refuseEntriesInMain(main: Ask): Promise<void> {
  const [row] = await main<{ found: boolean }>('select exists (select 1 from public.ledger_entry) as found');
  if (row?.found !== true) return;
  throw new StartupError(
    '主数据库里已有台账分录,直接设置 LEDGER_SHARDS 会看不见它们。\n请先去掉 LEDGER_SHARDS,或按 docs/shards.md 把已有的分录搬到各台服务器。',
  );
}

/** Makes the foreign tables, and makes them again when the map, an address or the shape of a table has changed. */
async function openWindows(main: QueryRunner, shards: readonly ShardAddress[], indexKey: Buffer): Promise<void> {
  const kinds = (await main.query(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'p'
       and relname = any ($1)`,
    [[...SPREAD_TABLES]],
  )) as { name: string }[];
  const columns = (await main.query(
    `select table_name, column_name, data_type from information_schema.columns
     where table_schema = 'public' and table_name = any ($1) order by table_name, ordinal_position`,
    [[...SPREAD_TABLES]],
  )) as unknown;
  const sql = foreignTablesSql(shards, { partitionedTables: kinds.map(({ name }) => name), isWritable: false });
  // With a key, because the text holds passwords and the fingerprint can be read by everybody in the database.
  const fingerprint = createHmac('sha256', indexKey)
    .update(JSON.stringify([sql, columns]))
    .digest('hex');
  const known = (await main.query(
    `select obj_description(oid, 'pg_namespace') as fingerprint from pg_namespace where nspname = $1`,
    [SCHEMA],
  )) as { fingerprint: string | null }[];
  if (known[0]?.fingerprint === fingerprint) return;
  try {
    await main.query(`begin; ${sql} comment on schema ${SCHEMA} is '${fingerprint}'; commit`);
  } catch (error) {
    await main.query('rollback');
    throw new StartupError(
      `主数据库还不能读取各台账服务器:${messageOf(error)}\n请由数据库管理员在主数据库执行:create extension if not exists postgres_fdw; grant usage on foreign data wrapper postgres_fdw to 应用的用户;并允许该用户在这个数据库里建模式。`,
      { cause: error },
    );
  }
}

function refuseIf(complaint: string | null): void {
  if (complaint !== null) throw new StartupError(complaint);
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(';');
  return error instanceof Error ? error.message || error.name : String(error);
}
