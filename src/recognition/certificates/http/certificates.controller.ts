import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import { PageQuery } from '../../../platform/delivery/http/paging';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { ApplyForCertificate } from '../application/apply-for-certificate';
import { DeclineCertificate, IssueCertificate, RevokeCertificate } from '../application/decide-certificate';
import { ShowCertificates } from '../application/show-certificates';
import {
  ApplyForOtherRequest,
  ApplyRequest,
  CertificateListResponse,
  CertificateReasonRequest,
  CertificateResponse,
  CertificatesQuery,
  IssueRequest,
  ListedCertificatesResponse,
} from './certificate.requests';

@ApiTags('证明')
@Controller()
export class CertificatesController {
  constructor(
    private readonly apply: ApplyForCertificate,
    private readonly issue: IssueCertificate,
    private readonly decline: DeclineCertificate,
    private readonly revoke: RevokeCertificate,
    private readonly show: ShowCertificates,
  ) {}

  @Post('me/certificates')
  @Allow('self.certificate')
  @ApiCommand()
  @ApiOperation({ summary: '本人申请证明', operationId: 'applyForOwnCertificate' })
  @ApiCreatedResponse({ type: CertificateResponse })
  async applyOwn(@Command() context: CommandContext, @Body() body: ApplyRequest): Promise<CertificateResponse> {
    return this.apply.execute(context, body);
  }

  @Post('volunteers/:volunteerId/certificates')
  @Allow('volunteer.register')
  @ApiCommand()
  @ApiOperation({ summary: '工作人员代为申请证明', operationId: 'applyForCertificate' })
  @ApiCreatedResponse({ type: CertificateResponse })
  async applyFor(
    @Command() context: CommandContext,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Body() body: ApplyForOtherRequest,
  ): Promise<CertificateResponse> {
    return this.apply.execute(context, { ...body, volunteerId });
  }

  @Get('me/certificates')
  @Allow('self.certificate')
  @ApiOperation({ summary: '本人的证明', operationId: 'listOwnCertificates' })
  @ApiOkResponse({ type: CertificateListResponse })
  async listOwn(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<CertificateListResponse> {
    return this.show.mine(actor, query);
  }

  @Get('certificates')
  @Allow('certificate.read')
  @ApiOperation({ summary: '范围内的证明与申请', operationId: 'listCertificates' })
  @ApiOkResponse({ type: ListedCertificatesResponse })
  async list(@CurrentActor() actor: Actor, @Query() query: CertificatesQuery): Promise<ListedCertificatesResponse> {
    return this.show.inScope(actor, query.status, query);
  }

  @Get('volunteers/:volunteerId/certificates')
  @Allow('certificate.read')
  @ApiOperation({ summary: '一名志愿者的证明与申请', operationId: 'listVolunteerCertificates' })
  @ApiOkResponse({ type: ListedCertificatesResponse })
  async ofVolunteer(
    @CurrentActor() actor: Actor,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Query() query: PageQuery,
  ): Promise<ListedCertificatesResponse> {
    return this.show.ofVolunteer(actor, volunteerId, query);
  }

  @Post('certificates/:certificateId/issue')
  @Allow('certificate.issue')
  @ApiCommand(200)
  @ApiOperation({ summary: '出具证明', operationId: 'issueCertificate' })
  @ApiOkResponse({ type: CertificateResponse })
  async issueOne(
    @Command() context: CommandContext,
    @Param('certificateId', IdPipe) certificateId: string,
    @Body() body: IssueRequest,
  ): Promise<CertificateResponse> {
    return this.issue.execute(context, { ...body, certificateId });
  }

  @Post('certificates/:certificateId/decline')
  @Allow('certificate.issue')
  @ApiCommand(200)
  @ApiOperation({ summary: '退回申请', operationId: 'declineCertificate' })
  @ApiOkResponse({ type: CertificateResponse })
  async declineOne(
    @Command() context: CommandContext,
    @Param('certificateId', IdPipe) certificateId: string,
    @Body() body: CertificateReasonRequest,
  ): Promise<CertificateResponse> {
    return this.decline.execute(context, { certificateId, reason: body.reason });
  }

  @Post('certificates/:certificateId/revoke')
  @Allow('certificate.issue')
  @ApiCommand(200)
  @ApiOperation({ summary: '作废证明', operationId: 'revokeCertificate' })
  @ApiOkResponse({ type: CertificateResponse })
  async revokeOne(
    @Command() context: CommandContext,
    @Param('certificateId', IdPipe) certificateId: string,
    @Body() body: CertificateReasonRequest,
  ): Promise<CertificateResponse> {
    return this.revoke.execute(context, { certificateId, reason: body.reason });
  }
}
