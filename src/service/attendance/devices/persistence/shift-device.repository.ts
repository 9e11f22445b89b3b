import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';

/** A tablet or a screen on the spot that may act for one shift. */
export interface ShiftDevice {
  readonly id: string;
  readonly shiftId: string;
  /** What people call it: 入口平板. */
  readonly label: string;
  readonly issuedBy: string;
  /** STAFF: by somebody who is there for the place and neither leads the team nor counts as the same as who does. */
  readonly issuedAs: 'STAFF' | 'TEAM';
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
}

const columns = `id, shift_id as "shiftId", label, issued_by as "issuedBy", issued_as as "issuedAs", issued_at as "issuedAt",
  expires_at as "expiresAt", revoked_at as "revokedAt"`;

/** Keeps which devices may act; their tokens are signed and stand nowhere. */
@Injectable()
export class ShiftDeviceRepository {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async find(id: string, tx?: Transaction): Promise<ShiftDevice | null> {
    const sql = `select ${columns} from shift_device where id = $1`;
    const [device] = tx ? await tx.query<ShiftDevice>(sql, [id]) : await this.unitOfWork.read<ShiftDevice>(sql, [id]);
    return device ?? null;
  }

  /** Whether who issued a device still has an account that is open; the service itself always has. */
  async isIssuerOpen(issuedBy: string): Promise<boolean> {
    const [closed] = await this.unitOfWork.read(
      "select 1 from user_account where id = account_of($1) and status <> 'ACTIVE'",
      [issuedBy],
    );
    return closed === undefined;
  }

  /** The devices of a shift, the newest first. */
  async ofShift(shiftId: string, tx?: Transaction): Promise<readonly ShiftDevice[]> {
    const sql = `select ${columns} from shift_device where shift_id = $1 order by issued_at desc, id desc limit 200`;
    return tx ? tx.query<ShiftDevice>(sql, [shiftId]) : this.unitOfWork.read<ShiftDevice>(sql, [shiftId]);
  }

  async insert(tx: Transaction, device: Omit<ShiftDevice, 'revokedAt'>): Promise<void> {
    await tx.query(
      `insert into shift_device (id, shift_id, label, issued_by, issued_as, issued_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [device.id, device.shiftId, device.label, device.issuedBy, device.issuedAs, device.issuedAt, device.expiresAt],
    );
  }

  /** The first revocation stands. */
  async revoke(tx: Transaction, id: string, revokedBy: string, revokedAt: Date): Promise<void> {
    await tx.query('update shift_device set revoked_at = $3, revoked_by = $2 where id = $1 and revoked_at is null', [
      id,
      revokedBy,
      revokedAt,
    ]);
  }
}
