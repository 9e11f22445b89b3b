import { Controller, Get, Header, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { ImportFiles } from '../application/import-files';
import { ImportPlaceQuery } from './people-import.requests';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const binary = { schema: { type: 'string', format: 'binary' } } as const;

@ApiTags('批量导入')
@Controller()
export class PeopleImportFilesController {
  constructor(private readonly files: ImportFiles) {}

  @Get('people-import-templates')
  @Allow('volunteer.register')
  @ApiOperation({ summary: '下载导入模板', operationId: 'downloadPeopleImportTemplate' })
  @ApiProduces(XLSX)
  @ApiOkResponse(binary)
  async template(@CurrentActor() actor: Actor, @Query() query: ImportPlaceQuery): Promise<StreamableFile> {
    const bytes = await this.files.template(actor, query.kind, query.divisionId);
    return workbook(bytes, `template-${query.kind.toLowerCase()}`);
  }

  @Get('people-imports/:importId/error-workbook')
  @Allow('volunteer.register')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: '下载错误表格:原来的行、涂色的单元格、错误说明',
    description: '含完整的个人信息,只有上传的人可以下载,每次下载都记一条审计日志。',
    operationId: 'downloadPeopleImportErrors',
  })
  @ApiProduces(XLSX)
  @ApiOkResponse(binary)
  async errors(@CurrentActor() actor: Actor, @Param('importId', IdPipe) importId: string): Promise<StreamableFile> {
    return workbook(await this.files.errors(actor, importId), 'import-errors');
  }

  @Get('people-imports/:importId/report')
  @Allow('volunteer.register')
  @ApiOperation({ summary: '下载导入报告', operationId: 'downloadPeopleImportReport' })
  @ApiProduces(XLSX)
  @ApiOkResponse(binary)
  async report(@CurrentActor() actor: Actor, @Param('importId', IdPipe) importId: string): Promise<StreamableFile> {
    return workbook(await this.files.report(actor, importId), 'import-report');
  }
}

function workbook(bytes: Buffer, name: string): StreamableFile {
  return new StreamableFile(bytes, {
    type: XLSX,
    disposition: `attachment; filename="${name}.xlsx"`,
    length: bytes.length,
  });
}
