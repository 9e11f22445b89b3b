import { ApiProperty } from '@nestjs/swagger';
import { IdField, FlagField, InstantField, IntField, TextField } from '../../../platform/delivery/http/fields';
import type { HonouredPerson, Honours } from '../application/show-honours';
import type { Site, YearFigures } from '../application/show-site';

export class SiteCommunityResponse {
  @IdField({ label: '社区' })
  id!: string;

  @TextField({ label: '名称', max: 60, example: '御景社区' })
  name!: string;

  @TextField({
    label: '电话',
    max: 30,
    nullable: true,
    description: '没有填的用上级的；都没有为 null',
    example: '027-85550001',
  })
  phone!: string | null;
}

export class SignInWayResponse {
  @TextField({ label: '平台编号', max: 40, example: 'gov' })
  id!: string;

  @TextField({ label: '平台名称', max: 40, example: '政务服务网' })
  label!: string;
}

export class YearFiguresResponse implements YearFigures {
  @IntField({ label: '年份', min: 2000, max: 2999, example: 2026 })
  year!: number;

  @IntField({ label: '服务人次', min: 0, max: 1_000_000_000, example: 2061 })
  serviceCount!: number;

  @IntField({ label: '服务分钟', min: 0, max: 1_000_000_000_000, example: 238_740 })
  serviceMinutes!: number;

  @InstantField({ label: '统计到何时' })
  asOf!: string;
}

export class SiteResponse implements Site {
  @TextField({ label: '街道名称', max: 60, nullable: true, description: '还没有设置时为 null', example: '福镇街道' })
  streetName!: string | null;

  @ApiProperty({
    type: String,
    enum: ['PRACTICE', 'REAL'],
    nullable: true,
    description: 'REAL 正式使用，PRACTICE 练习，都不作数；还没有选定时为 null',
    example: 'REAL',
  })
  mode!: Site['mode'];

  @ApiProperty({ type: [SiteCommunityResponse], description: '各社区' })
  communities!: readonly SiteCommunityResponse[];

  @FlagField({ label: '能发短信', description: '能发的，可以用手机号和验证码登录' })
  hasTexts!: boolean;

  @ApiProperty({ type: [SignInWayResponse], description: '还可以用哪些平台登录' })
  signInProviders!: readonly SignInWayResponse[];

  @ApiProperty({ type: YearFiguresResponse, description: '今年已入账的服务' })
  figures!: YearFiguresResponse;
}

export class HonouredPersonResponse implements HonouredPerson {
  @TextField({ label: '姓名', max: 60, description: '本人同意公开的', example: '白红' })
  name!: string;

  @TextField({ label: '社区', max: 60, example: '御景社区' })
  communityName!: string;

  @IntField({ label: '星级', min: 1, max: 10, example: 3 })
  stars!: number;
}

export class HonoursResponse implements Honours {
  @FlagField({ label: '是否公开', description: '街道关闭光荣榜时为否' })
  isShown!: boolean;

  @ApiProperty({ type: [HonouredPersonResponse], description: '光荣榜' })
  items!: readonly HonouredPersonResponse[];
}
