import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';

/**
 * What other modules keep about a person besides the volunteer's own row: free text, names on documents. Each module
 * declares how it is taken away, so that closing an account reaches all of it without knowing the modules.
 */
@Injectable()
export class PersonTraces {
  private readonly statements = new Map<string, readonly string[]>();

  /**
   * Modules declare in onModuleInit.
   *
   * @param statements SQL with the volunteer's id as $1; the volunteer's row still holds the name when they run.
   */
  declare(module: string, statements: readonly string[]): void {
    this.statements.set(module, statements);
  }

  /** Takes away everything, in the caller's transaction. */
  async erase(tx: Transaction, volunteerId: string): Promise<void> {
    for (const sql of [...this.statements.values()].flat()) await tx.query(sql, [volunteerId]);
  }
}
