import { randomBytes, randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { Command, CommandRunner, Option } from 'nest-commander';
import { CreateDivision, DivisionDirectory, divisionErrors, type DivisionView } from '../../modules/divisions';
import { StartupError } from '../../platform/boot/startup-error';
import { InstallationMode } from '../../platform/installation';
import { systemActor } from '../../platform/identity/actor';
import { grantableRoles, roles } from '../../platform/identity/permissions';
import { UserAccounts } from '../../platform/identity/user-accounts';
import { say, withApplication } from '../with-application';

type GrantableRole = (typeof grantableRoles)[number];

interface UserCreateOptions {
  readonly username: string;
  readonly name: string;
  readonly role: GrantableRole;
  readonly division?: string;
  readonly district: string;
  readonly password?: string;
}

const actor = systemActor('cli');

@Command({
  name: 'user:create',
  description: '建立账号并授予角色。第一次使用时建立第一个管理员;区划还是空的,就同时建立最上一级的区。',
})
export class UserCreateCommand extends CommandRunner {
  async run(_: string[], options: UserCreateOptions): Promise<void> {
    const given = options.password ?? process.env['USER_PASSWORD'];
    const password = given ?? randomBytes(12).toString('base64url');
    await withApplication(async (app) => {
      if ((await app.get(InstallationMode, { strict: false }).look()) === null) {
        throw new StartupError(
          '这里还没有选定用途。请先打开启动服务时打印的网址，或执行 npm run cli -- setup --help。',
        );
      }
      const division = await this.divisionFor(app, options);
      const user = await app.get(UserAccounts, { strict: false }).create(
        { actor, idempotencyKey: `cli-${randomUUID()}` },
        {
          username: options.username,
          password,
          displayName: options.name,
          grants: [{ role: options.role, divisionId: division.id }],
        },
      );
      say(
        `已建立账号 ${user.username}(${user.displayName}):${roles[options.role]},范围:${division.name}(${division.code})`,
      );
      say(given === undefined ? `初始密码(只显示这一次):${password}` : '密码:您给定的密码');
      say(`区划编号(接口里的 divisionId / parentId):${division.id}`);
      say('下一步:启动服务(npm start),打开接口说明页,用 POST /api/v1/auth/sign-in 登录。');
    });
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
    description: '初始密码;不填则取环境变量 USER_PASSWORD,再没有就随机生成并显示一次',
  })
  parsePassword(value: string): string {
    return value;
  }
}
