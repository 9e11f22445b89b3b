import { onServer } from './databases';

/**
 * Has the ledger of a database of a run post whatever it is given: where reading is measured, the postings are nobody's. What
 * asking for the cause costs is in the benchmarks posting and posting-batch.
 *
 * @param url of the owner.
 */
export async function letAnyCausePost(url: string): Promise<void> {
  await onServer(url, (client) =>
    client.query(`
      create or replace function ledger_undeclared(
        p_volunteer uuid[], p_kind text[], p_amount bigint[], p_reason text[], p_cause_kind text[], p_cause uuid[],
        p_reverses bigint[]
      ) returns bigint language plpgsql stable as $$ begin return null; end $$`),
  );
}
