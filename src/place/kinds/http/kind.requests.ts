import { ApiProperty } from '@nestjs/swagger';
import type { LocalDay } from '../../../kernel/local-day';
import { DayField, FlagField, IdField, IntField, TextField } from '../../../platform/delivery/http/fields';
import { DivisionField } from '../../../platform/delivery/http/names';
import type { AskedCategory } from '../application/ask-category';
import { KIND_CODE, serviceWord } from '../domain/kind-change';
import type { CategoryView, KindView } from '../persistence/kind-directory';

const CODE_HINT = '大写英文字母开头，只含大写字母、数字和下划线';
const code = { label: '代码', max: 40, min: 2, pattern: KIND_CODE, hint: CODE_HINT } as const;
const reason = {
  ...{ label: '理由', min: 2, max: 500, example: '街道会议决定' },
  description: '决定的人和用到这一类的队长会看到',
} as const;

export class KindsQuery {
  @IdField({ label: '区划', optional: true, description: '在这里适用的类别；不填为系统自带的' })
  divisionId?: string;

  @FlagField({ label: '含已停用', optional: true })
  withRetired?: boolean;
}

class KindPlaceRequest {
  @IdField({ label: '区或街道', description: '在谁那里适用，含其下级' })
  divisionId!: string;
}

export class AddCategoryRequest extends KindPlaceRequest {
  @TextField({ ...code, example: 'ELDER_CARE' })
  code!: string;

  @TextField({ label: '名称', max: 20, example: '助老服务' })
  name!: string;

  @FlagField({ label: '是否服务', example: true, description: '参加的人是否计入服务时长；岗位可以另写' })
  isService!: boolean;

  @IntField({ label: '次序', min: 0, max: 9_999, example: 155, description: '小的在前' })
  sortOrder!: number;

  @DayField({ label: '生效日期', optional: true, description: '最早为批准的次日；不填即批准的次日' })
  validFrom?: LocalDay;

  @TextField(reason)
  reason!: string;
}

export class ChangeCategoryRequest extends KindPlaceRequest {
  @TextField({ label: '名称', max: 20, optional: true, example: '五人足球赛' })
  name?: string;

  @FlagField({ label: '是否服务', optional: true, example: false })
  isService?: boolean;

  @IntField({ label: '次序', min: 0, max: 9_999, optional: true, example: 225 })
  sortOrder?: number;

  @DayField({ label: '生效日期', optional: true, description: '最早为批准的次日；不填即批准的次日' })
  validFrom?: LocalDay;

  @TextField(reason)
  reason!: string;
}

export class RetireCategoryRequest extends KindPlaceRequest {
  @TextField({ ...reason, example: '并入“文明劝导”' })
  reason!: string;
}

export class AddTeamKindRequest extends KindPlaceRequest {
  @TextField({ ...code, example: 'YOUTH' })
  code!: string;

  @TextField({ label: '名称', max: 20, example: '青年' })
  name!: string;

  @IntField({ label: '次序', min: 0, max: 9_999, example: 75, description: '小的在前' })
  sortOrder!: number;
}

export class ChangeTeamKindRequest extends KindPlaceRequest {
  @TextField({ label: '名称', max: 20, optional: true, example: '理论宣讲队' })
  name?: string;

  @IntField({ label: '次序', min: 0, max: 9_999, optional: true, example: 15 })
  sortOrder?: number;

  @FlagField({ label: '停用', optional: true, example: false, description: '填 true 停用，填 false 重新启用' })
  isRetired?: boolean;
}

export class TeamKindResponse implements KindView {
  @ApiProperty({ format: 'uuid', description: '这一版的编号' })
  id!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '谁定的；null 为系统自带' })
  divisionId!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '谁定的：区划名称；null 为系统自带', example: '福镇街道' })
  divisionName!: string | null;

  @ApiProperty({ description: '代码', example: 'LECTURERS' })
  code!: string;

  @ApiProperty({ description: '名称', example: '宣讲队' })
  name!: string;

  @ApiProperty({ type: 'integer', description: '次序，小的在前', example: 70 })
  sortOrder!: number;

  @ApiProperty({ type: String, format: 'date', description: '从哪一天起是这样', example: '2026-12-01' })
  validFrom!: LocalDay;

  @ApiProperty({ description: '是否已停用', example: false })
  isRetired!: boolean;
}

export class TeamKindListResponse {
  @ApiProperty({ type: [TeamKindResponse], description: '按次序' })
  items!: readonly TeamKindResponse[];
}

export class CategoryResponse extends TeamKindResponse implements CategoryView {
  @ApiProperty({ description: '代码', example: 'FREE_CLINIC' })
  declare code: string;

  @ApiProperty({ description: '名称', example: '义诊' })
  declare name: string;

  @ApiProperty({ description: '参加的人是否计入服务时长；岗位可以另写', example: true })
  isService!: boolean;

  @ApiProperty({ description: '是否计入，用文字说', enum: ['计入服务时长', '不计服务时长'], example: '计入服务时长' })
  serviceName!: string;
}

export class CategoryListResponse {
  @ApiProperty({ type: [CategoryResponse], description: '按次序' })
  items!: readonly CategoryResponse[];
}

export class AskedCategoryResponse implements AskedCategory {
  @ApiProperty({ format: 'uuid', description: '待决定的事项，由另一人批准' })
  decisionId!: string;

  @ApiProperty({ description: '类别代码', example: 'FREE_CLINIC' })
  code!: string;

  @DivisionField('区或街道')
  divisionId!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: '生效日期；null 为批准的次日' })
  validFrom!: LocalDay | null;
}

/** The view with its word. */
export function categoryAnswer(view: CategoryView): CategoryResponse {
  return { ...view, serviceName: serviceWord(view.isService) };
}
