import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';

interface PhoneAccount {
  readonly id: string;
  readonly isOpen: boolean;
  readonly isGuarded: boolean;
}

/** Knows which account goes by a phone. */
@Injectable()
export class PhoneAccounts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * The one account of the phone, or null. A phone that several volunteers share says nothing about who is asking, also
   * where all but one of their accounts are suspended; and a text message is not enough for people with roles or with one-time codes.
   */
  async ownerOf(phoneIndex: Buffer, tx?: Transaction): Promise<string | null> {
    const sql = `
      select u.id, u.status = 'ACTIVE' as "isOpen", exists (
          select 1 from role_grant g where g.user_id = u.id and (g.valid_to is null or g.valid_to > $2))
        or exists (select 1 from user_totp t where t.user_id = u.id and t.confirmed_at is not null) as "isGuarded"
      from volunteer v join user_account u on u.volunteer_id = v.id
      where v.phone_index = $1 and u.status in ('ACTIVE', 'SUSPENDED') limit 2`;
    const parameters = [phoneIndex, this.clock.now()];
    const rows = tx
      ? await tx.query<PhoneAccount>(sql, parameters)
      : await this.unitOfWork.read<PhoneAccount>(sql, parameters);
    const [only, another] = rows;
    return only && !another && only.isOpen && !only.isGuarded ? only.id : null;
  }
}
