import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../../kernel/local-day';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';

/** Whether somebody still has to look into a person's day. */
@Injectable()
export class RecordInvestigations {
  /** A record of that day carries the flag and has not been reviewed since it was computed. */
  async isOpen(tx: Transaction, volunteerId: string, day: LocalDay): Promise<boolean> {
    const rows = await tx.query(
      `select 1 from service_record r where r.volunteer_id = $1 and r.served_on = $2::date
         and 'INVESTIGATION' = any (r.flags) and r.status = 'UNDER_REVIEW' limit 1`,
      [volunteerId, day],
    );
    return rows.length > 0;
  }
}
