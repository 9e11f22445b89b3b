import { Pool, type PoolClient } from 'pg';
import { DatabaseClient } from '../../../src/platform/data/database/database-client';
import { dataSourceOptions } from '../../../src/platform/data/database/data-source';
import { eventually } from '../../support/eventually';
import { cloneDatabase, type TestDatabase } from '../../support/test-database';

/** A database may go away while a transaction is open: between two statements nobody listens to the connection. */
describe('connections of the pool', () => {
  let database: TestDatabase;
  let pool: Pool;

  beforeAll(async () => {
    database = await cloneDatabase();
    pool = new Pool({ connectionString: database.url, Client: DatabaseClient, max: 2 });
    // As TypeORM listens: the server's last word may come when the connection has been given back.
    pool.on('error', () => undefined);
  });

  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  async function processIdOf(client: PoolClient): Promise<number> {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    return rows[0]?.pid ?? 0;
  }

  it('that are lost fail their next statement and nothing else, and the pool replaces them', async () => {
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

  it("are not handed on when the server's last word was the answer to a statement", async () => {
    const lost = await pool.connect();
    const lostId = await processIdOf(lost);
    await expect(lost.query('select pg_terminate_backend($1)', [lostId])).rejects.toMatchObject({ code: '57P01' });
    lost.release();
    const next = await pool.connect();
    expect(await processIdOf(next)).not.toBe(lostId);
    next.release();
  });

  it('compile no statements, beside what the address asks for itself', async () => {
    const address = new URL(database.url);
    address.searchParams.set('options', '-c work_mem=7MB -c search_path=elsewhere,public');
    const options = { url: address.href, poolSize: 1, applicationName: 'test' };
    const client = new DatabaseClient({ connectionString: dataSourceOptions(options).url });
    await client.connect();
    const settings = ['jit', 'search_path', 'work_mem'].map((name) => `current_setting('${name}') as ${name}`);
    const { rows } = await client.query(`select ${settings.join(', ')}`);
    await client.end();
    expect(rows).toEqual([{ jit: 'off', search_path: 'elsewhere,public', work_mem: '7MB' }]);
  });

  it('keep the plans of what they send again and again, and of nothing else', async () => {
    const client = await pool.connect();
    const plans = async (): Promise<readonly string[]> => {
      const { rows } = await client.query<{ statement: string }>(
        'select statement from pg_prepared_statements order by 1',
      );
      return rows.map(({ statement }) => statement);
    };
    try {
      for (let time = 1; time <= 4; time += 1) {
        const { rows } = await client.query<{ sum: number }>('select $1::int + 1 as sum', [time]);
        expect(rows).toEqual([{ sum: time + 1 }]);
        await client.query('select 1 as without_values');
      }
      for (let n = 0; n < 300; n += 1) await client.query(`select $1::int as once_${n}`, [n]);
      expect(await plans()).toEqual(['select $1::int + 1 as sum']);
      // An error leaves the plan and the connection in order.
      await expect(client.query('select $1::int + 1 as sum', ['x'])).rejects.toMatchObject({ code: '22P02' });
      expect((await client.query('select $1::int + 1 as sum', [1])).rows).toEqual([{ sum: 2 }]);
      for (let n = 0; n < 250; n += 1) {
        for (let time = 0; time < 3; time += 1) await client.query(`select $1::int as often_${n}`, [n]);
      }
      expect(await plans()).toHaveLength(200);
    } finally {
      client.release();
    }
  });

  it('are of this kind in the pool of the application', () => {
    const { extra } = dataSourceOptions({ url: database.url, poolSize: 1, applicationName: 'test' });
    expect(extra.Client).toBe(DatabaseClient);
  });
});
