import { Command, CommandRunner } from 'nest-commander';
import { type AuditLogVerdict, AuditLogAudit } from '../../ledger/evidence';
import { say, withApplication } from '../with-application';

const problems = { CHANGED: '被改动', MISSING: '被删除', UNEXPECTED: '事后插入,或没有按时封存' } as const;

@Command({
  name: 'audit:verify',
  description: '从头重算审计日志的封存链(检查点、签名、见证文件、每一行的哈希),指出第一行不符;不符时退出码为 1',
})
export class AuditVerifyCommand extends CommandRunner {
  async run(): Promise<void> {
    const verdict = await withApplication((app) => app.get(AuditLogAudit, { strict: false }).execute());
    say(auditVerdictText(verdict));
    if (!verdict.isIntact) process.exitCode = 1;
  }
}

/** The verdict in Chinese: what was checked, and where the first bad line stands. */
export function auditVerdictText({ first, ...verdict }: AuditLogVerdict): string {
  const scope = `已封存 ${verdict.sealedCount} 行,检查点到第 ${verdict.checkpointNumber ?? 0} 号`;
  if (!first) return `审计日志完好:${scope}。`;
  const place = [
    `${first.table}.${first.column}`,
    first.key && `第 ${first.key} 行`,
    first.at && `时间 ${first.at.toISOString()}`,
    first.action && `动作 ${first.action}`,
    first.checkpoint !== undefined && `检查点 ${first.checkpoint}`,
  ].filter(Boolean);
  return `审计日志有不符之处:${scope},${verdict.findingCount} 处不符;第一处${problems[first.problem]}:${place.join(',')}。请保全现场,用见证文件和备份核对。`;
}
