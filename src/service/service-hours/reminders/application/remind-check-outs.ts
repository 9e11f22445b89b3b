import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { Notices } from '../../../../people/notices';
import { PolicyDirectory } from '../../../../place/policies';
import { checkOutReminder } from '../domain/check-out-reminder';
import { hoursPolicyKind, localClock } from '../../computing';
import { type EndingShift, ReminderFacts } from '../persistence/reminder-facts';

/** No policy reminds earlier or takes punches longer than this. */
const WIDEST_MINUTES = 240;
const MS_PER_MINUTE = 60_000;

/** Rule §2.2 step 3: people who are still checked in are reminded shortly before the end, and told after it. */
@Injectable()
export class RemindCheckOuts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly facts: ReminderFacts,
    private readonly policies: PolicyDirectory,
    private readonly notices: Notices,
    private readonly clock: Clock,
  ) {}

  /** May run any number of times: a person hears of a shift's end once before and once after it. @returns new notices. */
  async execute(): Promise<number> {
    const nowMs = this.clock.nowMs();
    const around = WIDEST_MINUTES * MS_PER_MINUTE;
    const shifts = await this.facts.endingShifts(new Date(nowMs - around), new Date(nowMs + around));
    let told = 0;
    for (const shift of shifts) told += await this.remind(shift, nowMs);
    return told;
  }

  private async remind(shift: EndingShift, nowMs: number): Promise<number> {
    const endMs = shift.endsAt.getTime();
    return this.unitOfWork.run(async (tx) => {
      const day = localDayOf(shift.startsAt.getTime());
      const { body } = await this.policies.effectiveAs(hoursPolicyKind, shift.divisionPath, day, tx);
      const { checkOutReminderMinutes: reminderMinutes, latePunchMinutes } = body;
      const kind = checkOutReminder(nowMs, { endMs, reminderMinutes, latePunchMinutes });
      if (kind === null) return 0;
      // The end is part of the subject: after an extension people are reminded of the new end.
      const subjectKey = `${shift.shiftId}/${endMs}`;
      const people = await this.facts.untold(tx, shift.shiftId, kind, subjectKey);
      const data = { title: shift.title, endsAt: localClock(endMs) };
      return this.notices.send(
        tx,
        people.map((volunteerId) => ({ volunteerId, kind, subjectKey, data })),
      );
    });
  }
}
