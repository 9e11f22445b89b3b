import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork, violatedConstraint } from '../../../platform/data/database/unit-of-work';
import type { SealedPhone } from '../../volunteers';
import { volunteerAccessErrors } from '../errors';

export interface PhoneChange {
  readonly id: string;
  readonly volunteerId: string;
  readonly newCipher: Buffer;
  readonly newIndex: Buffer;
  readonly newTailIndex: Buffer;
  readonly oldCipher: Buffer | null;
  readonly way: 'OLD_PHONE_CODE' | 'TWO_PEOPLE';
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly dueAt: Date | null;
  readonly appliedAt: Date | null;
  readonly endedAt: Date | null;
}

const COLUMNS = `id, volunteer_id as "volunteerId", new_cipher as "newCipher", new_index as "newIndex",
  new_tail_index as "newTailIndex", old_cipher as "oldCipher", way, asked_by as "askedBy", asked_at as "askedAt",
  due_at as "dueAt", applied_at as "appliedAt", ended_at as "endedAt"`;
const OPEN = 'applied_at is null and ended_at is null';

/** Keeps changes of phones: asked, waiting for their day, in force, or stopped. */
@Injectable()
export class PhoneChanges {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** @throws PHONE_CHANGE_PENDING */
  async insert(
    tx: Transaction,
    change: Pick<PhoneChange, 'id' | 'volunteerId' | 'way' | 'askedBy' | 'askedAt'> & { readonly phone: SealedPhone },
  ): Promise<void> {
    const { id, volunteerId, way, askedBy, askedAt, phone } = change;
    try {
      await tx.query(
        `insert into phone_change (id, volunteer_id, new_cipher, new_index, new_tail_index, old_cipher, way, asked_by, asked_at)
         select $1, v.id, $3, $4, $5, v.phone_cipher, $6, $7, $8 from volunteer v where v.id = $2`,
        [id, volunteerId, phone.cipher, phone.index, phone.tailIndex, way, askedBy, askedAt],
      );
    } catch (error) {
      if (violatedConstraint(error) !== 'phone_change_open') throw error;
      throw volunteerAccessErrors.refuse('PHONE_CHANGE_PENDING');
    }
  }

  /** Held until the end of the transaction. */
  async hold(tx: Transaction, id: string): Promise<PhoneChange | null> {
    const [row] = await tx.query<PhoneChange>(`select ${COLUMNS} from phone_change where id = $1 for update`, [id]);
    return row ?? null;
  }

  async find(id: string): Promise<PhoneChange | null> {
    const [row] = await this.unitOfWork.read<PhoneChange>(`select ${COLUMNS} from phone_change where id = $1`, [id]);
    return row ?? null;
  }

  async setDue(tx: Transaction, id: string, dueAt: Date): Promise<void> {
    await tx.query(`update phone_change set due_at = $2 where id = $1 and ${OPEN}`, [id, dueAt]);
  }

  async apply(tx: Transaction, id: string, at: Date): Promise<void> {
    await tx.query('update phone_change set applied_at = $2 where id = $1', [id, at]);
  }

  async end(tx: Transaction, id: string, by: string, at: Date): Promise<void> {
    await tx.query(`update phone_change set ended_at = $3, ended_by = $2 where id = $1 and ${OPEN}`, [id, by, at]);
  }

  async due(now: Date, limit: number): Promise<readonly string[]> {
    const rows = await this.unitOfWork.read<{ id: string }>(
      `select id from phone_change where ${OPEN} and due_at <= $1 order by due_at limit $2`,
      [now, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Newest first; few in a life. */
  async ofVolunteer(volunteerId: string): Promise<readonly PhoneChange[]> {
    return this.unitOfWork.read<PhoneChange>(
      `select ${COLUMNS} from phone_change where volunteer_id = $1 order by id desc limit 50`,
      [volunteerId],
    );
  }
}
