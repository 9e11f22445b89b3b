import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { AuditedRead } from '../../../platform/data/audit/audited-read';
import { Allow, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { SummariseMonth } from '../application/summarise-month';
import { VolunteerStatementFile } from '../application/volunteer-statement-file';
import { MonthlySummaryQueryRequest, MonthlySummaryResponse, StatementQueryRequest } from './report.requests';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const binary = { schema: { type: 'string', format: 'binary' } } as const;

@ApiTags('报表')
@Controller()
export class ReportsController {
  constructor(
    private readonly statement: VolunteerStatementFile,
    private readonly summary: SummariseMonth,
  ) {}

  @Get('me/statement')
  @Allow('self.ledger')
  @AuditedRead('reports.statement')
  @ApiOperation({ summary: '下载本人台账对账单(XLSX)', operationId: 'downloadOwnStatement' })
  @ApiProduces(XLSX)
  @ApiOkResponse(binary)
  async own(@CurrentActor() actor: Actor, @Query() query: StatementQueryRequest): Promise<StreamableFile> {
    return workbook(await this.statement.execute(actor, query), `statement-${query.from}-${query.to}`);
  }

  @Get('volunteers/:volunteerId/statement')
  @Allow('ledger.read')
  @AuditedRead('reports.statement')
  @ApiOperation({ summary: '下载志愿者台账对账单(XLSX)', operationId: 'downloadStatement' })
  @ApiProduces(XLSX)
  @ApiOkResponse(binary)
  async ofVolunteer(
    @CurrentActor() actor: Actor,
    @Param('volunteerId', IdPipe) volunteerId: string,
    @Query() query: StatementQueryRequest,
  ): Promise<StreamableFile> {
    const bytes = await this.statement.execute(actor, { ...query, volunteerId });
    return workbook(bytes, `statement-${query.from}-${query.to}`);
  }

  @Get('reports/monthly-summary')
  @Allow('report.read')
  @ApiOperation({ summary: '月报:按社区、服务队、活动类别', operationId: 'getMonthlySummary' })
  @ApiOkResponse({ type: MonthlySummaryResponse })
  async month(
    @CurrentActor() actor: Actor,
    @Query() query: MonthlySummaryQueryRequest,
  ): Promise<MonthlySummaryResponse> {
    return this.summary.execute(actor, query.divisionId, query.month);
  }

  @Get('reports/monthly-summary/workbook')
  @Allow('report.read')
  @AuditedRead('reports.monthly-summary')
  @ApiOperation({ summary: '下载月报(XLSX)', operationId: 'downloadMonthlySummary' })
  @ApiProduces(XLSX)
  @ApiOkResponse(binary)
  async monthWorkbook(
    @CurrentActor() actor: Actor,
    @Query() query: MonthlySummaryQueryRequest,
  ): Promise<StreamableFile> {
    return workbook(await this.summary.workbook(actor, query.divisionId, query.month), `summary-${query.month}`);
  }
}

function workbook(bytes: Buffer, name: string): StreamableFile {
  return new StreamableFile(bytes, {
    type: XLSX,
    disposition: `attachment; filename="${name}.xlsx"`,
    length: bytes.length,
  });
}
