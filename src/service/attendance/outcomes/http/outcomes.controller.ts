import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../../platform/delivery/http/decorators';
import { ChoiceField, IdField, TextField } from '../../../../platform/delivery/http/fields';
import { IdPipe } from '../../../../platform/delivery/http/id.pipe';
import { TeamField } from '../../../../platform/delivery/http/names';
import { PageQuery } from '../../../../platform/delivery/http/paging';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { StandingResponse } from '../../../../platform/security/decisions';
import { Excuses } from '../application/excuses';
import { type OpenExcuseItem, type OpenExcusesQuery, ShowOpenExcuses } from '../application/show-open-excuses';
import type { SignupOutcome } from '../domain/signup-outcome';

const OUTCOMES = ['ATTENDED', 'NO_SHOW', 'LATE_CANCEL', 'EXCUSED'] as const;
const EXCUSE_STATES = ['OPEN', 'ACCEPTED', 'DECLINED'] as const;

export class ExcuseRequest {
  @TextField({ label: '请假原因', min: 2, max: 500 })
  reason!: string;
}

export class ExcuseDecisionRequest {
  @ChoiceField({ label: '结论', of: ['ACCEPTED', 'DECLINED'] })
  decision!: 'ACCEPTED' | 'DECLINED';

  @TextField({ label: '理由', min: 2, max: 500 })
  reason!: string;
}

export class ExcuseResponse {
  @ApiProperty({ format: 'uuid', description: '报名' })
  signupId!: string;

  @ApiProperty({ enum: EXCUSE_STATES, description: '待定、准假、未准' })
  status!: (typeof EXCUSE_STATES)[number];
}

export class OutcomeLineResponse extends StandingResponse {
  @ApiProperty({ format: 'uuid', description: '报名' })
  signupId!: string;

  @ApiProperty({ format: 'uuid', description: '志愿者' })
  volunteerId!: string;

  @ApiProperty({ description: '志愿者编号' })
  volunteerNo!: string;

  @ApiProperty({ type: String, nullable: true, description: '姓名' })
  name!: string | null;

  @ApiProperty({ enum: OUTCOMES, nullable: true, type: String, description: '到场、爽约、临时取消、请假' })
  outcome!: SignupOutcome | null;

  @ApiProperty({ enum: EXCUSE_STATES, nullable: true, type: String, description: '请假' })
  excuseStatus!: (typeof EXCUSE_STATES)[number] | null;

  @ApiProperty({ type: String, nullable: true, description: '请假原因' })
  excuseReason!: string | null;
}

export class OutcomeListResponse {
  @ApiProperty({ type: [OutcomeLineResponse] })
  items!: readonly OutcomeLineResponse[];
}

export class OwnOutcomeResponse {
  @ApiProperty({ format: 'uuid', description: '报名' })
  signupId!: string;

  @ApiProperty({ format: 'uuid', description: '场次' })
  shiftId!: string;

  @ApiProperty({ description: '活动名称' })
  activityTitle!: string;

  @ApiProperty({ format: 'date-time', description: '开始时间' })
  startsAt!: Date;

  @ApiProperty({ enum: OUTCOMES, description: '到场、爽约、临时取消、请假' })
  outcome!: SignupOutcome;

  @ApiProperty({ enum: EXCUSE_STATES, nullable: true, type: String, description: '请假' })
  excuseStatus!: (typeof EXCUSE_STATES)[number] | null;

  @ApiProperty({ type: String, nullable: true, description: '本人写的请假原因', example: '孩子发烧，走不开' })
  excuseReason!: string | null;

  @ApiProperty({ type: String, nullable: true, description: '对请假的答复；没有答复为 null', example: '同意请假' })
  excuseAnswer!: string | null;
}

export class OwnOutcomeListResponse {
  @ApiProperty({ type: [OwnOutcomeResponse] })
  items!: readonly OwnOutcomeResponse[];
}

export class OpenExcusesFilter extends PageQuery implements OpenExcusesQuery {
  @IdField({ label: '区划', optional: true, description: '只看这个区划及其下级的活动' })
  divisionId?: string;

  @IdField({ label: '服务队', optional: true })
  teamId?: string;
}

export class OpenExcuseResponse extends StandingResponse implements OpenExcuseItem {
  @ApiProperty({ format: 'uuid', description: '报名' })
  signupId!: string;

  @ApiProperty({ format: 'uuid', description: '志愿者' })
  volunteerId!: string;

  @ApiProperty({ description: '志愿者编号' })
  volunteerNo!: string;

  @ApiProperty({ type: String, nullable: true, description: '姓名' })
  name!: string | null;

  @ApiProperty({ format: 'uuid', description: '场次' })
  shiftId!: string;

  @TeamField('服务队')
  teamId!: string;

  @ApiProperty({ description: '活动名称', example: '周六巡河' })
  title!: string;

  @ApiProperty({ format: 'date-time', description: '场次开始' })
  startsAt!: Date;

  @ApiProperty({ description: '请假原因', example: '孩子发烧，走不开' })
  reason!: string;

  @ApiProperty({ format: 'date-time', description: '提交时间' })
  submittedAt!: Date;
}

export class OpenExcusePage {
  @ApiProperty({ type: [OpenExcuseResponse], description: '先提交的在前' })
  items!: readonly OpenExcuseResponse[];

  @ApiProperty({ type: String, nullable: true, description: '下一页的位置；最后一页为空' })
  next!: string | null;
}

/** What became of sign-ups: came, did not come, cancelled late, excused. */
@ApiTags('报名')
@Controller()
export class OutcomesController {
  constructor(
    private readonly excuses: Excuses,
    private readonly waiting: ShowOpenExcuses,
  ) {}

  @Post('me/signups/:signupId/excuses')
  @Allow('self.signup')
  @ApiCommand()
  @ApiOperation({ summary: '请假', operationId: 'submitExcuse' })
  @ApiCreatedResponse({ type: ExcuseResponse })
  async submit(
    @Command() context: CommandContext,
    @Param('signupId', IdPipe) signupId: string,
    @Body() body: ExcuseRequest,
  ): Promise<ExcuseResponse> {
    return this.excuses.submit(context, { ...body, signupId });
  }

  @Post('signups/:signupId/excuse-decisions')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiCommand()
  @ApiOperation({ summary: '决定请假', operationId: 'decideExcuse' })
  @ApiCreatedResponse({ type: ExcuseResponse })
  async decide(
    @Command() context: CommandContext,
    @Param('signupId', IdPipe) signupId: string,
    @Body() body: ExcuseDecisionRequest,
  ): Promise<ExcuseResponse> {
    return this.excuses.decide(context, { ...body, signupId });
  }

  @Get('excuses')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiOperation({
    summary: '等待决定的请假',
    operationId: 'listOpenExcuses',
    description: '工作人员看辖下活动的，队长和副队长看自己队的。',
  })
  @ApiOkResponse({ type: OpenExcusePage })
  async openOnes(@CurrentActor() actor: Actor, @Query() query: OpenExcusesFilter): Promise<OpenExcusePage> {
    return this.waiting.execute(actor, query);
  }

  @Get('shifts/:shiftId/outcomes')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiOperation({ summary: '场次的到场、爽约与请假', operationId: 'listOutcomes' })
  @ApiOkResponse({ type: OutcomeListResponse })
  async list(@CurrentActor() actor: Actor, @Param('shiftId', IdPipe) shiftId: string): Promise<OutcomeListResponse> {
    return { items: await this.excuses.ofShift(actor, shiftId) };
  }

  @Get('me/signup-outcomes')
  @Allow('self.signup')
  @ApiOperation({ summary: '本人的到场、爽约与请假', operationId: 'listOwnOutcomes' })
  @ApiOkResponse({ type: OwnOutcomeListResponse })
  async own(@CurrentActor() actor: Actor): Promise<OwnOutcomeListResponse> {
    return { items: await this.excuses.own(actor) };
  }
}
