import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { recordColumns, type ServiceRecord } from '../../computing';

/** Reads records whose check-out is missing. */
@Injectable()
export class MissingCheckOuts {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** A volunteer's records that were closed by the system and may still be corrected, the oldest first. */
  async of(volunteerId: string): Promise<readonly ServiceRecord[]> {
    return this.unitOfWork.read<ServiceRecord>(
      `select ${recordColumns} from service_record r
       where r.volunteer_id = $1 and r.status in ('UNDER_REVIEW', 'PUBLICITY') and 'AUTO_CLOSED' = any (r.flags)
         and r.proposed_out_at is null
       order by r.starts_at, r.id limit 50`,
      [volunteerId],
    );
  }
}
