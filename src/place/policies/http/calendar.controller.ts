import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CommandContext } from '../../../platform/data/database/commands';
import { Allow, AllowSignedIn, ApiCommand, Command } from '../../../platform/delivery/http/decorators';
import { ApiUpload, UploadedFile } from '../../../platform/delivery/http/upload';
import { ImportCalendar } from '../application/import-calendar';
import { WorkingCalendar } from '../persistence/working-calendar';
import { AskedCalendarResponse, CalendarQuery, CalendarResponse, ImportCalendarQuery } from './calendar.requests';

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
  @ApiOperation({
    summary: '提出一年的工作日历，由另一人批准后生效；今天和以前的日子不能改',
    operationId: 'importCalendar',
  })
  @ApiCreatedResponse({ type: AskedCalendarResponse })
  async importOne(
    @Command() context: CommandContext,
    @Query() { source }: ImportCalendarQuery,
    @UploadedFile() file: Buffer,
  ): Promise<AskedCalendarResponse> {
    return this.importCalendar.execute(context, { file, source });
  }
}
