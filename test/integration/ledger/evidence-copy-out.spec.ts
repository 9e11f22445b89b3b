import { Client } from 'pg';
import { copyOut } from '../../../src/ledger/evidence/persistence/copy-out';
import { DatabaseClient } from '../../../src/platform/data/database/database-client';
import { cloneDatabase, type TestDatabase } from '../../support/test-database';

/** A copy takes the connection's bytes for itself while it lasts; whatever happens meanwhile, the connection is given back. */
describe('a copy out of the database', () => {
  let database: TestDatabase;
  let client: Client;

  beforeAll(async () => {
    database = await cloneDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    client = new DatabaseClient({ connectionString: database.url });
    await client.connect();
  });
  afterEach(() => client.end());

  async function copied(select: string): Promise<readonly string[]> {
    const rows: string[] = [];
    await copyOut(client, `copy (${select}) to stdout`, (bytes, from, to) =>
      rows.push(bytes.toString('utf8', from, to)),
    );
    return rows;
  }

  const numbers = (count: number): string => `select n from generate_series(1, ${count}) n`;
  const isUsable = async (): Promise<boolean> =>
    (await client.query<{ one: number }>('select 1 as one')).rowCount === 1;

  it('hands over every row once and in order, whatever their number and length', async () => {
    expect(await copied(numbers(0))).toEqual([]);
    expect(await copied(numbers(50_000))).toEqual(Array.from({ length: 50_000 }, (_, n) => `${n + 1}\n`));
    const lengths = (await copied(`select repeat('字', n) from unnest(array[1, 400000, 0, 900000, 2]) n`)).map(
      (row) => row.length - 1,
    );
    expect(lengths).toEqual([1, 400_000, 0, 900_000, 2]);
    expect(await isUsable()).toBe(true);
  });

  it('lets notices through to those who listen', async () => {
    const notices: (string | undefined)[] = [];
    client.on('notice', ({ message }) => notices.push(message));
    await client.query(`create function pg_temp.told(n int) returns int language plpgsql as $$
      begin raise notice 'row %', n; return n; end $$`);
    expect(await copied('select pg_temp.told(n) from generate_series(1, 3) n')).toEqual(['1\n', '2\n', '3\n']);
    expect(notices).toEqual(['row 1', 'row 2', 'row 3']);
  });

  it('fails with what failed in the middle, here or there, and gives the connection back', async () => {
    let taken = 0;
    const failing = copyOut(client, `copy (${numbers(10_000)}) to stdout`, () => {
      taken += 1;
      if (taken === 5) throw new Error('the fifth row is too much');
    });
    await expect(failing).rejects.toThrow('the fifth row is too much');
    expect(taken).toBe(5);
    await expect(copied('select 1 / (500 - n) from generate_series(1, 1000) n')).rejects.toMatchObject({
      code: '22012',
    });
    await expect(copied('select nothing')).rejects.toMatchObject({ code: '42703' });
    expect(await copied(numbers(2))).toEqual(['1\n', '2\n']);
    expect(await isUsable()).toBe(true);
  });

  it('fails where the server ends the connection in the middle', async () => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    client.on('error', () => undefined);
    const other = new Client({ connectionString: database.url });
    await other.connect();
    const endless = copied(`select n, pg_sleep(0.001) from generate_series(1, 1000000) n`);
    const ended = expect(endless).rejects.toThrow();
    await other.query('select pg_sleep(0.2), pg_terminate_backend($1)', [rows[0]?.pid]);
    await ended;
    await other.end();
  });
});
