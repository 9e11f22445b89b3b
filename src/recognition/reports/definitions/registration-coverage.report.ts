import { ApiProperty } from '@nestjs/swagger';
import { type LocalDay, type LocalMonth, addDays, startOfDayMs } from '../../../kernel/local-day';
import { chineseDate } from '../../../platform/delivery/documents/document-text';
import type { CellContent, TableColumn, TableSheet } from '../../../platform/delivery/documents/workbook';
import { headRoleNames } from '../../../people/heads';
import { defineReport } from '../application/report-definition';
import { type CoverageLine, coverageLines, headLines } from '../persistence/coverage-query';

class CoverageLineResponse implements Omit<CoverageLine, 'group'> {
  @ApiProperty({ description: '社区、网格或小区', example: '御景社区' })
  name!: string;

  @ApiProperty({ type: 'integer', description: '月末以前登记、现在仍在册的人数', example: 412 })
  registeredCount!: number;

  @ApiProperty({ type: 'integer', description: '其中当月新登记的人数', example: 18 })
  newCount!: number;

  @ApiProperty({ type: 'integer', description: '其中当月有已确认服务的人数', example: 96 })
  activeCount!: number;

  @ApiProperty({ type: 'integer', description: '其中有登录账号的人数', example: 230 })
  accountCount!: number;

  @ApiProperty({ type: 'integer', description: '应有三长的网格、楼栋、单元数', example: 40 })
  postCount!: number;

  @ApiProperty({ type: 'integer', description: '其中有人任职的', example: 33 })
  filledCount!: number;
}

class CoverageHeadResponse {
  @ApiProperty({ description: '三长的一种', example: '楼栋长' })
  name!: string;

  @ApiProperty({ type: 'integer', description: '应有几人', example: 30 })
  postCount!: number;

  @ApiProperty({ type: 'integer', description: '其中有人任职的', example: 25 })
  filledCount!: number;

  @ApiProperty({ type: 'integer', description: '任职者当月有已确认服务的', example: 14 })
  activeCount!: number;

  @ApiProperty({ type: 'integer', description: '任职者有登录账号的', example: 20 })
  accountCount!: number;
}

class RegistrationCoverageResponse {
  @ApiProperty({ description: '区划名称', example: '福镇街道' })
  placeName!: string;

  @ApiProperty({ type: String, description: '月份', example: '2026-10' })
  month!: LocalMonth;

  @ApiProperty({ type: String, format: 'date', description: '制表日期', example: '2026-11-03' })
  preparedOn!: LocalDay;

  @ApiProperty({ type: String, format: 'date', description: '三长按这一天的任职计算', example: '2026-10-31' })
  headsOn!: LocalDay;

  @ApiProperty({ type: CoverageLineResponse, description: '合计' })
  total!: CoverageLineResponse;

  @ApiProperty({ type: [CoverageLineResponse], description: '按社区' })
  byCommunity!: readonly CoverageLineResponse[];

  @ApiProperty({ type: [CoverageLineResponse], description: '按网格' })
  byGrid!: readonly CoverageLineResponse[];

  @ApiProperty({ type: [CoverageLineResponse], description: '按小区' })
  byCompound!: readonly CoverageLineResponse[];

  @ApiProperty({ type: [CoverageHeadResponse], description: '按三长的种类' })
  byHead!: readonly CoverageHeadResponse[];
}

/** How far 全员注册 has come: who is registered, takes part and can sign in, and which of the three heads are in office. */
export const registrationCoverage = defineReport<RegistrationCoverageResponse>({
  id: 'registration-coverage',
  operation: 'RegistrationCoverage',
  title: '全员注册进展表',
  summary: '全员注册进展:按社区、网格、小区和三长',
  permission: 'report.read',
  fileName: 'coverage',
  answer: RegistrationCoverageResponse,
  async read(tx, { division, month, from, until, today }) {
    const lastDay = addDays(until, -1);
    const on = lastDay < today ? lastDay : today;
    const lines = await coverageLines(tx, division.path, { from, until, on });
    const heads = await headLines(tx, division.path, { from, until, on });
    const ofGroup = (wanted: CoverageLine['group']) =>
      lines.flatMap(({ group, ...line }) => (group === wanted ? [line] : []));
    const [total = NOBODY] = ofGroup('TOTAL');
    return {
      ...{ placeName: division.name, month, preparedOn: today, headsOn: on, total: { ...total, name: '合计' } },
      ...{ byCommunity: ofGroup('COMMUNITY'), byGrid: ofGroup('GRID'), byCompound: ofGroup('COMPOUND') },
      byHead: heads.map(({ role, ...line }) => ({ name: headRoleNames[role], ...line })),
    };
  },
  workbook: (coverage, checkpoint) => {
    const title = `${coverage.placeName}全员注册进展表`;
    const [year, month] = coverage.month.split('-').map(Number);
    const sheet = (name: string, columns: readonly TableColumn[], body: Pick<TableSheet, 'rows' | 'totals'>) => ({
      ...{ kind: 'table' as const, name, title: `${title}（${name}）`, columns, ...body },
      subtitle: `${String(year)}年${String(month)}月\u3000制表日期：${chineseDate(coverage.preparedOn)}`,
      notes: [...notesOf(coverage.headsOn), `台账检查点：${checkpoint.text}`, checkpoint.meaning],
    });
    const places = (name: string, header: string, lines: readonly CoverageLineResponse[]) =>
      sheet(name, placeColumns(header), { rows: lines.map(placeCells), totals: placeCells(coverage.total) });
    return {
      ...{ title: `${title}${coverage.month}`, author: coverage.placeName },
      documentDateMs: startOfDayMs(coverage.preparedOn),
      sheets: [
        places('按社区', '社区', coverage.byCommunity),
        places('按网格', '网格', coverage.byGrid),
        places('按小区', '小区', coverage.byCompound),
        sheet('按三长', headColumns, { rows: coverage.byHead.map(headCells) }),
      ],
    };
  },
});

const NOBODY: CoverageLineResponse = {
  ...{ name: '', registeredCount: 0, newCount: 0, activeCount: 0, accountCount: 0, postCount: 0, filledCount: 0 },
};

const number = (header: string): TableColumn => ({ header, kind: 'integer', widthChars: 13 });
const share = (header: string): TableColumn => ({ header, kind: 'decimal1', widthChars: 15 });

const placeColumns = (header: string): readonly TableColumn[] => [
  { header, kind: 'wrapped', widthChars: 34 },
  ...[number('在册人数'), number('当月新登记'), number('当月活跃'), share('活跃率（%）')],
  ...[number('有账号'), share('有账号率（%）'), number('应有三长'), number('已任职'), share('任职率（%）')],
];

const headColumns: readonly TableColumn[] = [
  { header: '三长', kind: 'text', widthChars: 14 },
  ...[number('应有'), number('已任职'), share('任职率（%）'), number('当月活跃'), number('有账号')],
];

function placeCells(line: CoverageLineResponse): readonly CellContent[] {
  const { registeredCount: all, activeCount, accountCount, postCount, filledCount } = line;
  return [
    ...[line.name, all, line.newCount, activeCount, percentOf(activeCount, all)],
    ...[accountCount, percentOf(accountCount, all), postCount, filledCount, percentOf(filledCount, postCount)],
  ];
}

function headCells(line: CoverageHeadResponse): readonly CellContent[] {
  const { name, postCount, filledCount, activeCount, accountCount } = line;
  return [name, postCount, filledCount, percentOf(filledCount, postCount), activeCount, accountCount];
}

/** Down to a tenth of a percent, so that no hundred is shown before it is reached; empty where there is nobody. */
function percentOf(part: number, all: number): number | null {
  return all === 0 ? null : Math.floor((part * 1000) / all) / 10;
}

function notesOf(headsOn: LocalDay): readonly string[] {
  return [
    '在册人数：月末以前登记、制表时仍在册（含暂停）的志愿者，按现在的住址归到社区、网格和小区；合并过的编号只计一次。',
    '当月活跃：当月至少有一次已确认入账的服务；培训不计。还在审核、公示的服务，确认后再制表才会计入。',
    `应有三长：每个网格、楼栋、单元各一人；已任职：${chineseDate(headsOn)}在任的。一人兼任几处的，按处计。`,
    '系统不登记常住人口，因此这里没有占居民的比例；要算注册率，请用在册人数除以社区掌握的常住人口。各比例舍去第二位小数。',
  ];
}
