import type { IneligibleReason } from './eligibility';
import type { ComponentLine, RankedLine } from './rank-candidates';
import type { ScoreComponent } from './selection-policy';
import type { TieBreaker } from './tie-break';

const COMPONENT_NAMES: Readonly<Record<ScoreComponent, string>> = {
  HOURS: '服务时长',
  POINTS: '积分',
  ASSESSMENT: '考评',
  VOTE: '居民投票',
  COMMITTEE: '评委评分',
};

const INELIGIBLE_SENTENCES: Readonly<Record<IneligibleReason, string>> = {
  APPOINTED_TOO_SHORT: '评选期内任职月数不足',
  TOO_FEW_RECORDS: '评选期内没有足够的已确认服务记录',
  NOT_VERIFIED: '身份尚未核验',
  OPEN_VETO: '有未了结的一票否决事项',
};

const TIE_SENTENCES: Readonly<Record<TieBreaker, string>> = {
  FEWER_BACKFILLED_MINUTES: '总分相同，补录时长较少者在前',
  MORE_SERVICE_DAYS: '总分相同，服务天数较多者在前',
  HIGHER_VOTE: '总分相同，居民投票较高者在前',
  LONGER_TENURE: '总分相同，任职较长者在前',
  PUBLIC_LOT: '总分及各项条件相同，按事先公布的种子公开抽签排序',
};

/** One line of a ranking as Chinese sentences: every component from raw value to its share, the total, and the tie. */
export function explainLine(line: RankedLine): readonly string[] {
  if (line.totalHundredths === null) {
    return [`不参加排名：${line.ineligibleReasons.map((reason) => INELIGIBLE_SENTENCES[reason]).join('；')}。`];
  }
  const total = `总分 ${points(line.totalHundredths)}，第 ${String(line.place ?? 0)} 名。`;
  const tie = line.tieDecidedBy ? [`${TIE_SENTENCES[line.tieDecidedBy]}。`] : [];
  return [...line.components.map(explainComponent), total, ...tie];
}

function explainComponent(part: ComponentLine): string {
  const value = `${COMPONENT_NAMES[part.component]}：${rawText(part)}`;
  const score = `折合 ${points(part.normalisedHundredths)} 分，权重 ${points(part.weightBasisPoints)}%`;
  return `${value}，${score}，得 ${points(part.weightedHundredths)} 分。`;
}

function rawText({ component, raw }: ComponentLine): string {
  if (raw === null) return '无数据，按 0 计';
  switch (component) {
    case 'HOURS':
      return `${String(raw)} 分钟`;
    case 'POINTS':
      return `${(raw / 10).toFixed(1)} 分`;
    case 'VOTE':
      return `${String(raw)} 票`;
    default:
      return `${points(raw)} 分`;
  }
}

function points(hundredths: number): string {
  return (hundredths / 100).toFixed(2);
}
