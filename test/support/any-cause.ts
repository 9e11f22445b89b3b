import { Client } from 'pg';
import type { TestDatabase } from './test-database';

/**
 * Has the ledger of one test's database post whatever it is given: for specs about chains, sums, places and statements, whose
 * postings are nobody's service. What the ledger asks everywhere else is tested in nobody-alone/08-database-role.spec.ts.
 */
export async function letAnyCausePost(database: TestDatabase): Promise<void> {
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  try {
    await owner.query(`
      create or replace function ledger_undeclared(
        p_volunteer uuid[], p_kind text[], p_amount bigint[], p_reason text[], p_cause_kind text[], p_cause uuid[],
        p_reverses bigint[]
      ) returns bigint language plpgsql stable as $$ begin return null; end $$`);
  } finally {
    await owner.end();
  }
}
