import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { partitionOf } from '../../../src/ledger/ledger/domain/partition-of';
import { cloneDatabase, type TestDatabase } from '../../support/test-database';

/** Which leaf a row belongs to is PostgreSQL's decision; ours has to be the same for every id there can be. */
describe('the partition of a volunteer', () => {
  let database: TestDatabase;
  let client: Client;

  beforeAll(async () => {
    database = await cloneDatabase();
    client = new Client(database.url);
    await client.connect();
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  async function leavesOf(ids: readonly string[]): Promise<number[]> {
    const { rows } = await client.query<{ leaf: number }>(
      `select leaf from unnest($1::uuid[]) with ordinality v (id, ord)
       join lateral (select r as leaf from generate_series(0, 63) r
         where satisfies_hash_partition('ledger_entry'::regclass, 64, r, v.id)) l on true
       order by ord`,
      [ids],
    );
    return rows.map(({ leaf }) => leaf);
  }

  it('is the leaf that the database chooses, for ten thousand ids', async () => {
    const edges = ['0', '1', '7', '8', 'f'].map((digit) => randomUUID().replaceAll(/[0-9a-f]/g, digit));
    const ids = [...edges, ...Array.from({ length: 10_000 }, () => randomUUID())];
    expect(ids.map(partitionOf)).toEqual(await leavesOf(ids));
  });

  it('does not depend on how the id is written', () => {
    const id = randomUUID();
    expect(partitionOf(id.toUpperCase())).toBe(partitionOf(id));
    expect(() => partitionOf('12')).toThrow(TypeError);
  });
});
