import { Controller, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, ApiCommand, Command, CurrentActor } from '../../../platform/delivery/http/decorators';
import { ApiUpload, UploadedFile } from '../../../platform/delivery/http/upload';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { ImportDivisions } from '../application/import-divisions';
import {
  DivisionImportCheckResponse,
  ImportDivisionsQuery,
  ImportedDivisionsResponse,
} from './division-import.requests';

const COLUMNS = '.xlsx,列:层级、代码、名称、上级代码、所在小区(可选)、排序(可选)';

@ApiTags('区划')
@Controller('divisions')
export class DivisionImportsController {
  constructor(private readonly imports: ImportDivisions) {}

  @Post('import-checks')
  @Allow('division.manage')
  @HttpCode(200)
  @ApiUpload(COLUMNS)
  @ApiOperation({
    summary: '检查区划表格',
    description: '只检查,不写入,所以不用幂等键。',
    operationId: 'checkDivisionImport',
  })
  @ApiOkResponse({ type: DivisionImportCheckResponse })
  async check(@CurrentActor() actor: Actor, @UploadedFile() file: Buffer): Promise<DivisionImportCheckResponse> {
    return this.imports.check(actor, file);
  }

  @Post('imports')
  @Allow('division.manage')
  @ApiCommand()
  @ApiUpload(COLUMNS)
  @ApiOperation({ summary: '确认导入区划表格', operationId: 'importDivisions' })
  @ApiCreatedResponse({ type: ImportedDivisionsResponse })
  async confirm(
    @Command() context: CommandContext,
    @Query() query: ImportDivisionsQuery,
    @UploadedFile() file: Buffer,
  ): Promise<ImportedDivisionsResponse> {
    return this.imports.execute(context, { ...query, file });
  }
}
