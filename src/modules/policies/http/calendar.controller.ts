import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/database/commands';
import { Allow, AllowSignedIn, ApiCommand, Command } from '../../../platform/http/decorators';
import { ApiUpload, UploadedFile } from '../../../platform/http/upload';
import { ImportCalendar } from '../application/import-calendar';
import { WorkingCalendar } from '../persistence/working-calendar';
import { CalendarQuery, CalendarResponse, ImportCalendarQuery, ImportedCalendarResponse } from './calendar.requests';

/** The working days of a year, adjusted workdays (调休) included. */
@ApiTags('工作日历')
@Controller('calendar')
export class CalendarController {
  constructor(
    private readonly importCalendar: ImportCalendar,
    private readonly calendar: WorkingCalendar,
  ) {}

  @Get()
  @AllowSignedIn()
  @ApiOperation({ summary: '某年的工作日历', operationId: 'getCalendar' })
  @ApiOkResponse({ type: CalendarResponse })
  async get(@Query() { year }: CalendarQuery): Promise<CalendarResponse> {
    return this.calendar.year(year);
  }

  @Post('imports')
  @Allow('system.operate')
  @ApiCommand()
  @ApiUpload('.xlsx,列:日期、安排(上班或休息)、说明;或 JSON 文件')
  @ApiOperation({ summary: '导入一年的工作日历', operationId: 'importCalendar' })
  @ApiCreatedResponse({ type: ImportedCalendarResponse })
  async importOne(
    @Command() context: CommandContext,
    @Query() { source }: ImportCalendarQuery,
    @UploadedFile() file: Buffer,
  ): Promise<ImportedCalendarResponse> {
    return this.importCalendar.execute(context, { file, source });
  }
}
