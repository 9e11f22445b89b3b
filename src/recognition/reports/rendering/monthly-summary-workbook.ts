import { startOfDayMs } from '../../../kernel/local-day';
import { chineseDate, hourTenthsOf } from '../../../platform/delivery/documents/document-text';
import {
  type CellContent,
  columnLetters,
  firstBodyRow,
  type TableColumn,
  type TableSheet,
  type WorkbookContent,
} from '../../../platform/delivery/documents/workbook';
import type { MonthlySummary, MonthlySummaryDocument, SummaryLine } from './monthly-summary';

const MINUTES_COLUMN = 5;
const HOURS_COLUMN = 6;

/** The street's month as a workbook: by community, by team, by category, each with sums an auditor can recompute. */
export function monthlySummaryWorkbook(summary: MonthlySummaryDocument): WorkbookContent {
  return {
    title: `${summary.streetName}${monthText(summary)}志愿服务月报`,
    author: summary.streetName,
    documentDateMs: startOfDayMs(summary.preparedOn),
    sheets: [
      summarySheet(summary, '社区', '按社区', summary.byCommunity),
      summarySheet(summary, '服务队', '按服务队', summary.byTeam),
      summarySheet(summary, '活动类别', '按活动类别', summary.byCategory),
    ],
  };
}

function monthText(summary: MonthlySummary): string {
  const [year, month] = summary.month.split('-').map(Number);
  return `${year}年${month}月`;
}

function columnsOf(nameHeader: string): readonly TableColumn[] {
  return [
    { header: '序号', kind: 'ordinal', widthChars: 8 },
    { header: nameHeader, kind: 'wrapped', widthChars: 34 },
    { header: '活动场次', kind: 'integer', widthChars: 13 },
    { header: '参与人数', kind: 'integer', widthChars: 13 },
    { header: '服务人次', kind: 'integer', widthChars: 13 },
    { header: '服务分钟', kind: 'integer', widthChars: 14 },
    { header: '服务小时', kind: 'decimal1', widthChars: 14 },
    { header: '积分', kind: 'decimal1', widthChars: 14 },
    { header: '人均小时', kind: 'decimal1', widthChars: 13 },
  ];
}

function summarySheet(
  summary: MonthlySummaryDocument,
  nameHeader: string,
  sheetName: string,
  lines: readonly SummaryLine[],
): TableSheet {
  const columns = columnsOf(nameHeader);
  const first = firstBodyRow({ columns });
  return {
    kind: 'table',
    name: sheetName,
    title: `${summary.streetName}志愿服务月报（${sheetName}）`,
    subtitle: `${monthText(summary)}\u3000制表日期：${chineseDate(summary.preparedOn)}`,
    columns,
    rows: lines.map((line, index) => lineCells(index + 1, line, first + index)),
    totals: totalCells(summary, lines, first),
    notes: [
      `参与人数按人去重：一人在多个${nameHeader}服务时，各行分别计 1 人，合计只计 1 次，因此合计不等于各行之和。`,
      '服务小时 = 服务分钟 ÷ 60，舍去第二位小数；合计由合计分钟换算。仅统计已确认入账的服务记录，培训学时不计入。',
      `台账检查点：${summary.checkpoint.text}`,
      summary.checkpoint.meaning,
    ],
  };
}

function lineCells(no: number, line: SummaryLine, row: number): readonly CellContent[] {
  return [
    no,
    line.name,
    line.activityCount,
    line.volunteerCount,
    line.attendanceCount,
    line.creditedMinutes,
    ...hoursPointsAverage(line.creditedMinutes, line.pointTenths / 10, line.volunteerCount, row),
  ];
}

/** Hours, points, hours per person; floored to a tenth like all hours. */
function hoursPointsAverage(minutes: number, points: CellContent, people: number, row: number): readonly CellContent[] {
  const minutesCell = `${columnLetters(MINUTES_COLUMN)}${row}`;
  const peopleCell = `D${row}`;
  return [
    { formula: `INT(${minutesCell}/6)/10`, result: hourTenthsOf(minutes) / 10 },
    points,
    {
      formula: `IF(${peopleCell}=0,0,INT(${minutesCell}/${peopleCell}/6)/10)`,
      result: people === 0 ? 0 : hourTenthsOf(minutes / people) / 10,
    },
  ];
}

function totalCells(summary: MonthlySummary, lines: readonly SummaryLine[], first: number): readonly CellContent[] {
  const last = first + lines.length - 1;
  const sum = (column: number, result: number): CellContent => {
    const letters = columnLetters(column);
    return lines.length === 0 ? 0 : { formula: `SUM(${letters}${first}:${letters}${last})`, result };
  };
  const total = (pick: (line: SummaryLine) => number): number => lines.reduce((all, line) => all + pick(line), 0);
  const minutes = total((line) => line.creditedMinutes);
  const points = sum(HOURS_COLUMN + 1, total((line) => line.pointTenths) / 10);
  return [
    null,
    '合计',
    sum(
      2,
      total((line) => line.activityCount),
    ),
    summary.volunteerCount,
    sum(
      4,
      total((line) => line.attendanceCount),
    ),
    sum(MINUTES_COLUMN, minutes),
    ...hoursPointsAverage(minutes, points, summary.volunteerCount, first + lines.length),
  ];
}
