import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { DataSource, QueryFailedError } from 'typeorm';

/** A statement that is run so often that the database should plan it once per connection. */
export interface Statement {
  /** Unique in the application. */
  readonly name: string;
  readonly sql: string;
}

/**
 * Runs single statements, each its own transaction, planned once per connection: for the few paths where planning takes
 * longer than the work (a statement on a table with 64 partitions: 0.3 ms against 0.1 ms). Everything else goes through
 * UnitOfWork. TypeORM has no way to name a statement, so this asks the pool of the same DataSource.
 */
@Injectable()
export class Statements {
  constructor(private readonly dataSource: DataSource) {}

  /** @throws QueryFailedError like every other query, so that `sqlStateOf` and `violatedConstraint` read it. */
  async run<Row extends object>({ name, sql }: Statement, parameters: readonly unknown[]): Promise<readonly Row[]> {
    try {
      const { rows } = await this.pool().query<Row>({ name, text: sql, values: [...parameters] });
      return rows;
    } catch (error) {
      throw error instanceof Error ? new QueryFailedError(sql, [...parameters], error) : error;
    }
  }

  private pool(): Pool {
    const { driver } = this.dataSource;
    const pool: unknown = 'master' in driver ? driver.master : undefined;
    if (!(pool instanceof Pool)) throw new Error('the DataSource has no pool of pg');
    return pool;
  }
}
