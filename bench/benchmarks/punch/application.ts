import { randomBytes } from 'node:crypto';

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
    PORT: '0',
    HOST: '127.0.0.1',
    JWT_SECRET: randomBytes(32).toString('hex'),
    DATA_KEYS: `1:${randomBytes(32).toString('base64')}`,
    INDEX_KEY: randomBytes(32).toString('base64'),
    RATE_LIMIT_PERSON: '9999999/60',
    RATE_LIMIT_ADDRESS: '9999999/60',
  };
}
