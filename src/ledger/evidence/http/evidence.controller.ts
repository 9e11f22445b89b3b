import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor, Public } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import { PageQuery } from '../../../platform/delivery/http/paging';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { RequestAudit } from '../application/request-audit';
import { ShowAudits } from '../application/show-audits';
import { ShowEvidence } from '../application/show-evidence';
import { WatchCustody } from '../application/watch-custody';
import { CheckpointNumberPipe } from './checkpoint-number.pipe';
import { AuditRuns } from '../persistence/audit-runs';
import {
  AuditRequestIdResponse,
  AuditRequestResponse,
  AuditRunPageResponse,
  AuditRunResponse,
  CheckpointDetailResponse,
  CheckpointPageResponse,
  CheckpointResponse,
  ConsistencyQuery,
  ConsistencyResponse,
  EntryQuery,
  InclusionResponse,
  LatestAuditResponse,
  PublishedKeyResponse,
  PublishedKeysResponse,
} from './evidence.requests';

@ApiTags('台账凭据')
@Controller()
export class EvidenceController {
  constructor(
    private readonly evidence: ShowEvidence,
    private readonly requests: RequestAudit,
    private readonly audits: ShowAudits,
    private readonly runs: AuditRuns,
    private readonly custody: WatchCustody,
  ) {}

  @Get('ledger/checkpoints')
  @Public('任何人都可以留存检查点,事后比对;只有编号、总数、散列值和签名,没有个人信息')
  @ApiOperation({ summary: '检查点,新的在前', operationId: 'listCheckpoints' })
  @ApiOkResponse({ type: CheckpointPageResponse })
  async list(@Query() query: PageQuery): Promise<CheckpointPageResponse> {
    const { items, next } = await this.evidence.list(query);
    return { items: items.map((checkpoint) => CheckpointResponse.of(checkpoint)), next };
  }

  @Get('ledger/checkpoints/consistency')
  @Allow('audit.read')
  @ApiOperation({ summary: '证明较晚的检查点包含较早的全部内容', operationId: 'proveConsistency' })
  @ApiOkResponse({ type: ConsistencyResponse })
  async consistency(@Query() query: ConsistencyQuery): Promise<ConsistencyResponse> {
    return ConsistencyResponse.of(await this.evidence.consistency(query.from, query.to));
  }

  @Get('ledger/checkpoints/:number')
  @Public('任何人都可以留存检查点,事后比对;只有编号、总数、散列值和签名,没有个人信息')
  @ApiOperation({ summary: '一个检查点和各树当时的状态', operationId: 'getCheckpoint' })
  @ApiOkResponse({ type: CheckpointDetailResponse })
  async checkpoint(@Param('number', CheckpointNumberPipe) number: number): Promise<CheckpointDetailResponse> {
    const checkpoint = await this.evidence.checkpoint(number);
    return CheckpointDetailResponse.ofHeads(checkpoint, checkpoint.heads);
  }

  @Get('ledger/keys')
  @Public('核验签名需要公钥')
  @ApiOperation({ summary: '签署检查点的公钥', operationId: 'listLedgerKeys' })
  @ApiOkResponse({ type: PublishedKeysResponse })
  async keys(): Promise<PublishedKeysResponse> {
    return { items: (await this.evidence.keys()).map((key) => PublishedKeyResponse.of(key)) };
  }

  @Get('me/ledger/proof')
  @Allow('self.ledger')
  @ApiOperation({ summary: '证明本人的一笔在最新检查点里', operationId: 'proveMyLedgerEntry' })
  @ApiOkResponse({ type: InclusionResponse })
  async myProof(@CurrentActor() actor: Actor, @Query() query: EntryQuery): Promise<InclusionResponse> {
    return InclusionResponse.of(await this.evidence.inclusion(actor, null, query));
  }

  @Get('volunteers/:volunteerId/ledger/proof')
  @Allow('ledger.read')
  @ApiOperation({ summary: '证明志愿者的一笔在最新检查点里', operationId: 'proveLedgerEntry' })
  @ApiOkResponse({ type: InclusionResponse })
  async proof(
    @CurrentActor() actor: Actor,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Query() query: EntryQuery,
  ): Promise<InclusionResponse> {
    return InclusionResponse.of(await this.evidence.inclusion(actor, volunteerId, query));
  }

  @Post('ledger/audit-requests')
  @Allow('audit.read')
  @ApiCommand(202)
  @ApiOperation({
    summary: '发起一次完整核对,由后台进行',
    description:
      '从头重算整本台账:链、编号、余额、检查点与签名、见证文件,以及到服务记录和打卡的对应。同一时间只进行一次:已有核对在等候或进行时,返回那一次。进度和结果用返回的编号查询。',
    operationId: 'requestLedgerAudit',
  })
  @ApiAcceptedResponse({ type: AuditRequestIdResponse })
  async requestAudit(@Command() context: CommandContext): Promise<AuditRequestIdResponse> {
    return this.requests.execute(context);
  }

  @Get('ledger/audit-requests/:requestId')
  @Allow('audit.read')
  @ApiOperation({ summary: '核对的进度与结果', operationId: 'getLedgerAuditRequest' })
  @ApiOkResponse({ type: AuditRequestResponse })
  async auditRequest(
    @CurrentActor() actor: Actor,
    @Param('requestId', IdPipe) requestId: string,
  ): Promise<AuditRequestResponse> {
    return AuditRequestResponse.ofView(await this.audits.request(actor, requestId));
  }

  @Get('ledger/audits')
  @Allow('audit.read')
  @ApiOperation({ summary: '历次台账核对,包括每夜自动的,新的在前', operationId: 'listLedgerAudits' })
  @ApiOkResponse({ type: AuditRunPageResponse })
  async auditRuns(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<AuditRunPageResponse> {
    const { items, next } = await this.audits.page(actor, query);
    return { items: items.map((run) => AuditRunResponse.of(run)), next };
  }

  @Get('ledger/audits/latest')
  @Allow('system.operate')
  @ApiOperation({
    summary: '最近一次台账核对的结果,以及签名密钥和见证文件的保管提醒',
    operationId: 'getLatestLedgerAudit',
  })
  @ApiOkResponse({ type: LatestAuditResponse })
  async latestAudit(): Promise<LatestAuditResponse> {
    const latest = await this.runs.latest();
    return { latest: latest && AuditRunResponse.of(latest), warnings: await this.custody.warnings() };
  }
}
