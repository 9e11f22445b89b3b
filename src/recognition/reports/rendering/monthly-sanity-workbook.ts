import { type LocalDay, type LocalMonth, startOfDayMs } from '../../../kernel/local-day';
import type { CheckpointNote } from '../../../ledger/evidence';
import { chineseDate } from '../../../platform/delivery/documents/document-text';
import type { CellContent, TableColumn, WorkbookContent } from '../../../platform/delivery/documents/workbook';
import type { SanityLine, SanityLines } from '../persistence/sanity-query';

interface MonthlySanity extends SanityLines {
  readonly placeName: string;
  readonly month: LocalMonth;
  readonly preparedOn: LocalDay;
  readonly longDayMinutes: number;
}

const number = (header: string): TableColumn => ({ header, kind: 'integer', widthChars: 13 });
const share = (header: string): TableColumn => ({ header, kind: 'decimal1', widthChars: 15 });
const columns: readonly TableColumn[] = [
  { header: '社区', kind: 'wrapped', widthChars: 30 },
  ...[number('记录'), number('认定分钟'), number('重叠条数'), number('超长的天数')],
  ...[
    number('一人代录分钟'),
    share('代录占比（%）'),
    number('最多一人代录'),
    number('补录分钟'),
    share('补录占比（%）'),
  ],
];

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((1_000 * part) / whole) / 10);

function cells(line: SanityLine): readonly CellContent[] {
  const { creditedMinutes: all, loneMinutes, busiestMinutes, backfillMinutes } = line;
  return [
    ...[line.name, line.recordCount, all, line.overlapCount, line.longDayCount],
    ...[loneMinutes, percent(loneMinutes, all), busiestMinutes, backfillMinutes, percent(backfillMinutes, all)],
  ];
}

/** The month's second glance as a workbook, with what each column means. */
export function monthlySanityWorkbook(answer: MonthlySanity, checkpoint: CheckpointNote): WorkbookContent {
  const [year, month] = answer.month.split('-').map(Number);
  const title = `${answer.placeName}核查月报`;
  return {
    ...{ title: `${title}${answer.month}`, author: answer.placeName },
    documentDateMs: startOfDayMs(answer.preparedOn),
    sheets: [
      {
        ...{ kind: 'table' as const, name: '按社区', title, columns },
        subtitle: `${String(year)}年${String(month)}月\u3000制表日期：${chineseDate(answer.preparedOn)}`,
        rows: answer.byCommunity.map(cells),
        totals: cells(answer.total),
        notes: [
          '重叠：与本人别的记录时间重叠，系统已扣除重复部分。',
          `超长的天数：一个人一天在场超过 ${String(answer.longDayMinutes / 60)} 小时，按人和天计；一天在两个社区的，两边各计一次，合计只计一次。`,
          '一人代录：只由一个人登记的打卡。补录：凭证等级 D、E。这些只说明哪里该去看一看，不说明有人作假。',
          `台账检查点：${checkpoint.text}`,
          checkpoint.meaning,
        ],
      },
    ],
  };
}
