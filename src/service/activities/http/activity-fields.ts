import { ChoiceField, DecimalField, TextField, TextListField } from '../../../platform/delivery/http/fields';
import {
  type ActivityCategory,
  type ActivityKind,
  activityKinds,
  type CheckInMode,
  checkInModes,
  type CoordinateSystem,
  coordinateSystems,
  type EvidenceMode,
  evidenceModes,
  riskLevels,
} from '../domain/activity-kinds';
import type { ActivityFields } from '../persistence/activity-fields';

/** What the fields of an activity look like; requests and answers pick theirs. */
export class ActivityFieldsShape implements ActivityFields {
  @TextField({ label: '活动名称', max: 80, example: '周六巡河' })
  title!: string;

  @ChoiceField({ label: '类型', of: activityKinds, description: 'SERVICE 服务,TRAINING 培训' })
  kind!: ActivityKind;

  @TextField({ label: '类别', max: 40, example: 'RIVER_PATROL', description: '代码，见 GET /activities/categories' })
  category!: ActivityCategory;

  @TextField({ label: '活动说明', max: 4_000, nullable: true })
  description!: string | null;

  @TextField({
    label: '注意事项',
    max: 500,
    nullable: true,
    example: '请穿防滑鞋，自带水杯；雨天顺延',
    description: '要带什么、要知道什么',
  })
  participantNotes!: string | null;

  @TextField({ label: '集合地点', max: 120, example: '滨河公园南门' })
  placeName!: string;

  @DecimalField({ label: '经度', min: -180, max: 180, nullable: true, example: 117.0235 })
  longitude!: number | null;

  @DecimalField({ label: '纬度', min: -90, max: 90, nullable: true, example: 36.6718 })
  latitude!: number | null;

  @ChoiceField({ label: '坐标系', of: coordinateSystems, nullable: true })
  coordinateSystem!: CoordinateSystem | null;

  @ChoiceField({ label: '风险等级', of: riskLevels, description: '未成年人不能参加 HIGH' })
  riskLevel!: 'LOW' | 'MEDIUM' | 'HIGH';

  @TextListField({ label: '签到方式', minItems: 1, maxItems: checkInModes.length, maxLength: 20, of: checkInModes })
  checkInModes!: CheckInMode[];

  @ChoiceField({ label: '佐证要求', of: evidenceModes })
  evidenceMode!: EvidenceMode;
}
