import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { ShowLedger } from '../application/show-ledger';
import { VerifyLedger } from '../application/verify-ledger';
import {
  asOfOf,
  BalanceQuery,
  LedgerResponse,
  statementQueryOf,
  StatementRequest,
  StatementResponse,
  LedgerVerificationResponse,
} from './ledger.requests';

@ApiTags('台账')
@Controller()
export class LedgerController {
  constructor(
    private readonly ledger: ShowLedger,
    private readonly verification: VerifyLedger,
  ) {}

  @Get('me/ledger')
  @Allow('self.ledger')
  @ApiOperation({ summary: '本人余额,可查过去某一时刻', operationId: 'getMyLedger' })
  @ApiOkResponse({ type: LedgerResponse })
  async mine(@CurrentActor() actor: Actor, @Query() query: BalanceQuery): Promise<LedgerResponse> {
    return this.ledger.balances(actor, null, asOfOf(query));
  }

  @Get('me/ledger/entries')
  @Allow('self.ledger')
  @ApiOperation({
    summary: '本人台账明细,新的在前;可按发生或入账时间查过去某一时刻',
    operationId: 'listMyLedgerEntries',
  })
  @ApiOkResponse({ type: StatementResponse })
  async myEntries(@CurrentActor() actor: Actor, @Query() query: StatementRequest): Promise<StatementResponse> {
    return this.ledger.statement(actor, null, statementQueryOf(query));
  }

  @Get('volunteers/:volunteerId/ledger')
  @Allow('ledger.read')
  @ApiOperation({ summary: '志愿者余额,可查过去某一时刻', operationId: 'getVolunteerLedger' })
  @ApiOkResponse({ type: LedgerResponse })
  async ofVolunteer(
    @CurrentActor() actor: Actor,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Query() query: BalanceQuery,
  ): Promise<LedgerResponse> {
    return this.ledger.balances(actor, volunteerId, asOfOf(query));
  }

  @Get('volunteers/:volunteerId/ledger/entries')
  @Allow('ledger.read')
  @ApiOperation({
    summary: '志愿者台账明细,新的在前;可按发生或入账时间查过去某一时刻',
    operationId: 'listVolunteerLedgerEntries',
  })
  @ApiOkResponse({ type: StatementResponse })
  async entriesOfVolunteer(
    @CurrentActor() actor: Actor,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Query() query: StatementRequest,
  ): Promise<StatementResponse> {
    return this.ledger.statement(actor, volunteerId, statementQueryOf(query));
  }

  @Post('ledger/verifications')
  @Allow('audit.read')
  @ApiCommand(200)
  @ApiOperation({
    summary: '快速核对台账:链、序号、余额、月度合计,以及与服务记录的对应',
    description:
      '不核对检查点、签名、见证文件和打卡;完整核对用 POST ledger/audit-requests(由后台进行,可查进度)或 npm run cli -- ledger:verify,并且每夜自动进行,历次结果见 GET ledger/audits。',
    operationId: 'verifyLedger',
  })
  @ApiOkResponse({ type: LedgerVerificationResponse })
  async verify(@Command() context: CommandContext): Promise<LedgerVerificationResponse> {
    return this.verification.execute(context);
  }
}
