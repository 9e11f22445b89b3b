import { ApiProperty } from '@nestjs/swagger';
import type { LocalDay } from '../../../kernel/local-day';
import { type HeadRole, headRoles } from '../../../people/heads';
import {
  ChoiceField,
  DayField,
  FlagField,
  IdField,
  InstantField,
  IntField,
  TextField,
} from '../../../platform/delivery/http/fields';
import type { OwnLine } from '../../selections';
import type { OwnAssessment, OwnOffice } from '../application/show-own-offices';

const MOST_HUNDREDTHS = 10_000;

export class OwnAssessmentResponse implements OwnAssessment {
  @IdField({ label: '考评编号' })
  id!: string;

  @DayField({ label: '考评日期' })
  assessedOn!: LocalDay;

  @TextField({ label: '考评事项', max: 100, example: '周一检查' })
  item!: string;

  @IntField({ label: '得分', min: 0, max: MOST_HUNDREDTHS, description: '百分之一分' })
  scoreHundredths!: number;

  @TextField({ label: '说明', max: 500, nullable: true })
  note!: string | null;

  @TextField({ label: '作废原因', max: 500, nullable: true, description: '没有作废的为 null' })
  voidReason!: string | null;
}

export class OwnSelectionLineResponse implements OwnLine {
  @IdField({ label: '评选' })
  roundId!: string;

  @TextField({ label: '评选名称', max: 100, example: '2025 年度优秀楼栋长' })
  roundName!: string;

  @IdField({ label: '任职' })
  appointmentId!: string;

  @DayField({ label: '周期开始日' })
  periodFrom!: LocalDay;

  @DayField({ label: '周期截止日', description: '含当日' })
  periodTo!: LocalDay;

  @FlagField({ label: '已定稿' })
  isConfirmed!: boolean;

  @InstantField({ label: '定稿时间', nullable: true })
  confirmedAt!: string | null;

  @IntField({ label: '名次', min: 1, max: 100_000, nullable: true, description: '不参加排名的为 null' })
  place!: number | null;

  @IntField({ label: '总分', min: 0, max: MOST_HUNDREDTHS, nullable: true, description: '百分之一分' })
  totalHundredths!: number | null;

  @FlagField({ label: '在建议名单内' })
  isProposed!: boolean;

  @ApiProperty({
    type: [String],
    description: '每项得分和名次的说明',
    example: ['服务时长：600 分钟，折合 100.00 分，权重 40.00%，得 40.00 分。', '总分 82.50，第 1 名。'],
  })
  explanation!: readonly string[];
}

export class OwnOfficeResponse implements OwnOffice {
  @IdField({ label: '任职' })
  appointmentId!: string;

  @ChoiceField({ label: '角色', of: headRoles })
  role!: HeadRole;

  @TextField({ label: '任职区划', max: 60, example: '3号楼' })
  divisionName!: string;

  @TextField({ label: '所属社区', max: 60, example: '福民社区' })
  communityName!: string;

  @DayField({ label: '任期开始日' })
  validFrom!: LocalDay;

  @DayField({ label: '任期结束日', nullable: true, description: '不含当日；没有期限的为 null' })
  validTo!: LocalDay | null;

  @TextField({ label: '结束原因', max: 200, nullable: true })
  endedReason!: string | null;

  @ApiProperty({ type: [OwnAssessmentResponse], description: '考评，新的在前，作废的也列' })
  assessments!: readonly OwnAssessmentResponse[];

  @ApiProperty({ type: [OwnSelectionLineResponse], description: '评选，新的在前' })
  selections!: readonly OwnSelectionLineResponse[];
}

export class OwnOfficeListResponse {
  @ApiProperty({ type: [OwnOfficeResponse], description: '任职，新的在前；没有任过职的为空' })
  items!: readonly OwnOfficeResponse[];
}
