import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../../kernel/local-day';
import { UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { ShiftDirectory, type ShiftView } from '../../../activities';
import { Notices } from '../../../../people/notices';
import { CalledPeople } from '../persistence/called-people';

/**
 * Tells people that somebody else has written down that they were there, once per shift. Told at once, and again by who
 * computes the shift: whoever was missed because a process died in between learns of it then.
 */
@Injectable()
export class TellCalled {
  constructor(
    private readonly notices: Notices,
    private readonly unitOfWork: UnitOfWork,
    private readonly called: CalledPeople,
    private readonly shifts: ShiftDirectory,
  ) {}

  /** Everybody of a shift who was written down by somebody else. @throws SHIFT_UNKNOWN */
  async ofShift(shiftId: string): Promise<void> {
    const called = (await this.called.ofShift(shiftId)).filter(({ isCalled }) => isCalled);
    await this.execute(
      await this.shifts.byId(shiftId),
      called.map(({ volunteerId }) => volunteerId),
    );
  }

  async execute(shift: Pick<ShiftView, 'id' | 'title' | 'startsAt'>, volunteerIds: readonly string[]): Promise<void> {
    if (volunteerIds.length === 0) return;
    const data = { title: shift.title, servedOn: localDayOf(shift.startsAt.getTime()), shiftId: shift.id };
    const notices = [...new Set(volunteerIds)].map((volunteerId) => ({
      ...{ volunteerId, subjectKey: shift.id, data },
      kind: 'CALLED_PRESENT' as const,
    }));
    await this.unitOfWork.run((tx) => this.notices.send(tx, notices));
  }
}
