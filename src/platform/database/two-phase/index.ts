export { BranchServer, branchErrors } from './branch-server';
export { BranchServers } from './branch-servers';

/** Where the home database keeps its windows on the ledger's other servers. */
export const LEDGER_SHARDS_SCHEMA = 'ledger_shards';
