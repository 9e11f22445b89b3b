import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, AllowSignedIn, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { CancelSignup } from '../application/cancel-signup';
import { ReadOwnSignups } from '../application/read-own-signups';
import { SignUp } from '../application/sign-up';
import { CancelSignupRequest, OwnSignupsQuery, SignUpRequest } from './signup.requests';
import { OwnSignupPageResponse, SignupResponse } from './signup.responses';

@ApiTags('报名')
@Controller()
export class SignupsController {
  constructor(
    private readonly signUp: SignUp,
    private readonly cancel: CancelSignup,
    private readonly own: ReadOwnSignups,
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

  @Get('signups/mine')
  @Allow('self.signup')
  @ApiOperation({ summary: '我的报名', operationId: 'listOwnSignups' })
  @ApiOkResponse({ type: OwnSignupPageResponse })
  async mine(@CurrentActor() actor: Actor, @Query() query: OwnSignupsQuery): Promise<OwnSignupPageResponse> {
    return this.own.execute(actor, query);
  }
}
