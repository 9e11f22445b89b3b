import { Controller, Get, Query, StreamableFile, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { AuditedRead } from '../../../platform/data/audit/audited-read';
import { Allow, CurrentActor } from '../../../platform/delivery/http/decorators';
import type { Actor } from '../../../platform/foundation/actor/actor';
import type { ReportDefinition } from '../application/report-definition';
import { RunReport } from '../application/run-report';
import { ReportRequestOfMonth } from './report.requests';
import { binary, workbookFile, XLSX } from './workbook-file';

/** The routes of a report, as its definition says. `tools/operation-problems.mjs` fills in `report.operation`. */
export function controllerOf(report: ReportDefinition): Type<object> {
  @ApiTags('报表')
  @Controller(`reports/${report.id}`)
  class ReportController {
    constructor(private readonly reports: RunReport) {}

    @Get()
    @Allow(report.permission)
    @ApiOperation({ summary: report.summary, operationId: `get${report.operation}` })
    @ApiOkResponse({ type: report.answer })
    async answer(@CurrentActor() actor: Actor, @Query() query: ReportRequestOfMonth): Promise<object> {
      return this.reports.answer(actor, report, query);
    }

    @Get('workbook')
    @Allow(report.permission)
    @AuditedRead(`reports.${report.id}`)
    @ApiOperation({ summary: `下载${report.title}(XLSX)`, operationId: `download${report.operation}` })
    @ApiProduces(XLSX)
    @ApiOkResponse(binary)
    async file(@CurrentActor() actor: Actor, @Query() query: ReportRequestOfMonth): Promise<StreamableFile> {
      return workbookFile(await this.reports.workbook(actor, report, query), `${report.fileName}-${query.month}`);
    }
  }
  return ReportController;
}
