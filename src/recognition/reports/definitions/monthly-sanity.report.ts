import { ApiProperty } from '@nestjs/swagger';
import type { LocalDay, LocalMonth } from '../../../kernel/local-day';
import { defineReport } from '../application/report-definition';
import { type SanityLine, sanityLines } from '../persistence/sanity-query';
import { monthlySanityWorkbook } from '../rendering/monthly-sanity-workbook';

/** A working day: whoever is present for longer in one day is looked at. */
const LONG_DAY_MINUTES = 480;

export class SanityLineResponse implements SanityLine {
  @ApiProperty({ description: '社区' })
  name!: string;

  @ApiProperty({ type: 'integer', description: '记录条数，退回和冲正的除外' })
  recordCount!: number;

  @ApiProperty({ type: 'integer', description: '认定分钟' })
  creditedMinutes!: number;

  @ApiProperty({ type: 'integer', description: '与本人其他记录时间重叠、扣除过的条数' })
  overlapCount!: number;

  @ApiProperty({ type: 'integer', description: '一个人一天在场超过上限的天数' })
  longDayCount!: number;

  @ApiProperty({ type: 'integer', description: '只由一个人代录的分钟' })
  loneMinutes!: number;

  @ApiProperty({ type: 'integer', description: '其中代录最多的一个人录的分钟' })
  busiestMinutes!: number;

  @ApiProperty({ type: 'integer', description: '事后补录和自我申报的分钟' })
  backfillMinutes!: number;
}

export class MonthlySanityResponse {
  @ApiProperty({ description: '区划名称' })
  placeName!: string;

  @ApiProperty({ type: String, description: '月份' })
  month!: LocalMonth;

  @ApiProperty({ type: String, format: 'date', description: '制表日期' })
  preparedOn!: LocalDay;

  @ApiProperty({ type: 'integer', description: '一天在场超过多少分钟算长' })
  longDayMinutes!: number;

  @ApiProperty({ type: SanityLineResponse, description: '合计' })
  total!: SanityLine;

  @ApiProperty({ type: [SanityLineResponse], description: '按社区' })
  byCommunity!: readonly SanityLine[];
}

/** What looks worth a second glance: it accuses nobody, and says where somebody should go and look. */
export const monthlySanity = defineReport<MonthlySanityResponse>({
  id: 'monthly-sanity',
  operation: 'MonthlySanity',
  title: '核查月报',
  summary: '核查月报:重叠、超长的一天、一人代录、事后补录，按社区',
  permission: 'report.read',
  fileName: 'sanity',
  answer: MonthlySanityResponse,
  async read(tx, { division, month, from, until, today }) {
    const lines = await sanityLines(tx, division.path, { from, until, longDay: LONG_DAY_MINUTES });
    return { placeName: division.name, month, preparedOn: today, longDayMinutes: LONG_DAY_MINUTES, ...lines };
  },
  workbook: (answer, checkpoint) => monthlySanityWorkbook(answer, checkpoint),
});
