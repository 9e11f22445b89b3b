import { Body, Controller, Get, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import { PageQuery } from '../../../platform/delivery/http/paging';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { ApplyForCertificate } from '../application/apply-for-certificate';
import { DeclineCertificate, IssueCertificate, RevokeCertificate } from '../application/decide-certificate';
import { CertificateRegisterFile } from '../application/certificate-register-file';
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
  RegisterFilterQuery,
} from './certificate.requests';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

@ApiTags('证明')
@Controller()
export class CertificatesController {
  constructor(
    private readonly apply: ApplyForCertificate,
    private readonly issue: IssueCertificate,
    private readonly decline: DeclineCertificate,
    private readonly revoke: RevokeCertificate,
    private readonly show: ShowCertificates,
    private readonly register: CertificateRegisterFile,
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
    return this.show.inScope(actor, query);
  }

  @Get('certificates/workbook')
  @Allow('certificate.read')
  @ApiOperation({ summary: '下载证明登记簿(XLSX)，内容与筛选后的清单相同', operationId: 'downloadCertificateRegister' })
  @ApiProduces(XLSX)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async registerFile(@CurrentActor() actor: Actor, @Query() query: RegisterFilterQuery): Promise<StreamableFile> {
    const disposition = 'attachment; filename="certificates.xlsx"';
    return new StreamableFile(await this.register.execute(actor, query), { type: XLSX, disposition });
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
