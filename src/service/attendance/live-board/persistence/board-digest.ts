import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';

export interface BoardDigest {
  readonly shiftId: string;
  /** Changes with everything a board shows: sign-ups, attendance, the state of the shift. */
  readonly digest: string;
}

/** Tells whether something about shifts has changed, without reading names. */
@Injectable()
export class BoardDigests {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async of(shiftIds: readonly string[]): Promise<readonly BoardDigest[]> {
    return this.unitOfWork.read<BoardDigest>(
      `select s.id as "shiftId", md5(concat_ws('|', s.status, s.extended_to, (
         select string_agg(u.volunteer_id::text, ',' order by u.volunteer_id)
         from signup u where u.shift_id = s.id and u.status = 'CONFIRMED'), (
         select string_agg(concat_ws('/', t.volunteer_id, t.state, t.checked_in_at, t.checked_out_at), ','
           order by t.volunteer_id)
         from attendance t where t.shift_id = s.id))) as digest
       from shift s where s.id = any($1::uuid[])`,
      [shiftIds],
    );
  }
}
