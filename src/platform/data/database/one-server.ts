import { Client } from 'pg';
import { StartupError } from '../../foundation/config/startup-error';

/**
 * Refuses a database that an earlier version has dealt out over several servers (docs/adr/0001-one-postgresql.md): what lies
 * in it is not the whole ledger. Nothing is changed there, not even the tables brought up to date.
 *
 * @throws StartupError
 */
export async function requireWholeLedger(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ isThere: boolean }>(
      `select to_regclass('public.ledger_placement') is not null as "isThere"`,
    );
    if (tables[0]?.isThere !== true) return;
    const { rows } = await client.query<{ servers: number }>(
      'select count(distinct holder)::int as servers from ledger_placement',
    );
    const servers = rows[0]?.servers ?? 0;
    if (servers === 0) return;
    throw new StartupError(
      `这个数据库登记的台账分放在 ${servers} 台服务器上，而本版本的台账只放在一台 PostgreSQL 里，所以没有启动，也没有改动任何数据。\n请先用原来的版本运行，按 docs/adr/0001-one-postgresql.md 把分录搬回主数据库，再换成本版本启动。`,
    );
  } finally {
    await client.end();
  }
}
