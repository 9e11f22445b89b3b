import { ensureRole, grantRights, QUEUE_SCHEMA, withClient } from '../database/rights';
import type { Secrets } from './secrets';

export const DATABASE_NAME = 'ledger';
/** Owns tables and functions; migrations run as this role. */
export const OWNER_ROLE = 'ledger_owner';
/** What the application is at run time: it owns nothing. */
export const APP_ROLE = 'ledger_app';

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
