import type { PointsPolicy } from './points-policy';
import { pointsText } from './points-sentences';
import type { StarsPolicy } from './star-level';

type Line = PointsPolicy['rates'][number] | PointsPolicy['multipliers'][number];
type CategoryName = (code: string) => string;

const kindWords = { SERVICE: '服务', TRAINING: '培训' } as const;
const dayWords = { WORKING_DAY: '工作日', REST_DAY: '周末和节假日' } as const;
const dutyWords = { LEADER: '负责人', MEMBER: '参加的人' } as const;
const STAR_WORDS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'] as const;

/** How points are counted, as residents read it. Every figure is the one that is computed with. */
export function pointsPolicySentences(policy: PointsPolicy, categoryName: CategoryName): readonly string[] {
  return [
    ...rateSentences(policy, categoryName),
    ...multiplierSentences(policy, categoryName),
    gradeSentence(policy),
    ...bonusSentences(policy),
    capSentence(policy),
    '积分精确到 0.1 分，不足的部分舍去。积分不影响时长。',
  ];
}

/** From how many hours on there are stars. */
export function starsPolicySentences({ hoursPerStar }: StarsPolicy): readonly string[] {
  const steps = hoursPerStar.map((hours, index) => `满 ${String(hours)} 小时为${STAR_WORDS[index] ?? ''}星`);
  return [`已入账的服务时长${steps.join('，')}。`, '刚好满也算。培训时长不计入星级。'];
}

/** 工作日，负责人，巡河; without conditions: 所有活动. */
function whenWords({ activityKind, category, duty, dayType }: Line, categoryName: CategoryName): string {
  const words = [
    dayType && dayWords[dayType],
    duty && dutyWords[duty],
    category !== undefined ? `「${categoryName(category)}」` : undefined,
    activityKind && kindWords[activityKind],
  ].filter((word) => word !== undefined);
  return words.length === 0 ? '所有活动' : words.join('、');
}

function rateSentences({ rates }: PointsPolicy, categoryName: CategoryName): readonly string[] {
  if (rates.length === 0) return ['现在不计积分。'];
  const lines = rates.map((rate) => {
    const tenths = rate.pointTenthsPerHour;
    return `${whenWords(rate, categoryName)}${tenths === 0 ? '不计积分' : `每小时 ${pointsText(tenths)} 分`}。`;
  });
  const isOrdered = rates.some(({ category, duty, dayType }) => category ?? duty ?? dayType);
  return isOrdered ? [...lines, '以上同时符合几条的，按写在前面的一条算。'] : lines;
}

function clockText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function multiplierSentences({ multipliers }: PointsPolicy, categoryName: CategoryName): readonly string[] {
  const lines = multipliers.map((line) => {
    const window = line.window && `${clockText(line.window.fromMinute)}–${clockText(line.window.toMinute)}`;
    const when = [whenWords(line, categoryName), window].filter((word) => word !== undefined).join('，');
    return `${line.name}（${when}）按 ${String(line.percent)}% 计。`;
  });
  return lines.length > 1 ? [...lines, '同时符合几条的，只按最高的一条算。'] : lines;
}

function gradeSentence({ gradePercent }: PointsPolicy): string {
  const byPercent = new Map<number, string[]>();
  for (const grade of ['A', 'B', 'C', 'D', 'E'] as const) {
    byPercent.set(gradePercent[grade], [...(byPercent.get(gradePercent[grade]) ?? []), grade]);
  }
  const parts = [...byPercent].map(([percent, grades]) => {
    const share = percent === 0 ? '不计积分' : percent === 100 ? '全额计积分' : `按 ${String(percent)}% 计积分`;
    return `凭证 ${grades.join('、')} 级${share}`;
  });
  return `${parts.join('，')}。`;
}

function bonusSentences({ bonuses }: PointsPolicy): readonly string[] {
  const lines: readonly (readonly [number, string])[] = [
    [bonuses.leaderPointTenths, '担任一场的负责人'],
    [bonuses.firstTimePointTenths, '第一次参加'],
    [bonuses.emergencyPointTenths, '参加应急服务'],
  ];
  return lines.flatMap(([tenths, when]) => (tenths > 0 ? [`${when}，另加 ${pointsText(tenths)} 分。`] : []));
}

function capSentence({ caps }: PointsPolicy): string {
  const lines: readonly (readonly [number | null, string])[] = [
    [caps.recordPointTenths, '一次服务'],
    [caps.dayPointTenths, '一天'],
    [caps.monthPointTenths, '一个月'],
  ];
  const parts = lines.flatMap(([tenths, span]) => (tenths === null ? [] : [`${span}最多 ${pointsText(tenths)} 分`]));
  return parts.length === 0 ? '积分没有上限。' : `${parts.join('，')}，超出的不计。`;
}
