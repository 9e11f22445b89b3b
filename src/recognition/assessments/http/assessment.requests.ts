import { ApiProperty } from '@nestjs/swagger';
import type { LocalDay } from '../../../kernel/local-day';
import { ChoiceField, DayField, IdField, IntField, TextField } from '../../../platform/delivery/http/fields';
import { ActorField } from '../../../platform/delivery/http/names';
import { PageQuery } from '../../../platform/delivery/http/paging';
import { type HeadRole, headRoles } from '../../../people/heads';
import type { AssessmentAnswer } from '../application/assessments';
import type { ListedAssessment } from '../application/show-assessments';
import type { AssessmentView } from '../persistence/assessment-directory';

export class RecordAssessmentRequest {
  @IdField({ label: '任职' })
  appointmentId!: string;

  @DayField({ label: '考评日期' })
  assessedOn!: LocalDay;

  @TextField({ label: '考评事项', max: 100, example: '周一检查' })
  item!: string;

  @IntField({ label: '得分', min: 0, max: 10_000, description: '百分之一分,9250 即 92.50 分', example: 9250 })
  scoreHundredths!: number;

  @TextField({ label: '说明', max: 500, optional: true })
  note?: string;
}

export class VoidAssessmentRequest {
  @TextField({ label: '作废原因', max: 500 })
  reason!: string;
}

export class AssessmentsQuery extends PageQuery {
  @IdField({ label: '任职', optional: true, description: '只看这条任职的' })
  appointmentId?: string;

  @IdField({ label: '区划', optional: true, description: '只看这个区划及其下级的三长' })
  divisionId?: string;

  @DayField({ label: '从哪天', optional: true, description: '考评日期，含当天' })
  from?: LocalDay;

  @DayField({ label: '到哪天', optional: true, description: '考评日期，含当天' })
  until?: LocalDay;

  @TextField({ label: '考评事项', max: 100, optional: true, description: '与录入的完全相同' })
  item?: string;

  @ChoiceField({ label: '状态', of: ['COUNTED', 'VOIDED'], optional: true, description: '计入的，或已作废的' })
  state?: 'COUNTED' | 'VOIDED';
}

export class AssessmentResponse implements AssessmentView {
  @ApiProperty({ format: 'uuid', description: '考评编号' })
  id!: string;

  @ApiProperty({ format: 'uuid', description: '任职' })
  appointmentId!: string;

  @ApiProperty({ format: 'uuid', description: '志愿者' })
  volunteerId!: string;

  @ApiProperty({ type: String, format: 'date', description: '考评日期' })
  assessedOn!: LocalDay;

  @ApiProperty({ description: '考评事项' })
  item!: string;

  @ApiProperty({ type: 'integer', description: '得分,百分之一分' })
  scoreHundredths!: number;

  @ApiProperty({ nullable: true, type: String, description: '说明' })
  note!: string | null;

  @ActorField('录入人')
  recordedBy!: string;

  @ApiProperty({ format: 'date-time', description: '录入时间' })
  createdAt!: string;

  @ApiProperty({ nullable: true, type: String, format: 'date-time', description: '作废时间' })
  voidedAt!: string | null;

  @ApiProperty({ nullable: true, type: String, description: '作废原因' })
  voidReason!: string | null;

  @ApiProperty({ type: 'integer', description: '版本' })
  version!: number;
}

/** Recorded, or asked: then a second person decides. */
export class AssessmentAnswerResponse implements AssessmentAnswer {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '考评编号；空表示待另一人决定' })
  id!: string | null;

  @ApiProperty({ type: AssessmentResponse, nullable: true, description: '考评；空表示待另一人决定' })
  assessment!: AssessmentResponse | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '待决定的事项；空表示已录入' })
  decisionId!: string | null;
}

export class AskedVoidResponse {
  @ApiProperty({ format: 'uuid', description: '待决定的事项，由另一人批准' })
  decisionId!: string;
}

export class ListedAssessmentResponse extends AssessmentResponse implements ListedAssessment {
  @ApiProperty({ nullable: true, type: String, description: '三长的姓名；已注销的为空' })
  name!: string | null;

  @ApiProperty({ enum: [...headRoles], description: '职务' })
  role!: HeadRole;

  @ApiProperty({ description: '任职区划的名称' })
  divisionName!: string;
}

export class AssessmentListResponse {
  @ApiProperty({ type: [ListedAssessmentResponse] })
  items!: readonly ListedAssessmentResponse[];

  @ApiProperty({ nullable: true, type: String, description: '下一页位置' })
  next!: string | null;
}
