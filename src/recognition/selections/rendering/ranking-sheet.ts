import { chineseDate, hourTenthsOf } from '../../../platform/delivery/documents/document-text';
import {
  type CellContent,
  columnLetters,
  firstBodyRow,
  type TableColumn,
  type TableSheet,
} from '../../../platform/delivery/documents/workbook';
import type { RawUnit, ReportComponent, ReportLine, ReportRole, SelectionReport } from './selection-report';

const LEAD_COLUMNS: readonly TableColumn[] = [
  { header: '名次', group: '候选人', kind: 'ordinal', widthChars: 6 },
  { header: '姓名', group: '候选人', kind: 'text', widthChars: 11 },
  { header: '社区', group: '候选人', kind: 'wrapped', widthChars: 12 },
  { header: '网格、楼栋或单元', group: '候选人', kind: 'wrapped', widthChars: 20 },
  { header: '分钟', group: '服务时长', kind: 'integer', widthChars: 8 },
  { header: '小时', group: '服务时长', kind: 'decimal1', widthChars: 7.5 },
  { header: '积分', group: '积分与考评', kind: 'decimal1', widthChars: 8 },
  { header: '考评', group: '积分与考评', kind: 'decimal2', widthChars: 7.5 },
];
const TAIL_COLUMNS: readonly TableColumn[] = [
  { header: '总分', group: '结果', kind: 'decimal2', widthChars: 8 },
  { header: '建议', group: '结果', kind: 'text', widthChars: 10 },
  { header: '并列说明', group: '结果', kind: 'wrapped', widthChars: 20 },
];
const MINUTES_COLUMN = 4;
/** Raw, normalised, weighted. */
const COLUMNS_PER_COMPONENT = 3;

const UNITS: Readonly<Record<RawUnit, { kind: TableColumn['kind']; divisor: number; suffix: string }>> = {
  minutes: { kind: 'integer', divisor: 1, suffix: '\n（分钟）' },
  pointTenths: { kind: 'decimal1', divisor: 10, suffix: '' },
  hundredths: { kind: 'decimal2', divisor: 100, suffix: '' },
  count: { kind: 'integer', divisor: 1, suffix: '' },
};

/** The score sheet of one role: every part of every total, with formulas where an auditor would compute again. */
export function rankingSheet(report: SelectionReport, role: ReportRole): TableSheet {
  const columns = [...LEAD_COLUMNS, ...role.components.flatMap(componentColumns), ...TAIL_COLUMNS];
  const first = firstBodyRow({ columns });
  return {
    kind: 'table',
    name: `${role.label}排名`,
    title: `${report.roundName}\u3000${role.label}排名表`,
    subtitle:
      `${chineseDate(report.periodStart)}至${chineseDate(report.periodEnd)}\u3000参评 ${role.lines.length} 人\u3000` +
      `名额 ${role.seats} 个\u3000快照 ${report.snapshot.id}`,
    columns,
    rows: role.lines.map((line, index) => lineCells(line, role.components, first + index)),
    notes: notesOf(role),
  };
}

function componentColumns(component: ReportComponent): readonly TableColumn[] {
  const group = `${component.label}（权重 ${component.weight}）`;
  const unit = UNITS[component.rawUnit];
  return [
    { group, header: `原始值${unit.suffix}`, kind: unit.kind, widthChars: 8 },
    { group, header: '标准分', kind: 'decimal2', widthChars: 7.5 },
    { group, header: '加权分', kind: 'decimal2', widthChars: 7.5 },
  ];
}

function lineCells(line: ReportLine, components: readonly ReportComponent[], row: number): readonly CellContent[] {
  const minutesCell = `${columnLetters(MINUTES_COLUMN)}${row}`;
  return [
    line.place,
    line.displayName,
    line.communityName,
    line.divisionName,
    line.serviceMinutes,
    { formula: `INT(${minutesCell}/6)/10`, result: hourTenthsOf(line.serviceMinutes) / 10 },
    line.pointTenths / 10,
    line.assessmentHundredths === null ? '—' : line.assessmentHundredths / 100,
    ...line.components.flatMap((score, index): CellContent[] => {
      const unit = UNITS[components[index]?.rawUnit ?? 'count'];
      return [
        score.raw === null ? '—' : score.raw / unit.divisor,
        score.normalisedHundredths / 100,
        score.weightedHundredths / 100,
      ];
    }),
    { formula: totalFormula(components.length, row), result: line.totalHundredths / 100 },
    line.isProposed ? '建议入选' : '',
    line.tieNote,
  ];
}

/** SUM over the weighted cells, rounded because binary fractions do not add up exactly. */
function totalFormula(componentCount: number, row: number): string {
  const weighted = Array.from({ length: componentCount }, (_, index) => {
    const column = LEAD_COLUMNS.length + index * COLUMNS_PER_COMPONENT + COLUMNS_PER_COMPONENT - 1;
    return `${columnLetters(column)}${row}`;
  });
  return `ROUND(SUM(${weighted.join(',')}),2)`;
}

function notesOf(role: ReportRole): readonly string[] {
  const notes = ['“小时”与“总分”为公式，可重新计算；排名仅为建议，由评选委员会决定。'];
  if (role.lines.some((line) => line.isNameMasked)) notes.push('姓名带 * 的人员未同意在排名中公开姓名，已作脱敏处理。');
  if (role.lines.length === 0) notes.push('本岗位没有符合条件的候选人。');
  return notes;
}
