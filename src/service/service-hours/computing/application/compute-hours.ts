import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { Outbox } from '../../../../platform/data/outbox';
import { markComputed, ShiftDirectory } from '../../../activities';
import { AttendanceDirectory } from '../../../attendance';
import { recordsDue } from '../jobs/record-jobs';
import { HoursComputer } from './hours-computer';

/** People per transaction: enough to spare round trips, few enough to hold their locks for a moment only. */
const BATCH = 500;

/** When a shift is closed: makes the service record of everybody who punched. */
@Injectable()
export class ComputeHours {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly shifts: ShiftDirectory,
    private readonly attendance: AttendanceDirectory,
    private readonly computer: HoursComputer,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Computes a closed shift, in batches that each commit. May be called any number of times, also at once: whoever has a
   * record is left alone, and a run that died is finished by the next one. Without punches there is no record.
   *
   * @throws SHIFT_UNKNOWN, POLICY_MISSING, CALENDAR_YEAR_MISSING
   */
  async execute(shiftId: string): Promise<void> {
    const shift = await this.shifts.byId(shiftId);
    if (shift.status !== 'CLOSED' || shift.computedAt !== null) return;
    let after: string | null = null;
    for (;;) {
      const volunteerIds = await this.attendance.peopleOf(shiftId, after, BATCH);
      if (volunteerIds.length > 0) {
        await this.unitOfWork.run((tx) => this.computer.compute(tx, { shift, volunteerIds, mode: 'FIRST' }));
      }
      if (volunteerIds.length < BATCH) break;
      after = volunteerIds.at(-1) ?? null;
    }
    await this.unitOfWork.run(async (tx) => {
      await markComputed(tx, shiftId, this.clock.now());
      await this.outbox.add(tx, recordsDue, {}, { dedupKey: recordsDue.name });
    });
  }
}
