import { deflateRawSync } from 'node:zlib';
import { type CellFormulaValue, Workbook } from 'exceljs';
import { ExceljsSpreadsheetReader } from './exceljs-spreadsheet-reader';
import { ExceljsWorkbookWriter } from './exceljs-workbook-writer';
import type { SheetColumn, SheetRequest, SheetRow } from './spreadsheet-reader';

type Key = 'name' | 'idNumber' | 'phone' | 'joinedOn';
const columns: readonly SheetColumn<Key>[] = [
  { key: 'name', header: '姓名', required: true },
  { key: 'idNumber', header: '身份证号', aliases: ['证件号码'], required: true },
  { key: 'phone', header: '手机号', aliases: ['手机', '联系电话'], required: false },
  { key: 'joinedOn', header: '加入日期', required: false },
];
const HEADER = ['姓名', '身份证号', '手机号', '加入日期'];
type Cells = readonly (string | number | Date | CellFormulaValue | null)[];

async function fileOf(rows: readonly Cells[], hiddenFirst = false): Promise<Buffer> {
  const workbook = new Workbook();
  if (hiddenFirst) workbook.addWorksheet('说明', { state: 'hidden' }).addRow(['别处']);
  const sheet = workbook.addWorksheet('名单');
  rows.forEach((row) => sheet.addRow([...row]));
  workbook.addWorksheet('后面').addRow(['姓名', '身份证号']);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const reader = new ExceljsSpreadsheetReader();
async function read(file: Buffer, changes: Partial<SheetRequest<Key>> = {}): Promise<readonly SheetRow<Key>[]> {
  const rows: SheetRow<Key>[] = [];
  for await (const row of reader.rows(file, { columns, maxRows: 100, ...changes })) rows.push(row);
  return rows;
}
const code = (expected: string): unknown => expect.objectContaining({ code: expected });

describe('ExceljsSpreadsheetReader', () => {
  it('keeps every character of a long list, wherever the reader cuts its chunks', async () => {
    const names = Array.from({ length: 5_000 }, (_, index) => `赵桂兰𬭎䶮${'㛃'.repeat(index % 7)}<&>`);
    const file = await fileOf([HEADER, ...names.map((name) => [name, '110101199003070018'])]);
    const rows = await read(file, { maxRows: 5_000 });
    expect(rows.map(({ cells }) => cells.name)).toEqual(names);
  });

  it('reads rows by header, wherever the columns stand, with the row numbers people see', async () => {
    const file = await fileOf([
      ['志愿者名单（请勿改动表头）'],
      ['* 联系电话', '备注', ' 姓 名（必填）', '证件号码'],
      [13800005678, 'x', '欧阳𬭎䶮', '110101199003070018'],
      [null, null, null, null],
      [null, 'only a remark', null, null],
      ["'+86 138", '', '王㛃', '11010119900307002X'],
    ]);
    expect(await read(file)).toEqual([
      {
        rowNumber: 3,
        cells: { name: '欧阳𬭎䶮', idNumber: '110101199003070018', phone: '13800005678', joinedOn: '' },
        mangled: [],
      },
      {
        rowNumber: 6,
        cells: { name: '王㛃', idNumber: '11010119900307002X', phone: '+86 138', joinedOn: '' },
        mangled: [],
      },
    ]);
  });

  it('reads the first sheet that is not hidden, and days as days', async () => {
    const file = await fileOf([HEADER, ['王㛃', '1', '2', new Date(Date.UTC(2026, 2, 5))]], true);
    expect((await read(file)).map((row) => row.cells.joinedOn)).toEqual(['2026-03-05']);
  });

  it('points at numbers that Excel has mangled', async () => {
    const rows = await read(
      await fileOf([HEADER, ['甲', 110101199003070018n.toString(), 1, null], ['乙', 110101199003070000, 1, null]]),
    );
    expect(rows.map((row) => row.mangled)).toEqual([[], ['idNumber']]);
  });

  it('reads the stored results of formulas, also a nought', async () => {
    const file = await fileOf([
      HEADER,
      ['甲', { formula: 'A1', result: 0 }, { formula: '1+1', result: 2 }, { formula: 'A1', result: '2026-03-05' }],
    ]);
    expect((await read(file))[0]!.cells).toEqual({ name: '甲', idNumber: '0', phone: '2', joinedOn: '2026-03-05' });
  });

  it('reads what our own writer wrote', async () => {
    const file = await new ExceljsWorkbookWriter().write({
      title: '名单',
      author: '街道',
      documentDateMs: 0,
      sheets: [
        {
          kind: 'table',
          name: '名单',
          title: '名单',
          columns: HEADER.map((header) => ({ header, kind: 'id', widthChars: 20 })),
          rows: [['=王㛃', '110101199003070018', '+86 138', '2026-03-05']],
        },
      ],
    });
    expect((await read(file)).map((row) => [row.rowNumber, row.cells])).toEqual([
      [4, { name: '=王㛃', idNumber: '110101199003070018', phone: '+86 138', joinedOn: '2026-03-05' }],
    ]);
  });

  it('refuses a header without a required column, with two of the same, or no header at all', async () => {
    await expect(read(await fileOf([['姓名', '手机号']]))).rejects.toMatchObject({
      code: 'SPREADSHEET_HEADER_MISSING',
      details: { missing: ['身份证号'] },
    });
    await expect(read(await fileOf([['姓名', '身份证号', '证件号码']]))).rejects.toEqual(
      code('SPREADSHEET_HEADER_TWICE'),
    );
    await expect(read(await fileOf([['无关']]))).rejects.toEqual(code('SPREADSHEET_HEADER_MISSING'));
  });

  it('stops at the row limit', async () => {
    const file = await fileOf([HEADER, ...Array.from({ length: 4 }, (_, i) => [`甲${i}`, '1', '', ''])]);
    await expect(read(file, { maxRows: 3 })).rejects.toEqual(code('SPREADSHEET_TOO_MANY_ROWS'));
    expect(await read(file, { maxRows: 4 })).toHaveLength(4);
  });

  it.each([
    ['text', Buffer.from('姓名,身份证号')],
    ['nothing', Buffer.alloc(0)],
    ['an end record that points nowhere', Buffer.concat([Buffer.from('504b0506', 'hex'), Buffer.alloc(18, 255)])],
  ])('refuses %s', async (_, file) => {
    await expect(read(file)).rejects.toEqual(code('SPREADSHEET_UNREADABLE'));
  });

  it('refuses a file cut short, and broken XML', async () => {
    const file = await fileOf([HEADER, ['甲', '1', '', '']]);
    await expect(read(file.subarray(0, file.length / 2))).rejects.toEqual(code('SPREADSHEET_UNREADABLE'));
    await expect(read(bombOf(file, Buffer.from('<worksheet><sheetData><row r="1"><c')))).rejects.toMatchObject({
      code: expect.stringMatching(/^SPREADSHEET_/),
    });
  });

  it('refuses large files, large contents and bombs before the sheet is parsed, whatever the archive claims', async () => {
    const file = await fileOf([HEADER, ['甲', '1', '', '']]);
    await expect(read(file, { maxFileBytes: 100 })).rejects.toEqual(code('SPREADSHEET_TOO_LARGE'));
    await expect(read(file, { maxUncompressedBytes: 1_000 })).rejects.toEqual(code('SPREADSHEET_TOO_LARGE'));
    const bomb = bombOf(file, Buffer.alloc(40 * 1_048_576, 32));
    expect(bomb.length).toBeLessThan(100_000);
    await expect(read(bomb)).rejects.toEqual(code('SPREADSHEET_SUSPICIOUS'));
  });
});

/** `file` with the first visible sheet's part replaced by `content`, claiming a size of ten bytes. */
function bombOf(file: Buffer, content: Buffer): Buffer {
  const compressed = deflateRawSync(content, { level: 9 });
  const end = file.lastIndexOf(Buffer.from('504b0506', 'hex'));
  const directory = Buffer.from(file.subarray(file.readUInt32LE(end + 16), end));
  const name = directory.indexOf('xl/worksheets/sheet1.xml');
  const central = name - 46;
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  const localOffset = file.readUInt32LE(end + 16);
  directory.writeUInt16LE(8, central + 10);
  directory.writeUInt32LE(compressed.length, central + 20);
  directory.writeUInt32LE(10, central + 24);
  directory.writeUInt32LE(localOffset, central + 42);
  const endRecord = Buffer.from(file.subarray(end));
  endRecord.writeUInt32LE(localOffset + 30 + compressed.length, 16);
  return Buffer.concat([file.subarray(0, localOffset), local, compressed, directory, endRecord]);
}
