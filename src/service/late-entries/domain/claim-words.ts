/** Why somebody has to look at a punch, in a few words for lists and notices. */
export const claimCauseWords: Readonly<Record<string, string>> = {
  CLOCK_SKEW: '设备时钟不准',
  TIME_IMPLAUSIBLE: '时间不合情理',
  SHIFT_CLOSED: '场次关闭后才收到',
  OUT_OF_ORDER: '先后不符',
  LATE_LINES: '补传太晚',
  TAKEN_BY_NEAR: '由本人或家人登记',
  CODE_DRAWN_BY_NEAR: '打卡码只有本人或家人出示过',
};
