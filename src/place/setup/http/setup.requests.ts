import { ApiProperty } from '@nestjs/swagger';
import { NestedField, TextField } from '../../../platform/delivery/http/fields';
import type { TypedAdministrator } from '../application/first-administrators';
import type { Stage, StageName } from '../application/setup-stage';

export class SetupCodeRequest {
  @TextField({ label: '设置码', max: 40, example: 'K7PD-3MQX-9TRA' })
  code!: string;
}

export class AdministratorRequest implements TypedAdministrator {
  @TextField({ label: '用户名', min: 3, max: 64, pattern: /^[A-Za-z0-9._-]+$/, hint: '只用字母、数字和 . _ -' })
  username!: string;

  @TextField({ label: '姓名', min: 2, max: 40 })
  displayName!: string;

  @TextField({ label: '密码', min: 10, max: 128 })
  password!: string;
}

export class FirstAdministratorRequest extends SetupCodeRequest {
  @NestedField(() => AdministratorRequest, { label: '第一位安全管理员' })
  administrator!: AdministratorRequest;
}

export class OpenStreetRequest extends SetupCodeRequest {
  @TextField({ label: '区（县）名称', min: 2, max: 40, example: '龙山区' })
  districtName!: string;

  @TextField({ label: '街道名称', min: 2, max: 40, example: '福镇街道' })
  streetName!: string;

  @TextField({ label: '第一位安全管理员的填写', max: 2_000 })
  first!: string;

  @NestedField(() => AdministratorRequest, { label: '第二位安全管理员' })
  second!: AdministratorRequest;
}

export class StageResponse implements Stage {
  @ApiProperty({ description: '等待选择、准备练习数据、练习数据中断、已开放' })
  stage!: StageName;

  @ApiProperty({ description: '用途', type: String, nullable: true })
  mode!: 'PRACTICE' | 'REAL' | null;

  @ApiProperty({ description: '练习数据写了百分之几' })
  percent!: number;

  @ApiProperty({ description: '正在写什么' })
  step!: string;
}

export class SealedAdministratorResponse {
  @ApiProperty({ description: '第一位的填写，只有本服务读得懂；三十分钟内与第二位的一起提交' })
  first!: string;
}

export class StreetOpenedResponse {
  @ApiProperty({ description: '两位安全管理员的用户名', type: [String] })
  usernames!: readonly string[];
}
