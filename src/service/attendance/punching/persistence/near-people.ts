import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import type { PunchDirection } from '../domain/rotating-code';

/** Asks the one rule about who counts as the same person; ties count since the shift was put on the plan. */
@Injectable()
export class NearPeople {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The volunteers who count as the same as an actor, or as who issued a `device:<id>`. */
  async nearTo(recordedBy: string, shiftId: string): Promise<ReadonlySet<string>> {
    return this.ids('select near_volunteers(hand_of($1), ties_of_shift_since($2)) as id', [recordedBy, shiftId]);
  }

  /** The volunteers who count as the same as anybody who has drawn a code of the shift. */
  async nearToDrawers(shiftId: string): Promise<ReadonlySet<string>> {
    return this.ids(
      `select distinct near_volunteers(hand_of(d.drawn_by), ties_of_shift_since($1)) as id
       from (select distinct drawn_by from code_draw where shift_id = $1) d`,
      [shiftId],
    );
  }

  /** Whether the code of a slot was drawn, and by nobody but who counts as the same as the person or the account. */
  async isCodeOnlyOwn(
    code: { readonly shiftId: string; readonly direction: PunchDirection; readonly slot: number },
    by: { readonly volunteerId: string; readonly recordedBy: string },
  ): Promise<boolean> {
    const [row] = await this.unitOfWork.read<{ isOwn: boolean }>(
      'select code_is_only_own($1, $2, $3, $4, $5) as "isOwn"',
      [code.shiftId, code.direction, code.slot, by.volunteerId, by.recordedBy],
    );
    return row?.isOwn === true;
  }

  private async ids(sql: string, parameters: readonly unknown[]): Promise<ReadonlySet<string>> {
    const rows = await this.unitOfWork.read<{ id: string }>(sql, parameters);
    return new Set(rows.map(({ id }) => id));
  }
}
