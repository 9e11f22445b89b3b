import { ApiProperty } from '@nestjs/swagger';
import type { LocalDay, LocalMonth } from '../../../kernel/local-day';
import { defineReport } from '../application/report-definition';
import { type GroupedLine, summaryLines, type SummaryGroup } from '../persistence/summary-query';
import type { MonthlySummary, SummaryLine } from '../rendering/monthly-summary';
import { monthlySummaryWorkbook } from '../rendering/monthly-summary-workbook';

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

/** The month of a street, or of a division below it, by community, team and category. */
export const monthlySummary = defineReport<MonthlySummary>({
  id: 'monthly-summary',
  operation: 'MonthlySummary',
  title: '月报',
  summary: '月报:按社区、服务队、活动类别',
  permission: 'report.read',
  fileName: 'summary',
  answer: MonthlySummaryResponse,
  async read(tx, { division, month, from, until, today }) {
    const lines = await summaryLines(tx, division.path, from, until);
    return {
      streetName: division.name,
      month,
      preparedOn: today,
      volunteerCount: lines.find((line) => line.group === 'TOTAL')?.volunteerCount ?? 0,
      byCommunity: ofGroup(lines, 'COMMUNITY'),
      byTeam: ofGroup(lines, 'TEAM'),
      byCategory: ofGroup(lines, 'CATEGORY'),
    };
  },
  workbook: (summary, checkpoint) => monthlySummaryWorkbook({ ...summary, checkpoint }),
});

function ofGroup(lines: readonly GroupedLine[], wanted: SummaryGroup): readonly SummaryLine[] {
  return lines.flatMap(({ group, ...line }) => (group === wanted ? [line] : []));
}
