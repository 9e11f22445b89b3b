import type { ShiftView } from '../../../activities';
import type { ClaimCause } from '../domain/offline-fate';
import { receiptSentence } from '../domain/receipt-sentence';
import type { PunchDirection } from '../domain/rotating-code';

/** The answer to a punch: what was recorded and what is next. A repetition gets the same answer. */
export interface PunchReceipt {
  /** RECORDED counts; IN_REVIEW is kept and waits for somebody from outside the team; DECLINED was looked at and does not. */
  readonly status: 'RECORDED' | 'IN_REVIEW' | 'DECLINED';
  readonly punchId: string;
  readonly volunteerId: string;
  readonly shiftId: string;
  readonly activityTitle: string;
  readonly direction: PunchDirection;
  readonly punchedAt: string;
  readonly message: string;
}

/** What is said about a punch that waits for a person. */
export const claimSentences: Readonly<Record<ClaimCause, string>> = {
  CLOCK_SKEW: '设备时钟与系统相差超过 5 分钟，本条已保存，等待工作人员核对时间。',
  TIME_IMPLAUSIBLE: '设备报告的打卡时间不合情理，本条已保存，等待工作人员核对时间。',
  SHIFT_CLOSED: '场次已关闭，本条已作为迟到记录保存，等待工作人员复核后补入。',
  OUT_OF_ORDER: '与已有打卡的先后不符，本条已保存，等待工作人员复核。',
  LATE_LINES: '补传得太晚，本条已保存，与同一批一起等待队外工作人员复核后补入。',
  TAKEN_BY_NEAR: '登记人是本人或同户家人，本条已保存，等待队外工作人员复核后补入。',
  CODE_DRAWN_BY_NEAR:
    '这个打卡码只有您本人或同户家人出示过，不能单独证明到场：本次打卡已保存，等待队外工作人员复核；也可以请副队长、工作人员点名登记。',
};
export const DECLINED_SENTENCE = '工作人员核对后没有采纳本条。';

export function receiptOf(
  shift: ShiftView,
  punch: {
    readonly punchId: string;
    readonly volunteerId: string;
    readonly direction: PunchDirection;
    readonly punchedAt: Date;
  },
): PunchReceipt {
  const { punchId, volunteerId, direction, punchedAt } = punch;
  return {
    status: 'RECORDED',
    ...{ punchId, volunteerId, direction },
    shiftId: shift.id,
    activityTitle: shift.title,
    punchedAt: punchedAt.toISOString(),
    message: receiptSentence({
      direction,
      activityTitle: shift.title,
      punchedAtMs: punchedAt.getTime(),
      plannedEndMs: shift.endsAt.getTime(),
    }),
  };
}
