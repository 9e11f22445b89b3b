import { Controller, Get, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { AuditedRead } from '../../../platform/data/audit/audited-read';
import { Allow, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { VolunteerStatementFile } from '../application/volunteer-statement-file';
import { StatementQueryRequest } from './report.requests';
import { binary, workbookFile, XLSX } from './workbook-file';

@ApiTags('报表')
@Controller()
export class StatementsController {
  constructor(private readonly statement: VolunteerStatementFile) {}

  @Get('me/statement')
  @Allow('self.ledger')
  @AuditedRead('reports.statement')
  @ApiOperation({ summary: '下载本人台账对账单(XLSX)', operationId: 'downloadOwnStatement' })
  @ApiProduces(XLSX)
  @ApiOkResponse(binary)
  async own(@CurrentActor() actor: Actor, @Query() query: StatementQueryRequest): Promise<StreamableFile> {
    return workbookFile(await this.statement.execute(actor, query), `statement-${query.from}-${query.to}`);
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
    return workbookFile(bytes, `statement-${query.from}-${query.to}`);
  }
}
