import { Command, CommandRunner } from 'nest-commander';
import { spreadLedger } from '../../modules/ledger';
import { openRuntime } from '../../platform/boot/open-runtime';
import { StartupError } from '../../platform/boot/startup-error';
import { loadConfig } from '../../platform/config/config';
import { say } from '../with-application';

@Command({
  name: 'ledger:spread',
  description: '把主数据库里的台账搬到 LEDGER_SHARDS 指定的各台服务器,核对无误后登记分布;执行前请停止服务',
})
export class LedgerSpreadCommand extends CommandRunner {
  async run(): Promise<void> {
    const open = await openRuntime(loadConfig(process.env), {
      notice: say,
      onLost: (reason) => {
        throw reason;
      },
    });
    try {
      await spreadLedger(open.runtime, ({ table, rowCount }) => say(`已搬运并核对 ${table}:${rowCount} 行`));
      say('台账已分布到各台服务器。以后启动须带同样的 LEDGER_SHARDS;主数据库里的旧行只作留存,不再使用。');
    } catch (error) {
      if (!(error instanceof StartupError)) throw error;
      say(error.sentence);
      process.exitCode = 1;
    } finally {
      await open.close();
    }
  }
}
