import * as pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../../../../migrations';
import { DatabaseClient } from './database-client';

export interface DatabaseOptions {
  readonly url: string;
  /** Connections this process may hold. */
  readonly poolSize: number;
  /** Shown in pg_stat_activity, so that an administrator sees who holds a connection. */
  readonly applicationName: string;
  /** Commits do not wait for the disk: only for what is simply done again when a crash takes it back. */
  readonly commitsLazily?: boolean;
}

/**
 * The one DataSource of a process. The application's rows (entities) are registered by the modules through
 * TypeOrmModule.forFeature; the schema is made by migrations only.
 */
export function dataSourceOptions(options: DatabaseOptions) {
  return {
    type: 'postgres' as const,
    // Not looked for by its name: the pools that Statements takes from it have to be of the one pg there is.
    driver: pg,
    url: withSettings(options),
    poolSize: options.poolSize,
    applicationName: options.applicationName,
    migrations,
    migrationsTransactionMode: 'each' as const,
    synchronize: false,
    // A failed statement's log line would print its parameters: names and cipher texts. Errors are logged where they are caught.
    logging: false as const,
    // A connection that hangs must not hang a clerk's page: refuse after 10 s.
    connectTimeoutMS: 10_000,
    extra: { Client: DatabaseClient, statement_timeout: 60_000, idle_in_transaction_session_timeout: 60_000 },
  };
}

/**
 * In the address, because options that stand there already would win over any other place. No statement is compiled (jit):
 * ours take milliseconds, compiling one whose cost was guessed too high takes seconds.
 */
function withSettings({ url, commitsLazily }: DatabaseOptions): string {
  const address = new URL(url);
  const settings = ['-c jit=off', commitsLazily === true && '-c synchronous_commit=off'];
  address.searchParams.set('options', [address.searchParams.get('options'), ...settings].filter(Boolean).join(' '));
  return address.href;
}

const MIGRATION_LOCK = 7_230_112_233;
const START_TIMEOUT_MS = 60_000;

/**
 * Brings the schema up to date. Several processes may call this at once: an advisory lock lets one work and the others
 * wait and then find nothing to do.
 *
 * @returns the names of the migrations that ran now.
 */
export async function migrate(url: string): Promise<readonly string[]> {
  const dataSource = new DataSource({
    // What a crash takes back is done again at the next start, and what anybody is told is kept lies behind the migrations in
    // the log: its commit waits for them, too.
    ...dataSourceOptions({ url, poolSize: 2, applicationName: 'volunteer-ledger migrate', commitsLazily: true }),
    // At the start the application is loaded meanwhile, which on a busy machine holds up this thread for seconds.
    connectTimeoutMS: START_TIMEOUT_MS,
  });
  await dataSource.initialize();
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const ran = await dataSource.runMigrations({ transaction: 'each' });
    return ran.map((migration) => migration.name);
  } finally {
    await lock.query('select pg_advisory_unlock_all()');
    await lock.release();
    await dataSource.destroy();
  }
}

/**
 * For a role that may not make tables: the names of the migrations that somebody else has yet to run. Null for a role that
 * may run them itself.
 */
export async function pendingForOthers(url: string): Promise<readonly string[] | null> {
  const client = new DatabaseClient({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ mayCreate: boolean; hasRun: boolean }>(
      `select has_schema_privilege('public', 'create') as "mayCreate", to_regclass('public.migrations') is not null as "hasRun"`,
    );
    if (rows[0]?.mayCreate) return null;
    const ran = rows[0]?.hasRun ? await client.query<{ name: string }>('select name from migrations') : { rows: [] };
    const names = new Set(ran.rows.map(({ name }) => name));
    return migrations.map(({ name }) => name).filter((name) => !names.has(name));
  } finally {
    await client.end();
  }
}
