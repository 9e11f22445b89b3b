export { EmbeddedDatabase, type DatabaseAddresses, type EmbeddedOptions } from './embedded-database';
export { ensureSecrets, secretsPath, type Secrets } from './secrets';
export { APP_ROLE, OWNER_ROLE, QUEUE_SCHEMA } from './provision';
