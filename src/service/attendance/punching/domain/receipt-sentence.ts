import type { PunchDirection } from './rotating-code';

export interface ReceiptFacts {
  readonly direction: PunchDirection;
  readonly activityTitle: string;
  readonly punchedAtMs: number;
  readonly plannedEndMs: number;
}

const format = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Tells the person what was recorded and what is next, in one sentence. */
export function receiptSentence({ direction, activityTitle, punchedAtMs, plannedEndMs }: ReceiptFacts): string {
  const at = localTime(punchedAtMs);
  return direction === 'IN'
    ? `已记录签到:${at},活动“${activityTitle}”。服务结束(计划 ${localTime(plannedEndMs)})后请记得签退。`
    : `已记录签退:${at},活动“${activityTitle}”。场次关闭后计算时长,可在“我的服务记录”查看。`;
}

function localTime(epochMs: number): string {
  const parts = new Map(format.formatToParts(epochMs).map(({ type, value }) => [type, value]));
  return `${parts.get('month')}月${parts.get('day')}日 ${parts.get('hour')}:${parts.get('minute')}`;
}
