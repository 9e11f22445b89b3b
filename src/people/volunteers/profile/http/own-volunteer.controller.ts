import { Body, Controller, Get, Header, HttpCode, Patch, Post, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../platform/data/database/commands';
import {
  Allow,
  ApiCommand,
  ApiIfMatch,
  Command,
  CurrentActor,
  ExpectedVersion,
} from '../../../../platform/delivery/http/decorators';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { ProofRequest } from '../../../../platform/security/identity/http/proof.request';
import { ExportOwnData } from '../application/export-own-data';
import {
  ConsentRequest,
  ConsentStateResponse,
  GrantConsent,
  WithdrawConsent,
  WithdrawConsentRequest,
} from '../../consent';
import { ReviewVolunteer, VolunteerStatusResponse } from '../../registration';
import { UpdateVolunteer } from '../application/update-volunteer';
import { VolunteerQueries } from '../../person';
import { OwnProfileRequest, OwnStatusRequest } from './volunteer.requests';
import { OwnVolunteerResponse, VolunteerVersionResponse } from './volunteer.responses';

@ApiTags('本人')
@Controller('me/volunteer')
export class OwnVolunteerController {
  constructor(
    private readonly queries: VolunteerQueries,
    private readonly update: UpdateVolunteer,
    private readonly review: ReviewVolunteer,
    private readonly grantConsent: GrantConsent,
    private readonly withdrawConsent: WithdrawConsent,
    private readonly exportOwnData: ExportOwnData,
  ) {}

  @Get()
  @Allow('self.profile')
  @ApiOperation({ summary: '本人资料', operationId: 'getOwnVolunteer' })
  @ApiOkResponse({ type: OwnVolunteerResponse })
  async get(@CurrentActor() actor: Actor): Promise<OwnVolunteerResponse> {
    return this.queries.own(actor);
  }

  @Post('exports')
  @HttpCode(200)
  @Allow('self.profile')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: '下载关于本人的全部数据（JSON 和 CSV 的压缩包）；须再证明一次是本人',
    operationId: 'exportOwnData',
    description: '只读，不用幂等键；每次下载都记一条审计日志。',
  })
  @ApiProduces('application/zip')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async export(@CurrentActor() actor: Actor, @Body() proof: ProofRequest): Promise<StreamableFile> {
    return new StreamableFile(await this.exportOwnData.execute(actor, proof), {
      type: 'application/zip',
      disposition: 'attachment; filename="my-data.zip"',
    });
  }

  @Patch()
  @Allow('self.profile')
  @ApiIfMatch()
  @ApiOperation({ summary: '修改本人资料', operationId: 'updateOwnVolunteer' })
  @ApiOkResponse({ type: VolunteerVersionResponse })
  async change(
    @CurrentActor() actor: Actor,
    @ExpectedVersion() expectedVersion: number,
    @Body() body: OwnProfileRequest,
  ): Promise<VolunteerVersionResponse> {
    return this.update.execute(actor, { ...body, expectedVersion });
  }

  @Post('status-changes')
  @Allow('self.profile')
  @ApiCommand(200)
  @ApiIfMatch()
  @ApiOperation({ summary: '重新提交登记,或注销', operationId: 'changeOwnStatus' })
  @ApiOkResponse({ type: VolunteerStatusResponse })
  async changeStatus(
    @Command() context: CommandContext,
    @ExpectedVersion() expectedVersion: number,
    @Body() body: OwnStatusRequest,
  ): Promise<VolunteerStatusResponse> {
    const { decision, reason } = body;
    const change = { decision, expectedVersion, proof: body, ...(reason !== undefined && { reason }) };
    return this.review.executeOwn(context, change);
  }

  @Post('consents')
  @Allow('self.profile')
  @ApiCommand(200)
  @ApiOperation({ summary: '同意', operationId: 'grantOwnConsent' })
  @ApiOkResponse({ type: ConsentStateResponse })
  async grant(@Command() context: CommandContext, @Body() body: ConsentRequest): Promise<ConsentStateResponse> {
    return this.grantConsent.execute(context, body);
  }

  @Post('consent-withdrawals')
  @Allow('self.profile')
  @ApiCommand(200)
  @ApiOperation({ summary: '撤回同意', operationId: 'withdrawOwnConsent' })
  @ApiOkResponse({ type: ConsentStateResponse })
  async withdraw(
    @Command() context: CommandContext,
    @Body() body: WithdrawConsentRequest,
  ): Promise<ConsentStateResponse> {
    return this.withdrawConsent.execute(context, body);
  }
}
