import { Injectable } from '@nestjs/common';
import { addDays } from '../../../../kernel/local-day';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { Notices } from '../../../../people/notices';
import { UnfinishedRecords } from '../persistence/unfinished-records';
import { CompletionClocks } from './completion-clocks';

/** Activities that ended longer ago are in the overdue list and no news any more. */
const LOOK_BACK_DAYS = 60;

/** Rule §2: on working day 7 whoever leads the team is reminded of unfinished records, and told when they are overdue. */
@Injectable()
export class RemindCompletion {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: UnfinishedRecords,
    private readonly clocks: CompletionClocks,
    private readonly notices: Notices,
  ) {}

  /** Once per shift and state. @returns new notices. @throws CALENDAR_YEAR_MISSING, POLICY_MISSING */
  async execute(): Promise<number> {
    let told = 0;
    for (const path of await this.records.streetPaths()) {
      const clock = await this.clocks.at(path);
      const from = addDays(clock.today, -LOOK_BACK_DAYS);
      const shifts = await this.records.byShift(path, from, clock.lastDayIn('DUE_SOON'));
      const notices = shifts.map((shift) => {
        const completion = clock.of(shift.endedOn);
        const kind = completion?.state === 'OVERDUE' ? ('RECORDS_OVERDUE' as const) : ('RECORDS_DUE' as const);
        const data = { title: shift.activityTitle, count: shift.count, dueOn: completion?.dueOn ?? '' };
        return { volunteerId: shift.leaderVolunteerId, kind, subjectKey: shift.shiftId, data };
      });
      told += await this.unitOfWork.run((tx) => this.notices.send(tx, notices));
    }
    return told;
  }
}
