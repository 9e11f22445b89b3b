import { Injectable } from '@nestjs/common';
import { addDays, type LocalDay, localDayOf } from '../../../../kernel/local-day';
import { type Actor, scopesOf } from '../../../../platform/foundation/actor/actor';
import { type QueueQuestion, type WaitingQueue, WaitingQueues } from '../../../../platform/security/waiting';
import { unfinishedUntil } from '../persistence/unfinished-records';
import { CompletionClocks } from './completion-clocks';

/** Records that run out of their ten working days: `listUnfinishedRecords`, DUE_SOON, which has the overdue ones, too. */
@Injectable()
export class UnfinishedQueue implements WaitingQueue {
  readonly code = 'UNFINISHED';
  readonly name = '临近办结期限';
  readonly unit = '条';
  readonly permission = 'record.review';
  readonly from = `service_record r join division d on d.id = r.division_id where ${unfinishedUntil('$6')}`;
  readonly since = 'r.ends_at';
  /** By the days of the clock: overdue until `$7`, due today until `$8`. */
  readonly due = `case when r.ends_at < ($7::date + 1)::timestamp at time zone 'Asia/Shanghai' then $4
    when r.ends_at < ($8::date + 1)::timestamp at time zone 'Asia/Shanghai' then $5 else $5 + interval '1 day' end`;
  readonly own = '$2 = any (r.recorded_by) or r.volunteer_id = $3';

  constructor(
    queues: WaitingQueues,
    private readonly clocks: CompletionClocks,
  ) {
    queues.declare(this);
  }

  scopesOf(actor: Actor): readonly string[] {
    return scopesOf(actor, 'record.read');
  }

  /** @throws POLICY_MISSING, CALENDAR_YEAR_MISSING */
  async question(_: Actor, scopes: readonly string[]): Promise<QueueQuestion> {
    const clock = await this.clocks.at(scopes[0] ?? '/');
    const overdue = clock.lastDayIn('OVERDUE');
    const isDue = (day: LocalDay): boolean => clock.of(day)?.dueOn === clock.today;
    let dueToday = overdue;
    while (isDue(addDays(dueToday, 1))) dueToday = addDays(dueToday, 1);
    return {
      parameters: [clock.lastDayIn('DUE_SOON'), overdue, dueToday],
      dueOn: (oldest) => clock.of(localDayOf(oldest.getTime()))?.dueOn ?? null,
    };
  }
}
