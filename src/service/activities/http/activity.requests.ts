import { IntersectionType, PartialType, PickType } from '@nestjs/swagger';
import {
  ChoiceField,
  DayField,
  IdField,
  InstantField,
  FlagField,
  IntField,
  NestedField,
  TextField,
} from '../../../platform/delivery/http/fields';
import { PageQuery } from '../../../platform/delivery/http/paging';
import {
  type ActivityCategory,
  type ActivityKind,
  activityKinds,
  type ActivityStatus,
  duties,
  type Duty,
} from '../domain/activity-kinds';
import { changeableFields, optionalFields, requiredFields } from '../persistence/activity-fields';
import { ActivityFieldsShape } from './activity-fields';

export class PositionRequest {
  @TextField({ label: '岗位名称', max: 40, example: '巡河队员' })
  name!: string;

  @ChoiceField({ label: '岗位职责', of: duties, description: 'LEADER 领队,MEMBER 队员' })
  duty!: Duty;

  @IntField({ label: '每场名额', min: 1, max: 10_000 })
  capacity!: number;

  @TextField({ label: '岗位说明', max: 500, optional: true })
  description?: string;

  @FlagField({
    label: '是否服务',
    optional: true,
    example: true,
    description:
      '与类别不同时填写：球赛的队员不计服务时长，赛事服务填 true；不计时长的类别里有服务岗位的，须由起草人和本队以外的工作人员发布',
  })
  isService?: boolean;
}

export class BreakRequest {
  @InstantField({ label: '休息开始' })
  startsAt!: string;

  @InstantField({ label: '休息结束' })
  endsAt!: string;
}

export class ShiftCapacityRequest {
  @TextField({ label: '岗位名称', max: 40 })
  position!: string;

  @IntField({ label: '本场名额', min: 1, max: 10_000 })
  capacity!: number;
}

export class ShiftRequest {
  @InstantField({ label: '开始时间' })
  startsAt!: string;

  @InstantField({ label: '结束时间', example: '2026-11-28T11:00:00+08:00' })
  endsAt!: string;

  @NestedField(() => BreakRequest, { label: '休息时间', optional: true, list: { min: 0, max: 10 } })
  breaks?: BreakRequest[];

  @DayField({ label: '每周重复至', optional: true, description: '含当日;不填则只有这一场' })
  repeatWeeklyUntil?: string;

  @NestedField(() => ShiftCapacityRequest, { label: '本场另定的名额', optional: true, list: { min: 0, max: 20 } })
  capacities?: ShiftCapacityRequest[];
}

/** null is an answer only where the field has it, so it is no way to leave a field out. */
export class CreateActivityRequest extends IntersectionType(
  PickType(ActivityFieldsShape, requiredFields),
  PartialType(PickType(ActivityFieldsShape, optionalFields), { skipNullProperties: false }),
) {
  @IdField({ label: '服务队' })
  teamId!: string;

  @IdField({ label: '活动所在区划', optional: true, description: '不填则为服务队所在区划' })
  divisionId?: string;

  @NestedField(() => PositionRequest, { label: '岗位', list: { min: 1, max: 20 } })
  positions!: PositionRequest[];

  @NestedField(() => ShiftRequest, { label: '场次', list: { min: 1, max: 200 } })
  shifts!: ShiftRequest[];
}

export class UpdateActivityRequest extends PartialType(PickType(ActivityFieldsShape, changeableFields), {
  skipNullProperties: false,
}) {}

export class AddShiftsRequest {
  @NestedField(() => ShiftRequest, { label: '场次', list: { min: 1, max: 200 } })
  shifts!: ShiftRequest[];
}

export class CancelRequest {
  @TextField({ label: '取消原因', max: 200, example: '暴雨红色预警' })
  reason!: string;
}

export class ExtendShiftRequest {
  @InstantField({ label: '延长至', example: '2026-11-28T11:30:00+08:00' })
  extendedTo!: string;
}

export class PublishedQuery extends PageQuery {
  @IdField({ label: '区划', optional: true, description: '含其下级;不填则为全部' })
  divisionId?: string;

  @TextField({ label: '类别', max: 40, optional: true, description: '代码，见 GET /activities/categories' })
  category?: ActivityCategory;

  @ChoiceField({ label: '类型', of: activityKinds, optional: true })
  kind?: ActivityKind;
}

export class ManagedQuery extends PageQuery {
  @ChoiceField({ label: '状态', of: ['DRAFT', 'PUBLISHED', 'CANCELLED', 'CLOSED'], optional: true })
  status?: ActivityStatus;

  @IdField({ label: '服务队', optional: true })
  teamId?: string;

  @IdField({ label: '区划', optional: true, description: '含其下级；不填则为所辖的全部' })
  divisionId?: string;

  @TextField({ label: '类别', max: 40, optional: true, description: '代码，见 GET /activities/categories' })
  category?: ActivityCategory;
}
