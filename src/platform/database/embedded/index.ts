export { EmbeddedDatabase, type DatabaseAddresses, type EmbeddedOptions } from './embedded-database';
export { ensureSecrets, secretsPath, type Secrets } from './secrets';
export { ensureRole, grantRights } from './provision';
export { isAlive } from './process-info';
