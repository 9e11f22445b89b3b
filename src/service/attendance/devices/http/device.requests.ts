import { ApiProperty } from '@nestjs/swagger';
import { InstantField, IntField, TextField } from '../../../../platform/delivery/http/fields';

export class IssueDeviceRequest {
  @TextField({ label: '设备名称', max: 40, example: '入口平板' })
  label!: string;

  @IntField({ label: '授权分钟数', min: 5, max: 1_440, example: 240 })
  lifeMinutes!: number;
}

export class DeviceResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'uuid' })
  shiftId!: string;

  @ApiProperty({ description: '设备名称' })
  label!: string;

  @ApiProperty({ enum: ['STAFF', 'TEAM'], description: '由工作人员授权（离线补传时限较长），或由服务队授权' })
  issuedAs!: 'STAFF' | 'TEAM';

  @InstantField({ label: '授权时间' })
  issuedAt!: string;

  @InstantField({ label: '到期时间' })
  expiresAt!: string;

  @InstantField({ label: '收回时间', nullable: true })
  revokedAt!: string | null;
}

export class IssuedDeviceResponse extends DeviceResponse {
  @ApiProperty({ description: '在现场设备上打开的链接,含授权,不要转发' })
  link!: string;
}

export class DeviceListResponse {
  @ApiProperty({ type: [DeviceResponse] })
  items!: readonly DeviceResponse[];
}
