import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, IdField, TextField } from '../../../platform/delivery/http/fields';
import { DivisionField, TeamField } from '../../../platform/delivery/http/names';
import { PageQuery } from '../../../platform/delivery/http/paging';
import { StandingResponse } from '../../../platform/security/decisions';
import type { DeputyList } from '../application/appoint-deputy';
import type { TeamRef } from '../application/create-team';
import type { MembershipRef } from '../application/join-team';
import { type MembershipStatus, membershipStatuses, type TeamKind, type TeamStatus } from '../domain/team-kind';
import type {
  ListedTeam,
  MemberItem,
  MembershipRequestFilter,
  MembershipRequestItem,
  OwnMembership,
} from '../persistence/team-queries';

export class CreateTeamRequest {
  @TextField({ label: '名称', max: 40, example: '御景社区居民志愿服务队' })
  name!: string;

  @TextField({ label: '类别', max: 40, example: 'RESIDENT', description: '代码，见 GET /teams/kinds' })
  kind!: TeamKind;

  @IdField({ label: '所属区划' })
  divisionId!: string;

  @TextField({ label: '包保或共建单位', max: 60, optional: true, description: '类别为 PARTNER_UNIT 时必填' })
  partnerUnit?: string;

  @TextField({ label: '简介', max: 500, optional: true })
  description?: string;

  @IdField({ label: '队长', optional: true })
  leaderVolunteerId?: string;
}

export class UpdateTeamRequest {
  @TextField({ label: '名称', max: 40, optional: true })
  name?: string;

  @TextField({ label: '简介', max: 500, optional: true, nullable: true })
  description?: string | null;

  @TextField({ label: '包保或共建单位', max: 60, optional: true })
  partnerUnit?: string;

  @IdField({ label: '新队长', optional: true, description: '须是本队队员' })
  leaderVolunteerId?: string;
}

export class AppointDeputyRequest {
  @IdField({ label: '志愿者', description: '须是本队队员，不是队长，也不与队长同户' })
  volunteerId!: string;
}

export class RemoveDeputyRequest {
  @IdField({ label: '志愿者', description: '现任副队长' })
  volunteerId!: string;
}

export class DeputyListResponse implements DeputyList {
  @ApiProperty({ type: [String], description: '现任副队长' })
  volunteerIds!: readonly string[];
}

export class DissolveTeamRequest {
  @TextField({ label: '原因', max: 200 })
  reason!: string;
}

export class JoinTeamRequest {
  @IdField({ label: '志愿者', optional: true, description: '本人申请时不填;工作人员或队长代为登记时填写' })
  volunteerId?: string;

  @TextField({ label: '留言', max: 200, optional: true })
  message?: string;
}

export class LeaveTeamRequest {
  @IdField({ label: '志愿者', optional: true, description: '本人退队时不填;工作人员或队长办理时填写' })
  volunteerId?: string;
}

export class DecideMembershipRequest {
  @ChoiceField({ label: '处理', of: ['APPROVE', 'DECLINE'] })
  decision!: 'APPROVE' | 'DECLINE';

  @TextField({ label: '原因', max: 200, optional: true, description: '不同意时必填,本人会看到' })
  reason?: string;
}

export class TeamsQuery extends PageQuery {
  @IdField({ label: '区划', optional: true, description: '只看这个区划及其下级' })
  divisionId?: string;

  @TextField({ label: '类别', max: 40, optional: true, description: '代码，见 GET /teams/kinds' })
  kind?: TeamKind;
}

export class MembersQuery extends PageQuery {
  @ChoiceField({ label: '状态', of: membershipStatuses, optional: true, description: '不填为在队队员' })
  status?: MembershipStatus;
}

export class TeamRefResponse implements TeamRef {
  @ApiProperty({ format: 'uuid', description: '服务队' })
  id!: string;

  @ApiProperty({ description: '版本' })
  version!: number;
}

export class MembershipResponse implements MembershipRef {
  @ApiProperty({ format: 'uuid', description: '入队申请' })
  membershipId!: string;

  @ApiProperty({ enum: [...membershipStatuses], description: '状态' })
  status!: MembershipStatus;
}

export class TeamResponse implements ListedTeam {
  @ApiProperty({ format: 'uuid', description: '服务队' })
  id!: string;

  @ApiProperty({ description: '名称' })
  name!: string;

  @ApiProperty({ type: String, description: '类别代码', example: 'RESIDENT' })
  kind!: TeamKind;

  @ApiProperty({ description: '类别名称', example: '居民' })
  kindName!: string;

  @DivisionField('所属区划')
  divisionId!: string;

  @ApiProperty({ description: '区划路径' })
  divisionPath!: string;

  @ApiProperty({ type: String, nullable: true, description: '包保或共建单位' })
  partnerUnit!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '简介' })
  description!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: '队长' })
  leaderVolunteerId!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '队长姓名；看得到本队人员的工作人员才有' })
  leaderName!: string | null;

  @ApiProperty({ type: [String], description: '副队长' })
  deputyVolunteerIds!: readonly string[];

  @ApiProperty({ enum: ['ACTIVE', 'DISSOLVED'], description: '状态' })
  status!: TeamStatus;

  @ApiProperty({ description: '队员人数' })
  memberCount!: number;

  @ApiProperty({ description: '版本,修改时放在 If-Match 里' })
  version!: number;
}

export class TeamPageResponse {
  @ApiProperty({ type: [TeamResponse] })
  items!: readonly TeamResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置' })
  next!: string | null;
}

export class MemberResponse extends StandingResponse implements MemberItem {
  @ApiProperty({ format: 'uuid', description: '入队申请' })
  membershipId!: string;

  @ApiProperty({ format: 'uuid', description: '志愿者' })
  volunteerId!: string;

  @ApiProperty({ description: '志愿者编号' })
  volunteerNo!: string;

  @ApiProperty({ type: String, nullable: true, description: '姓名' })
  name!: string | null;

  @ApiProperty({ description: '是否队长' })
  isLeader!: boolean;

  @ApiProperty({ description: '是否副队长' })
  isDeputy!: boolean;

  @ApiProperty({ enum: [...membershipStatuses], description: '状态' })
  status!: MembershipStatus;

  @ApiProperty({ type: String, nullable: true, description: '留言' })
  message!: string | null;

  @ApiProperty({ type: String, format: 'date-time', description: '申请时间' })
  requestedAt!: Date;
}

export class MemberPageResponse {
  @ApiProperty({ type: [MemberResponse] })
  items!: readonly MemberResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置' })
  next!: string | null;
}

export class OwnMembershipResponse implements OwnMembership {
  @ApiProperty({ format: 'uuid', description: '入队申请' })
  membershipId!: string;

  @ApiProperty({ format: 'uuid', description: '服务队' })
  teamId!: string;

  @ApiProperty({ description: '服务队名称' })
  teamName!: string;

  @ApiProperty({ enum: [...membershipStatuses], description: '状态' })
  status!: MembershipStatus;

  @ApiProperty({ type: String, format: 'date-time', description: '申请时间' })
  requestedAt!: Date;

  @ApiProperty({ type: String, nullable: true, description: '不同意的原因；工作人员看一个人的服务队时为空' })
  declineReason!: string | null;
}

export class OwnTeamsResponse {
  @ApiProperty({ type: [OwnMembershipResponse] })
  items!: readonly OwnMembershipResponse[];
}

export class MembershipPageResponse extends OwnTeamsResponse {
  @ApiProperty({ type: String, nullable: true, description: '下一页位置' })
  next!: string | null;
}

export class MembershipRequestsQuery extends PageQuery implements MembershipRequestFilter {
  @IdField({ label: '区划', optional: true, description: '只看这个区划及其下级的服务队' })
  divisionId?: string;

  @IdField({ label: '服务队', optional: true })
  teamId?: string;
}

export class MembershipRequestResponse extends StandingResponse implements MembershipRequestItem {
  @ApiProperty({ format: 'uuid', description: '入队申请' })
  membershipId!: string;

  @TeamField('服务队')
  teamId!: string;

  @ApiProperty({ format: 'uuid', description: '志愿者' })
  volunteerId!: string;

  @ApiProperty({ description: '志愿者编号' })
  volunteerNo!: string;

  @ApiProperty({ type: String, nullable: true, description: '姓名' })
  name!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '留言' })
  message!: string | null;

  @ApiProperty({ format: 'date-time', description: '申请时间' })
  requestedAt!: Date;
}

export class MembershipRequestPageResponse {
  @ApiProperty({ type: [MembershipRequestResponse], description: '先申请的在前' })
  items!: readonly MembershipRequestResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置；最后一页为空' })
  next!: string | null;
}
