import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, IdField, IntField, TextField } from '../../../platform/delivery/http/fields';
import { type OwnRank, type RankingLine, type RankMeasure, rankMeasures } from '../persistence/ranking-reader';
import {
  type ActivityGroup,
  activityGroups,
  type ActivityTotal,
  type DivisionMonthTotal,
  type MonthSpan,
} from '../persistence/totals-reader';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

export class OwnRankQuery {
  @IdField({ label: '区划', description: '含其下各级' })
  divisionId!: string;

  @TextField({
    label: '期间',
    max: 7,
    pattern: /^(ALL|\d{4}|\d{4}-(0[1-9]|1[0-2]))$/,
    hint: '如 2026-11、2026 或 ALL',
    example: '2026-11',
  })
  period!: string;

  @ChoiceField({ label: '排名依据', of: rankMeasures })
  measure!: RankMeasure;
}

export class RankingTopQuery extends OwnRankQuery {
  @IntField({ label: '名次数', min: 1, max: 200, optional: true, example: 50 })
  limit?: number;
}

export class TotalsQuery {
  @IdField({ label: '区划', description: '列出本级与直接下级' })
  divisionId!: string;

  @TextField({ label: '开始月份', max: 7, pattern: MONTH, hint: '如 2026-01', example: '2026-01' })
  fromMonth!: string;

  @TextField({ label: '结束月份', max: 7, pattern: MONTH, hint: '如 2026-11', example: '2026-11' })
  toMonth!: string;
}

export class ActivityTotalsQuery extends TotalsQuery {
  @ChoiceField({ label: '分组', of: activityGroups })
  groupBy!: ActivityGroup;
}

/** The months of a request. */
export function monthsOf({ fromMonth, toMonth }: TotalsQuery): MonthSpan {
  return { from: fromMonth, to: toMonth };
}

export class RankingLineResponse implements RankingLine {
  @ApiProperty({ description: '名次,同分同名次' })
  place!: number;

  @ApiProperty({ description: '姓名(脱敏)' })
  maskedName!: string;

  @ApiProperty({ description: '所属区划' })
  divisionName!: string;

  @ApiProperty({ description: '分钟,或十分之一分' })
  score!: number;
}

export class PublicRankingResponse {
  @ApiProperty({ type: [RankingLineResponse] })
  items!: readonly RankingLineResponse[];
}

export class OwnRankResponse implements OwnRank {
  @ApiProperty({ type: Number, nullable: true, description: '名次;没有成绩、不在此区划或已停用时为 null' })
  place!: number | null;

  @ApiProperty({ description: '分钟,或十分之一分' })
  score!: number;

  @ApiProperty({ description: '参与排名的人数' })
  rankedCount!: number;
}

export class DivisionMonthTotalResponse implements DivisionMonthTotal {
  @ApiProperty({ format: 'uuid', description: '区划' })
  divisionId!: string;

  @ApiProperty({ description: '区划名称' })
  divisionName!: string;

  @ApiProperty({ description: '月份' })
  month!: string;

  @ApiProperty({ description: '有时长的人数' })
  volunteerCount!: number;

  @ApiProperty({ description: '服务时长,分钟' })
  serviceMinutes!: number;

  @ApiProperty({ description: '培训时长,分钟' })
  trainingMinutes!: number;

  @ApiProperty({ description: '积分,十分之一分' })
  pointTenths!: number;
}

export class TotalsResponse {
  @ApiProperty({ type: [DivisionMonthTotalResponse] })
  items!: readonly DivisionMonthTotalResponse[];
}

export class ActivityTotalResponse implements ActivityTotal {
  @ApiProperty({ type: String, nullable: true, description: '区划或服务队编号、类别代码、月份;与活动无关的为 null' })
  key!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '区划或服务队名称' })
  name!: string | null;

  @ApiProperty({ description: '服务时长,分钟' })
  serviceMinutes!: number;

  @ApiProperty({ description: '培训时长,分钟' })
  trainingMinutes!: number;

  @ApiProperty({ description: '积分,十分之一分' })
  pointTenths!: number;

  @ApiProperty({ description: '入账笔数,含冲正' })
  entryCount!: number;
}

export class ActivityTotalsResponse {
  @ApiProperty({ type: [ActivityTotalResponse] })
  items!: readonly ActivityTotalResponse[];
}
