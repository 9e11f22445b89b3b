import { Injectable } from '@nestjs/common';
import { DatabaseError } from 'pg';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomInt } from 'node:crypto';

const brand = Symbol('transaction');

/**
 * An open transaction. Repository writes take one, and only UnitOfWork makes one, so a write outside of a transaction
 * does not compile.
 */
export interface Transaction {
  readonly [brand]: true;
  readonly manager: EntityManager;
  /** Runs SQL inside the transaction and returns its rows (also for `insert … returning`). */
  query<Row = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Runs after the commit, never on a rollback. For wake-ups only: it can be lost with the process. */
  afterCommit(effect: () => void): void;
}

export type IsolationLevel = 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
const MAX_ATTEMPTS = 5;
const BASE_DELAY_MS = 10;

/**
 * Two transactions did the same thing at one moment and this one ran into a key of the other's. Done anew, the work sees
 * what the other has done: to `UnitOfWork.run` it is what a serialization failure is.
 */
export class DoneAtTheSameMoment extends Error {
  constructor(options: ErrorOptions) {
    super('another transaction did the same at the same moment', options);
    this.name = 'DoneAtTheSameMoment';
  }
}

/** Thrown inside `dryRun` to roll back on purpose. */
class RollbackOnPurpose<T> extends Error {
  constructor(readonly result: T) {
    super('rolled back on purpose');
  }
}

/** SQLSTATE of a failed statement, or null where the error does not come from the database. */
export function sqlStateOf(error: unknown): string | null {
  // A connection that is refused with a state (the server starts, stops, is full) fails before there is a query.
  const cause: unknown = error instanceof QueryFailedError ? error.driverError : error;
  return cause instanceof DatabaseError ? (cause.code ?? null) : null;
}

/** Name of the constraint a statement ran into, or null. */
export function violatedConstraint(error: unknown): string | null {
  if (!(error instanceof QueryFailedError)) return null;
  const driverError: unknown = error.driverError;
  if (typeof driverError !== 'object' || driverError === null || !('constraint' in driverError)) return null;
  return typeof driverError.constraint === 'string' ? driverError.constraint : null;
}

function isRetryable(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === SERIALIZATION_FAILURE || state === DEADLOCK || error instanceof DoneAtTheSameMoment;
}

/** The rows of a raw answer: TypeORM answers UPDATE and DELETE … RETURNING with [rows, count], all else with rows. */
function rowsOf<Row>(raw: unknown): Row[] {
  if (!Array.isArray(raw)) return [];
  if (raw.length === 2 && Array.isArray(raw[0]) && typeof raw[1] === 'number') return raw[0] as Row[];
  return raw as Row[];
}

/** Runs work in one transaction; the only maker of Transaction values. */
@Injectable()
export class UnitOfWork {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `work` in a transaction and commits. A serialization failure, a deadlock or DoneAtTheSameMoment restarts the
   * whole work, at most five times with jitter; any other error rolls back and is passed on. `work` must therefore have
   * no effect outside of the transaction.
   */
  async run<T>(work: (tx: Transaction) => Promise<T>, isolation: IsolationLevel = 'READ COMMITTED'): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(work, isolation);
      } catch (error) {
        if (!isRetryable(error) || attempt === MAX_ATTEMPTS) throw error;
        await sleep(BASE_DELAY_MS * 2 ** attempt + randomInt(BASE_DELAY_MS));
      }
    }
  }

  /** The same path rolled back: shows what `work` would do and leaves nothing behind. */
  async dryRun<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    try {
      return await this.run(async (tx) => {
        throw new RollbackOnPurpose(await work(tx));
      });
    } catch (error) {
      if (error instanceof RollbackOnPurpose) return error.result as T;
      throw error;
    }
  }

  /** One consistent view of the database for several reads: REPEATABLE READ, read only. */
  async snapshot<T>(read: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.run(async (tx) => {
      await tx.query('set transaction read only');
      return read(tx);
    }, 'REPEATABLE READ');
  }

  /** A read outside of any transaction. */
  async read<Row = Record<string, unknown>>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return rowsOf<Row>(await this.dataSource.query<unknown>(sql, [...parameters]));
  }

  private async once<T>(work: (tx: Transaction) => Promise<T>, isolation: IsolationLevel): Promise<T> {
    const effects: (() => void)[] = [];
    const withManager = (manager: EntityManager): Promise<T> =>
      work({
        [brand]: true,
        manager,
        query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
          rowsOf<Row>(await manager.query<unknown>(sql, [...parameters])),
        afterCommit: (effect) => effects.push(effect),
      });
    // READ COMMITTED is what a server does unasked: saying so would cost every command one more round trip.
    const result =
      isolation === 'READ COMMITTED'
        ? await this.dataSource.transaction(withManager)
        : await this.dataSource.transaction(isolation, withManager);
    for (const effect of effects) effect();
    return result;
  }
}
