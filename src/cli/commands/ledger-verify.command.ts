import { Command, CommandRunner, Option } from 'nest-commander';
import {
  type AuditProgress,
  AuditSteps,
  findingText,
  LedgerAudit,
  type LedgerAuditResult,
  progressText,
  verifyExport,
  WatchCustody,
} from '../../ledger/evidence';
import { say, withApplication } from '../with-application';

interface LedgerVerifyOptions {
  readonly file?: string;
  readonly publicKey?: string;
}

@Command({
  name: 'ledger:verify',
  description:
    '从头重算整本台账:链、编号、余额、检查点与签名、见证文件,以及到服务记录和打卡的对应;指出第一处不符。加 --file 则只核对导出文件,不需要数据库',
})
export class LedgerVerifyCommand extends CommandRunner {
  async run(_: string[], { file, publicKey }: LedgerVerifyOptions): Promise<void> {
    const { result, warnings } = file === undefined ? await auditDatabase() : await auditFile(file, publicKey);
    if (process.stderr.isTTY) process.stderr.write('\n');
    for (const finding of result.findings) say(`不符  ${findingText(finding)}`);
    say(summary(result));
    if (result.witnessedCount === null && file === undefined) {
      say('注意  没有见证文件,恢复旧备份无法发现;请在运行后台任务的机器上核对,或用 WITNESS_FILE 指向它。');
    }
    for (const warning of warnings) say(`注意  ${warning}`);
    if (!result.isIntact) process.exitCode = 1;
  }

  @Option({ flags: '--file <path>', description: '导出文件(ledger:export 写出的)' })
  parseFile(value: string): string {
    return value;
  }

  @Option({ flags: '--public-key <hex>', description: '另行取得的公钥(十六进制),导出文件须由它担保' })
  parsePublicKey(value: string): string {
    return value;
  }
}

interface Audited {
  readonly result: LedgerAuditResult;
  /** What is wrong with the custody of keys and witness. */
  readonly warnings: readonly string[];
}

function auditDatabase(): Promise<Audited> {
  return withApplication(async (app) => ({
    result: await app.get(LedgerAudit, { strict: false }).execute(progressLine()),
    warnings: await app.get(WatchCustody, { strict: false }).warnings(),
  }));
}

async function auditFile(file: string, publicKey: string | undefined): Promise<Audited> {
  return { result: await verifyExport(file, publicKey), warnings: [] };
}

/** The steps go on side by side: the line says how far each is. */
function progressLine(): (progress: AuditProgress) => void {
  const steps = new AuditSteps();
  return (progress) => {
    steps.note(progress);
    if (process.stderr.isTTY) process.stderr.write(`\r${progressText(steps.all())}      `);
  };
}

function summary(result: LedgerAuditResult): string {
  const verdict = result.isIntact ? '台账完好' : '台账有不符之处';
  return `${verdict}:${result.accountCount} 个账户,${result.entryCount} 条分录,${result.factCount} 条其他事实,检查点到第 ${result.checkpointNumber ?? 0} 号(见证 ${result.witnessedCount ?? 0} 个),${result.findingCount} 处不符。`;
}
