import { Client } from 'pg';
import type { TestDatabase } from './test-database';

/** A connection to a test's database with every right, for tests of what even that does not hide. End it yourself. */
export async function superuserOf(database: TestDatabase): Promise<Client> {
  const url = new URL(process.env['TEST_ADMIN_URL'] ?? '');
  url.pathname = `/${database.name}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  return client;
}

/** One statement by a superuser without triggers: what the application's own role is refused. */
export async function behindTheGuards(
  database: TestDatabase,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<void> {
  const superuser = await superuserOf(database);
  try {
    await superuser.query('set session_replication_role = replica');
    await superuser.query(sql, [...parameters]);
  } finally {
    await superuser.end();
  }
}
