import { Command, CommandRunner, Option } from 'nest-commander';
import { ExportLedger } from '../../ledger/evidence';
import { say, withApplication } from '../with-application';

interface LedgerExportOptions {
  readonly output: string;
}

@Command({
  name: 'ledger:export',
  description: '把整本台账和凭据写成一个文件(JSON 行,只有化名编号),交给审计方离线核对',
})
export class LedgerExportCommand extends CommandRunner {
  async run(_: string[], { output }: LedgerExportOptions): Promise<void> {
    await withApplication(async (app) => {
      const { entryCount, checkpointNumber } = await app.get(ExportLedger, { strict: false }).execute(output);
      say(`已写出 ${entryCount} 条分录,检查点到第 ${checkpointNumber ?? 0} 号。`);
      say(`离线核对:npm run cli -- ledger:verify --file ${output} --public-key <从公开接口或证明上取得的公钥>`);
    });
  }

  @Option({ flags: '--output <path>', description: '写到哪个文件(不能已存在)', required: true })
  parseOutput(value: string): string {
    return value;
  }
}
