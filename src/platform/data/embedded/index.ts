export { EmbeddedDatabase, type DatabaseAddresses, type EmbeddedOptions } from './embedded-database';
export { ensureSecrets, secretsPath, type Secrets } from './secrets';
export { discardCluster, holdsCluster } from './cluster-home';
export { isAlive, processesWorkingIn } from './process-info';
