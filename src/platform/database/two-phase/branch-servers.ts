import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { Runtime } from '../../config/runtime';
import { ErrorLog } from '../../queue/error-log';
import { DatabaseClient } from '../database-client';
import { isBeingEnded, isNoSuchPrepared } from './branch';
import { type BranchServer, branchErrors } from './branch-server';

/** Shared by transactions that are being committed on several servers, exclusive for whoever opens a view of them all. */
export const CUT_LOCK = 7_230_112_236;
const SETTLE_EVERY_MS = 1_000;
/** A branch that has been prepared for so long was left behind: whoever commits does so within milliseconds. */
const LEFT_AFTER_MS = 1_000;
/**
 * From then on what a transaction has committed can be seen on its branches, or was settled late. Doorbells of a
 * transaction with branches wait for so long.
 */
export const SETTLED_AFTER_MS = 3_000;
const CUT_LIMIT_MS = 20_000;
/** Ending a prepared transaction takes a moment; then we look again. */
const BUSY_PAUSE_MS = 5;

/** What the home database says of one of its transactions. */
type Fate = 'in progress' | 'committed' | 'aborted' | null;

/**
 * The other servers that take part in transactions of the home database. There are none unless somebody adds them.
 *
 * A transaction is prepared on every branch before the home database commits, and that commit decides: the home
 * database's own record of the transaction (pg_xact_status) is the only record of the decision. Whatever dies in between
 * leaves a prepared branch, which anybody can settle by asking the home database how the transaction ended.
 */
@Injectable()
export class BranchServers implements OnApplicationShutdown {
  private readonly errors = new ErrorLog(new Logger(BranchServers.name));
  private readonly servers: BranchServer[] = [];
  private readonly listeners: (() => Promise<void>)[] = [];
  private cutPool: Pool | undefined;
  private timer: NodeJS.Timeout | undefined;
  private settling: Promise<void> = Promise.resolve();

  constructor(
    private readonly runtime: Runtime,
    private readonly home: DataSource,
  ) {}

  get isEmpty(): boolean {
    return this.servers.length === 0;
  }

  /** Takes part from now on. Must have been opened. What is in doubt there is settled from now on, by every process. */
  add(server: BranchServer): void {
    this.servers.push(server);
    this.timer ??= setInterval(() => void this.settleInTurn(), SETTLE_EVERY_MS);
  }

  /** The names of the servers that do not answer within the time, in the order they were added. */
  async away(limitMs: number): Promise<readonly string[]> {
    const answers = await Promise.all(
      this.servers.map(async (server) => {
        const limit = new AbortController();
        const late = sleep(limitMs, false, { signal: limit.signal }).catch(() => false);
        const asked = server.query('select 1').then(
          () => true,
          () => false,
        );
        const isThere = await Promise.race([asked, late]);
        limit.abort();
        return { name: server.name, isThere };
      }),
    );
    return answers.filter(({ isThere }) => !isThere).map(({ name }) => name);
  }

  /** Called when a transaction was committed on a branch later than on the home database: whoever looked may have missed it. */
  onLateCommit(listener: () => Promise<void>): void {
    this.listeners.push(listener);
  }

  /** Ends every branch that was left behind the way its transaction ended. May run anywhere, several times at once. */
  async settle(): Promise<void> {
    const late = await Promise.all(this.servers.map((server) => this.settleOn(server, LEFT_AFTER_MS)));
    if (late.some(({ committed }) => committed > 0)) for (const listener of this.listeners) await listener();
  }

  /**
   * Holds commits over several servers back while `open` runs, so that the snapshots it begins on the servers show each
   * transaction everywhere or nowhere.
   */
  async cut(open: () => Promise<void>): Promise<void> {
    const client = await this.connectionsForCuts().connect();
    try {
      await client.query(`begin; set local lock_timeout = ${CUT_LIMIT_MS}; select pg_advisory_xact_lock(${CUT_LOCK})`);
      await Promise.all(this.servers.map((server) => this.settleAllOn(server)));
      await open();
    } finally {
      await client.query('rollback').catch(() => undefined);
      client.release();
    }
  }

  /** One statement per server that begins a snapshot there, seen through the home database. */
  lookSqls(): readonly string[] {
    return this.servers.map(({ lookSql }) => lookSql);
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.settling;
    await this.cutPool?.end();
    await Promise.all(this.servers.map((server) => server.close()));
  }

  private connectionsForCuts(): Pool {
    if (this.cutPool) return this.cutPool;
    const pool = new Pool({ connectionString: this.runtime.databaseUrl, max: 1, Client: DatabaseClient });
    // An idle connection that is lost is replaced by the next cut; without a listener it would end the process.
    pool.on('error', () => undefined);
    this.cutPool = pool;
    return pool;
  }

  /** One run after the other; errors are logged. */
  private settleInTurn(): Promise<void> {
    this.settling = this.settling
      .then(() => this.settle())
      .catch((error: unknown) => this.errors.report('settling branches', error));
    return this.settling;
  }

  /** Settles what is prepared there now, and waits for those that end a branch at this very moment. */
  private async settleAllOn(server: BranchServer): Promise<void> {
    const deadline = performance.now() + CUT_LIMIT_MS;
    while ((await this.settleOn(server, 0)).beingEnded > 0) {
      if (performance.now() > deadline) throw branchErrors.refuse('DATABASE_SERVER_AWAY');
      await sleep(BUSY_PAUSE_MS);
    }
  }

  /** @returns how many branches were committed here, and how many somebody else was just ending. */
  private async settleOn(
    server: BranchServer,
    preparedForMs: number,
  ): Promise<{ readonly committed: number; readonly beingEnded: number }> {
    const open = await server.query<{ gid: string }>(
      `select gid from pg_prepared_xacts where database = current_database() and starts_with(gid, $1)
         and prepared <= clock_timestamp() - make_interval(secs => $2)`,
      [server.mark, preparedForMs / 1_000],
    );
    let [committed, beingEnded] = [0, 0];
    for (const { gid } of open) {
      const fate = await this.fateOf(gid.slice(server.mark.length));
      if (fate === 'in progress') continue;
      if (fate === null) {
        this.errors.report(gid, new Error('the home database does not remember this transaction; it stays prepared'));
        continue;
      }
      const verb = fate === 'committed' ? 'commit' : 'rollback';
      try {
        await server.query(`${verb} prepared '${gid}'`);
        if (fate === 'committed') committed += 1;
      } catch (error) {
        if (isBeingEnded(error)) beingEnded += 1;
        else if (!isNoSuchPrepared(error)) throw error;
      }
    }
    return { committed, beingEnded };
  }

  private async fateOf(transactionId: string): Promise<Fate> {
    const [row] = await this.home.query<{ fate: Fate }[]>('select pg_xact_status($1::xid8) as fate', [transactionId]);
    return row?.fate ?? null;
  }
}
