import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Runtime } from '../../../platform/config/runtime';
import { BranchServer, BranchServers } from '../../../platform/database/two-phase';
import { type Transaction, UnitOfWork } from '../../../platform/database/unit-of-work';
import { Outbox } from '../../../platform/outbox';
import { LEDGER_PARTITIONS, partitionOf } from '../domain/partition-of';
import { ledgerCaughtUp } from '../ledger-jobs';
import { addressesOf, lookSqlOf, type ShardAddress } from './foreign-tables';
import { prepareShard, refuseForgottenShards, settlePlacement } from './shard-setup';

/** A server with a part of the ledger. */
export interface LedgerShard extends ShardAddress {
  readonly server: BranchServer;
}

/** Knows which server holds a volunteer's part of the ledger. Without LEDGER_SHARDS there are none: all is in the main database. */
@Injectable()
export class LedgerShards implements OnModuleInit {
  private shards: readonly LedgerShard[] = [];
  private byPartition: readonly LedgerShard[] = [];

  constructor(
    private readonly runtime: Runtime,
    private readonly main: DataSource,
    private readonly branches: BranchServers,
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
  ) {}

  /** Opens and checks every shard before anything is served. @throws StartupError */
  async onModuleInit(): Promise<void> {
    if (!this.isSpread) return refuseForgottenShards((sql) => this.unitOfWork.read(sql));
    const addresses = addressesOf(this.runtime.config.ledgerShards);
    await Promise.all(addresses.map(prepareShard));
    const ledgerId = await this.settle(addresses);
    this.shards = addresses
      .map((address) => ({ ...address, server: this.serverOf(address, ledgerId) }))
      .sort((left, right) => left.holder - right.holder);
    this.byPartition = Array.from({ length: LEDGER_PARTITIONS }, (_, partition) => this.holderOf(partition));
    await Promise.all(this.shards.map(({ server }) => server.open()));
    for (const { server } of this.shards) this.branches.add(server);
    this.branches.onLateCommit(() => this.ringForLateCommit());
    await this.branches.settle();
  }

  /** Whether the ledger lives on other servers than the main one. */
  get isSpread(): boolean {
    return this.runtime.config.ledgerShards.length > 0;
  }

  /** All servers of the ledger, by their lowest partition. */
  all(): readonly LedgerShard[] {
    return this.shards;
  }

  of(volunteerId: string): LedgerShard {
    const shard = this.byPartition[partitionOf(volunteerId)];
    if (!shard) throw new Error('the ledger is not spread over servers, or not opened yet');
    return shard;
  }

  /**
   * The transaction's branch on a shard, with these volunteers' parts of the ledger held until its end. Holding waits for
   * transactions that are being committed: whoever reads or posts afterwards sees what they posted. Every writer holds
   * first, so that two of them meet here and not inside ledger_post.
   *
   * @throws DATABASE_SERVER_AWAY
   */
  async hold(tx: Transaction, shard: LedgerShard, volunteerIds: readonly string[]): Promise<Transaction> {
    const there = await tx.on(shard.server);
    await there.query(
      `select pg_advisory_xact_lock(hashtextextended('ledger/' || v.id, 0))
       from (select distinct id from unnest($1::uuid[]) u (id) order by id) v`,
      [volunteerIds],
    );
    return there;
  }

  private async settle(addresses: readonly ShardAddress[]): Promise<string> {
    const runner = this.main.createQueryRunner();
    try {
      return await settlePlacement(runner, addresses, { indexKey: this.runtime.secrets.indexKey });
    } finally {
      await runner.release();
    }
  }

  private serverOf({ holder, url }: ShardAddress, ledgerId: string): BranchServer {
    const { databasePool, role } = this.runtime.config;
    return new BranchServer({
      name: `ledger-${holder}`,
      url,
      // A transaction has one branch here at most: as many as the main pool gives never wait for each other.
      poolSize: databasePool,
      applicationName: `volunteer-ledger ${role}`,
      mark: `volunteer-ledger/${ledgerId}/${holder}/`,
      lookSql: lookSqlOf(holder),
    });
  }

  /** Doorbells may have been answered before the postings could be seen. */
  private async ringForLateCommit(): Promise<void> {
    await this.unitOfWork.run((tx) =>
      this.outbox.addMany(
        tx,
        ledgerCaughtUp.bells.map((job) => ({ job, payload: {} })),
      ),
    );
  }

  private holderOf(partition: number): LedgerShard {
    const shard = this.shards.find(({ partitions }) => partitions.includes(partition));
    if (!shard) throw new Error(`no server holds partition ${partition}`);
    return shard;
  }
}
