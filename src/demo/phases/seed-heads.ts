import { addDays } from '../../kernel/local-day';
import { AppointHead } from '../../people/heads';
import { commandOf, type DemoStaff, type DemoStage, instantOf, LANES, type SeededHead } from '../demo-world';
import { inParallel } from '../in-parallel';
import type { SeededPeople } from './seed-volunteers';

/** Appoints the heads before the history begins; grid heads are paid staff, the others are residents. */
export async function seedHeads(
  stage: DemoStage,
  officeHolders: SeededPeople['officeHolders'],
  staff: DemoStaff,
): Promise<readonly SeededHead[]> {
  const validFrom = addDays(stage.firstDay, -30);
  return inParallel(officeHolders, LANES, async ({ volunteer, role, division }) => {
    const worker = staff.communityWorkers.get(volunteer.communityCode) ?? staff.streetAdmin;
    const { appointmentId } = await stage.time.at(instantOf(addDays(validFrom, -3), 9), () =>
      stage.useCases.get(AppointHead).execute(commandOf(worker), {
        volunteerId: volunteer.id,
        divisionId: division.id,
        role,
        validFrom,
        isPaid: role === 'GRID_HEAD',
        source: '福镇街道“三长”任职名册',
      }),
    );
    if (appointmentId === null) throw new Error('an appointment of the demo waits for a second person');
    return { appointmentId, role, volunteer, division };
  });
}
