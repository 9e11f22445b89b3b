import {
  ChoiceField,
  DecimalField,
  InstantField,
  NestedField,
  TextField,
} from '../../../../platform/delivery/http/fields';
import type { CoordinateSystem } from '../../geofence';
import { DeviceIdField } from '../../punching';

export class PunchPositionRequest {
  @DecimalField({ label: '经度', min: -180, max: 180 })
  longitude!: number;

  @DecimalField({ label: '纬度', min: -90, max: 90 })
  latitude!: number;

  @DecimalField({ label: '精度(米)', min: 0, max: 100_000 })
  accuracyMeters!: number;

  @ChoiceField({ label: '坐标系', of: ['WGS84', 'GCJ02'], description: '手机定位为 WGS84,地图选点为 GCJ02' })
  system!: CoordinateSystem;
}

export class ScanRequest {
  @TextField({ label: '扫码凭据', max: 200, description: '打开二维码链接时得到,几分钟内有效' })
  ticket!: string;

  @InstantField({ label: '设备发送时间', optional: true })
  deviceSentAt?: string;

  @DeviceIdField()
  deviceId?: string;

  @NestedField(() => PunchPositionRequest, {
    label: '位置',
    optional: true,
    description: '可不填;只在活动开启位置佐证且本人已同意时使用',
  })
  position?: PunchPositionRequest;
}
