import type { Import } from './queries';

/** The steps of the wizard. */
export const steps = ['选表', '检查', '改错', '确认', '进度', '报告'] as const;

/** Which step an import stands at. */
export function stepOf({ status, errorRowCount }: Pick<Import, 'status' | 'errorRowCount'>): number {
  if (status === 'RUNNING') return 4;
  if (status !== 'CHECKED') return 5;
  return errorRowCount > 0 ? 2 : 3;
}

/** 约还要 1 分 20 秒, by how fast it has been. */
export function timeLeft({
  rowCount,
  doneCount,
  rowsPerSecond,
}: Pick<Import, 'rowCount' | 'doneCount' | 'rowsPerSecond'>): string {
  if (rowsPerSecond === null || rowsPerSecond === 0) return '';
  const seconds = Math.ceil((rowCount - doneCount) / rowsPerSecond);
  if (seconds < 60) return `约还要 ${String(seconds)} 秒`;
  return `约还要 ${String(Math.floor(seconds / 60))} 分 ${String(seconds % 60)} 秒`;
}
