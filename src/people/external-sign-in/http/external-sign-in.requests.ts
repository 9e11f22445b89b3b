import { ApiProperty } from '@nestjs/swagger';
import { TextField } from '../../../platform/delivery/http/fields';
import type { BegunSignIn, LinkedIdentity } from '../application/external-sign-in';

export class BeginExternalSignInRequest {
  @TextField({ label: '登录平台', max: 32, example: 'gov' })
  providerId!: string;
}

export class GatewayAnswerRequest {
  @TextField({ label: '开始时得到的票据', max: 100 })
  ticket!: string;

  @TextField({ label: '平台带回的参数', max: 4_000, description: '回到 /sign-in 时,网址里 ? 之后的全部内容' })
  answer!: string;
}

export class ExternalSecondFactorRequest {
  @TextField({ label: '开始时得到的票据', max: 100 })
  ticket!: string;

  @TextField({ label: '动态码或恢复码', max: 20, example: '123456' })
  totpCode!: string;
}

export class SignInProviderResponse {
  @ApiProperty({ description: '登录平台' })
  id!: string;

  @ApiProperty({ description: '名称,写在按钮上' })
  label!: string;
}

export class SignInProviderListResponse {
  @ApiProperty({ type: [SignInProviderResponse] })
  items!: readonly SignInProviderResponse[];
}

export class BegunSignInResponse implements BegunSignIn {
  @ApiProperty({ description: '请在浏览器里打开这个地址' })
  address!: string;

  @ApiProperty({ description: '票据,留在本机,回来时一起提交' })
  ticket!: string;

  @ApiProperty({ description: '失效时间' })
  expiresAt!: Date;
}

export class LinkedIdentityResponse implements LinkedIdentity {
  @ApiProperty({ description: '关联编号', format: 'uuid' })
  id!: string;

  @ApiProperty({ description: '登录平台' })
  providerId!: string;

  @ApiProperty({ description: '登录平台的名称' })
  label!: string;

  @ApiProperty({ description: '关联时间' })
  linkedAt!: Date;

  @ApiProperty({ description: '最近一次用它登录的时间', type: Date, nullable: true })
  lastUsedAt!: Date | null;
}

export class LinkedIdentityListResponse {
  @ApiProperty({ type: [LinkedIdentityResponse] })
  items!: readonly LinkedIdentityResponse[];
}
