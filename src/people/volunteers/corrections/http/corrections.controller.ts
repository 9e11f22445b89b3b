import { Body, Controller, Get, Header, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../../platform/delivery/http/id.pipe';
import { PageQuery } from '../../../../platform/delivery/http/paging';
import { ApiUpload, UploadedFile } from '../../../../platform/delivery/http/upload';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import { CheckIdNumber } from '../application/check-id-number';
import { DecideCorrection } from '../application/decide-correction';
import { RequestCorrection } from '../application/request-correction';
import { RevealCorrections } from '../application/reveal-corrections';
import { ShowCorrections } from '../application/show-corrections';
import {
  CorrectionDecisionRequest,
  CorrectionLookRequest,
  CorrectionPageResponse,
  CorrectionRequestBody,
  CorrectionsQuery,
  CorrectionStateResponse,
  OwnCorrectionPageResponse,
  RevealedCorrectionResponse,
} from './correction.requests';
import { IdNumberCheckRequest } from './id-number.requests';
import { IdNumberCheckResponse } from './id-number.requests';

@ApiTags('更正登记')
@Controller()
export class CorrectionsController {
  constructor(
    private readonly request: RequestCorrection,
    private readonly decide: DecideCorrection,
    private readonly show: ShowCorrections,
    private readonly reveal: RevealCorrections,
    private readonly idNumbers: CheckIdNumber,
  ) {}

  @Post('me/identity-corrections')
  @Allow('self.profile')
  @ApiCommand()
  @ApiOperation({ summary: '申请更正本人的姓名或身份证号码', operationId: 'requestOwnCorrection' })
  @ApiCreatedResponse({ type: CorrectionStateResponse })
  async ask(@Command() context: CommandContext, @Body() body: CorrectionRequestBody): Promise<CorrectionStateResponse> {
    return this.request.execute(context, body);
  }

  @Post('volunteers/:volunteerId/identity-corrections')
  @Allow('volunteer.register')
  @ApiCommand()
  @ApiOperation({
    summary: '代没有账号的人申请更正姓名或身份证号码',
    description: '由另一位工作人员核对证件后决定；本人会收到通知。',
    operationId: 'requestCorrection',
  })
  @ApiCreatedResponse({ type: CorrectionStateResponse })
  async askFor(
    @Command() context: CommandContext,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Body() body: CorrectionRequestBody,
  ): Promise<CorrectionStateResponse> {
    return this.request.execute(context, { ...body, volunteerId });
  }

  @Post('identity-corrections/:correctionId/proof')
  @Allow('volunteer.register')
  @ApiCommand()
  @ApiUpload('证件照片或 PDF，不超过 5 MB；加密保存，注销时一并销毁')
  @ApiOperation({ summary: '为代申请的更正附证明材料', operationId: 'proveCorrection' })
  @ApiCreatedResponse({ type: CorrectionStateResponse })
  async proveFor(
    @Command() context: CommandContext,
    @Param('correctionId', IdPipe) correctionId: string,
    @UploadedFile() file: Buffer,
  ): Promise<CorrectionStateResponse> {
    return this.request.keepProof(context, correctionId, file);
  }

  @Get('me/identity-corrections')
  @Allow('self.profile')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '我的更正申请', operationId: 'listOwnCorrections' })
  @ApiOkResponse({ type: OwnCorrectionPageResponse })
  async own(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<OwnCorrectionPageResponse> {
    return this.show.own(actor, query);
  }

  @Post('me/identity-corrections/:correctionId/proof')
  @Allow('self.profile')
  @ApiCommand()
  @ApiUpload('证件照片或 PDF,不超过 5 MB;加密保存,注销时一并销毁')
  @ApiOperation({ summary: '为更正申请附证明材料', operationId: 'proveOwnCorrection' })
  @ApiCreatedResponse({ type: CorrectionStateResponse })
  async prove(
    @Command() context: CommandContext,
    @Param('correctionId', IdPipe) correctionId: string,
    @UploadedFile() file: Buffer,
  ): Promise<CorrectionStateResponse> {
    return this.request.keepProof(context, correctionId, file);
  }

  @Get('identity-corrections')
  @Allow('volunteer.review')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: '更正申请,新的在前', operationId: 'listCorrections' })
  @ApiOkResponse({ type: CorrectionPageResponse })
  async list(@CurrentActor() actor: Actor, @Query() query: CorrectionsQuery): Promise<CorrectionPageResponse> {
    return this.show.forStaff(actor, query);
  }

  @Post('identity-corrections/:correctionId/id-number-checks')
  @Allow('volunteer.review')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: '核对证件：输入证件上的号码，答与申请更正成的号码是否一致',
    description: '每次核对都记一条审计日志，对错都计入次数；号码不保存，所以不用幂等键。号码不更正的，与登记的比对。',
    operationId: 'checkCorrectionIdNumber',
  })
  @ApiOkResponse({ type: IdNumberCheckResponse })
  async check(
    @CurrentActor() actor: Actor,
    @Param('correctionId', IdPipe) correctionId: string,
    @Body() { idNumber }: IdNumberCheckRequest,
  ): Promise<IdNumberCheckResponse> {
    return this.idNumbers.ofCorrection(actor, correctionId, idNumber);
  }

  @Post('identity-corrections/:correctionId/views')
  @Allow('volunteer.reveal')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: '查看更正前后的完整身份证号码',
    description: '每次查看都记一条审计日志,不用幂等键。',
    operationId: 'viewCorrection',
  })
  @ApiOkResponse({ type: RevealedCorrectionResponse })
  async look(
    @CurrentActor() actor: Actor,
    @Param('correctionId', IdPipe) correctionId: string,
    @Body() { reason }: CorrectionLookRequest,
  ): Promise<RevealedCorrectionResponse> {
    return this.reveal.numbers(actor, correctionId, reason);
  }

  @Post('identity-corrections/:correctionId/proof-views')
  @Allow('volunteer.reveal')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: '查看更正申请的证明材料',
    description: '每次查看都记一条审计日志,不用幂等键。',
    operationId: 'viewCorrectionProof',
  })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async lookAtProof(
    @CurrentActor() actor: Actor,
    @Param('correctionId', IdPipe) correctionId: string,
    @Body() { reason }: CorrectionLookRequest,
  ): Promise<StreamableFile> {
    const { bytes, mediaType } = await this.reveal.proof(actor, correctionId, reason);
    return new StreamableFile(bytes, { type: mediaType, disposition: 'attachment', length: bytes.length });
  }

  @Post('identity-corrections/:correctionId/decisions')
  @Allow('volunteer.review')
  @ApiCommand(200)
  @ApiOperation({ summary: '审核更正申请', operationId: 'decideCorrection' })
  @ApiOkResponse({ type: CorrectionStateResponse })
  async decideOne(
    @Command() context: CommandContext,
    @Param('correctionId', IdPipe) correctionId: string,
    @Body() body: CorrectionDecisionRequest,
  ): Promise<CorrectionStateResponse> {
    return this.decide.execute(context, { ...body, correctionId });
  }
}
