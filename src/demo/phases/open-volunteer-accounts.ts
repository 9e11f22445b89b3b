import { OpenVolunteerAccount } from '../../modules/volunteers';
import { addDays } from '../../kernel/local-day';
import {
  commandOf,
  type DemoAccount,
  type DemoStaff,
  type DemoStage,
  instantOf,
  type SeededVolunteer,
} from '../demo-world';
import { inParallel } from '../in-parallel';
import type { PlanPeople } from './plan-activities';
import { DEMO_PASSWORD } from './seed-staff';

/** Opens accounts for one of each kind of volunteer. Hashing a password takes long on purpose: not for everybody. */
export async function openVolunteerAccounts(
  stage: DemoStage,
  staff: DemoStaff,
  { volunteers, heads, teams }: PlanPeople,
): Promise<readonly DemoAccount[]> {
  const holders = new Set(heads.map(({ volunteer }) => volunteer.id));
  const leaders = new Set(teams.map(({ leader }) => leader.id));
  const headOf = (role: string): SeededVolunteer | undefined =>
    heads.find(({ role: held, volunteer }) => held === role && !leaders.has(volunteer.id))?.volunteer;
  const wanted: readonly (readonly [string, string, SeededVolunteer | undefined])[] = [
    ['wangge', '网格长', headOf('GRID_HEAD')],
    ['louzhang', '楼栋长', headOf('BUILDING_HEAD')],
    ['danyuan', '单元长', headOf('UNIT_HEAD')],
    ['duizhang', `服务队队长(${teams[0]?.name ?? ''})`, teams[0]?.leader],
    [
      'zhiyuan1',
      '志愿者',
      volunteers.find(({ id, person }) => !holders.has(id) && !leaders.has(id) && person.age >= 18),
    ],
  ];
  const opened = await inParallel(wanted, 4, async ([username, role, volunteer]): Promise<DemoAccount[]> => {
    if (!volunteer) return [];
    await stage.time.at(instantOf(addDays(stage.today, -1), 23), () =>
      stage.useCases.get(OpenVolunteerAccount).execute(commandOf(staff.streetAdmin), {
        volunteerId: volunteer.id,
        username,
        password: DEMO_PASSWORD,
      }),
    );
    return [{ role, username, password: DEMO_PASSWORD }];
  });
  return opened.flat();
}
