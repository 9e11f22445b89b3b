import type { Client } from 'pg';
import { DatabaseClient } from '../../../platform/data/database/database-client';
import { leafSettingsSql } from './fact-tables';

/**
 * Opens connections that read side by side in one snapshot: a scan takes minutes on a large ledger, so they are none of the
 * pool's, and postings go on meanwhile.
 */
export async function openLanes(databaseUrl: string, count: number): Promise<readonly Client[]> {
  const lanes = Array.from(
    { length: count },
    () => new DatabaseClient({ connectionString: databaseUrl, application_name: 'volunteer-ledger audit' }),
  );
  try {
    for (const lane of lanes) {
      await lane.connect();
      await lane.query('begin isolation level repeatable read read only');
      await lane.query(settingsSql);
    }
    await shareSnapshot(lanes);
    for (const lane of lanes) await lane.query(leafSettingsSql);
    return lanes;
  } catch (error) {
    await Promise.allSettled(lanes.map((lane) => lane.end()));
    throw error;
  }
}

/**
 * Every key is looked up once, so what was found before is not worth keeping. Compiling a statement over 64 partitions takes
 * longer than a small ledger does, and a large one waits for its rows.
 */
const settingsSql =
  "set local statement_timeout = 0; set local work_mem = '128MB'; set local enable_memoize = off; set local jit = off";

async function shareSnapshot([first, ...others]: readonly Client[]): Promise<void> {
  if (!first || others.length === 0) return;
  const { rows } = await first.query<{ name: string }>('select pg_export_snapshot() as name');
  for (const lane of others) await lane.query(`set transaction snapshot '${rows[0]?.name ?? ''}'`);
}
