import type { components } from '../api/schema';

type Line = components['schemas']['StatementLineResponse'];

/** Why points came or went, as the heading of an entry. */
export const pointReason: Readonly<Record<Line['reason'], string>> = {
  SERVICE: '志愿服务',
  TRAINING: '培训',
  BONUS: '奖励',
  PENALTY: '扣分',
  REDEMPTION: '兑换',
  EXPIRY: '到期',
  REVERSAL: '更正，原来的一笔冲回',
};

/** Where an entry comes from. */
export const pointCause: Readonly<Record<Line['causeKind'], string>> = {
  SERVICE_RECORD: '公示期满入账',
  REVERSAL: '更正时冲回，另记一笔新的',
  MANUAL: '由两位工作人员办理',
  OPENING: '以前的时长，公示后补记',
};
