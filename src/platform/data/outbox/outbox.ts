import { Injectable } from '@nestjs/common';
import type { Transaction } from '../database/unit-of-work';
import type { JobDefinition } from '../queue';
import { OutboxSignal } from './outbox-signal';

export interface OutboxOptions {
  /** Waiting doorbells with the same key collapse into one; see JobRequest.dedupKey. */
  readonly dedupKey?: string;
  /** Not before this time; default: at once. */
  readonly availableAt?: Date;
}

/** One doorbell to be rung after the commit. */
export interface OutboxEntry<Payload extends object = object> extends OutboxOptions {
  readonly job: JobDefinition<Payload>;
  readonly payload: Payload;
}

/**
 * Effects wait for the commit: a doorbell is a row written with the facts it is about. It is rung after the commit, at
 * least once, and never when the transaction rolls back.
 */
@Injectable()
export class Outbox {
  constructor(private readonly signal: OutboxSignal) {}

  async add<Payload extends object>(
    tx: Transaction,
    job: JobDefinition<Payload>,
    payload: Payload,
    options: OutboxOptions = {},
  ): Promise<void> {
    await this.addMany(tx, [{ job, payload, ...options }]);
  }

  /** Writes many doorbells in one statement. */
  async addMany(tx: Transaction, entries: readonly OutboxEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await tx.query(
      `insert into outbox (job, dedup_key, payload, available_at)
       select job, dedup_key, payload, coalesce(available_at, now())
       from unnest($1::text[], $2::text[], $3::jsonb[], $4::timestamptz[]) as entry (job, dedup_key, payload, available_at)`,
      [
        entries.map(({ job }) => job.name),
        entries.map(({ dedupKey }) => dedupKey ?? null),
        entries.map(({ job, payload }) => JSON.stringify(job.payload.parse(payload))),
        entries.map(({ availableAt }) => availableAt ?? null),
      ],
    );
    tx.afterCommit(() => this.signal.ring());
  }
}
