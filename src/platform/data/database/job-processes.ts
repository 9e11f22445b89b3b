/**
 * Which rows of pg_stat_activity are connections of processes that run jobs on this database, by the names that
 * DatabaseModule gives its connections.
 */
export const isJobProcessSql = `datname = current_database()
    and application_name in ('volunteer-ledger worker', 'volunteer-ledger all')`;
