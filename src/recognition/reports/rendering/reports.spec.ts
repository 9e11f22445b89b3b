import type { CellFormulaValue, Worksheet } from 'exceljs';
import { aMonthlySummary, aVolunteerStatement } from '../../../../test/builders/report.builder';
import { openWorkbook, sheetOf, textsOf } from '../../../../test/support/workbook-probe';
import { ExceljsWorkbookWriter } from '../../../platform/delivery/documents/exceljs-workbook-writer';
import type { WorkbookContent } from '../../../platform/delivery/documents/workbook';
import { monthlySummaryWorkbook } from './monthly-summary-workbook';
import { volunteerStatementWorkbook } from './volunteer-statement-workbook';

const FIRST_ROW = 4;
const writer = new ExceljsWorkbookWriter();

async function sheet(content: WorkbookContent, name: string): Promise<Worksheet> {
  return sheetOf(await openWorkbook(await writer.write(content)), name);
}

function formulaAt(worksheet: Worksheet, address: string): CellFormulaValue {
  return worksheet.getCell(address).value as CellFormulaValue;
}

describe('volunteerStatementWorkbook', () => {
  it('opens with the balance brought forward and runs on by formula', async () => {
    const minutes = await sheet(volunteerStatementWorkbook(aVolunteerStatement(8)), '服务时长');
    expect(minutes.getCell(`H${FIRST_ROW}`).value).toBe(1205);
    expect(formulaAt(minutes, 'H5')).toEqual({ formula: 'H4+G5', result: 1300 });
    expect(formulaAt(minutes, 'I5')).toEqual({ formula: 'TRUNC(H5/6)/10', result: 21.6 });
  });

  it('shows a reversal with the entry it reverses', async () => {
    const minutes = await sheet(volunteerStatementWorkbook(aVolunteerStatement(8)), '服务时长');
    expect(['A', 'D', 'F', 'G'].map((column) => minutes.getCell(`${column}11`).value)).toEqual([7, '冲正', 6, -100]);
  });

  it('sums up, and names the state of the ledger', async () => {
    const statement = aVolunteerStatement(8);
    const minutes = await sheet(volunteerStatementWorkbook(statement), '服务时长');
    const closing = statement.accounts[0]!.entries.at(-1)!.balanceAfter;
    expect(formulaAt(minutes, 'G13')).toEqual({ formula: 'SUM(G4:G12)', result: closing - 1205 });
    expect(formulaAt(minutes, 'H13')).toEqual({ formula: 'H12', result: closing });
    expect(formulaAt(minutes, 'I13').formula).toBe('TRUNC(H13/6)/10');
    expect(textsOf(minutes)).toContain('台账印记：截至第 8 号分录 · 9f2c4e1ab07d55c3\u3000制表日期：2026年11月24日');
    expect(textsOf(minutes)).toContain('台账检查点：第 402118 号（2026年11月24日）· 根 3be1c07a94d2f658');
  });

  it('shows points with their tenth and without hours', async () => {
    const points = await sheet(volunteerStatementWorkbook(aVolunteerStatement(3)), '积分');
    expect(points.getCell('H4').value).toBe(40.3);
    expect(formulaAt(points, 'H5')).toEqual({ formula: 'ROUND(H4+G5,1)', result: 55.6 });
    expect(points.getCell('I3').value).toBe('规则版本');
  });

  it('has a sheet for an account without entries', async () => {
    const minutes = await sheet(volunteerStatementWorkbook(aVolunteerStatement(0)), '服务时长');
    expect(formulaAt(minutes, 'H5')).toEqual({ formula: 'H4', result: 1205 });
  });

  it('refuses entries whose balance does not follow', () => {
    const statement = aVolunteerStatement(3);
    const accounts = statement.accounts.map((account) => ({ ...account, openingBalance: account.openingBalance + 1 }));
    expect(() => volunteerStatementWorkbook({ ...statement, accounts })).toThrow(
      expect.objectContaining({ code: 'STATEMENT_BALANCE_BROKEN', details: { seq: 1 } }),
    );
  });
});

describe('monthlySummaryWorkbook', () => {
  it('has the month by community, by team and by category', async () => {
    const workbook = await openWorkbook(await writer.write(monthlySummaryWorkbook(aMonthlySummary())));
    expect(workbook.worksheets.map((one) => one.name)).toEqual(['按社区', '按服务队', '按活动类别']);
    for (const one of workbook.worksheets) {
      expect(textsOf(one)).toContain('台账检查点：第 402118 号（2026年11月24日）· 根 3be1c07a94d2f658');
    }
  });

  it('sums minutes and converts the sum, and counts people once', async () => {
    const summary = aMonthlySummary();
    const teams = await sheet(monthlySummaryWorkbook(summary), '按服务队');
    const minutes = summary.byTeam.reduce((sum, line) => sum + line.creditedMinutes, 0);
    expect(formulaAt(teams, 'F8')).toEqual({ formula: 'SUM(F4:F7)', result: minutes });
    expect(formulaAt(teams, 'G8')).toEqual({ formula: 'INT(F8/6)/10', result: Math.floor(minutes / 6) / 10 });
    expect(teams.getCell('D8').value).toBe(812);
  });

  it('neutralises a name that looks like a formula', async () => {
    const categories = await sheet(monthlySummaryWorkbook(aMonthlySummary()), '按活动类别');
    expect(categories.getCell('B9').value).toBe('\'=HYPERLINK("x")');
  });

  it('stands also for a month without service', async () => {
    const summary = aMonthlySummary({ volunteerCount: 0, byCommunity: [], byTeam: [], byCategory: [] });
    const communities = await sheet(monthlySummaryWorkbook(summary), '按社区');
    expect(communities.getCell('F4').value).toBe(0);
    expect([communities.getCell('I4').formula, communities.getCell('I4').result]).toEqual([
      'IF(D4=0,0,INT(F4/D4/6)/10)',
      0,
    ]);
  });
});
