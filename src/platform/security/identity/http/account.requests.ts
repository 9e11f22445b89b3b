import { ApiProperty } from '@nestjs/swagger';
import { TextField } from '../../../delivery/http/fields';
import type { StaffNotice } from '../staff-notices';
import type { TotpSetup } from '../second-factor';
import type { SessionView } from '../sessions';

export class PasswordRequest {
  @TextField({ label: '现在的密码', max: 128 })
  password!: string;
}

export class PasswordChangeRequest extends PasswordRequest {
  @TextField({ label: '新密码', min: 10, max: 128 })
  newPassword!: string;
}

export class TotpCodeRequest {
  @TextField({ label: '动态码', max: 20, example: '123456' })
  code!: string;
}

export class TotpRemovalRequest extends PasswordRequest {
  @TextField({ label: '动态码或恢复码', max: 20, example: '123456' })
  code!: string;
}

export class TotpSetupResponse implements TotpSetup {
  @ApiProperty({ description: '密钥(base32),不能扫码时手工输入' })
  secret!: string;

  @ApiProperty({ description: 'otpauth 地址,做成二维码给验证器应用扫' })
  address!: string;
}

export class RecoveryCodesResponse {
  @ApiProperty({ description: '恢复码,每个只能用一次;请打印或抄下收好', type: [String] })
  recoveryCodes!: readonly string[];
}

export class SessionResponse implements SessionView {
  @ApiProperty({ description: '会话编号', format: 'uuid' })
  id!: string;

  @ApiProperty({ description: '设备', type: String, nullable: true })
  device!: string | null;

  @ApiProperty({ description: '登录时间' })
  createdAt!: Date;

  @ApiProperty({ description: '最近使用时间' })
  lastUsedAt!: Date;

  @ApiProperty({ description: '是否就是现在这一处' })
  isCurrent!: boolean;
}

export class SessionListResponse {
  @ApiProperty({ type: [SessionResponse] })
  items!: readonly SessionResponse[];
}

export class StaffNoticeResponse implements StaffNotice {
  @ApiProperty({ description: '通知', format: 'uuid' })
  id!: string;

  @ApiProperty({ description: '发生了什么，怎么办' })
  sentence!: string;

  @ApiProperty({ description: '时间', format: 'date-time' })
  toldAt!: string;
}

export class StaffNoticePageResponse {
  @ApiProperty({ type: [StaffNoticeResponse], description: '通知' })
  items!: readonly StaffNoticeResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置' })
  next!: string | null;
}
