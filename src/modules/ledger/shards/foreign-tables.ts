import { escapeLiteral } from 'pg';
import { LEDGER_SHARDS_SCHEMA as SCHEMA } from '../../../platform/database/two-phase';
import { LEDGER_PARTITIONS } from '../domain/partition-of';

/** What lives on the shards: every table that ledger_post writes. All of them have the volunteer in their keys. */
export const SPREAD_TABLES = ['ledger_account', 'ledger_entry', 'ledger_month'] as const;

/** A server and what it holds. */
export interface ShardAddress {
  /** The lowest partition there: the shard's name. */
  readonly holder: number;
  readonly partitions: readonly number[];
  readonly url: string;
}

export interface ForeignTablesOptions {
  /** Those of SPREAD_TABLES that are partitioned by volunteer. */
  readonly partitionedTables: readonly string[];
  /** Only while entries are being moved out: otherwise the shards are written through ledger_post alone. */
  readonly isWritable: boolean;
}

/** A read of next to nothing through the window on a shard. */
export function lookSqlOf(holder: number): string {
  return `select 1 from ${SCHEMA}.ledger_account_p${twoDigits(holder)} limit 1`;
}

/**
 * The windows of the main database on its shards: tables of the ledger's own names, in a schema of their own that comes
 * first in the search path. A partitioned table there has the shards' leaves as its partitions, so that a question about
 * one volunteer goes to one server, chosen by PostgreSQL itself, and a question about all goes to all.
 */
export function foreignTablesSql(shards: readonly ShardAddress[], options: ForeignTablesOptions): string {
  return [
    `drop schema if exists ${SCHEMA} cascade;`,
    `create schema ${SCHEMA};`,
    ...shards.map((shard) => serverSql(shard, options.isWritable)),
    ...SPREAD_TABLES.map((table) =>
      options.partitionedTables.includes(table) ? leavesSql(table, shards) : wholeTablesSql(table, shards),
    ),
  ].join('\n');
}

function serverSql({ holder, url }: ShardAddress, isWritable: boolean): string {
  const { hostname, port, pathname, username, password, searchParams } = new URL(url);
  const sslMode = searchParams.get('sslmode');
  const name = shardName(holder);
  const settings = {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? '5432' : port,
    dbname: decodeURIComponent(pathname.slice(1)),
    ...(sslMode !== null && { sslmode: sslMode }),
    connect_timeout: '10',
    // Without it a join asks for whole tables instead of the rows of its volunteers.
    use_remote_estimate: 'true',
    fetch_size: '5000',
    batch_size: '500',
    async_capable: 'true',
    updatable: String(isWritable),
  };
  const login = { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  return `drop server if exists ${name} cascade;
    create server ${name} foreign data wrapper postgres_fdw options (${optionsSql(settings)});
    create user mapping for current_user server ${name} options (${optionsSql(login)});`;
}

function leavesSql(table: string, shards: readonly ShardAddress[]): string {
  const leaves = shards.flatMap(({ holder, partitions }) =>
    partitions.map((partition) => {
      const leaf = `${table}_p${twoDigits(partition)}`;
      return `create foreign table ${SCHEMA}.${leaf} partition of ${SCHEMA}.${table}
        for values with (modulus ${LEDGER_PARTITIONS}, remainder ${partition})
        server ${shardName(holder)} options (schema_name 'public', table_name '${leaf}');`;
    }),
  );
  return [`create table ${SCHEMA}.${table} (like public.${table}) partition by hash (volunteer_id);`, ...leaves].join(
    '\n',
  );
}

function wholeTablesSql(table: string, shards: readonly ShardAddress[]): string {
  const children = shards.map(
    ({ holder }) => `create foreign table ${SCHEMA}.${table}_s${twoDigits(holder)} () inherits (${SCHEMA}.${table})
        server ${shardName(holder)} options (schema_name 'public', table_name '${table}');`,
  );
  return [`create table ${SCHEMA}.${table} (like public.${table});`, ...children].join('\n');
}

function optionsSql(options: Readonly<Record<string, string>>): string {
  return Object.entries(options)
    .map(([name, value]) => `${name === 'user' ? '"user"' : name} ${escapeLiteral(value)}`)
    .join(', ');
}

function shardName(holder: number): string {
  return `ledger_shard_${twoDigits(holder)}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
