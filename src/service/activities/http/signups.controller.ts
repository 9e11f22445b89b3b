import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { AuditedRead } from '../../../platform/data/audit/audited-read';
import { Allow, AllowSignedIn, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { CancelSignup } from '../application/cancel-signup';
import { CheckSignup } from '../application/check-signup';
import { ReadOwnSignups } from '../application/read-own-signups';
import { SignUp } from '../application/sign-up';
import { CancelSignupRequest, OwnSignupsQuery, SignUpRequest } from './signup.requests';
import { OwnSignupPageResponse, SignupCheckResponse, SignupResponse } from './signup.responses';

@ApiTags('报名')
@Controller()
export class SignupsController {
  constructor(
    private readonly signUp: SignUp,
    private readonly cancel: CancelSignup,
    private readonly own: ReadOwnSignups,
    private readonly check: CheckSignup,
  ) {}

  /** Volunteers for themselves, staff for others: the use case tells them apart. */
  @Post('shifts/:shiftId/signups')
  @AllowSignedIn()
  @ApiCommand()
  @ApiOperation({ summary: '报名', operationId: 'signUp' })
  @ApiCreatedResponse({ type: SignupResponse })
  async signUpOne(
    @Command() context: CommandContext,
    @Param('shiftId', IdPipe) shiftId: string,
    @Body() body: SignUpRequest,
  ): Promise<SignupResponse> {
    return this.signUp.execute(context, { ...body, shiftId });
  }

  @Post('signups/:signupId/cancel')
  @AllowSignedIn()
  @ApiCommand(200)
  @ApiOperation({ summary: '取消报名,候补自动递补', operationId: 'cancelSignup' })
  @ApiOkResponse({ type: SignupResponse })
  async cancelOne(
    @Command() context: CommandContext,
    @Param('signupId', IdPipe) signupId: string,
    @Body() body: CancelSignupRequest,
  ): Promise<SignupResponse> {
    return this.cancel.execute(context, { ...body, signupId });
  }

  @Get('me/shifts/:shiftId/signup-check')
  @Allow('self.signup')
  @ApiOperation({
    summary: '报名之前看一看',
    operationId: 'checkSignup',
    description:
      '与已报名的场次是否重叠，休息与时长是否超过建议；有提醒时报名须确认。一天、一周与 65 岁起的限度写在报名政策里。',
  })
  @ApiOkResponse({ type: SignupCheckResponse })
  async checkOne(
    @CurrentActor() actor: Actor,
    @Param('shiftId', IdPipe) shiftId: string,
  ): Promise<SignupCheckResponse> {
    return this.check.execute(actor, shiftId);
  }

  @Get('signups/mine')
  @Allow('self.signup')
  @ApiOperation({ summary: '我的报名', operationId: 'listOwnSignups' })
  @ApiOkResponse({ type: OwnSignupPageResponse })
  async mine(@CurrentActor() actor: Actor, @Query() query: OwnSignupsQuery): Promise<OwnSignupPageResponse> {
    return this.own.execute(actor, query);
  }

  @Get('volunteers/:volunteerId/signups')
  @Allow('volunteer.read')
  @AuditedRead('activities.show-signups')
  @ApiOperation({
    summary: '一名志愿者的报名，场次晚的在前',
    operationId: 'listVolunteerSignups',
    description: '只列您有权查看的活动，不含取消原因；每看一次，记入本人可查的“信息查看记录”。',
  })
  @ApiOkResponse({ type: OwnSignupPageResponse })
  async ofVolunteer(
    @CurrentActor() actor: Actor,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Query() query: OwnSignupsQuery,
  ): Promise<OwnSignupPageResponse> {
    return this.own.ofVolunteer(actor, volunteerId, query);
  }
}
