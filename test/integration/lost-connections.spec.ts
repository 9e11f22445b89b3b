import { Pool, type PoolClient } from 'pg';
import { CalmClient } from '../../src/platform/database/calm-client';
import { dataSourceOptions } from '../../src/platform/database/data-source';
import { eventually } from '../support/eventually';
import { cloneDatabase, type TestDatabase } from '../support/test-database';

/** A database that goes away while a transaction is open: between two statements nobody listens to the connection. */
describe('connections that are lost', () => {
  let database: TestDatabase;
  let pool: Pool;

  beforeAll(async () => {
    database = await cloneDatabase();
    pool = new Pool({ connectionString: database.url, Client: CalmClient, max: 2 });
  });

  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  async function processIdOf(client: PoolClient): Promise<number> {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    return rows[0]?.pid ?? 0;
  }

  it('fail their next statement and nothing else, and the pool replaces them', async () => {
    const lost = await pool.connect();
    const lostId = await processIdOf(lost);
    await lost.query('begin');
    await pool.query('select pg_terminate_backend($1)', [lostId]);
    await eventually('the other side has gone', async () => {
      const { rowCount } = await pool.query('select 1 from pg_stat_activity where pid = $1', [lostId]);
      return rowCount === 0;
    });
    await expect(lost.query('select 1')).rejects.toThrow();
    lost.release();
    const { rows } = await pool.query<{ one: number }>('select 1 as one');
    expect(rows).toEqual([{ one: 1 }]);
  });

  it('are of this kind in the pool of the application', () => {
    const { extra } = dataSourceOptions({ url: database.url, poolSize: 1, applicationName: 'test' });
    expect(extra.Client).toBe(CalmClient);
  });
});
