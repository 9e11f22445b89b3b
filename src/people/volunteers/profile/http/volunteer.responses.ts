import { ApiProperty, IntersectionType } from '@nestjs/swagger';
import type { LocalDay } from '../../../../kernel/local-day';
import { WithStanding } from '../../../../platform/security/decisions';
import {
  AvailabilitySlotRequest,
  type Gender,
  type OwnDetails,
  type PoliticalStatus,
  politicalStatuses,
  type RegistrationChannel,
  type VolunteerDetails,
  type VolunteerListItem,
  type VolunteerStatus,
  volunteerStatuses,
} from '../../person';
import { ConsentResponse } from '../../consent';
import { GuardianStandingResponse } from '../../guardians';

export class VolunteerListItemResponse implements VolunteerListItem {
  @ApiProperty({ format: 'uuid', description: '志愿者' })
  id!: string;

  @ApiProperty({ description: '志愿者编号' })
  volunteerNo!: string;

  @ApiProperty({ type: String, nullable: true, description: '姓名,注销后为空' })
  name!: string | null;

  @ApiProperty({ enum: ['MALE', 'FEMALE'], nullable: true, description: '性别' })
  gender!: Gender | null;

  @ApiProperty({ type: 'integer', nullable: true, description: '年龄：今年减出生年份' })
  age!: number | null;

  @ApiProperty({ enum: ['RESIDENT_ID'], nullable: true, description: '证件种类：居民身份证' })
  idType!: 'RESIDENT_ID' | null;

  @ApiProperty({ type: String, nullable: true, description: '证件号码，只显示第一位；核对证件请用 id-number-checks' })
  idNumberMasked!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '手机号码,中间四位不显示' })
  phoneMasked!: string | null;

  @ApiProperty({ format: 'uuid', description: '所属区划' })
  divisionId!: string;

  @ApiProperty({ description: '所属区划名称' })
  divisionName!: string;

  @ApiProperty({ description: '从社区到楼栋、单元，用来认人', example: '御景社区 第一网格 1号楼 1单元' })
  placeName!: string;

  @ApiProperty({ enum: [...volunteerStatuses], description: '状态' })
  status!: VolunteerStatus;

  @ApiProperty({ format: 'date-time', type: String, description: '登记时间' })
  registeredAt!: Date;

  @ApiProperty({ description: '版本,修改时放在 If-Match 里' })
  version!: number;
}

/** A line of a list; a registration that waits says who may review it. */
export class ListedVolunteerResponse extends WithStanding(
  IntersectionType(VolunteerListItemResponse, GuardianStandingResponse),
) {}

export class MaskedContactResponse {
  @ApiProperty({ description: '姓名,只显示姓' })
  name!: string;

  @ApiProperty({ description: '与本人的关系' })
  relation!: string;

  @ApiProperty({ description: '手机号码,中间四位不显示' })
  phone!: string;
}

export class VolunteerResponse extends VolunteerListItemResponse implements VolunteerDetails {
  @ApiProperty({ enum: [...politicalStatuses], description: '政治面貌' })
  politicalStatus!: PoliticalStatus;

  @ApiProperty({ type: String, nullable: true, description: '职业' })
  occupation!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '住址,只给本人看;工作人员须写明原因查看' })
  address!: string | null;

  @ApiProperty({ description: '是否登记了住址' })
  hasAddress!: boolean;

  @ApiProperty({ type: MaskedContactResponse, nullable: true, description: '紧急联系人' })
  emergencyContactMasked!: MaskedContactResponse | null;

  @ApiProperty({ type: [String], description: '特长' })
  skills!: readonly string[];

  @ApiProperty({ type: [AvailabilitySlotRequest], description: '可服务时间' })
  availability!: readonly AvailabilitySlotRequest[];

  @ApiProperty({ type: String, nullable: true, description: '状态的原因' })
  statusReason!: string | null;

  @ApiProperty({ enum: ['SELF', 'STAFF', 'IMPORT'], description: '登记方式' })
  registrationChannel!: RegistrationChannel;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: '首次通过审核的时间' })
  activatedAt!: Date | null;

  @ApiProperty({ type: [ConsentResponse], description: '有效的同意' })
  consents!: readonly ConsentResponse[];
}

/** A volunteer as staff see it. */
export class ReviewedVolunteerResponse extends WithStanding(
  IntersectionType(VolunteerResponse, GuardianStandingResponse),
) {}

export class OwnVolunteerResponse extends VolunteerResponse implements OwnDetails {
  @ApiProperty({ type: String, format: 'date', nullable: true, description: '出生日期，只给本人看' })
  birthDate!: LocalDay | null;
}

export class VolunteerPageResponse {
  @ApiProperty({ type: [ListedVolunteerResponse] })
  items!: readonly ListedVolunteerResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置' })
  next!: string | null;
}

export class VolunteerVersionResponse {
  @ApiProperty({ format: 'uuid', description: '志愿者' })
  id!: string;

  @ApiProperty({ description: '版本' })
  version!: number;
}
