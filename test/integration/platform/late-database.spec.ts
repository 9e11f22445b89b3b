import { setTimeout as sleep } from 'node:timers/promises';
import { openRuntime } from '../../../src/platform/operations/boot/open-runtime';
import { loadConfig } from '../../../src/platform/foundation/config/config';
import { SwitchableProxy } from '../../support/switchable-proxy';
import { cloneDatabase, type TestDatabase } from '../../support/test-database';

/** Service and database start at the same moment, as after a power cut. */
describe('a start whose database is not there yet', () => {
  let database: TestDatabase;
  let way: SwitchableProxy;

  beforeAll(async () => {
    database = await cloneDatabase();
    way = await SwitchableProxy.to(database.ownerUrl);
  });
  afterAll(async () => {
    await way.close();
    await database.drop();
  });

  const open = (url: string) => {
    const key = Buffer.alloc(32, 7).toString('base64');
    const secrets = { JWT_SECRET: 'x'.repeat(40), DATA_KEYS: `1:${key}`, INDEX_KEY: key };
    const options = { notice: () => undefined, onLost: () => undefined };
    return openRuntime(loadConfig({ DATABASE_URL: url, ALLOW_WEAK_DATABASE: 'true', ...secrets }), options);
  };

  it('waits for it', async () => {
    const opening = open(way.url);
    await sleep(1_200);
    way.switchOn();
    await expect(opening).resolves.toMatchObject({ runtime: { databaseUrl: way.url } });
  });

  it('says so where waiting cannot help', async () => {
    const url = new URL(database.ownerUrl);
    // A role that is not there is refused by every server, also by one that asks for no password.
    url.username = 'nobody_of_this_name';
    await expect(open(url.href)).rejects.toThrow('连不上 DATABASE_URL');
  });
});
