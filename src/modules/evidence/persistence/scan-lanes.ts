import type { Client } from 'pg';
import { DatabaseClient } from '../../../platform/database/database-client';
import { type BranchServers, LEDGER_SHARDS_SCHEMA } from '../../../platform/database/two-phase';
import { leafSettingsSql } from './fact-tables';

/**
 * Opens connections that read side by side in one snapshot: a scan takes minutes on a large ledger, so they are none of the
 * pool's, and postings go on meanwhile.
 *
 * @param servers those that hold parts of the ledger: it is read through the windows, at one cut through all of them.
 */
export async function openLanes(
  databaseUrl: string,
  servers: BranchServers,
  count: number,
): Promise<readonly Client[]> {
  const lanes = Array.from(
    { length: count },
    () => new DatabaseClient({ connectionString: databaseUrl, application_name: 'volunteer-ledger audit' }),
  );
  try {
    for (const lane of lanes) {
      await lane.connect();
      await lane.query('begin isolation level repeatable read read only');
      // Settings first: none of them looks at anything, so that the snapshot begins with the cut.
      await lane.query(settingsSql);
      if (!servers.isEmpty) await lane.query(`set local search_path = ${LEDGER_SHARDS_SCHEMA}, public`);
    }
    // While the cut lasts nothing is committed on the servers: whatever each lane begins there is the same.
    if (servers.isEmpty) await shareSnapshot(lanes, []);
    else await servers.cut(() => shareSnapshot(lanes, servers.lookSqls()));
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

async function shareSnapshot([first, ...others]: readonly Client[], lookSqls: readonly string[]): Promise<void> {
  if (!first) return;
  if (others.length > 0) {
    const { rows } = await first.query<{ name: string }>('select pg_export_snapshot() as name');
    for (const lane of others) await lane.query(`set transaction snapshot '${rows[0]?.name ?? ''}'`);
  }
  for (const lane of [first, ...others]) for (const sql of lookSqls) await lane.query(sql);
}
