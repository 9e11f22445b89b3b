import type { StepProgress } from '../domain/audit-progress';
import type { AuditRequest } from '../persistence/audit-requests';
import type { AuditRun } from '../persistence/audit-runs';

const STEPS = { CHECKPOINTS: '检查点', PARTITIONS: '分区', FACTS: '其他事实', LINKS: '对应关系' } as const;
const LONG_WAIT_MS = 60_000;

/** How far an audit is, in one line. */
export function progressText(steps: readonly StepProgress[]): string {
  if (steps.length === 0) return '正在核对……';
  return `正在核对:${steps.map(({ step, done, of }) => `${STEPS[step]} ${done} / ${of}`).join(',')}`;
}

/** What has become of an audit that somebody asked for, and what to do. */
export function requestText(
  { status, requestedAt, progress }: Pick<AuditRequest, 'status' | 'requestedAt' | 'progress'>,
  run: Pick<AuditRun, 'isIntact' | 'accountCount' | 'entryCount' | 'findingCount'> | null,
  now: Date,
): string {
  switch (status) {
    case 'WAITING':
      return now.getTime() - requestedAt.getTime() < LONG_WAIT_MS
        ? '已登记,后台任务马上开始核对。'
        : '已登记,但还没有开始:后台任务可能正忙或没有运行,请稍后再看;一直不动请找系统管理员。';
    case 'RUNNING':
      return progressText(progress);
    case 'FAILED':
      return '核对试了多次都没有做完,台账是否完好还不知道:请系统管理员查看失败任务,排除原因后重新发起。';
    case 'DONE':
      if (run === null) throw new Error('an audit is done without a run');
      return run.isIntact
        ? `台账完好:${run.accountCount} 个账户,${run.entryCount} 条分录,没有不符之处。`
        : `台账有 ${run.findingCount} 处不符:请保留现场,不要修改数据,并报告街道负责人和系统管理员。`;
  }
}
