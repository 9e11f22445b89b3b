import type { QueryRunner } from 'typeorm';
import type { BranchServer } from './branch-server';

/**
 * How long a statement on a branch waits for a lock. No server sees what waits on another, so a circle of waiting
 * transactions over two servers is nobody's deadlock: it ends here.
 */
const LOCK_LIMIT_MS = 10_000;
const NO_SUCH_PREPARED = '42704';
const PREPARED_IS_BUSY = '55000';

/** One transaction's part on another server. */
export class Branch {
  private preparedAs: string | undefined;

  private constructor(
    private readonly server: BranchServer,
    readonly runner: QueryRunner,
  ) {}

  /** @throws DATABASE_SERVER_AWAY */
  static async begin(server: BranchServer, isolation: string): Promise<Branch> {
    const runner = await server.connect();
    const branch = new Branch(server, runner);
    try {
      await branch.say(`begin isolation level ${isolation}; set local lock_timeout = ${LOCK_LIMIT_MS}`);
      return branch;
    } catch (error) {
      await branch.abandon();
      throw error;
    }
  }

  async query(sql: string, parameters: readonly unknown[]): Promise<unknown> {
    return this.server.guard(() => this.runner.query(sql, [...parameters]));
  }

  async hasWritten(): Promise<boolean> {
    const [row] = (await this.query('select pg_current_xact_id_if_assigned() is not null as written', [])) as {
      written: boolean;
    }[];
    return row?.written === true;
  }

  /** From now on the server keeps this part, through its own crash too, until it is told how the transaction ended. */
  async prepare(homeTransactionId: string): Promise<void> {
    const name = `${this.server.mark}${homeTransactionId}`;
    // Noted before the answer: if that is lost, the server may have prepared.
    this.preparedAs = name;
    await this.say(`prepare transaction '${name}'`);
  }

  /** Never throws: what is not told now is settled later, or was settled by somebody already. */
  async commit(): Promise<void> {
    await this.say(this.preparedAs === undefined ? 'commit' : `commit prepared '${this.preparedAs}'`).catch(
      () => undefined,
    );
    await this.release();
  }

  /** Takes back what is not prepared. Never throws. */
  async abandon(): Promise<void> {
    // Also after a prepare that failed: the connection goes back into the pool without a transaction.
    await this.say('rollback').catch(() => undefined);
    await this.release();
  }

  private async say(command: string): Promise<void> {
    await this.query(command, []);
  }

  private async release(): Promise<void> {
    await this.runner.release().catch(() => undefined);
  }
}

export function isNoSuchPrepared(error: unknown): boolean {
  return stateOfDriver(error) === NO_SUCH_PREPARED;
}

/** Somebody else is ending this prepared transaction at this very moment. */
export function isBeingEnded(error: unknown): boolean {
  return stateOfDriver(error) === PREPARED_IS_BUSY;
}

function stateOfDriver(error: unknown): unknown {
  return error instanceof Error && 'driverError' in error ? (error.driverError as { code?: unknown }).code : undefined;
}
