import { randomBytes } from 'node:crypto';
import type { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { openWorkbook, sheetOf, textsOf } from '../../../../test/support/workbook-probe';
import { ExceljsWorkbookWriter } from './exceljs-workbook-writer';
import type { CellContent, TableSheet, WorkbookContent } from './workbook';

const table: TableSheet = {
  kind: 'table',
  name: '明细',
  title: '服务明细',
  subtitle: '2026年10月',
  columns: [
    { header: '证件号码', kind: 'id', widthChars: 22 },
    { header: '活动', kind: 'wrapped', widthChars: 20 },
    { header: '分钟', group: '时长', kind: 'integer', widthChars: 9 },
    { header: '小时', group: '时长', kind: 'decimal1', widthChars: 9 },
  ],
  rows: [
    ['110101199003070018', '=cmd|calc', 125, { formula: 'INT(C5/6)/10', result: 2 }],
    [null, '@x', -5, 0.5],
  ],
  totals: [null, '合计', { formula: 'SUM(C5:C6)', result: 120 }, null],
  notes: ['注'],
};
const content = (...sheets: WorkbookContent['sheets']): WorkbookContent => ({
  title: '报告',
  author: '福镇街道',
  documentDateMs: Date.UTC(2026, 10, 24),
  sheets,
});

describe('ExceljsWorkbookWriter', () => {
  const writer = new ExceljsWorkbookWriter();

  it('writes a table that prints on A4 with its header on every page', async () => {
    const workbook = await openWorkbook(await writer.write(content(table)));
    const sheet = sheetOf(workbook, '明细');
    expect(sheet.pageSetup).toMatchObject({
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:4',
    });
    expect(sheet.headerFooter.oddFooter).toContain('第 &P 页 / 共 &N 页');
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 4 });
    expect(sheet.autoFilter).toBe('A4:D6');
    expect(sheet.getColumn(1).width).toBe(22);
    expect([workbook.title, workbook.creator, workbook.created.toISOString()]).toEqual([
      '报告',
      '福镇街道',
      '2026-11-24T00:00:00.000Z',
    ]);
  });

  it('makes rows as fast as the file is taken, and ends them where nobody takes it any more', async () => {
    let made = 0;
    let ended: () => void = () => undefined;
    const end = new Promise<void>((resolve) => (ended = resolve));
    async function* rows(): AsyncGenerator<readonly CellContent[]> {
      try {
        for (;;) {
          made += 1;
          await turn();
          yield [randomBytes(3_000).toString('base64'), '', 1, 1];
        }
      } finally {
        ended();
      }
    }
    const file = writer.stream(content({ ...table, rows: rows() })) as PassThrough;
    while (!file.writableNeedDrain) await turn();
    for (let turns = 0; turns < 50; turns++) await turn();
    const held = made;
    for (let turns = 0; turns < 200; turns++) await turn();
    expect(made).toBe(held);
    while (made === held) {
      file.read();
      await turn();
    }
    file.destroy();
    await end;
  });

  it('stamps every sheet of a practice installation, on the screen and on paper', async () => {
    const practice = new ExceljsWorkbookWriter(() => true);
    const sheet = sheetOf(await openWorkbook(await practice.write(content(table))), '明细');
    expect(textsOf(sheet)).toContain('【练习数据，不作证明】服务明细');
    expect(sheet.headerFooter.oddFooter).toContain('练习数据，不作证明');
    const real = sheetOf(await openWorkbook(await writer.write(content(table))), '明细');
    expect(textsOf(real).join('')).not.toContain('练习');
  });

  it('keeps ids as text, numbers as numbers, formulas with their result, and neutralises strings only', async () => {
    const sheet = sheetOf(await openWorkbook(await writer.write(content(table))), '明细');
    expect(sheet.getCell('A5')).toMatchObject({ value: '110101199003070018', numFmt: '@' });
    expect([sheet.getCell('B5').value, sheet.getCell('B6').value]).toEqual(["'=cmd|calc", "'@x"]);
    expect([sheet.getCell('C5').value, sheet.getCell('C6').value]).toEqual([125, -5]);
    expect(sheet.getCell('D5').value).toEqual({ formula: 'INT(C5/6)/10', result: 2 });
    expect(sheet.getCell('C7').value).toEqual({ formula: 'SUM(C5:C6)', result: 120 });
    expect([sheet.getCell('C5').numFmt, sheet.getCell('D5').numFmt]).toEqual(['#,##0', '#,##0.0']);
  });

  it('joins the heads of grouped columns and styles the header', async () => {
    const sheet = sheetOf(await openWorkbook(await writer.write(content(table))), '明细');
    expect(sheet.getCell('D3').master.address).toBe('C3');
    expect(sheet.getCell('C3').value).toBe('时长');
    expect(sheet.getCell('C4').font.bold).toBe(true);
    expect(sheet.getCell('C4').fill).toMatchObject({ type: 'pattern', pattern: 'solid' });
  });

  it('writes a page with fields, signatures and the place for the seal', async () => {
    const bytes = await writer.write(
      content({
        kind: 'page',
        name: '签字页',
        title: '签字页',
        blocks: [
          { kind: 'heading', text: '一' },
          { kind: 'field', label: '依据', text: '+文件' },
          { kind: 'space' },
          { kind: 'signature', label: '委员', name: '王㛃' },
          { kind: 'seal', organisation: '福镇街道', dateText: '2026年11月24日' },
        ],
      }),
    );
    const sheet = sheetOf(await openWorkbook(bytes), '签字页');
    expect(sheet.pageSetup.orientation).toBe('portrait');
    expect(textsOf(sheet).filter((text) => text !== '')).toEqual([
      '签字页',
      '一',
      '依据',
      "'+文件",
      '委员',
      '王㛃\u3000签字：',
      '日期：',
      '（盖章处）',
      '福镇街道',
      '2026年11月24日',
    ]);
  });

  it('takes rows from a generator, so a long list is never held whole', async () => {
    function* rows(): Iterable<readonly CellContent[]> {
      for (let index = 0; index < 5_000; index++) yield [`id${index}`, '活动', index, index / 10];
    }
    const sheet = sheetOf(await openWorkbook(await writer.write(content({ ...table, rows: rows() }))), '明细');
    expect(sheet.getCell('A5004').value).toBe('id4999');
  });
});
