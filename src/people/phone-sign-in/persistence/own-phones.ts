import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { PersonalFields } from '../../volunteers';

export interface OwnPhone {
  readonly text: string;
  readonly index: Buffer;
  /** Several volunteers go by it: it proves none of them. */
  readonly isShared: boolean;
}

/** The phone that stands registered for a volunteer. */
@Injectable()
export class OwnPhones {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly fields: PersonalFields,
  ) {}

  async of(volunteerId: string): Promise<OwnPhone | null> {
    const [row] = await this.unitOfWork.read<{ cipher: Buffer | null; index: Buffer; isShared: boolean }>(
      `select v.phone_cipher as cipher, v.phone_index as index, exists (
         select 1 from volunteer o where o.phone_index = v.phone_index and o.id <> v.id and o.status <> 'CLOSED') as "isShared"
       from volunteer v where v.id = $1`,
      [volunteerId],
    );
    if (!row?.cipher) return null;
    const text = (await this.fields.opener([volunteerId])).open('phone', volunteerId, row.cipher);
    return { text, index: row.index, isShared: row.isShared };
  }
}
