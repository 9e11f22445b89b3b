import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { localDayOf } from '../kernel/local-day';
import { PublishPolicy } from '../place/policies';
import { Clock } from '../platform/foundation/clock/clock';
import { projectRoot } from '../platform/foundation/config/project-root';
import { smallScale } from './demo-scale';
import { DemoTime } from './demo-time';
import { approveAs, commandOf, type DemoAccount, type DemoStage, type UseCases } from './demo-world';
import { SeededRandom } from './generator/random';
import { seedDivisions } from './phases/seed-divisions';
import { seedStaff } from './phases/seed-staff';

/**
 * A practice street without a year: one compound, the accounts of the office, and rules by which nobody waits for the end of
 * a publicity, so that what is done can be followed to its end at once.
 *
 * @returns the accounts of the office.
 */
export async function seedOffice(useCases: UseCases): Promise<readonly DemoAccount[]> {
  const clock = useCases.get(Clock);
  const nowMs = clock.nowMs();
  const today = localDayOf(nowMs);
  const time = new DemoTime(clock);
  try {
    const scale = { ...smallScale, volunteers: 0, weeks: 0 };
    const stage: DemoStage = { useCases, time, scale, today, nowMs, firstDay: today, random: new SeededRandom(7) };
    const divisions = await seedDivisions(stage);
    const { staff, accounts } = await seedStaff(stage, divisions);
    const street = divisions.find(({ kind }) => kind === 'STREET');
    const defaults = JSON.parse(
      readFileSync(join(projectRoot(), 'config/policies/hours.default.json'), 'utf8'),
    ) as Record<string, unknown>;
    const quick = { version: 'practice-1', effectiveFrom: today, publicityWorkingDays: 0, correctionWorkingDays: 0 };
    const { decisionId } = await useCases.get(PublishPolicy).execute(commandOf(staff.streetAdmin), {
      kind: 'HOURS',
      divisionId: street?.id ?? null,
      body: { ...defaults, ...quick },
      reason: '练习街道：公示当天结束，便于走完全程。',
    });
    await approveAs(staff.secondStreetAdmin, useCases, decisionId);
    return accounts;
  } finally {
    time.release();
  }
}
