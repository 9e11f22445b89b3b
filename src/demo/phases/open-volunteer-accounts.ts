import { randomBytes } from 'node:crypto';
import { OpenVolunteerAccount } from '../../people/volunteers';
import { addDays } from '../../kernel/local-day';
import { systemActor } from '../../platform/foundation/actor/actor';
import { commandOf, type DemoAccount, type DemoStage, instantOf, type SeededVolunteer } from '../demo-world';
import { userNameOf } from '../generator/user-names';
import { inParallel } from '../in-parallel';
import type { PlanPeople } from './planned-activity';
import { DEMO_PASSWORD } from './seed-staff';

interface WantedAccount {
  readonly role: string;
  readonly volunteer: SeededVolunteer | undefined;
  readonly tip: string;
  /** Old people and parents do not type passwords: a code comes to the phone. */
  readonly byPhone: boolean;
}

const OLD_AGE = 68;
const PARENT_AGES = { from: 36, to: 50 } as const;
const SECRET_BYTES = 24;

/** The resident who is expected at the shift that is on. */
export function residentOf({ volunteers, heads, teams }: PlanPeople): SeededVolunteer | undefined {
  const ordinary = ordinaryOf({ volunteers, heads, teams });
  return ordinary.find(({ person }) => person.age >= OLD_AGE && person.gender === 'MALE') ?? ordinary[0];
}

/** The parent whose child's registration waits for a signature. */
export function guardianOf(people: PlanPeople): SeededVolunteer | undefined {
  const { from, to } = PARENT_AGES;
  const others = ordinaryOf(people).filter(({ id }) => id !== residentOf(people)?.id);
  return others.find(({ person }) => person.age >= from && person.age <= to) ?? others[0];
}

/** Adults of the first community who hold no office and lead no team. */
function ordinaryOf({ volunteers, heads, teams }: PlanPeople): readonly SeededVolunteer[] {
  const taken = new Set([
    ...heads.map(({ volunteer }) => volunteer.id),
    ...teams.flatMap(({ leader, members }) => [leader.id, ...members.map(({ id }) => id)]),
  ]);
  const ordinary = volunteers.filter(({ id, person }) => !taken.has(id) && person.age >= 18);
  const here = ordinary.filter(({ communityCode }) => communityCode === teams[0]?.communityCode);
  return here.length > 0 ? here : ordinary;
}

/** Opens accounts for one of each kind of volunteer. Hashing a password takes long on purpose: not for everybody. */
export async function openVolunteerAccounts(stage: DemoStage, people: PlanPeople): Promise<readonly DemoAccount[]> {
  const { heads, teams } = people;
  const leaders = new Set(teams.map(({ leader }) => leader.id));
  const headOf = (role: string): SeededVolunteer | undefined =>
    heads.find(({ role: held, volunteer }) => held === role && !leaders.has(volunteer.id))?.volunteer;
  const [team] = teams;
  const wanted: readonly WantedAccount[] = [
    {
      ...{ role: `服务队队长（${team?.name ?? ''}）`, volunteer: team?.leader, byPhone: false },
      tip: '打开正在进行的值守，给还没到的人点名，再审批入队申请',
    },
    { role: '网格长', volunteer: headOf('GRID_HEAD'), byPhone: false, tip: '看自己的任职和考评，报名周末的活动' },
    {
      role: '楼栋长',
      volunteer: headOf('BUILDING_HEAD'),
      byPhone: false,
      tip: '看自己的时长、积分和排名，申请一份服务证明',
    },
    { role: '单元长', volunteer: headOf('UNIT_HEAD'), byPhone: false, tip: '看公示中的记录，对自己的一条提出异议' },
    {
      ...{ role: '居民', volunteer: residentOf(people), byPhone: true },
      tip: '用手机验证码登录，到正在进行的值守扫码签到',
    },
    {
      ...{ role: '监护人', volunteer: guardianOf(people), byPhone: true },
      tip: '孩子的登记等监护人签字：请社区工作者录入监护人同意，再审核通过',
    },
  ];
  const opened = await inParallel(wanted, 4, (one) => open(stage, one));
  return opened.flat();
}

async function open(stage: DemoStage, wanted: WantedAccount): Promise<DemoAccount[]> {
  const { role, volunteer, tip, byPhone } = wanted;
  if (!volunteer) return [];
  const username = userNameOf(volunteer.person.name);
  await stage.time.at(instantOf(addDays(stage.today, -1), 23), () =>
    stage.useCases.get(OpenVolunteerAccount).execute(commandOf(systemActor('demo')), {
      ...{ volunteerId: volunteer.id, username },
      // Nobody knows the password of somebody who signs in by phone.
      password: byPhone ? randomBytes(SECRET_BYTES).toString('base64url') : DEMO_PASSWORD,
    }),
  );
  const { name, phone } = volunteer.person;
  return byPhone
    ? [{ role, name, tip, username: null, password: null, phone }]
    : [{ role, name, tip, username, password: DEMO_PASSWORD, phone: null }];
}
