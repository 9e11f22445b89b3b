import { DataSource, QueryFailedError, type QueryRunner } from 'typeorm';
import { defineErrors } from '../../../kernel/domain-error';
import { dataSourceOptions } from '../data-source';

/** A pause after a server did not answer: those who ask meanwhile are refused at once instead of waiting each. */
const REST_AFTER_FAILURE_MS = 3_000;
/** States in which the server, not the statement, is the trouble: connection, resources, operator, waiting too long. */
const NOT_ABLE_NOW = /^(08|53|57|55P03)/;
/** A lock that is held, a statement that takes too long: these say nothing about other statements. */
const MERELY_SLOW: ReadonlySet<string | null> = new Set(['55P03', '57014']);

export const branchErrors = defineErrors({
  DATABASE_SERVER_AWAY: {
    kind: 'unavailable',
    sentence: '保存这部分数据的服务器暂时没有响应或正忙,本次没有改动任何数据;请稍后再试。',
  },
});

export interface BranchServerOptions {
  /** What people call it, without its address: that may be shown to anybody. */
  readonly name: string;
  readonly url: string;
  readonly poolSize: number;
  readonly applicationName: string;
  /** Begins the name of every prepared transaction of ours there: no other server's and no other installation's does. */
  readonly mark: string;
  /** Any short read of this server through the home database, so that a snapshot there begins. */
  readonly lookSql: string;
}

/** Another PostgreSQL server that transactions of the home database may have a branch on. */
export class BranchServer {
  readonly name: string;
  readonly mark: string;
  readonly lookSql: string;
  private readonly dataSource: DataSource;
  private awayUntilMs = 0;

  constructor(options: BranchServerOptions) {
    this.name = options.name;
    this.mark = options.mark;
    this.lookSql = options.lookSql;
    this.dataSource = new DataSource(dataSourceOptions(options));
  }

  async open(): Promise<void> {
    await this.dataSource.initialize();
  }

  async close(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  /** A connection of its own; release it. @throws DATABASE_SERVER_AWAY */
  async connect(): Promise<QueryRunner> {
    if (performance.now() < this.awayUntilMs) throw branchErrors.refuse('DATABASE_SERVER_AWAY');
    return this.guard(async () => {
      const runner = this.dataSource.createQueryRunner();
      await runner.connect();
      return runner;
    });
  }

  /** A statement outside of any transaction. @throws DATABASE_SERVER_AWAY, or what the statement runs into. */
  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.guard(() => this.dataSource.query<Row[]>(sql, [...parameters]));
  }

  /** Lets through what is wrong with a statement; a server that cannot answer becomes DATABASE_SERVER_AWAY. */
  async guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const state = stateOf(error);
      if (state !== null && !NOT_ABLE_NOW.test(state)) throw error;
      if (!MERELY_SLOW.has(state)) this.awayUntilMs = performance.now() + REST_AFTER_FAILURE_MS;
      const refusal = branchErrors.refuse('DATABASE_SERVER_AWAY');
      refusal.cause = error;
      throw refusal;
    }
  }
}

/** SQLSTATE of a failed statement; null where no server answered at all. */
function stateOf(error: unknown): string | null {
  const driverError: unknown = error instanceof QueryFailedError ? error.driverError : error;
  if (typeof driverError !== 'object' || driverError === null || !('code' in driverError)) return null;
  const { code } = driverError;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}
