import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import { PageQuery } from '../../../platform/delivery/http/paging';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { DecideTransfer } from '../application/decide-transfer';
import { RequestTransfer } from '../application/request-transfer';
import { ShowTransfers } from '../application/show-transfers';
import {
  DecideTransferRequest,
  OwnTransferRequest,
  ReceivedTransferPageResponse,
  TransferDecisionResponse,
  TransferIdResponse,
  TransferPageResponse,
  TransferRequest,
} from './transfer.requests';

@ApiTags('转移')
@Controller()
export class TransfersController {
  constructor(
    private readonly requesting: RequestTransfer,
    private readonly deciding: DecideTransfer,
    private readonly show: ShowTransfers,
  ) {}

  @Post('me/transfers')
  @Allow('self.profile')
  @ApiCommand()
  @ApiOperation({ summary: '本人申请转社区或转队', operationId: 'requestOwnTransfer' })
  @ApiCreatedResponse({ type: TransferIdResponse })
  async requestOwn(@Command() context: CommandContext, @Body() body: OwnTransferRequest): Promise<TransferIdResponse> {
    return this.requesting.execute(context, body);
  }

  @Get('me/transfers')
  @Allow('self.profile')
  @ApiOperation({ summary: '本人的转移记录', operationId: 'listOwnTransfers' })
  @ApiOkResponse({ type: TransferPageResponse })
  async own(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<TransferPageResponse> {
    return this.show.mine(actor, query);
  }

  @Post('volunteers/:volunteerId/transfers')
  @Allow('volunteer.review')
  @ApiCommand()
  @ApiOperation({ summary: '代为申请转社区或转队,须有本人同意', operationId: 'requestTransfer' })
  @ApiCreatedResponse({ type: TransferIdResponse })
  async request(
    @Command() context: CommandContext,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Body() body: TransferRequest,
  ): Promise<TransferIdResponse> {
    return this.requesting.execute(context, { ...body, volunteerId });
  }

  @Get('volunteers/:volunteerId/transfers')
  @Allow('volunteer.read')
  @ApiOperation({ summary: '志愿者的转移记录', operationId: 'listVolunteerTransfers' })
  @ApiOkResponse({ type: ReceivedTransferPageResponse })
  async ofVolunteer(
    @CurrentActor() actor: Actor,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Query() query: PageQuery,
  ): Promise<ReceivedTransferPageResponse> {
    return this.show.ofVolunteer(actor, volunteerId, query);
  }

  @Get('volunteer-transfers')
  @Allow('volunteer.review', { orTeamLeader: true })
  @ApiOperation({ summary: '等待接收的转移', operationId: 'listWaitingTransfers' })
  @ApiOkResponse({ type: ReceivedTransferPageResponse })
  async waiting(@CurrentActor() actor: Actor, @Query() query: PageQuery): Promise<ReceivedTransferPageResponse> {
    return this.show.waiting(actor, query);
  }

  @Post('volunteer-transfers/:transferId/decisions')
  @Allow('volunteer.review', { orTeamLeader: true })
  @ApiCommand(200)
  @ApiOperation({ summary: '接收或不接收', operationId: 'decideTransfer' })
  @ApiOkResponse({ type: TransferDecisionResponse })
  async decide(
    @Command() context: CommandContext,
    @Param('transferId', IdPipe) transferId: string,
    @Body() body: DecideTransferRequest,
  ): Promise<TransferDecisionResponse> {
    return this.deciding.execute(context, { id: transferId, ...body });
  }
}
