import { ApiProperty } from '@nestjs/swagger';
import type { LocalDay } from '../../../kernel/local-day';
import { ChoiceField, DayField, FlagField, IdField, TextField } from '../../../platform/delivery/http/fields';
import { PageQuery } from '../../../platform/delivery/http/paging';
import { type HeadRole, headRoles } from '../domain/head-role';
import type { HeadListItem } from '../persistence/head-queries';

export class AppointHeadRequest {
  @IdField({ label: '志愿者' })
  volunteerId!: string;

  @IdField({ label: '区划', description: '网格长填网格,楼栋长填楼栋,单元长填单元' })
  divisionId!: string;

  @ChoiceField({ label: '职务', of: headRoles })
  role!: HeadRole;

  @DayField({ label: '任期开始' })
  validFrom!: LocalDay;

  @DayField({ label: '任期截止', optional: true, description: '不含当日;不填为长期' })
  validTo?: LocalDay;

  @FlagField({ label: '是否受薪', description: '受薪人员的职务时间不计服务时长' })
  isPaid!: boolean;

  @TextField({ label: '任职依据', max: 200, example: '社区居民会议决议' })
  source!: string;
}

export class EndAppointmentRequest {
  @DayField({ label: '任期截止', description: '不含当日' })
  validTo!: LocalDay;

  @TextField({ label: '原因', max: 200 })
  reason!: string;
}

export class HeadsQuery extends PageQuery {
  @IdField({ label: '区划', optional: true, description: '只看这个区划及其下级' })
  divisionId?: string;

  @ChoiceField({ label: '职务', of: headRoles, optional: true })
  role?: HeadRole;

  @DayField({ label: '哪一天在任', optional: true, description: '不填为今天' })
  onDay?: LocalDay;
}

/** Done, or asked: then a second person decides. */
export class HeadAnswerResponse {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '任职；空表示待另一人决定' })
  appointmentId!: string | null;

  @ApiProperty({ type: Number, nullable: true, description: '版本' })
  version!: number | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '待决定的事项；空表示已办理' })
  decisionId!: string | null;
}

export class HeadResponse implements HeadListItem {
  @ApiProperty({ format: 'uuid', description: '任职' })
  appointmentId!: string;

  @ApiProperty({ format: 'uuid', description: '志愿者' })
  volunteerId!: string;

  @ApiProperty({ description: '志愿者编号' })
  volunteerNo!: string;

  @ApiProperty({ type: String, nullable: true, description: '姓名' })
  name!: string | null;

  @ApiProperty({ enum: [...headRoles], description: '职务' })
  role!: HeadRole;

  @ApiProperty({ format: 'uuid', description: '区划' })
  divisionId!: string;

  @ApiProperty({ description: '区划名称' })
  divisionName!: string;

  @ApiProperty({ description: '区划路径' })
  divisionPath!: string;

  @ApiProperty({ format: 'uuid', description: '社区' })
  communityId!: string;

  @ApiProperty({ description: '社区名称' })
  communityName!: string;

  @ApiProperty({ type: String, format: 'date', description: '任期开始' })
  validFrom!: LocalDay;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: '任期截止,不含当日;空为长期' })
  validTo!: LocalDay | null;

  @ApiProperty({ description: '是否受薪' })
  isPaid!: boolean;

  @ApiProperty({ description: '任职依据' })
  source!: string;

  @ApiProperty({ type: String, nullable: true, description: '结束原因' })
  endedReason!: string | null;

  @ApiProperty({ description: '版本,结束任职时放在 If-Match 里' })
  version!: number;
}

export class HeadPageResponse {
  @ApiProperty({ type: [HeadResponse] })
  items!: readonly HeadResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置' })
  next!: string | null;
}
