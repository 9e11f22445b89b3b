import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../foundation/clock/clock';
import { Runtime } from '../../foundation/config/runtime';
import { UnitOfWork } from '../../data/database/unit-of-work';
import { AccountRules } from '../identity/account-rules';
import { type Role, roles } from '../../foundation/actor/permissions';

interface FindingRow {
  readonly kind: 'ROLE_ENDED' | 'NOT_OPENED' | 'LINK_ENDED';
  readonly username: string;
  readonly displayName: string;
  readonly role: Role | null;
  readonly place: string | null;
  readonly maker: string | null;
}

const BACK = {
  ROLE_ENDED: '要恢复：由一位安全管理员提出、另一位同意，授予另一个人；没有安全管理员时，运维用 user:create 建立',
  NOT_OPENED: '要恢复：发短信链接，或申请开户单，由本人打开一次',
  LINK_ENDED: '要恢复：重新发短信链接，或申请开户单',
} as const;

/** What the rules about accounts changed in an installation that was there before them, and what they still miss. */
@Injectable()
export class AccountFindings implements OnApplicationBootstrap {
  private readonly logger = new Logger(AccountFindings.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rules: AccountRules,
    private readonly clock: Clock,
    private readonly runtime: Runtime,
  ) {}

  /** Says it at the first start of the service; commands have the report. */
  async onApplicationBootstrap(): Promise<void> {
    if (this.runtime.ownerUrl !== null) return;
    try {
      for (const line of await this.reportOnce()) process.stdout.write(`- ${line}\n`);
    } catch (error) {
      // The database is away for a moment: what was not told is told at the next start.
      this.logger.warn(`the report on accounts waits: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** What was taken away, from whom, and how to give it back with two: one Chinese line each. */
  async report(): Promise<readonly string[]> {
    const rows = await this.unitOfWork.read<FindingRow>(
      `select f.kind, u.username, u.display_name as "displayName", f.role, d.name as place,
         coalesce((select m.username from user_account m where m.id = account_of(f.made_by)), f.made_by) as maker
       from account_finding f join user_account u on u.id = f.user_id left join division d on d.id = f.division_id
       where f.kind = 'ROLE_ENDED' or f.kind = 'NOT_OPENED' and u.opened_at is null or f.kind = 'LINK_ENDED'
         and not exists (select 1 from invitation i where i.user_id = u.id and i.created_at > f.found_at)
       order by f.kind desc, u.username, f.id`,
    );
    return rows.map(lineOf);
  }

  /** What is missing today, whatever was before: one Chinese line each. Nothing in practice. */
  async gaps(): Promise<readonly string[]> {
    if (!this.rules.needsTwo) return [];
    const [count] = await this.unitOfWork.read<{ admins: number; nameless: number }>(
      `select count(distinct u.id) filter (where g.role = 'SECURITY_ADMIN')::int as admins,
         count(distinct u.id) filter (where u.volunteer_id is null and u.person_volunteer_id is null
           and not u.has_no_volunteer)::int as nameless
       from role_grant g join user_account u on u.id = g.user_id and u.status = 'ACTIVE'
       where g.valid_from <= $1 and (g.valid_to is null or g.valid_to > $1)`,
      [this.clock.now()],
    );
    const { admins = 0, nameless = 0 } = count ?? {};
    return [
      ...(admins < 2
        ? [
            `安全管理员只有 ${String(admins)} 位，账号和角色的事办不成：请用 npm run cli -- user:create --role SECURITY_ADMIN 补足两位`,
          ]
        : []),
      ...(nameless > 0
        ? [`有 ${String(nameless)} 个工作人员账号没有说明本人是不是志愿者：请安全管理员逐个登记（登记账号的本人信息）`]
        : []),
    ];
  }

  /** The report, the first time that anybody asks for it here; nothing afterwards. */
  async reportOnce(): Promise<readonly string[]> {
    const news = await this.unitOfWork.run((tx) =>
      tx.query('update account_finding set told_at = $1 where told_at is null returning 1', [this.clock.now()]),
    );
    return news.length === 0 ? [] : this.report();
  }
}

function lineOf({ kind, username, displayName, role, place, maker }: FindingRow): string {
  const who = `账号 ${username}（${displayName}）`;
  switch (kind) {
    case 'ROLE_ENDED':
      return `已收回 ${who}的“${role === null ? '' : roles[role]}”（${place ?? ''}）：一个账号不再既管账号又作决定，系统管理员也不兼审计员。${BACK[kind]}。`;
    case 'NOT_OPENED':
      return `${who}的密码由 ${maker ?? '别人'} 设置，本人没有用链接打开过：打开以前与对方算作一个人，不能互相审批。${BACK[kind]}。`;
    case 'LINK_ENDED':
      return `${who}未用的设置密码链接已作废：链接曾显示给发链接的人。${BACK[kind]}。`;
  }
}
