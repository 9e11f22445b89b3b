import { randomBytes, randomUUID } from 'node:crypto';
import type { Client } from 'pg';

/**
 * Inserts a row of which only some columns matter; the others get any value of their type. By a superuser, without
 * triggers and checks: for tests that need an object to exist and not to have a past.
 */
export async function fillRow(client: Client, table: string, given: Readonly<Record<string, unknown>>): Promise<void> {
  const { rows: checks } = await client.query<{ name: string }>(
    `select conname as name from pg_constraint where conrelid = $1::regclass and contype = 'c'`,
    [table],
  );
  for (const { name } of checks) await client.query(`alter table ${table} drop constraint "${name}"`);
  const { rows: needed } = await client.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, null) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attnotnull and not atthasdef
       and attidentity = '' and attname <> all ($2)`,
    [table, Object.keys(given)],
  );
  const names = [...Object.keys(given), ...needed.map(({ name }) => name)];
  const values = [...Object.values(given), ...needed.map(({ name, type }) => anyOf(table, name, type))];
  await client.query('set session_replication_role = replica');
  await client.query(
    `insert into ${table} (${names.map((name) => `"${name}"`).join(', ')})
     values (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
    values,
  );
  await client.query('set session_replication_role = default');
}

function anyOf(table: string, name: string, type: string): unknown {
  const value = samples[type];
  if (!value) throw new Error(`no sample for ${table}.${name} of type ${type}`);
  return value();
}

const samples: Readonly<Record<string, () => unknown>> = {
  uuid: () => randomUUID(),
  text: () => `任意${randomBytes(3).toString('hex')}`,
  integer: () => 1,
  bigint: () => 1,
  boolean: () => false,
  date: () => '2026-01-01',
  bytea: () => randomBytes(32),
  jsonb: () => '{}',
  'text[]': () => ['BUILDING_HEAD'],
  'timestamp with time zone': () => '2026-01-01T00:00:00Z',
};
