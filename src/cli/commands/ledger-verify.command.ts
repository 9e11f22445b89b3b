import { Command, CommandRunner } from 'nest-commander';
import { type LedgerFinding, LedgerVerifier } from '../../modules/ledger';
import { say, withApplication } from '../with-application';

@Command({
  name: 'ledger:verify',
  description: '从头重算整本台账:分录的链、编号、余额、月度合计,以及与服务记录的对应;指出第一处不符',
})
export class LedgerVerifyCommand extends CommandRunner {
  async run(): Promise<void> {
    await withApplication(async (app) => {
      const isTerminal = process.stderr.isTTY;
      const result = await app.get(LedgerVerifier, { strict: false }).verify(({ checkedPartitions, partitions }) => {
        if (isTerminal) process.stderr.write(`\r正在核对 ${String(checkedPartitions)} / ${String(partitions)} 个分区`);
      });
      if (isTerminal) process.stderr.write('\n');
      for (const finding of result.findings) say(`不符  ${describe(finding)}`);
      say(
        `${result.isIntact ? '台账完好' : '台账有不符之处'}:${String(result.accountCount)} 个账户,${String(result.entryCount)} 条分录,${String(result.findings.length)} 处不符。`,
      );
      if (!result.isIntact) process.exitCode = 1;
    });
  }
}

/** Where the bad row stands. Internal ids only: the report may be handed on. */
function describe(finding: LedgerFinding): string {
  const place = [
    `志愿者 ${finding.volunteerId}`,
    finding.accountKind && `账户 ${finding.accountKind}`,
    finding.seq && `第 ${finding.seq} 号`,
    finding.month && `${finding.month} 月`,
    finding.recordId && `服务记录 ${finding.recordId}`,
  ].filter(Boolean);
  return `${finding.table}.${finding.column}:${place.join(',')}`;
}
