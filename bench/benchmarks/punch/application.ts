import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The settings of the real application on a database. */
export interface ApplicationEnv extends Readonly<Record<string, string>> {
  readonly JWT_SECRET: string;
}

/**
 * As delivered, with keys made for this run. Its limits count, but never refuse: the crowd comes from one address, and a
 * few people punch as often as a whole town.
 */
export function applicationEnv(databaseUrl: string): ApplicationEnv {
  return {
    DATABASE_URL: databaseUrl,
    DATA_DIR: ownDataFolder(),
    // One role for all: what is measured is the application, not who owns its tables.
    ALLOW_WEAK_DATABASE: 'true',
    PORT: '0',
    HOST: '127.0.0.1',
    JWT_SECRET: randomBytes(32).toString('hex'),
    DATA_KEYS: `1:${randomBytes(32).toString('base64')}`,
    INDEX_KEY: randomBytes(32).toString('base64'),
    RATE_LIMIT_PERSON: '9999999/60',
    RATE_LIMIT_ADDRESS: '9999999/60',
  };
}

/**
 * For keys, witness and attachments, gone when this process ends. In the folder of an installation its witness would hear
 * of checkpoints that its database does not have, and nothing would be signed there any more.
 */
function ownDataFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'volunteer-ledger-bench-data-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
