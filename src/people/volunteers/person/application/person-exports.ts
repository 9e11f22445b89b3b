import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';

/** A table of what one module keeps about a person. */
export interface PersonTable {
  /** The file's name without its ending, in Chinese. */
  readonly title: string;
  /** Key in the JSON, and head of the CSV. */
  readonly columns: Readonly<Record<string, string>>;
  /** SQL that answers these columns, with the volunteer's id as $1. */
  readonly sql: string;
}

export interface FilledTable extends PersonTable {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/** What all modules keep about a person, for the person. Each module declares its own tables. */
@Injectable()
export class PersonExports {
  private readonly tables = new Map<string, readonly PersonTable[]>();

  /** Modules declare in onModuleInit. */
  declare(module: string, tables: readonly PersonTable[]): void {
    this.tables.set(module, tables);
  }

  async read(tx: Transaction, volunteerId: string): Promise<readonly FilledTable[]> {
    const filled: FilledTable[] = [];
    for (const table of [...this.tables.values()].flat()) {
      filled.push({ ...table, rows: await tx.query(table.sql, [volunteerId]) });
    }
    return filled;
  }
}
