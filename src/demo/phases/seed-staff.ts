import { randomUUID } from 'node:crypto';
import { addDays } from '../../kernel/local-day';
import { systemActor, type UserActor } from '../../platform/foundation/actor/actor';
import { type grantableRoles, roles } from '../../platform/foundation/actor/permissions';
import { UserAccounts } from '../../platform/security/accounts/user-accounts';
import {
  commandOf,
  type DemoAccount,
  type DemoStaff,
  type DemoStage,
  instantOf,
  itemAt,
  type SeededDivision,
} from '../demo-world';
import { workerNames } from '../generator/staff-names';
import { inParallel } from '../in-parallel';

/** For the demo's accounts only; a real installation has no default passwords. */
export const DEMO_PASSWORD = 'Zhiyuan-2026';

interface PlannedAccount {
  readonly username: string;
  readonly displayName: string;
  readonly role: (typeof grantableRoles)[number];
  readonly division: SeededDivision;
  /** What is worth trying first with this account. */
  readonly tip: string;
}

/**
 * Opens the accounts of the office. Whatever somebody may ask for there is a second person to decide: two administrators
 * of accounts, two clerks of the street, two workers in every community.
 */
export async function seedStaff(
  stage: DemoStage,
  divisions: readonly SeededDivision[],
): Promise<{ readonly staff: DemoStaff; readonly accounts: readonly DemoAccount[] }> {
  const planned = planAccounts(divisions);
  const actors = await inParallel(planned, 4, (account) => openAccount(stage, account));
  const of = (role: PlannedAccount['role'], nth = 0): UserActor =>
    itemAt(
      actors.filter(({ grants }) => grants.some((grant) => grant.role === role)),
      nth,
    );
  const workers = (nth: number): ReadonlyMap<string, UserActor> =>
    new Map(
      divisions
        .filter(({ kind }) => kind === 'COMMUNITY')
        .map(({ code, id }) => {
          const here = actors.filter(({ grants }) => grants.some((grant) => grant.divisionId === id));
          return [code, itemAt(here, nth)] as const;
        }),
    );
  return {
    staff: {
      streetAdmin: of('STREET_ADMIN'),
      secondStreetAdmin: of('STREET_ADMIN', 1),
      streetLeader: of('STREET_LEADER'),
      auditor: of('AUDITOR'),
      communityWorkers: workers(0),
      secondWorkers: workers(1),
    },
    accounts: planned.map(({ role, division, username, displayName, tip }) => ({
      role: `${roles[role]}（${division.name}）`,
      name: displayName,
      username,
      password: DEMO_PASSWORD,
      phone: null,
      tip,
    })),
  };
}

function planAccounts(divisions: readonly SeededDivision[]): readonly PlannedAccount[] {
  const [district] = divisions.filter(({ kind }) => kind === 'DISTRICT');
  const [street] = divisions.filter(({ kind }) => kind === 'STREET');
  if (!district || !street) throw new Error('the demo has no street');
  const communities = divisions.filter(({ kind }) => kind === 'COMMUNITY');
  const one = (
    username: string,
    displayName: string,
    role: PlannedAccount['role'],
    [division, tip]: readonly [SeededDivision, string],
  ): PlannedAccount => ({ username, displayName, role, division, tip });
  return [
    one('zhou.qiming', '周启明', 'SYSTEM_ADMIN', [district, '看后台任务（/operations/queues）：没有失败的任务']),
    one('sun.lihua', '孙丽华', 'SECURITY_ADMIN', [street, '查看账号和角色；给人授权要由另一位安全管理员复核']),
    one('zheng.guoping', '郑国平', 'SECURITY_ADMIN', [street, '复核孙丽华提出的授权']),
    one('zhang.xiaohong', '张晓红', 'STREET_ADMIN', [street, '出具一份等着的服务证明，再看看历史时长导入']),
    one('chen.lixin', '陈立新', 'STREET_ADMIN', [street, '复核张晓红提交的历史时长、重算和查看未成年人信息的申请']),
    one('liu.zhenguo', '刘振国', 'STREET_LEADER', [street, '给已定格、等定稿的一轮评选定稿']),
    one('he.jingyi', '何静怡', 'AUDITOR', [street, '发起一次台账核对，再看公布了种子的抽查']),
    ...communities.flatMap((community, index) =>
      [0, 1].map((nth): PlannedAccount => {
        const [username, displayName] = itemAt(workerNames, index * 2 + nth);
        const tip =
          nth === 0
            ? '审核居民自己填的登记，办理入队和转入的申请'
            : '审核忘签退、自我申报和补录的服务记录，复核另一位工作者的事';
        return { username, displayName, role: 'COMMUNITY_WORKER', division: community, tip };
      }),
    ),
  ];
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
