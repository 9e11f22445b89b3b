import { Body, Controller, Get, Header, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../platform/data/database/commands';
import {
  Allow,
  ApiCommand,
  ApiIfMatch,
  Command,
  CurrentActor,
  ExpectedVersion,
} from '../../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { CheckIdNumber, IdNumberCheckRequest, IdNumberCheckResponse } from '../../corrections';
import {
  ConsentRequest,
  ConsentStateResponse,
  GrantConsent,
  WithdrawConsent,
  WithdrawConsentRequest,
} from '../../consent';
import { IdNumberAccess, RevealRequest, RevealResponse } from '../../minors';
import { ReviewRequest, ReviewVolunteer, ShowRegistrations, VolunteerStatusResponse } from '../../registration';
import { UpdateVolunteer } from '../application/update-volunteer';
import { VolunteerQueries } from '../../person';
import { UpdateVolunteerRequest, VolunteersQuery } from './volunteer.requests';
import { ReviewedVolunteerResponse, VolunteerPageResponse, VolunteerVersionResponse } from './volunteer.responses';

@ApiTags('志愿者')
@Controller('volunteers')
export class VolunteersController {
  constructor(
    private readonly queries: VolunteerQueries,
    private readonly registrations: ShowRegistrations,
    private readonly review: ReviewVolunteer,
    private readonly update: UpdateVolunteer,
    private readonly grantConsent: GrantConsent,
    private readonly withdrawConsent: WithdrawConsent,
    private readonly access: IdNumberAccess,
    private readonly idNumbers: CheckIdNumber,
  ) {}

  @Get()
  @Allow('volunteer.read')
  @ApiOperation({ summary: '志愿者名单', operationId: 'listVolunteers' })
  @ApiOkResponse({ type: VolunteerPageResponse })
  async list(@CurrentActor() actor: Actor, @Query() query: VolunteersQuery): Promise<VolunteerPageResponse> {
    const { items, next } = await this.queries.page(actor, query);
    return { items: await this.registrations.withStandings(actor, items), next };
  }

  @Get(':volunteerId')
  @Allow('volunteer.read')
  @ApiOperation({ summary: '查看志愿者', operationId: 'getVolunteer' })
  @ApiOkResponse({ type: ReviewedVolunteerResponse })
  async get(
    @CurrentActor() actor: Actor,
    @Param('volunteerId', IdPipe) volunteerId: string,
  ): Promise<ReviewedVolunteerResponse> {
    return this.registrations.withStanding(actor, await this.queries.details(actor, volunteerId));
  }

  @Patch(':volunteerId')
  @Allow('volunteer.register')
  @ApiIfMatch()
  @ApiOperation({ summary: '修改志愿者资料', operationId: 'updateVolunteer' })
  @ApiOkResponse({ type: VolunteerVersionResponse })
  async change(
    @CurrentActor() actor: Actor,
    @ExpectedVersion() expectedVersion: number,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Body() body: UpdateVolunteerRequest,
  ): Promise<VolunteerVersionResponse> {
    return this.update.execute(actor, { ...body, volunteerId, expectedVersion });
  }

  @Post(':volunteerId/reviews')
  @Allow('volunteer.review')
  @ApiCommand(200)
  @ApiIfMatch()
  @ApiOperation({ summary: '审核、暂停、恢复', operationId: 'reviewVolunteer' })
  @ApiOkResponse({ type: VolunteerStatusResponse })
  async decide(
    @Command() context: CommandContext,
    @ExpectedVersion() expectedVersion: number,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Body() body: ReviewRequest,
  ): Promise<VolunteerStatusResponse> {
    return this.review.execute(context, { ...body, volunteerId, expectedVersion });
  }

  @Post(':volunteerId/consents')
  @Allow('volunteer.register')
  @ApiCommand(200)
  @ApiOperation({ summary: '录入同意', operationId: 'grantVolunteerConsent' })
  @ApiOkResponse({ type: ConsentStateResponse })
  async grant(
    @Command() context: CommandContext,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Body() body: ConsentRequest,
  ): Promise<ConsentStateResponse> {
    return this.grantConsent.execute(context, { ...body, volunteerId });
  }

  @Post(':volunteerId/consent-withdrawals')
  @Allow('volunteer.register')
  @ApiCommand(200)
  @ApiOperation({ summary: '撤回同意', operationId: 'withdrawVolunteerConsent' })
  @ApiOkResponse({ type: ConsentStateResponse })
  async withdraw(
    @Command() context: CommandContext,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Body() body: WithdrawConsentRequest,
  ): Promise<ConsentStateResponse> {
    return this.withdrawConsent.execute(context, { ...body, volunteerId });
  }

  @Post(':volunteerId/id-number-checks')
  @Allow('volunteer.register')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: '核对证件：输入证件上的号码，只答一致或不一致',
    description: '每次核对都记一条审计日志，对错都计入次数；号码不保存，所以不用幂等键。',
    operationId: 'checkIdNumber',
  })
  @ApiOkResponse({ type: IdNumberCheckResponse })
  async check(
    @CurrentActor() actor: Actor,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Body() { idNumber }: IdNumberCheckRequest,
  ): Promise<IdNumberCheckResponse> {
    return this.idNumbers.ofVolunteer(actor, volunteerId, idNumber);
  }

  @Post(':volunteerId/personal-data-views')
  @Allow('volunteer.reveal')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: '查看完整证件号、手机号、住址或紧急联系人',
    description:
      '每次查看都记一条审计日志;不用幂等键,因为完整号码不能随答复保存。未成年人的须先由另一人同意(见 reveal-requests)。',
    operationId: 'viewPersonalData',
  })
  @ApiOkResponse({ type: RevealResponse })
  async reveal(
    @CurrentActor() actor: Actor,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Body() body: RevealRequest,
  ): Promise<RevealResponse> {
    return { value: await this.access.reveal(actor, { ...body, volunteerId }) };
  }
}
