import { setTimeout as sleep } from 'node:timers/promises';
import { Command, CommandRunner, Option } from 'nest-commander';
import { systemActor } from '../../platform/foundation/actor/actor';
import { KeyRotations } from '../../platform/security/keys';
import { say, withApplication } from '../with-application';

const LOOK_EVERY_MS = 1_000;

interface Options {
  readonly here?: boolean;
}

@Command({
  name: 'keys:rotate',
  description: '把所有个人数据的密钥换到现在的数据密钥之下;由后台任务分批做,可中断,可重复执行',
})
export class KeysRotateCommand extends CommandRunner {
  async run(_arguments: string[], { here = false }: Options): Promise<void> {
    await withApplication(async (app) => {
      const rotations = app.get(KeyRotations, { strict: false });
      const id = await rotations.start(systemActor('cli'));
      for (let isLeft = true; isLeft;) {
        isLeft = here ? await rotations.work(id) : await rotations.isRunning(id);
        const left = (await rotations.uses()).reduce((sum, use) => sum + (use.isCurrent ? 0 : use.count), 0);
        say(`还有 ${left} 项在旧密钥之下`);
        if (isLeft && !here) await sleep(LOOK_EVERY_MS);
      }
      say('已全部换到现在的数据密钥之下。用 doctor 查看旧密钥是否还有用处;没有时可从 DATA_KEYS 去掉。');
    });
  }

  @Option({ flags: '--here', description: '由本命令自己做,不等后台任务(服务没有运行时用)' })
  parseHere(): boolean {
    return true;
  }
}
