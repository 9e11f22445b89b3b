import type { CellFormulaValue, Worksheet } from 'exceljs';
import { aSelectionReport } from '../../../../test/builders/selection-report.builder';
import { openWorkbook, sheetOf, textsOf } from '../../../../test/support/workbook-probe';
import { ExceljsWorkbookWriter } from '../../../platform/delivery/documents/exceljs-workbook-writer';
import type { SelectionReport } from './selection-report';
import { selectionReportWorkbook } from './selection-report-workbook';

const writer = new ExceljsWorkbookWriter();
const FIRST_ROW = 5;

async function sheet(report: SelectionReport, name: string): Promise<Worksheet> {
  return sheetOf(await openWorkbook(await writer.write(selectionReportWorkbook(report))), name);
}

function formulaAt(worksheet: Worksheet, address: string): CellFormulaValue {
  return worksheet.getCell(address).value as CellFormulaValue;
}

describe('selectionReportWorkbook', () => {
  it('has a cover, a ranking per role, the ineligible, the method and the page to sign', async () => {
    const workbook = await openWorkbook(await writer.write(selectionReportWorkbook(aSelectionReport(20))));
    expect(workbook.worksheets.map((one) => one.name)).toEqual([
      '封面',
      '网格长排名',
      '楼栋长排名',
      '未列入排名',
      '权重与方法',
      '签字页',
    ]);
  });

  it('names basis, snapshot, seals and policies on the cover', async () => {
    const texts = await sheet(aSelectionReport(20), '封面').then(textsOf);
    expect(texts).toEqual(
      expect.arrayContaining([
        '《福镇街道优秀“三长”评选办法（试行）》（福街发〔2026〕12 号）',
        '2025年11月1日至2026年10月31日',
        'SNAP-2026-0031',
        '积分：截至第 97310 号分录 · 04be77d2915ac866',
        '第 402118 号（2026年11月24日）· 根 3be1c07a94d2f658',
        '评选规则：selection-2026.1',
        '参评 20 人，名额 15 个，建议入选 15 人；权重：服务时长 25、积分 15、考评 25、居民投票 25、委员会评议 10',
      ]),
    );
  });

  it('shows each part of a total, with formulas and the results they had', async () => {
    const report = aSelectionReport(20);
    const ranking = await sheet(report, '楼栋长排名');
    const line = report.roles[1]!.lines[2]!;
    const row = FIRST_ROW + 2;
    expect([1, 2, 5, 7, 8].map((column) => ranking.getCell(row, column).value)).toEqual([
      3,
      '张*',
      line.serviceMinutes,
      line.pointTenths / 10,
      line.assessmentHundredths! / 100,
    ]);
    expect(formulaAt(ranking, `F${row}`)).toEqual({ formula: `INT(E${row}/6)/10`, result: 108 });
    expect(formulaAt(ranking, `X${row}`)).toEqual({
      formula: `ROUND(SUM(K${row},N${row},Q${row},T${row},W${row}),2)`,
      result: line.totalHundredths / 100,
    });
    expect(ranking.getCell('X4').value).toBe('总分');
  });

  it('sums what its formula points at', async () => {
    const ranking = await sheet(aSelectionReport(20), '楼栋长排名');
    for (let row = FIRST_ROW; row < FIRST_ROW + 20; row++) {
      const weighted = ['K', 'N', 'Q', 'T', 'W'].map((column) => Number(ranking.getCell(`${column}${row}`).value));
      expect(weighted.reduce((sum, part) => sum + part, 0)).toBeCloseTo(
        Number(formulaAt(ranking, `X${row}`).result),
        6,
      );
    }
  });

  it('says who is proposed, explains ties and masked names', async () => {
    const ranking = await sheet(aSelectionReport(20), '楼栋长排名');
    expect([FIRST_ROW + 14, FIRST_ROW + 15].map((row) => ranking.getCell(`Y${row}`).value)).toEqual(['建议入选', null]);
    expect(ranking.getCell(`Z${FIRST_ROW + 3}`).value).toBe('与第 3 名总分相同，补录分钟较多，列后。');
    expect(textsOf(ranking)).toContain('姓名带 * 的人员未同意在排名中公开姓名，已作脱敏处理。');
  });

  it('lists who was not eligible, with every reason', async () => {
    const texts = await sheet(aSelectionReport(2), '未列入排名').then(textsOf);
    expect(texts).toContain('评选期内任职不足 9 个月（6 个月）。\n评选期内没有确认的服务记录。');
    expect(await sheet(aSelectionReport(2, { ineligible: [] }), '未列入排名').then(textsOf)).toContain(
      '本轮全部候选人均符合条件。',
    );
  });

  it('leaves a place to sign for each member, and for the seal', async () => {
    const texts = await sheet(aSelectionReport(2), '签字页').then(textsOf);
    expect(texts).toEqual(expect.arrayContaining(['王㛃\u3000签字：', '（盖章处）', '福镇街道办事处']));
  });

  it('refuses a total that is not the sum of its parts', () => {
    const report = aSelectionReport(2);
    const [first, ...others] = report.roles;
    const lines = first!.lines.map((line) => ({ ...line, totalHundredths: line.totalHundredths + 1 }));
    expect(() => selectionReportWorkbook({ ...report, roles: [{ ...first!, lines }, ...others] })).toThrow(
      expect.objectContaining({ code: 'SELECTION_TOTALS_DISAGREE' }),
    );
  });
});
