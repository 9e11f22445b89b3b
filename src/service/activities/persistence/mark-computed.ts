import type { Transaction } from '../../../platform/data/database/unit-of-work';

/** Notes that the minutes of a closed shift are computed; the first time stands. For the module that computes them. */
export async function markComputed(tx: Transaction, shiftId: string, computedAt: Date): Promise<void> {
  await tx.query(
    `update shift set computed_at = $2, version = version + 1
     where id = $1 and status = 'CLOSED' and computed_at is null`,
    [shiftId, computedAt],
  );
}
