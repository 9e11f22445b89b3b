import { randomBytes, randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { Command, CommandRunner, Option } from 'nest-commander';
import { CreateDivision, DivisionDirectory, divisionErrors, type DivisionView } from '../../place/divisions';
import { StartupError } from '../../platform/foundation/config/startup-error';
import { InstallationMode } from '../../platform/data/installation';
import { systemActor } from '../../platform/foundation/actor/actor';
import { grantableRoles, roles } from '../../platform/foundation/actor/permissions';
import { MakeStaffAccount } from '../../platform/security/accounts/make-staff-account';
import { SendInvitation } from '../../platform/security/accounts/send-invitation';
import { UserAccounts } from '../../platform/security/accounts/user-accounts';
import { say, withApplication } from '../with-application';

type GrantableRole = (typeof grantableRoles)[number];

interface UserCreateOptions {
  readonly username: string;
  readonly name: string;
  readonly role: GrantableRole;
  readonly division?: string;
  readonly district: string;
  readonly password?: string;
  readonly phone?: string;
  readonly volunteerNo?: string;
  /** false: --no-volunteer. */
  readonly volunteer?: boolean;
}

const actor = systemActor('cli');

const contextOf = () => ({ actor, idempotencyKey: `cli-${randomUUID()}` });

function plan({ username, name: displayName, role }: UserCreateOptions, { id: divisionId }: DivisionView) {
  return { username, displayName, grants: [{ role, divisionId }] };
}

@Command({
  name: 'user:create',
  description: '建立账号并授予角色；正式使用时打印一条链接，由本人设置密码。区划还是空的，就同时建立最上一级的区。',
})
export class UserCreateCommand extends CommandRunner {
  async run(_: string[], options: UserCreateOptions): Promise<void> {
    await withApplication(async (app) => {
      const mode = await app.get(InstallationMode, { strict: false }).look();
      if (mode === null) {
        throw new StartupError(
          '这里还没有选定用途。请先打开启动服务时打印的网址，或执行 npm run cli -- setup --help。',
        );
      }
      const division = await this.divisionFor(app, options);
      const lines = await (mode === 'PRACTICE'
        ? this.inPractice(app, options, division)
        : this.unopened(app, options, division));
      say(
        `已建立账号 ${options.username}(${options.name}):${roles[options.role]},范围:${division.name}(${division.code})`,
      );
      for (const line of lines) say(line);
      say(`区划编号(接口里的 divisionId / parentId):${division.id}`);
    });
  }

  private async inPractice(app: INestApplicationContext, options: UserCreateOptions, division: DivisionView) {
    const given = options.password ?? process.env['USER_PASSWORD'];
    const password = given ?? randomBytes(12).toString('base64url');
    await app.get(UserAccounts, { strict: false }).create(contextOf(), { ...plan(options, division), password });
    return [given === undefined ? `初始密码(只显示这一次):${password}` : '密码:您给定的密码'];
  }

  /** Nobody types the password of another: the operator hands the link to its person. */
  private async unopened(app: INestApplicationContext, options: UserCreateOptions, division: DivisionView) {
    if (options.password !== undefined || process.env['USER_PASSWORD'] !== undefined) {
      throw new StartupError(
        '正式使用时密码只由本人设置：请去掉 --password 和 USER_PASSWORD，建好后把打印的链接交给本人。',
      );
    }
    const { phone, volunteerNo, volunteer } = options;
    const staff = {
      ...plan(options, division),
      ...(phone !== undefined && { phone }),
      ...(volunteerNo !== undefined && { volunteerNo }),
      ...(volunteer === false && { hasNoVolunteer: true }),
    };
    const { id } = await app.get(MakeStaffAccount, { strict: false }).execute(contextOf(), staff);
    const { link } = await app.get(SendInvitation, { strict: false }).byOperator(actor, id);
    return ['设置密码的链接（只显示这一次，7 天内有效，只能用一次，请只交给本人）：', `  ${link}`];
  }

  private async divisionFor(app: INestApplicationContext, options: UserCreateOptions): Promise<DivisionView> {
    const directory = app.get(DivisionDirectory, { strict: false });
    if (options.division !== undefined) {
      const division = await directory.byCode(options.division);
      if (!division) throw divisionErrors.refuse('DIVISION_UNKNOWN');
      return division;
    }
    const [root] = await directory.childrenOf(null);
    if (root) return root;
    return app
      .get(CreateDivision, { strict: false })
      .execute(
        { actor, idempotencyKey: `cli-${randomUUID()}` },
        { parentId: null, kind: 'DISTRICT', code: 'ROOT', name: options.district },
      );
  }

  @Option({
    flags: '--username <用户名>',
    description: '登录用的名字:3 到 64 个小写字母、数字或 . _ -',
    required: true,
  })
  parseUsername(value: string): string {
    if (!/^[A-Za-z0-9._-]{3,64}$/.test(value)) throw new StartupError('用户名须为 3 到 64 个字母、数字或 . _ -。');
    return value;
  }

  @Option({ flags: '--name <显示名>', description: '显示名', defaultValue: '管理员' })
  parseName(value: string): string {
    return value;
  }

  @Option({ flags: '--role <角色>', description: `角色:${grantableRoles.join('、')}`, defaultValue: 'SYSTEM_ADMIN' })
  parseRole(value: string): GrantableRole {
    const role = grantableRoles.find((known) => known === value);
    if (!role) throw new StartupError(`没有角色 ${value},可用:${grantableRoles.join('、')}。`);
    return role;
  }

  @Option({ flags: '--division <代码>', description: '管辖区划的代码;不填则为最上一级' })
  parseDivision(value: string): string {
    return value;
  }

  @Option({ flags: '--district <名称>', description: '区划还是空的时,新建的区叫什么', defaultValue: '本区' })
  parseDistrict(value: string): string {
    return value;
  }

  @Option({
    flags: '--password <密码>',
    description: '初始密码，只用于练习街道;不填则取环境变量 USER_PASSWORD,再没有就随机生成并显示一次',
  })
  parsePassword(value: string): string {
    return value;
  }

  @Option({ flags: '--phone <手机号>', description: '本人的手机号；正式使用时必填' })
  parsePhone(value: string): string {
    return value;
  }

  @Option({ flags: '--volunteer-no <志愿者编号>', description: '本人是志愿者的必填' })
  parseVolunteerNo(value: string): string {
    return value;
  }

  @Option({ flags: '--no-volunteer', description: '本人不是志愿者' })
  parseVolunteer(): boolean {
    return false;
  }
}
