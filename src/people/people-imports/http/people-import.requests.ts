import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, FlagField, IdField, IntField, TextField } from '../../../platform/delivery/http/fields';
import { ActorField, DivisionField } from '../../../platform/delivery/http/names';
import { PageQuery } from '../../../platform/delivery/http/paging';
import { StandingResponse } from '../../../platform/security/decisions';
import { ReviewLineResponse } from '../../volunteers';
import type { ErrorColumn, ImportErrorView, ImportSummary, ImportView } from '../application/show-imports';
import { type DuplicateKind, importKinds, type PeopleImportKind, type RowOutcome } from '../domain/import-row';
import type { DuplicateLine, ImportFilter } from '../persistence/people-import-queries';
import type { PeopleImportStatus } from '../persistence/people-import.repository';

const statuses = ['CHECKED', 'RUNNING', 'DONE', 'CANCELLED', 'EXPIRED'] as const;

export class ImportPlaceQuery {
  @ChoiceField({ label: '导入内容', of: importKinds, description: '志愿者、服务队、区划、三长任职' })
  kind!: PeopleImportKind;

  @IdField({ label: '区划', description: '每一行都须在这个区划之内' })
  divisionId!: string;
}

export class StageImportQuery extends ImportPlaceQuery {
  @IdField({
    label: '改正哪次导入',
    optional: true,
    description: '原来那次随之取消；用错误表格改的只带改好的行，没有错的行沿用原来的',
  })
  corrects?: string;
}

export class ImportListQuery extends PageQuery implements ImportFilter {
  @FlagField({ label: '等待审核', optional: true, description: '只列出登记了人、还有人在等审核的' })
  isWaiting?: boolean;
}

export class ImportErrorQuery extends PageQuery {
  @TextField({ label: '列', max: 40, optional: true, description: '检查结果里 errorColumns 的 key', example: 'phone' })
  columnKey?: string;
}

export class ConfirmImportRequest {
  @FlagField({ label: '跳过疑似重复', optional: true, description: '不填为照常登记,以后再合并' })
  skipDuplicates?: boolean;
}

export class ImportIdResponse {
  @ApiProperty({ format: 'uuid', description: '导入编号' })
  id!: string;
}

/** Under way, or asked: a list with terms of the past is decided by a second person first. */
export class ConfirmedImportResponse extends ImportIdResponse {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '待决定的事项；空表示已开始办理' })
  decisionId!: string | null;
}

export class ImportSummaryResponse extends StandingResponse implements ImportSummary {
  @ApiProperty({ format: 'uuid', description: '导入编号' })
  id!: string;

  @ApiProperty({ enum: [...importKinds], description: '导入内容' })
  kind!: PeopleImportKind;

  @DivisionField('区划')
  divisionId!: string;

  @ApiProperty({ enum: [...statuses], description: '状态:已检查、导入中、完成、取消、过期' })
  status!: PeopleImportStatus;

  @ApiProperty({ description: '行数' })
  rowCount!: number;

  @ApiProperty({ description: '有错误的行数;不为 0 时不能确认' })
  errorRowCount!: number;

  @ApiProperty({ description: '原已存在的行数' })
  knownCount!: number;

  @ApiProperty({ description: '疑似重复的行数' })
  duplicateCount!: number;

  @ApiProperty({ description: '已处理的行数' })
  doneCount!: number;

  @ApiProperty({ description: '进度,百分之几' })
  percent!: number;

  @ApiProperty({ type: Number, nullable: true, description: '每秒行数' })
  rowsPerSecond!: number | null;

  @ApiProperty({ description: '登记后还在等审核的人数' })
  waitingCount!: number;

  @ActorField('上传人')
  uploadedBy!: string;

  @ApiProperty({ type: String, format: 'date-time', description: '上传时间' })
  uploadedAt!: Date;

  @ActorField('确认人', { nullable: true })
  confirmedBy!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '确认时间' })
  confirmedAt!: Date | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '结束时间' })
  finishedAt!: Date | null;
}

export class ImportOutcomesResponse implements Readonly<Record<RowOutcome, number>> {
  @ApiProperty({ description: '已新增' })
  CREATED!: number;

  @ApiProperty({ description: '已更新' })
  UPDATED!: number;

  @ApiProperty({ description: '原已存在,未变' })
  UNCHANGED!: number;

  @ApiProperty({ description: '疑似重复,已跳过' })
  SKIPPED!: number;

  @ApiProperty({ description: '未导入' })
  FAILED!: number;
}

export class ImportErrorColumnResponse implements ErrorColumn {
  @ApiProperty({ description: '列的代码', example: 'phone' })
  key!: string;

  @ApiProperty({ description: '列名', example: '手机号' })
  header!: string;

  @ApiProperty({ description: '有错的格数', example: 2 })
  count!: number;
}

export class ImportResponse extends ImportSummaryResponse implements ImportView {
  @ApiProperty({ description: '是否本人上传；只有上传的人可以下载错误表格和改正' })
  isOwn!: boolean;

  @ApiProperty({ type: [ImportErrorColumnResponse], description: '各列的错误，多的在前' })
  errorColumns!: readonly ImportErrorColumnResponse[];

  @ApiProperty({ type: ImportOutcomesResponse, description: '各结果的行数' })
  outcomes!: ImportOutcomesResponse;
}

export class ImportPageResponse {
  @ApiProperty({ type: [ImportSummaryResponse] })
  items!: readonly ImportSummaryResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置' })
  next!: string | null;
}

export class ImportErrorResponse implements ImportErrorView {
  @ApiProperty({ description: '表格里的行号' })
  rowNumber!: number;

  @ApiProperty({ description: '列名' })
  column!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: '格里写的，证件号和手机号只露一部分；只有上传人看得到，别人看和内容清除后为空',
    example: '1.39E+10',
  })
  written!: string | null;

  @ApiProperty({ description: '错误代码' })
  problem!: string;

  @ApiProperty({ description: '错在哪里、怎样改' })
  sentence!: string;
}

export class ImportErrorPageResponse {
  @ApiProperty({ type: [ImportErrorResponse] })
  items!: readonly ImportErrorResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置' })
  next!: string | null;
}

export class ImportDuplicateResponse implements DuplicateLine {
  @ApiProperty({ description: '表格里的行号' })
  rowNumber!: number;

  @ApiProperty({ description: '同一行的第几项' })
  ordinal!: number;

  @ApiProperty({ enum: ['SAME_NAME_AND_PHONE', 'SAME_PHONE'], description: '哪里相同' })
  kind!: DuplicateKind;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '这一行登记成的志愿者' })
  volunteerId!: string | null;

  @ApiProperty({ type: Number, nullable: true, description: '与哪一行相同' })
  otherRowNumber!: number | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '与哪位志愿者相同;可提出合并' })
  otherVolunteerId!: string | null;
}

export class ImportDuplicatePageResponse {
  @ApiProperty({ type: [ImportDuplicateResponse] })
  items!: readonly ImportDuplicateResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置' })
  next!: string | null;
}

export class ReviewImportRequest {
  @ChoiceField({ label: '处理', of: ['APPROVE', 'REJECT'] })
  decision!: 'APPROVE' | 'REJECT';

  @TextField({ label: '原因', max: 200, optional: true, description: '不通过时必填,本人会看到' })
  reason?: string;

  @TextField({ label: '上一次答复的 next', max: 400, optional: true })
  after?: string;
}

export class ImportReviewLineResponse extends ReviewLineResponse {
  @IntField({ label: '行号', min: 1, max: 1_000_000 })
  rowNumber!: number;
}

export class ImportReviewPageResponse {
  @ApiProperty({ type: [ImportReviewLineResponse], description: '逐行结果' })
  items!: readonly ImportReviewLineResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一批的位置' })
  next!: string | null;
}
