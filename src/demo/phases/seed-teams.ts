import { addDays } from '../../kernel/local-day';
import { CreateTeam, DecideMembership, JoinTeam, type TeamKind } from '../../people/teams';
import {
  commandOf,
  type DemoStaff,
  type DemoStage,
  instantOf,
  itemAt,
  LANES,
  type SeededDivision,
  type SeededTeam,
  type SeededVolunteer,
} from '../demo-world';
import { inParallel } from '../in-parallel';

interface PlannedTeam {
  readonly name: string;
  readonly kind: TeamKind;
  readonly division: SeededDivision;
  readonly partnerUnit?: string;
  readonly leader: SeededVolunteer;
  readonly members: readonly SeededVolunteer[];
}

const partnerUnits = [
  '区人民医院',
  '龙山供电所',
  '区税务局',
  '第二实验小学',
  '矿务集团物业公司',
  '区图书馆',
  '建设银行福镇支行',
];
const DAYS_BEFORE_START = 20;

/** Founds the teams of every community, with leaders and members. Members ask to join and the leader decides. */
export async function seedTeams(
  stage: DemoStage,
  divisions: readonly SeededDivision[],
  people: { readonly volunteers: readonly SeededVolunteer[]; readonly staff: DemoStaff },
): Promise<readonly SeededTeam[]> {
  const founded = addDays(stage.firstDay, -DAYS_BEFORE_START);
  const communities = divisions.filter(({ kind }) => kind === 'COMMUNITY');
  const planned = communities.flatMap((community, index) => planTeams(stage, community, { ...people, index }));
  return inParallel(planned, LANES, async (plan) => {
    const { id } = await stage.time.at(instantOf(founded, 9), () =>
      stage.useCases.get(CreateTeam).execute(commandOf(workerOf(people.staff, plan)), {
        name: plan.name,
        kind: plan.kind,
        divisionId: plan.division.id,
        leaderVolunteerId: plan.leader.id,
        ...(plan.partnerUnit !== undefined && { partnerUnit: plan.partnerUnit }),
      }),
    );
    for (const member of plan.members) await join(stage, { teamId: id, member, leader: plan.leader });
    const { name, kind, division, leader, members } = plan;
    return { id, name, kind, communityCode: division.code, leader, members };
  });
}

function workerOf(staff: DemoStaff, { division }: PlannedTeam) {
  return staff.communityWorkers.get(division.code) ?? staff.streetAdmin;
}

async function join(
  stage: DemoStage,
  { teamId, member, leader }: { teamId: string; member: SeededVolunteer; leader: SeededVolunteer },
): Promise<void> {
  const day = addDays(stage.firstDay, -DAYS_BEFORE_START + 2);
  const { membershipId } = await stage.time.at(instantOf(day, 9), () =>
    stage.useCases.get(JoinTeam).execute(commandOf(member.actor), { teamId }),
  );
  await stage.time.at(instantOf(day, 18), () =>
    stage.useCases.get(DecideMembership).execute(commandOf(leader.actor), { membershipId, decision: 'APPROVE' }),
  );
}

function planTeams(
  { random, firstDay }: DemoStage,
  community: SeededDivision,
  { volunteers, index }: { readonly volunteers: readonly SeededVolunteer[]; readonly index: number },
): readonly PlannedTeam[] {
  const here = volunteers.filter(
    ({ communityCode, activeFrom, person }) =>
      communityCode === community.code && activeFrom < addDays(firstDay, -DAYS_BEFORE_START) && person.age >= 18,
  );
  const party = here.filter(({ person }) => person.politicalStatus === 'PARTY_MEMBER');
  const working = here.filter(({ person }) => person.occupation !== '退休');
  const name = community.name.replace('社区', '');
  const plans: readonly {
    name: string;
    kind: TeamKind;
    from: readonly SeededVolunteer[];
    size: number;
    partnerUnit?: string;
  }[] = [
    { name: `${name}居民志愿服务队`, kind: 'RESIDENT', from: here, size: 24 },
    { name: `${name}党员先锋队`, kind: 'PARTY_MEMBER', from: party, size: 12 },
    {
      name: `${name}在职党员服务队`,
      kind: 'IN_SERVICE_PARTY_MEMBER',
      from: party.filter((one) => working.includes(one)),
      size: 8,
    },
    { name: `${name}社区志愿服务队`, kind: 'COMMUNITY', from: here, size: 24 },
    { name: `${name}包保机关服务队`, kind: 'OFFICE_STAFF', from: working, size: 8 },
    {
      name: `${name}共建单位服务队`,
      kind: 'PARTNER_UNIT',
      from: working,
      size: 8,
      partnerUnit: itemAt(partnerUnits, index % partnerUnits.length),
    },
    { name: `${name}宣讲队`, kind: 'LECTURERS', from: party, size: 9 },
  ];
  return plans.map(({ from, size, ...plan }) => {
    const [leader, ...members] = random.sample(from.length > 0 ? from : here, size);
    if (!leader) throw new Error(`${community.name} has nobody to lead a team`);
    return { ...plan, division: community, leader, members };
  });
}
