import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import type { Secrets } from './secrets';

export const DATABASE_NAME = 'ledger';
/** Owns tables and functions; migrations run as this role. */
export const OWNER_ROLE = 'ledger_owner';
/** What the application is at run time: it owns nothing. */
export const APP_ROLE = 'ledger_app';
export const QUEUE_SCHEMA = 'queue';

/** Where a server listens: always on a loopback port, and where the system has them on a socket in a folder. */
export interface ServerPlace {
  readonly port: number;
  readonly socketFolder: string | undefined;
}

/**
 * The address of the database for one role. Host and port are the loopback ones, for whoever takes the address apart; the
 * clients of PostgreSQL go by `host` behind the question mark, the socket: a round trip there costs about a third less.
 */
export function databaseUrl(place: ServerPlace, role: string, password: string, database = DATABASE_NAME): string {
  const address = `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${place.port}/${database}`;
  return place.socketFolder === undefined ? address : `${address}?host=${encodeURIComponent(place.socketFolder)}`;
}

/** Makes roles and database of a new cluster. Every step may be repeated: a start that was cut off is simply resumed. */
export async function provision(place: ServerPlace, secrets: Secrets): Promise<void> {
  if (await isProvisioned(place, secrets)) return;
  const superuser = (database: string): string =>
    databaseUrl(place, 'postgres', secrets.databaseSuperuserPassword, database);
  await withClient(superuser('postgres'), async (client) => {
    await ensureRole(client, OWNER_ROLE, secrets.databaseOwnerPassword);
    await ensureRole(client, APP_ROLE, secrets.databaseAppPassword);
    const known = await client.query('select 1 from pg_database where datname = $1', [DATABASE_NAME]);
    if (known.rowCount === 0) await client.query(`create database ${DATABASE_NAME} owner ${OWNER_ROLE}`);
  });
  await withClient(superuser(DATABASE_NAME), (client) => grantRights(client, DATABASE_NAME, OWNER_ROLE, APP_ROLE));
}

/**
 * Divides the rights inside a database: `owner` makes things, `app` uses them. A migration takes away from `app` what a
 * table forbids.
 *
 * @param client a superuser's connection to `database`.
 */
export async function grantRights(client: Client, database: string, owner: string, app: string): Promise<void> {
  const defaults = (schema: string): string => `alter default privileges for role ${owner} in schema ${schema} grant`;
  await client.query(`
    revoke all on database ${database} from public;
    grant connect, temporary on database ${database} to ${app};
    alter schema public owner to ${owner};
    grant usage on schema public to ${app};
    ${defaults('public')} select, insert, update, delete on tables to ${app};
    ${defaults('public')} usage, select on sequences to ${app};
    create schema if not exists ${QUEUE_SCHEMA} authorization ${owner};
    ${defaults(QUEUE_SCHEMA)} select, insert, update, delete, truncate on tables to ${app};
    ${defaults(QUEUE_SCHEMA)} usage, select, update on sequences to ${app};
    -- Create, because the queue makes one sequence per lane. Last, because it is what isProvisioned asks for.
    grant usage, create on schema ${QUEUE_SCHEMA} to ${app};
  `);
}

async function isProvisioned(place: ServerPlace, secrets: Secrets): Promise<boolean> {
  try {
    return await withClient(databaseUrl(place, APP_ROLE, secrets.databaseAppPassword), async (client) => {
      const sql = `select has_schema_privilege(oid, 'create') as ready from pg_namespace where nspname = $1`;
      const found = await client.query<{ ready: boolean }>(sql, [QUEUE_SCHEMA]);
      return found.rows[0]?.ready === true;
    });
  } catch {
    return false;
  }
}

const RIGHTS_LOCK = 7_230_112_235;

/**
 * Divides the rights of a server's database between the roles of two addresses; both roles exist. Cheap to repeat, and
 * several processes may do it at once.
 *
 * @param ownerUrl a role that owns the database.
 * @param appUrl the application's role; the same role as the owner's is left as it is.
 */
export async function shareRights(ownerUrl: string, appUrl: string): Promise<void> {
  const [owner, app] = [ownerUrl, appUrl].map((url) => decodeURIComponent(new URL(url).username));
  const database = decodeURIComponent(new URL(ownerUrl).pathname.slice(1));
  if (owner === undefined || app === undefined || owner === app) return;
  await withClient(ownerUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [RIGHTS_LOCK]);
    const { rows } = await client.query<{ ready: boolean }>(
      `select coalesce(bool_or(has_schema_privilege($1, oid, 'create')), false) as ready from pg_namespace where nspname = $2`,
      [app, QUEUE_SCHEMA],
    );
    if (rows[0]?.ready !== true) {
      const [safeDatabase, safeOwner, safeApp] = [database, owner, app].map(escapeIdentifier);
      await grantRights(client, safeDatabase ?? '', safeOwner ?? '', safeApp ?? '');
    }
  });
}

/** Creates a login role, or gives an existing one this password. */
export async function ensureRole(client: Client, role: string, password: string): Promise<void> {
  const known = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  const verb = known.rowCount === 0 ? 'create' : 'alter';
  await client.query(`${verb} role ${escapeIdentifier(role)} login password ${escapeLiteral(password)}`);
}

async function withClient<T>(connectionString: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
