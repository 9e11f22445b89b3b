import { Injectable, type OnModuleInit } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { FieldCipher } from '../../../platform/foundation/crypto/cipher';
import { SealedColumns } from '../../../platform/data/sealing/sealed-column';
import { type Transaction, violatedConstraint } from '../../../platform/data/database/unit-of-work';
import type { Interval } from '../../../kernel/interval';
import type { PlannedShift } from '../domain/shift-plan';
import { activityErrors } from '../errors';
import { codeSecretContext } from './shift-directory';

const SECRET_BYTES = 32;

export interface NewShift extends PlannedShift {
  readonly id: string;
  readonly capacities: readonly { readonly positionId: string; readonly capacity: number }[];
}

/** Writes shifts and the seats they have. */
@Injectable()
export class ShiftRepository implements OnModuleInit {
  constructor(
    private readonly cipher: FieldCipher,
    private readonly columns: SealedColumns,
  ) {}

  onModuleInit(): void {
    this.columns.declare({
      table: 'shift',
      column: 'code_secret',
      key: [['id', 'uuid']],
      context: ([id = '']) => codeSecretContext(id),
    });
  }

  /** Each shift gets its own code secret. @throws SHIFT_DUPLICATE */
  async insertAll(tx: Transaction, activityId: string, shifts: readonly NewShift[], declaredAt: Date): Promise<void> {
    try {
      await tx.query(
        `insert into shift (id, activity_id, starts_at, ends_at, breaks, status, code_secret, declared_at)
         select u.id, $1, u.starts_at, u.ends_at, u.breaks, 'SCHEDULED', u.code_secret, $7
         from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::jsonb[], $6::bytea[])
           as u (id, starts_at, ends_at, breaks, code_secret)`,
        [
          activityId,
          shifts.map(({ id }) => id),
          shifts.map(({ startMs }) => new Date(startMs)),
          shifts.map(({ endMs }) => new Date(endMs)),
          shifts.map(({ breaks }) => JSON.stringify(breaks.map(textOf))),
          shifts.map(({ id }) =>
            this.cipher.encrypt(randomBytes(SECRET_BYTES).toString('base64'), codeSecretContext(id)),
          ),
          declaredAt,
        ],
      );
    } catch (error) {
      if (violatedConstraint(error) === 'shift_activity')
        throw activityErrors.refuse('SHIFT_DUPLICATE', { field: 'shifts' });
      throw error;
    }
    const seats = shifts.flatMap(({ id, capacities }) => capacities.map((seat) => ({ shiftId: id, ...seat })));
    await tx.query(
      `insert into shift_position (shift_id, position_id, capacity)
       select * from unnest($1::uuid[], $2::uuid[], $3::int[])`,
      [seats.map((seat) => seat.shiftId), seats.map((seat) => seat.positionId), seats.map((seat) => seat.capacity)],
    );
  }

  /** The shift's row is locked by the caller (lockShift). */
  async extend(tx: Transaction, shiftId: string, extendedTo: Date, extendedAt: Date): Promise<void> {
    await tx.query('update shift set extended_to = $2, extended_at = $3, version = version + 1 where id = $1', [
      shiftId,
      extendedTo,
      extendedAt,
    ]);
  }

  /** The shift's row is locked by the caller (lockShift). */
  async close(tx: Transaction, shiftId: string, closedAt: Date, closedBy: string): Promise<void> {
    await tx.query(
      `update shift set status = 'CLOSED', closed_at = $2, closed_by = $3, version = version + 1 where id = $1`,
      [shiftId, closedAt, closedBy],
    );
  }

  /** Cancels scheduled shifts and every open sign-up with them. The rows are locked by the caller. */
  async cancelAll(tx: Transaction, shiftIds: readonly string[], reason: string, cancelledAt: Date): Promise<void> {
    await tx.query(
      `update shift set status = 'CANCELLED', cancel_reason = $2, version = version + 1 where id = any($1::uuid[])`,
      [shiftIds, reason],
    );
    await tx.query('update shift_position set taken = 0 where shift_id = any($1::uuid[])', [shiftIds]);
    await tx.query(
      `update signup set status = 'CANCELLED', cancelled_at = $3, cancel_reason = $2, version = version + 1
       where shift_id = any($1::uuid[]) and status in ('CONFIRMED', 'WAITLISTED')`,
      [shiftIds, reason, cancelledAt],
    );
  }
}

function textOf(pause: Interval): { startsAt: string; endsAt: string } {
  return { startsAt: new Date(pause.startMs).toISOString(), endsAt: new Date(pause.endMs).toISOString() };
}
