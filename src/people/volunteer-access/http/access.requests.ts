import { ApiProperty } from '@nestjs/swagger';
import { TextField } from '../../../platform/delivery/http/fields';
import { ProofRequest } from '../../../platform/security/identity/http/proof.request';
import type { OpenedAccount } from '../application/open-account';
import type { PhoneChangeView } from '../application/show-phone-changes';

export class NewPhoneRequest {
  @TextField({ label: '新手机号', max: 30, example: '13900001111' })
  phone!: string;
}

export class OwnPhoneChangeRequest extends ProofRequest {
  @TextField({ label: '新手机号', max: 30, example: '13900001111' })
  newPhone!: string;

  @TextField({
    label: '新手机收到的验证码',
    max: 10,
    optional: true,
    example: '123456',
    description: '开通了短信的街道必填；先用 POST me/new-phone-codes 发到新手机',
  })
  newPhoneCode?: string;
}

export class DeskPhoneChangeRequest {
  @TextField({ label: '新手机号', max: 30, example: '13900001111' })
  newPhone!: string;

  @TextField({ label: '原因', min: 2, max: 200, example: '原号码已停用，本人到场' })
  reason!: string;

  @TextField({
    label: '验证码',
    max: 10,
    optional: true,
    example: '123456',
    description: '发到原手机、由本人当场报出；没有它则须另一人同意，满 24 小时生效',
  })
  code?: string;

  @TextField({ label: '依据', min: 2, max: 200, optional: true, example: '已核对证件号码一致' })
  evidence?: string;
}

export class PhoneChangeRefResponse {
  @ApiProperty({ format: 'uuid', description: '更换手机号' })
  id!: string;

  @ApiProperty({ enum: ['IN_FORCE', 'WAITING'], description: 'IN_FORCE 已生效；WAITING 等另一人决定' })
  status!: 'IN_FORCE' | 'WAITING';
}

export class PhoneChangeIdResponse {
  @ApiProperty({ format: 'uuid', description: '更换手机号' })
  id!: string;
}

export class PhoneChangeResponse implements PhoneChangeView {
  @ApiProperty({ format: 'uuid', description: '更换手机号' })
  id!: string;

  @ApiProperty({ description: '新手机号，遮挡', example: '139****1111' })
  newPhoneMasked!: string;

  @ApiProperty({
    enum: ['WAITING', 'DUE', 'IN_FORCE', 'STOPPED'],
    description: 'WAITING 等另一人决定，DUE 已同意待生效，IN_FORCE 已生效，STOPPED 已撤回或不同意',
  })
  status!: PhoneChangeView['status'];

  @ApiProperty({ type: String, format: 'date-time', description: '提出时间' })
  askedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '生效时间' })
  dueAt!: string | null;
}

export class PhoneChangeListResponse {
  @ApiProperty({ type: [PhoneChangeResponse], description: '更换手机号，新的在前' })
  items!: readonly PhoneChangeResponse[];
}

export class OpenAccountRequest {
  @TextField({ label: '用户名', min: 3, max: 64, pattern: /^[A-Za-z0-9._-]+$/, hint: '只用字母、数字和 . _ -' })
  username!: string;

  @TextField({ label: '原因', min: 2, max: 200, example: '本人到场申请' })
  reason!: string;

  @TextField({ label: '依据', min: 2, max: 200, optional: true, example: '已核对证件号码一致' })
  evidence?: string;
}

export class OpenedAccountResponse implements OpenedAccount {
  @ApiProperty({ format: 'uuid', description: '账号' })
  userId!: string;

  @ApiProperty({
    enum: ['LINK', 'SLIP'],
    description: 'LINK 链接已发到本人登记的手机；SLIP 须另一人同意，满 24 小时后打印一张开通单',
  })
  way!: 'LINK' | 'SLIP';
}

export class AccountSlipResponse {
  @ApiProperty({ description: '本人设密码的链接，只显示这一次', example: 'https://fz.example.cn/invitation#…' })
  link!: string;

  @ApiProperty({ type: String, format: 'date-time', description: '有效期至' })
  expiresAt!: Date;
}
