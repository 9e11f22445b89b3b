import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { AuditedRead } from '../../../platform/data/audit/audited-read';
import { Allow, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { SelectionReportFile } from '../application/selection-report';
import { ShowSelectionRanking } from '../application/show-ranking';
import { ShowRounds } from '../application/show-rounds';
import { VerifySnapshot } from '../application/verify-snapshot';
import {
  RankingQuery,
  SelectionRankingResponse,
  ShownRoundResponse,
  SnapshotVerificationResponse,
} from './round.requests';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

@ApiTags('评选')
@Controller('selection-rounds/:roundId')
export class RankingsController {
  constructor(
    private readonly show: ShowSelectionRanking,
    private readonly rounds: ShowRounds,
    private readonly verify: VerifySnapshot,
    private readonly report: SelectionReportFile,
  ) {}

  @Get()
  @Allow('ranking.read')
  @ApiOperation({ summary: '查看评选', operationId: 'getSelectionRound' })
  @ApiOkResponse({ type: ShownRoundResponse })
  async get(@CurrentActor() actor: Actor, @Param('roundId', IdPipe) roundId: string): Promise<ShownRoundResponse> {
    return this.rounds.one(actor, roundId);
  }

  @Get('ranking')
  @Allow('ranking.read')
  @ApiOperation({ summary: '冻结的排名与说明', operationId: 'getSelectionRanking' })
  @ApiOkResponse({ type: SelectionRankingResponse })
  async ranking(
    @CurrentActor() actor: Actor,
    @Param('roundId', IdPipe) roundId: string,
    @Query() query: RankingQuery,
  ): Promise<SelectionRankingResponse> {
    return { items: await this.show.lines(actor, roundId, query.role) };
  }

  @Get('verification')
  @Allow('ranking.read')
  @ApiOperation({ summary: '从台账重算并核对快照', operationId: 'verifySelectionSnapshot' })
  @ApiOkResponse({ type: SnapshotVerificationResponse })
  async verification(
    @CurrentActor() actor: Actor,
    @Param('roundId', IdPipe) roundId: string,
  ): Promise<SnapshotVerificationResponse> {
    return this.verify.execute(actor, roundId);
  }

  @Get('report')
  @Allow('ranking.read')
  @AuditedRead('awards.report')
  @ApiOperation({ summary: '下载评选报告(XLSX)', operationId: 'downloadSelectionReport' })
  @ApiProduces(XLSX)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async download(@CurrentActor() actor: Actor, @Param('roundId', IdPipe) roundId: string): Promise<StreamableFile> {
    const disposition = `attachment; filename="selection-${roundId}.xlsx"`;
    return new StreamableFile(await this.report.execute(actor, roundId), { type: XLSX, disposition });
  }
}
