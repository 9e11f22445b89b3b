import type { PointsTraceLine } from './points-for';

type Segment = Extract<PointsTraceLine, { step: 'SEGMENT' }>;
type Bonus = Extract<PointsTraceLine, { step: 'BONUS' }>['bonus'];
type Cap = Extract<PointsTraceLine, { step: 'CAP' }>['cap'];

const MS_PER_MINUTE = 60_000;

const bonusWords: Readonly<Record<Bonus, string>> = {
  LEADER: '担任这一场的负责人',
  FIRST_TIME: '第一次参加',
  EMERGENCY: '参加应急服务',
};
const capWords: Readonly<Record<Cap, string>> = { RECORD: '一次服务', DAY: '一天', MONTH: '一个月' };

/** Points as people write them: 183 tenths are 18.3. */
export function pointsText(tenths: number): string {
  return tenths % 10 === 0 ? String(tenths / 10) : (tenths / 10).toFixed(1);
}

/**
 * How points came about, one Chinese sentence per step, for the volunteer. Time at one rate is one sentence, however
 * often the window of a multiplier or a break cuts it.
 */
export function pointsSentences(trace: readonly PointsTraceLine[]): readonly string[] {
  const segments = trace.filter((line): line is Segment => line.step === 'SEGMENT');
  return [...rateSentences(segments), ...trace.flatMap((line) => sentenceOf(line) ?? [])];
}

function rateSentences(segments: readonly Segment[]): readonly string[] {
  const spans = new Map<string, { readonly line: Segment; ms: number }>();
  for (const line of segments) {
    const key = [line.pointTenthsPerHour, line.multiplierPercent, line.multiplierName].join('/');
    const span = spans.get(key) ?? { line, ms: 0 };
    span.ms += line.interval.endMs - line.interval.startMs;
    spans.set(key, span);
  }
  return [...spans.values()].map(({ line, ms }) => {
    const rate = `${String(Math.floor(ms / MS_PER_MINUTE))} 分钟，每小时 ${pointsText(line.pointTenthsPerHour)} 分`;
    if (line.multiplierPercent === 100) return `${rate}。`;
    return `${rate}，${line.multiplierName ?? '这一时段'}按 ${String(line.multiplierPercent)}% 计。`;
  });
}

function sentenceOf(line: PointsTraceLine): string | null {
  switch (line.step) {
    case 'SEGMENT':
      return null;
    case 'NOT_ELIGIBLE':
      return '实际服务没有达到计划时间的规定比例，时长照记，不计积分。';
    case 'GRADE':
      return line.percent === 100 ? null : `凭证等级 ${line.grade}，按 ${String(line.percent)}% 计。`;
    case 'TIME':
      return `按时间得 ${pointsText(line.pointTenths)} 分，不足 0.1 分的部分舍去。`;
    case 'BONUS':
      return `${bonusWords[line.bonus]}，另加 ${pointsText(line.pointTenths)} 分。`;
    case 'CAP':
      return `${capWords[line.cap]}的积分有上限，超出的 ${pointsText(line.lostPointTenths)} 分不计。`;
  }
}
