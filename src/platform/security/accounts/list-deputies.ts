import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../foundation/clock/clock';
import { UnitOfWork } from '../../data/database/unit-of-work';
import { type Actor, scopesOf } from '../../foundation/actor/actor';

export interface DeputyView {
  readonly id: string;
  readonly divisionId: string;
  readonly divisionName: string;
  readonly userId: string;
  readonly displayName: string;
  /** Both inclusive, `YYYY-MM-DD`. */
  readonly fromDay: string;
  readonly untilDay: string;
  readonly reason: string;
}

/** Who decides for whom, now and later. */
@Injectable()
export class ListDeputies {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Those of places inside the actor's scope, the first to end first; at most two hundred. */
  async execute(actor: Actor): Promise<readonly DeputyView[]> {
    return this.unitOfWork.read<DeputyView>(
      `select y.id, d.id as "divisionId", d.name as "divisionName", u.id as "userId", u.display_name as "displayName",
         to_char(y.from_day, 'YYYY-MM-DD') as "fromDay", to_char(y.until_day, 'YYYY-MM-DD') as "untilDay", y.reason
       from decision_deputy y join division d on d.id = y.division_id join user_account u on u.id = y.user_id
       where y.ended_at is null and y.until_day >= $2
         and exists (select 1 from unnest($1::text[]) s where starts_with(d.path, s))
       order by y.until_day, y.id limit 200`,
      [scopesOf(actor, 'user.manage'), localDayOf(this.clock.nowMs())],
    );
  }
}
