import { Command, CommandRunner, Option } from 'nest-commander';
import { RecountReadModels } from '../../ledger/ranking';
import { say, withApplication } from '../with-application';

interface RecountOptions {
  readonly repair?: boolean;
}

@Command({
  name: 'ledger:recount',
  description: '按分录从头重算余额、月度合计、名次与各类合计,列出不符之处;--repair 重建名次与合计(不动台账本身)',
})
export class LedgerRecountCommand extends CommandRunner {
  async run(_: readonly string[], { repair }: RecountOptions = {}): Promise<void> {
    await withApplication(async (app) => {
      const recount = app.get(RecountReadModels, { strict: false });
      if (repair === true) {
        await recount.repair();
        say('名次与合计已按台账重建。');
      }
      const { drifts, laggingCount } = await recount.execute();
      for (const { table, key } of drifts) say(`不符  ${table}:${key}`);
      if (laggingCount > 0) say(`${String(laggingCount)} 位志愿者的最新入账尚待计入名次与合计,稍后会自动跟上。`);
      say(
        drifts.length === 0
          ? '重算一致,没有不符。'
          : '重算有不符之处;名次与合计可加 --repair 重建,余额与月度合计请先查明原因。',
      );
      if (drifts.length > 0) process.exitCode = 1;
    });
  }

  @Option({ flags: '--repair', description: '先重建名次与合计' })
  parseRepair(): boolean {
    return true;
  }
}
