import { ApiProperty } from '@nestjs/swagger';
import type { LocalDay, LocalMonth } from '../../../kernel/local-day';
import { DayField, IdField, TextField } from '../../../platform/delivery/http/fields';
import type { MonthlySummary, SummaryLine } from '../rendering/monthly-summary';

export class StatementQueryRequest {
  @DayField({ label: '开始日', example: '2026-01-01', description: '按入账日期' })
  from!: LocalDay;

  @DayField({ label: '截止日', example: '2026-10-31', description: '含当日' })
  to!: LocalDay;
}

export class MonthlySummaryQueryRequest {
  @IdField({ label: '区划' })
  divisionId!: string;

  @TextField({ label: '月份', max: 7, pattern: /^\d{4}-(0[1-9]|1[0-2])$/, hint: '如 2026-10', example: '2026-10' })
  month!: string;
}

export class SummaryLineResponse implements SummaryLine {
  @ApiProperty({ description: '社区、服务队或活动类别' })
  name!: string;

  @ApiProperty({ type: 'integer', description: '活动数' })
  activityCount!: number;

  @ApiProperty({ type: 'integer', description: '人数' })
  volunteerCount!: number;

  @ApiProperty({ type: 'integer', description: '人次' })
  attendanceCount!: number;

  @ApiProperty({ type: 'integer', description: '认定分钟' })
  creditedMinutes!: number;

  @ApiProperty({ type: 'integer', description: '积分,十分之一分' })
  pointTenths!: number;
}

export class MonthlySummaryResponse implements MonthlySummary {
  @ApiProperty({ description: '区划名称' })
  streetName!: string;

  @ApiProperty({ type: String, description: '月份' })
  month!: LocalMonth;

  @ApiProperty({ type: String, format: 'date', description: '制表日期' })
  preparedOn!: LocalDay;

  @ApiProperty({ type: 'integer', description: '参加服务的人数' })
  volunteerCount!: number;

  @ApiProperty({ type: [SummaryLineResponse], description: '按社区' })
  byCommunity!: readonly SummaryLineResponse[];

  @ApiProperty({ type: [SummaryLineResponse], description: '按服务队' })
  byTeam!: readonly SummaryLineResponse[];

  @ApiProperty({ type: [SummaryLineResponse], description: '按活动类别' })
  byCategory!: readonly SummaryLineResponse[];
}
