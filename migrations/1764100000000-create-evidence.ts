/**
 * Why: a chain proves that entries fit each other, not that they are all there. Signed checkpoints do: Merkle trees over
 * the ledger's entries (one per partition) and over every other append-only table, and a signature over all their roots.
 * A leaf's position is given once, by the checkpointer; what is committed later stands later, so that nothing ever slips
 * into a tree that is signed.
 * Locks: none, all tables are new. Way back: drop the tables (copies in the witness file stay).
 */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { guardTables, refuseChanges } from './support/guards';
import { partitionByVolunteer } from './support/partitions';

const facts = ['ledger_signing_key', 'ledger_checkpoint', 'ledger_tree_head', 'ledger_audit_run'];

export class CreateEvidence1764100000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- Public halves only. Each key is vouched for by the one before it, the first by itself.
      create table ledger_signing_key (
        version integer primary key check (version >= 1),
        public_key bytea not null check (octet_length(public_key) = 32),
        created_at timestamptz(3) not null,
        signature bytea not null check (octet_length(signature) = 64)
      );

      create table ledger_checkpoint (
        number bigint primary key check (number >= 1),
        made_at timestamptz(3) not null,
        -- leaves of all trees together
        tree_size bigint not null check (tree_size >= 1),
        -- over the heads of all trees
        root bytea not null check (octet_length(root) = 32),
        -- of the previous checkpoint; empty for the first
        previous_hash bytea not null check (octet_length(previous_hash) in (0, 32)),
        key_version integer not null references ledger_signing_key (version),
        signature bytea not null check (octet_length(signature) = 64)
      );

      -- How one tree grew with a checkpoint; trees that did not grow have no row.
      create table ledger_tree_head (
        tree text not null,
        checkpoint_number bigint not null references ledger_checkpoint (number),
        first_position bigint not null check (first_position >= 0),
        size bigint not null,
        root bytea not null check (octet_length(root) = 32),
        -- the rows that became leaves, in the order of their positions
        keys text[] not null,
        -- the first eight bytes of each leaf's hash: they name the row that was changed, the root proves it
        fingerprints bigint[] not null,
        -- what the leaf of a row was made of; null for entries, whose hash says it
        columns text[],
        primary key (tree, checkpoint_number),
        check (size = first_position + cardinality(keys)),
        check (cardinality(keys) >= 1 and cardinality(fingerprints) = cardinality(keys))
      );

      create table ledger_audit_run (
        id uuid primary key,
        started_at timestamptz not null,
        finished_at timestamptz not null,
        is_intact boolean not null,
        entry_count bigint not null,
        account_count bigint not null,
        checkpoint_number bigint,
        finding_count integer not null,
        -- the first hundred
        findings jsonb not null
      );
      create index ledger_audit_run_time on ledger_audit_run (started_at);

      -- Where the checkpointer stands: what could be computed again from the heads, kept so that it need not be.
      create table ledger_tree (
        tree text primary key,
        size bigint not null,
        root bytea not null,
        subtrees bytea not null
      ) with (fillfactor = 50);

      create table ledger_covered (
        volunteer_id uuid not null,
        kind text not null,
        -- the last entry of the account that is a leaf
        seq bigint not null,
        primary key (volunteer_id, kind)
      ) partition by hash (volunteer_id);
    `);
    await partitionByVolunteer(queryRunner, 'ledger_covered', { appendOnly: false, fillFactor: 70 });
    for (const table of facts) await refuseChanges(queryRunner, table);
    await guardTables(queryRunner, 'fact', facts);
    await guardTables(queryRunner, 'balance', ['ledger_tree', 'ledger_covered']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'drop table ledger_covered, ledger_tree, ledger_audit_run, ledger_tree_head, ledger_checkpoint, ledger_signing_key',
    );
  }
}
