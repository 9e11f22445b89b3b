import { Injectable } from '@nestjs/common';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';

export interface AccountOfVolunteer {
  readonly userId: string;
  readonly isOpened: boolean;
  /** Staff too: another way, by those who manage accounts. */
  readonly hasRoles: boolean;
}

export interface AccountSlip {
  readonly decisionId: string;
  readonly userId: string;
  readonly readyAt: Date;
}

/** Accounts of volunteers, and the slips that two people agreed to print. */
@Injectable()
export class AccountSlips {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async accountOf(volunteerId: string, tx?: Transaction): Promise<AccountOfVolunteer | null> {
    const sql = `select u.id as "userId", u.opened_at is not null as "isOpened",
        exists (select 1 from role_grant g where g.user_id = u.id) as "hasRoles"
      from user_account u where u.volunteer_id = $1 and u.status = 'ACTIVE'`;
    const rows = tx
      ? await tx.query<AccountOfVolunteer>(sql, [volunteerId])
      : await this.unitOfWork.read<AccountOfVolunteer>(sql, [volunteerId]);
    return rows[0] ?? null;
  }

  async insert(tx: Transaction, slip: AccountSlip): Promise<void> {
    await tx.query('insert into account_slip (decision_id, user_id, ready_at) values ($1, $2, $3)', [
      slip.decisionId,
      slip.userId,
      slip.readyAt,
    ]);
  }

  /** The slip of the account that was not printed yet, held: two who print at once print one. */
  async holdUnprinted(tx: Transaction, userId: string): Promise<AccountSlip | null> {
    const [row] = await tx.query<AccountSlip>(
      `select decision_id as "decisionId", user_id as "userId", ready_at as "readyAt" from account_slip
       where user_id = $1 and printed_at is null order by ready_at limit 1 for update`,
      [userId],
    );
    return row ?? null;
  }

  async markPrinted(tx: Transaction, decisionId: string, by: string, at: Date): Promise<void> {
    await tx.query('update account_slip set printed_at = $3, printed_by = $2 where decision_id = $1', [
      decisionId,
      by,
      at,
    ]);
  }
}
