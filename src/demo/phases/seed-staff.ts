import { randomUUID } from 'node:crypto';
import { addDays } from '../../kernel/local-day';
import { systemActor, type UserActor } from '../../platform/identity/actor';
import { type grantableRoles, roles } from '../../platform/identity/permissions';
import { UserAccounts } from '../../platform/identity/user-accounts';
import {
  commandOf,
  type DemoAccount,
  type DemoStaff,
  type DemoStage,
  instantOf,
  type SeededDivision,
} from '../demo-world';
import { inParallel } from '../in-parallel';

/** For the demo's accounts only; a real installation has no default passwords. */
export const DEMO_PASSWORD = 'Zhiyuan-2026';

interface PlannedAccount {
  readonly username: string;
  readonly displayName: string;
  readonly role: (typeof grantableRoles)[number];
  readonly division: SeededDivision;
}

/** Opens the accounts of the office: one per role, and one worker per community. */
export async function seedStaff(
  stage: DemoStage,
  divisions: readonly SeededDivision[],
): Promise<{ readonly staff: DemoStaff; readonly accounts: readonly DemoAccount[] }> {
  const [district] = divisions.filter(({ kind }) => kind === 'DISTRICT');
  const [street] = divisions.filter(({ kind }) => kind === 'STREET');
  if (!district || !street) throw new Error('the demo has no street');
  const communities = divisions.filter(({ kind }) => kind === 'COMMUNITY');
  const planned: readonly PlannedAccount[] = [
    { username: 'xitong', displayName: '系统管理员', role: 'SYSTEM_ADMIN', division: district },
    { username: 'jiedao', displayName: '街道志愿服务专干', role: 'STREET_ADMIN', division: street },
    { username: 'lingdao', displayName: '街道分管领导', role: 'STREET_LEADER', division: street },
    { username: 'shenji', displayName: '审计员', role: 'AUDITOR', division: street },
    ...communities.map((community, index): PlannedAccount => ({
      username: `shequ${index + 1}`,
      displayName: `${community.name}工作者`,
      role: 'COMMUNITY_WORKER',
      division: community,
    })),
  ];
  const actors = await inParallel(planned, 4, (account) => openAccount(stage, account));
  const byRole = (role: PlannedAccount['role']): UserActor => {
    const actor = actors.find(({ grants }) => grants.some((grant) => grant.role === role));
    if (!actor) throw new Error(`nobody is ${role}`);
    return actor;
  };
  return {
    staff: {
      streetAdmin: byRole('STREET_ADMIN'),
      streetLeader: byRole('STREET_LEADER'),
      auditor: byRole('AUDITOR'),
      communityWorkers: new Map(
        planned.flatMap(({ role, division }, index) => {
          const actor = actors[index];
          return role === 'COMMUNITY_WORKER' && actor ? [[division.code, actor] as const] : [];
        }),
      ),
    },
    accounts: planned.map(({ role, division, username }) => ({
      role: `${roles[role]}(${division.name})`,
      username,
      password: DEMO_PASSWORD,
    })),
  };
}

async function openAccount(stage: DemoStage, planned: PlannedAccount): Promise<UserActor> {
  const { username, displayName, role, division } = planned;
  const user = await stage.time.at(instantOf(addDays(stage.firstDay, -190), 9), () =>
    stage.useCases.get(UserAccounts).create(commandOf(systemActor('demo')), {
      username,
      password: DEMO_PASSWORD,
      displayName,
      grants: [{ role, divisionId: division.id }],
    }),
  );
  return {
    kind: 'USER',
    userId: user.id,
    sessionId: randomUUID(),
    displayName,
    volunteerId: null,
    grants: [{ role, divisionId: division.id, divisionPath: division.path }],
  };
}
