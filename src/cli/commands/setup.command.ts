import type { INestApplicationContext } from '@nestjs/common';
import { Command, CommandRunner, Option } from 'nest-commander';
import {
  FirstAdministrators,
  OpenStreet,
  PRACTICE_STREET,
  type PreparedAdministrator,
  type TypedAdministrator,
} from '../../place/setup';
import { StartupError } from '../../platform/foundation/config/startup-error';
import { installationErrors, InstallationMode } from '../../platform/data/installation';
import { ask } from '../ask';
import { practise } from '../practise';
import { say, withApplication } from '../with-application';

interface SetupOptions {
  readonly street?: string;
  readonly district?: string;
  readonly first?: string;
  readonly second?: string;
  readonly practice?: boolean;
  readonly empty?: boolean;
}

/** What the second person may not see on the screen is gone before the second begins. */
const CLEAR_SCREEN = '\u001b[2J\u001b[3J\u001b[H';

/** The setup page's choice for servers without a browser. Whoever runs commands here owns the folder: no code is asked for. */
@Command({
  name: 'setup',
  description: '第一次使用：正式使用（两位安全管理员先后输入自己的密码），或 --practice 练习。选定以后不能改。',
})
export class SetupCommand extends CommandRunner {
  async run(_: string[], options: SetupOptions): Promise<void> {
    if (options.practice === true) return practise({ wantsYear: options.empty !== true });
    if (options.empty === true) throw new StartupError('--empty 只与 --practice 一起用。');
    await withApplication(async (app) => {
      if ((await app.get(InstallationMode, { strict: false }).look()) !== null) {
        throw installationErrors.refuse('INSTALLATION_CHOSEN');
      }
      await this.openStreet(app, options);
    });
  }

  private async openStreet(app: INestApplicationContext, options: SetupOptions): Promise<void> {
    const administrators = app.get(FirstAdministrators, { strict: false });
    const streetName = options.street ?? (await ask('街道名称', { isHidden: false }));
    const districtName = options.district ?? (await ask('所在的区（县、市）', { isHidden: false }));
    const first = await administrators.prepare(await this.typed('第一位安全管理员', options.first, 'FIRST_PASSWORD'));
    if (process.stdin.isTTY) {
      await ask('第一位填好了。请把键盘交给第二位，第二位按回车开始', { isHidden: false });
      process.stdout.write(CLEAR_SCREEN);
    }
    const second = await this.second(administrators, first, options);
    const street = { streetName, districtName, administrators: [first, second] as const, through: 'COMMAND' as const };
    const { usernames } = await app.get(OpenStreet, { strict: false }).execute(street);
    say(`已设为正式使用：${streetName}（${districtName}）。`);
    say(`安全管理员：${usernames.join('、')}。请两位各自登录，给同事开账号、授予角色；一位提出，另一位同意。`);
    say('服务正在运行的，会自己打开；还没有启动的：npm start');
  }

  private async second(
    administrators: FirstAdministrators,
    first: PreparedAdministrator,
    options: SetupOptions,
  ): Promise<PreparedAdministrator> {
    const typed = await this.typed('第二位安全管理员', options.second, 'SECOND_PASSWORD');
    await administrators.requireTwoPersons(first, typed);
    return administrators.prepare(typed);
  }

  /** @param given `username:name` of the option; the password comes from the environment or the keyboard, never from an option. */
  private async typed(who: string, given: string | undefined, variable: string): Promise<TypedAdministrator> {
    const [username, displayName] = given?.split(':') ?? [];
    const person = {
      displayName: displayName ?? (await ask(`${who}的姓名`, { isHidden: false })),
      username: username ?? (await ask(`${who}的用户名（字母、数字、. _ -）`, { isHidden: false })),
    };
    if (!/^[A-Za-z0-9._-]{3,64}$/.test(person.username)) {
      throw new StartupError(`${who}的用户名须为 3 到 64 个字母、数字或 . _ -。`);
    }
    if (person.displayName.trim().length < 2) throw new StartupError(`请填写${who}的姓名。`);
    const password = process.env[variable];
    if (password !== undefined) return { ...person, password };
    const typed = await ask(`${who}的密码（只有本人知道，不会显示）`, { isHidden: true });
    if (typed !== (await ask('再输一遍', { isHidden: true })))
      throw new StartupError('两次输入的密码不一样，请重新执行。');
    return { ...person, password: typed };
  }

  @Option({ flags: '--street <名称>', description: '街道名称，如 福镇街道' })
  parseStreet(value: string): string {
    return value;
  }

  @Option({ flags: '--district <名称>', description: '所在的区（县、市），如 龙山区' })
  parseDistrict(value: string): string {
    return value;
  }

  @Option({
    flags: '--first <用户名:姓名>',
    description: '第一位安全管理员；密码现场输入，没有终端时取环境变量 FIRST_PASSWORD',
  })
  parseFirst(value: string): string {
    return value;
  }

  @Option({
    flags: '--second <用户名:姓名>',
    description: '第二位安全管理员；密码现场输入，没有终端时取环境变量 SECOND_PASSWORD',
  })
  parseSecond(value: string): string {
    return value;
  }

  @Option({ flags: '--practice', description: `练习：${PRACTICE_STREET}和一年的数据，处处印着“练习数据，不作证明”` })
  parsePractice(): boolean {
    return true;
  }

  @Option({ flags: '--empty', description: '练习而不要一年的数据：只有区划和工作人员的账号，几秒钟备好' })
  parseEmpty(): boolean {
    return true;
  }
}
