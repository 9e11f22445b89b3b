import { Command, CommandRunner } from 'nest-commander';
import { openRuntime } from '../../platform/operations/boot/open-runtime';
import { loadConfig } from '../../platform/foundation/config/config';
import { say } from '../with-application';

@Command({ name: 'migrate', description: '把数据库表结构更新到本版本(启动时会自动执行,此命令用于部署前单独执行)' })
export class MigrateCommand extends CommandRunner {
  async run(): Promise<void> {
    const open = await openRuntime(loadConfig(process.env), {
      notice: say,
      onLost: (reason) => {
        throw reason;
      },
      joinRunning: true,
    });
    await open.close();
    say('数据库表结构已是最新。');
  }
}
