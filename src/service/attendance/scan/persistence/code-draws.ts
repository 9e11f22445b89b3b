import { Injectable } from '@nestjs/common';
import { type Statement, Statements } from '../../../../platform/data/database/statements';
import type { PunchDirection } from '../../punching';

/** Who draws a code, and which: the slot is the number of half minutes since 1970. */
export interface CodeDraw {
  readonly shiftId: string;
  readonly direction: PunchDirection;
  /** An actor, or `device:<id>`. */
  readonly drawnBy: string;
  readonly slot: number;
}

/** A screen that shows code after code is one row that grows. */
const noteDraw: Statement = {
  name: 'attendance.note-code-draw',
  sql: `with known as (
      select from_slot, until_slot from code_draw
      where shift_id = $1 and direction = $2 and drawn_by = $3 and from_slot <= $4 and until_slot >= $4 - 1
      order by from_slot desc limit 1 for update
    ), grown as (
      update code_draw d set until_slot = $4 from known k
      where d.shift_id = $1 and d.direction = $2 and d.drawn_by = $3 and d.from_slot = k.from_slot and k.until_slot < $4
    )
    insert into code_draw (shift_id, direction, drawn_by, from_slot, until_slot)
    select $1, $2, $3, $4, $4 where not exists (select 1 from known)
    on conflict do nothing`,
};

/** Keeps who drew which code of a shift, before it is shown: a code proves nothing for whoever alone had it. */
@Injectable()
export class CodeDraws {
  constructor(private readonly statements: Statements) {}

  async note({ shiftId, direction, drawnBy, slot }: CodeDraw): Promise<void> {
    await this.statements.run(noteDraw, [shiftId, direction, drawnBy, slot]);
  }
}
