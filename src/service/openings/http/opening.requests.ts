import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, DayField, IdField, TextField } from '../../../platform/delivery/http/fields';
import { ActorField, DivisionField } from '../../../platform/delivery/http/names';
import { StandingResponse } from '../../../platform/security/decisions';
import type { OpeningDecision } from '../application/decide-opening';
import type { OpeningCheck, OpeningSource, SubmittedOpening } from '../application/submit-opening';
import type { OpeningProblem } from '../domain/opening-plan';
import { openingSentences } from '../domain/opening-sentences';
import type { OpeningPerson, OpeningRow } from '../persistence/opening-lines';
import type { OpeningImport } from '../persistence/opening.repository';

export const openingStatuses = ['SUBMITTED', 'PUBLICITY', 'POSTED', 'REJECTED', 'REVERSED'] as const;

export class OpeningSourceQuery implements OpeningSource {
  @IdField({ label: '区划', description: '这些时长属于哪个街道或社区' })
  divisionId!: string;

  @TextField({ label: '资料名称', min: 2, max: 100, description: '如“2023 年志愿服务登记册”' })
  documentTitle!: string;

  @TextField({ label: '保管单位', min: 2, max: 60 })
  documentKeeper!: string;

  @DayField({ label: '资料开始日期' })
  periodFrom!: string;

  @DayField({ label: '资料结束日期' })
  periodTo!: string;
}

export class SubmitOpeningQuery extends OpeningSourceQuery {
  @TextField({ label: '文件指纹', min: 64, max: 64, description: '检查结果里的 fileHash' })
  fileHash!: string;
}

export class DecideOpeningRequest {
  @ChoiceField({ label: '决定', of: ['APPROVE', 'REJECT'] })
  decision!: 'APPROVE' | 'REJECT';

  @TextField({ label: '理由', min: 2, max: 500, optional: true })
  reason?: string;
}

export class ReverseOpeningRequest {
  @TextField({ label: '理由', min: 2, max: 500 })
  reason!: string;
}

export class OpeningRowErrorResponse {
  @ApiProperty({ description: '表格里的行号' })
  rowNumber!: number;

  @ApiProperty({ description: '列名' })
  column!: string;

  @ApiProperty({ enum: Object.keys(openingSentences), description: '错误代码' })
  problem!: OpeningProblem;

  @ApiProperty({ description: '错在哪里、怎样改' })
  sentence!: string;
}

export class OpeningCheckResponse implements OpeningCheck {
  @ApiProperty({ description: '文件指纹,提交时带上' })
  fileHash!: string;

  @ApiProperty({ description: '可导入的行数' })
  rowCount!: number;

  @ApiProperty({ description: '合计分钟' })
  totalMinutes!: number;

  @ApiProperty({ type: [OpeningRowErrorResponse], description: '逐行的错误;有错误时不能提交' })
  errors!: readonly OpeningRowErrorResponse[];
}

export class SubmittedOpeningResponse implements SubmittedOpening {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: '行数' })
  rowCount!: number;

  @ApiProperty({ description: '合计分钟' })
  totalMinutes!: number;
}

export class OpeningDecisionResponse implements OpeningDecision {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: [...openingStatuses], description: '状态' })
  status!: OpeningDecision['status'];
}

export class OpeningReversalResponse extends OpeningDecisionResponse {
  @ApiProperty({ format: 'uuid', description: '等待另一人同意的冲正' })
  decisionId!: string;
}

export class OpeningImportResponse extends StandingResponse implements Omit<OpeningImport, 'divisionPath'> {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @DivisionField('区划')
  divisionId!: string;

  @ApiProperty({ description: '资料名称' })
  documentTitle!: string;

  @ApiProperty({ description: '保管单位' })
  documentKeeper!: string;

  @ApiProperty({ type: String, format: 'date', description: '资料开始日期' })
  periodFrom!: OpeningImport['periodFrom'];

  @ApiProperty({ type: String, format: 'date', description: '资料结束日期' })
  periodTo!: OpeningImport['periodTo'];

  @ApiProperty({ description: '行数' })
  rowCount!: number;

  @ApiProperty({ description: '合计分钟' })
  totalMinutes!: number;

  @ApiProperty({ enum: [...openingStatuses], description: '状态' })
  status!: OpeningImport['status'];

  @ActorField('提交人')
  submittedBy!: string;

  @ApiProperty({ format: 'date-time', type: String, description: '提交时间' })
  submittedAt!: Date;

  @ActorField('审批人', { nullable: true })
  decidedBy!: string | null;

  @ApiProperty({ format: 'date-time', type: String, nullable: true, description: '审批时间' })
  decidedAt!: Date | null;

  @ApiProperty({ format: 'date-time', type: String, nullable: true, description: '公示到何时，到期入账' })
  publicityUntil!: Date | null;

  @ApiProperty({ format: 'date-time', type: String, nullable: true, description: '入账时间' })
  postedAt!: Date | null;
}

export class OpeningImportPageResponse {
  @ApiProperty({ type: [OpeningImportResponse] })
  items!: readonly OpeningImportResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页位置' })
  next!: string | null;
}

export class OpeningRowResponse implements OpeningRow {
  @ApiProperty({ format: 'uuid', description: '入账来源编号' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  volunteerId!: string;

  @ApiProperty({ description: '志愿者编号' })
  volunteerNo!: string;

  @ApiProperty({ description: '表格里的行号' })
  rowNumber!: number;

  @ApiProperty({ enum: ['SERVICE', 'TRAINING'], description: '类别' })
  kind!: OpeningRow['kind'];

  @ApiProperty({ description: '分钟' })
  minutes!: number;

  @ApiProperty({ enum: ['C', 'D', 'E'], description: '证据等级' })
  grade!: OpeningRow['grade'];

  @ApiProperty({ type: String, format: 'date', description: '日期' })
  servedOn!: OpeningRow['servedOn'];

  @ApiProperty({ type: String, format: 'date', description: '结束日期；一天的与日期相同' })
  servedTo!: OpeningRow['servedTo'];
}

export class OpeningRowPageResponse {
  @ApiProperty({ type: [OpeningRowResponse] })
  items!: readonly OpeningRowResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页位置' })
  next!: string | null;
}

export class OpeningPersonResponse implements OpeningPerson {
  @ApiProperty({ format: 'uuid' })
  volunteerId!: string;

  @ApiProperty({ description: '志愿者编号' })
  volunteerNo!: string;

  @ApiProperty({ description: '行数' })
  rowCount!: number;

  @ApiProperty({ description: '合计分钟' })
  minutes!: number;

  @ApiProperty({ type: String, format: 'date', description: '最早的日期' })
  firstDay!: OpeningPerson['firstDay'];

  @ApiProperty({ type: String, format: 'date', description: '最晚的日期' })
  lastDay!: OpeningPerson['lastDay'];
}

export class OpeningPersonPageResponse {
  @ApiProperty({ type: [OpeningPersonResponse] })
  items!: readonly OpeningPersonResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页位置' })
  next!: string | null;
}
