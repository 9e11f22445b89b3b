export { EmbeddedDatabase, type DatabaseAddresses, type EmbeddedOptions } from './embedded-database';
export { ensureSecrets, secretsPath, type Secrets } from './secrets';
export { ensureRole, grantRights, shareRights } from './provision';
export { isAlive } from './process-info';
