import {
  ChoiceField,
  DayField,
  DecimalField,
  IdField,
  InstantField,
  FlagField,
  IntField,
  NestedField,
  TextField,
  TextListField,
} from '../../../platform/delivery/http/fields';
import { PageQuery } from '../../../platform/delivery/http/paging';
import {
  type ActivityCategory,
  type ActivityKind,
  activityKinds,
  type ActivityStatus,
  type CheckInMode,
  checkInModes,
  type CoordinateSystem,
  coordinateSystems,
  duties,
  type Duty,
  type EvidenceMode,
  evidenceModes,
  riskLevels,
} from '../domain/activity-kinds';

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

export class CreateActivityRequest {
  @IdField({ label: '服务队' })
  teamId!: string;

  @IdField({ label: '活动所在区划', optional: true, description: '不填则为服务队所在区划' })
  divisionId?: string;

  @TextField({ label: '活动名称', max: 80, example: '周六巡河' })
  title!: string;

  @ChoiceField({ label: '类型', of: activityKinds, description: 'SERVICE 服务,TRAINING 培训' })
  kind!: ActivityKind;

  @TextField({ label: '类别', max: 40, example: 'RIVER_PATROL', description: '代码，见 GET /activities/categories' })
  category!: ActivityCategory;

  @TextField({ label: '活动说明', max: 4_000, optional: true })
  description?: string;

  @TextField({ label: '集合地点', max: 120, example: '滨河公园南门' })
  placeName!: string;

  @DecimalField({ label: '经度', min: -180, max: 180, optional: true })
  longitude?: number;

  @DecimalField({ label: '纬度', min: -90, max: 90, optional: true })
  latitude?: number;

  @ChoiceField({ label: '坐标系', of: coordinateSystems, optional: true })
  coordinateSystem?: CoordinateSystem;

  @ChoiceField({ label: '风险等级', of: riskLevels, description: '未成年人不能参加 HIGH' })
  riskLevel!: 'LOW' | 'MEDIUM' | 'HIGH';

  @TextListField({ label: '签到方式', minItems: 1, maxItems: checkInModes.length, maxLength: 20, of: checkInModes })
  checkInModes!: CheckInMode[];

  @ChoiceField({ label: '佐证要求', of: evidenceModes, optional: true })
  evidenceMode?: EvidenceMode;

  @NestedField(() => PositionRequest, { label: '岗位', list: { min: 1, max: 20 } })
  positions!: PositionRequest[];

  @NestedField(() => ShiftRequest, { label: '场次', list: { min: 1, max: 200 } })
  shifts!: ShiftRequest[];
}

export class UpdateActivityRequest {
  @TextField({ label: '活动名称', max: 80, optional: true })
  title?: string;

  @TextField({ label: '活动说明', max: 4_000, optional: true, nullable: true })
  description?: string | null;

  @TextField({ label: '集合地点', max: 120, optional: true })
  placeName?: string;

  @ChoiceField({ label: '佐证要求', of: evidenceModes, optional: true })
  evidenceMode?: EvidenceMode;
}

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
}
