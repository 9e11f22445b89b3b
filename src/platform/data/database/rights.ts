import { Client, escapeIdentifier, escapeLiteral } from 'pg';

/** The schema of the queue's tables on PostgreSQL. */
export const QUEUE_SCHEMA = 'queue';

const RIGHTS_LOCK = 7_230_112_235;

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

/** Does something on a connection of its own. */
export async function withClient<T>(connectionString: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
