import { randomBytes } from 'node:crypto';
import { addressOf, chooseMode, TEST_APP, TEST_OWNER, withAdmin } from './test-server';

/** A migrated database of its own for one test file. */
export interface TestDatabase {
  readonly name: string;
  /** The application's role: uses tables, owns none. */
  readonly url: string;
  /** The role that owns everything, for what the application may not do. */
  readonly ownerUrl: string;
  drop(): Promise<void>;
}

/** What the installation in a database is for; null: nobody has chosen yet. */
export type TestMode = 'REAL' | 'PRACTICE' | null;

/** Copies the template (about 0.1 s). Whatever a test file does not drop is dropped at the end of the run. */
export async function cloneDatabase(mode: TestMode = 'REAL'): Promise<TestDatabase> {
  const { TEST_ADMIN_URL: adminUrl, TEST_TEMPLATE: template } = process.env;
  if (!adminUrl || !template) throw new Error('no test server: run this file in the jest project integration or e2e');
  // Copying files forces checkpoints: the quicker way without fsync, the slower one (0.3 s against 0.1 s) with it.
  const strategy = process.env['TEST_DATABASE_URL'] ? 'wal_log' : 'file_copy';
  const name = `${template}_${randomBytes(4).toString('hex')}`;
  await withAdmin(adminUrl, async (client) => {
    await client.query(`create database ${name} owner ${TEST_OWNER} template ${template} strategy ${strategy}`);
    // Rights on a database are not copied with it.
    await client.query(`revoke all on database ${name} from public`);
    await client.query(`grant connect, temporary on database ${name} to ${TEST_APP}`);
  });
  // The template is REAL. The choice is a fact, so that taking it back takes a superuser who switches the guards off.
  if (mode !== 'REAL') {
    const choice = addressOf(adminUrl, name);
    await withAdmin(choice, (client) =>
      client.query('set session_replication_role = replica; delete from installation'),
    );
    if (mode) await chooseMode(choice, mode);
  }
  return {
    name,
    url: addressOf(adminUrl, name, TEST_APP),
    ownerUrl: addressOf(adminUrl, name, TEST_OWNER),
    drop: async () => {
      await withAdmin(adminUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}
