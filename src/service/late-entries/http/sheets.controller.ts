import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { DeclareService } from '../application/declare-service';
import { EnterPaperSheet } from '../application/enter-paper-sheet';
import { OpenPaperSheet } from '../application/open-paper-sheet';
import { ShowPaperSheets } from '../application/show-paper-sheets';
import { ShowWaitingSheets } from '../application/show-waiting-sheets';
import {
  DeclarationResponse,
  DeclareServiceRequest,
  EnterSheetRequest,
  OpenSheetRequest,
  SheetListResponse,
  SheetResponse,
  WaitingSheetPage,
  WaitingSheetsFilter,
} from './sheet.requests';

/** Paper sheets, entered twice, and what volunteers declare about themselves. */
@ApiTags('迟到与补登')
@Controller()
export class SheetsController {
  constructor(
    private readonly open: OpenPaperSheet,
    private readonly enter: EnterPaperSheet,
    private readonly show: ShowPaperSheets,
    private readonly waiting: ShowWaitingSheets,
    private readonly declareService: DeclareService,
  ) {}

  @Post('shifts/:shiftId/paper-sheets')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiCommand()
  @ApiOperation({ summary: '登记纸质签到表', operationId: 'openPaperSheet' })
  @ApiCreatedResponse({ type: SheetResponse })
  async openSheet(
    @Command() context: CommandContext,
    @Param('shiftId', IdPipe) shiftId: string,
    @Body() body: OpenSheetRequest,
  ): Promise<SheetResponse> {
    return this.open.execute(context, { ...body, shiftId });
  }

  @Get('shifts/:shiftId/paper-sheets')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiOperation({ summary: '场次的纸质签到表', operationId: 'listPaperSheets' })
  @ApiOkResponse({ type: SheetListResponse })
  async list(@CurrentActor() actor: Actor, @Param('shiftId', IdPipe) shiftId: string): Promise<SheetListResponse> {
    return { items: await this.show.ofShift(actor, shiftId) };
  }

  @Get('paper-sheets')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiOperation({
    summary: '等待录入的纸质签到表',
    operationId: 'listWaitingSheets',
    description: '还没有入账的，各场次合在一起；mayDecide 说明您现在能否录。录了什么不显示：第二遍要看着照片录。',
  })
  @ApiOkResponse({ type: WaitingSheetPage })
  async listWaiting(@CurrentActor() actor: Actor, @Query() query: WaitingSheetsFilter): Promise<WaitingSheetPage> {
    return this.waiting.execute(actor, query);
  }

  @Get('paper-sheets/:sheetId')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiOperation({ summary: '查看纸质签到表', operationId: 'getPaperSheet' })
  @ApiOkResponse({ type: SheetResponse })
  async get(@CurrentActor() actor: Actor, @Param('sheetId', IdPipe) sheetId: string): Promise<SheetResponse> {
    return this.show.one(actor, sheetId);
  }

  @Post('paper-sheets/:sheetId/entries')
  @Allow('attendance.run', { orTeamLeader: true })
  @ApiCommand()
  @ApiOperation({
    summary: '录入纸质签到表',
    operationId: 'enterPaperSheet',
    description: '须由两个不同的人各录一遍;一致才入账,不一致逐行显示。',
  })
  @ApiCreatedResponse({ type: SheetResponse })
  async enterSheet(
    @Command() context: CommandContext,
    @Param('sheetId', IdPipe) sheetId: string,
    @Body() body: EnterSheetRequest,
  ): Promise<SheetResponse> {
    return this.enter.execute(context, { ...body, sheetId });
  }

  @Post('me/declarations')
  @Allow('self.record')
  @ApiCommand()
  @ApiOperation({ summary: '自我申报服务', operationId: 'declareService', description: '没有打卡时申报,审核后计入。' })
  @ApiCreatedResponse({ type: DeclarationResponse })
  async declare(@Command() context: CommandContext, @Body() body: DeclareServiceRequest): Promise<DeclarationResponse> {
    return this.declareService.execute(context, body);
  }
}
