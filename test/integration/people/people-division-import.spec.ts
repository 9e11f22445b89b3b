import ExcelJS from 'exceljs';
import { DivisionDirectory } from '../../../src/place/divisions';
import { PeopleApi } from '../../builders/people.api';
import { PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

type Cells = readonly (string | number)[];
const HEADER: Cells = ['层级', '代码', '名称', '上级代码', '所在小区', '排序'];

async function sheetOf(rows: readonly Cells[], header: Cells = HEADER): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('区划');
  sheet.addRow([...header]);
  for (const row of rows) sheet.addRow([...row]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

describe('import of divisions', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let tree: StreetTree;
  let admin: SignedIn;
  let keyCount = 0;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    api = new PeopleApi(booted);
    const people = new PeopleBuilder(booted);
    tree = await people.street();
    admin = await people.staff('STREET_ADMIN', tree.street.id);
  });

  afterAll(async () => booted.close());

  async function upload(path: string, file: Buffer | null): Promise<{ status: number; body: Record<string, unknown> }> {
    keyCount += 1;
    const form = new FormData();
    if (file) form.append('file', new Blob([new Uint8Array(file)]), '区划.xlsx');
    const response = await fetch(`${booted.url}/api/v1/divisions/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin.token}`, 'idempotency-key': `import-key-${String(keyCount)}` },
      body: form,
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  function rows(): Cells[] {
    return [
      ['网格', 'YJ-2-G1', '第一网格', 'YJ-2', '', 1],
      ['社区', 'YJ-2', '明珠社区', tree.street.code, '', 8],
      ['楼栋', 'YJ-2-G1-B1', '1号楼', 'YJ-2-G1', '明珠花园', ''],
    ];
  }

  it('checks without writing, applies on confirmation, and changes nothing the second time', async () => {
    const file = await sheetOf(rows());
    const before = await api.footprint();
    const check = await upload('import-checks', file);
    expect(check).toMatchObject({
      status: 200,
      body: { createdCount: 3, updatedCount: 0, unchangedCount: 0, errors: [] },
    });
    expect(await api.footprint()).toEqual(before);

    const path = `imports?fileHash=${String(check.body['fileHash'])}`;
    expect(await upload(path, file)).toMatchObject({ status: 201, body: { createdCount: 3 } });
    const directory = booted.get(DivisionDirectory);
    const building = await directory.byCode('YJ-2-G1-B1');
    expect(building).toMatchObject({ kind: 'BUILDING', name: '1号楼', compoundName: '明珠花园', sortOrder: 0 });
    const above = await directory.ancestorsOf(building?.path ?? '');
    expect(above.map(({ name }) => name)).toEqual(['新城区', '福镇街道', '明珠社区', '第一网格', '1号楼']);

    expect(await upload(path, file)).toMatchObject({
      status: 201,
      body: { createdCount: 0, updatedCount: 0, unchangedCount: 3 },
    });
    const renamed = await sheetOf([['社区', 'YJ-2', '明珠新社区', tree.street.code, '', 8]]);
    const second = await upload('import-checks', renamed);
    expect(second.body).toMatchObject({ createdCount: 0, updatedCount: 1 });
    await upload(`imports?fileHash=${String(second.body['fileHash'])}`, renamed);
    expect(await directory.byCode('YJ-2')).toMatchObject({ name: '明珠新社区', version: 2 });
  });

  it('names each wrong row and then applies none of them', async () => {
    const file = await sheetOf([
      ['社区', 'OK-1', '好社区', tree.street.code, '', ''],
      ['村', 'BAD-1', '某村', tree.street.code, '', ''],
      ['网格', 'BAD-2', '某网格', 'NOWHERE', '', ''],
      ['街道', 'BAD-3', '邻街道', tree.district.code, '', ''],
    ]);
    const check = await upload('import-checks', file);
    expect(check.body['errors']).toMatchObject([
      { rowNumber: 3, column: '层级', problem: 'KIND_UNKNOWN' },
      { rowNumber: 4, column: '上级代码', problem: 'PARENT_UNKNOWN' },
      { rowNumber: 5, column: '上级代码', problem: 'SCOPE_FOREIGN' },
    ]);
    const before = await api.footprint();
    const confirmed = await upload(`imports?fileHash=${String(check.body['fileHash'])}`, file);
    expect(confirmed).toMatchObject({
      status: 400,
      body: { code: 'IMPORT_HAS_ERRORS', details: { errorCount: 3, rowNumbers: [3, 4, 5] } },
    });
    expect(await api.footprint()).toEqual(before);
  });

  it('refuses another file than the one checked, no file, and what is no spreadsheet', async () => {
    const file = await sheetOf(rows());
    const before = await api.footprint();
    expect((await upload(`imports?fileHash=${'0'.repeat(64)}`, file)).body['code']).toBe('IMPORT_FILE_CHANGED');
    expect((await upload('import-checks', null)).body['code']).toBe('UPLOAD_MISSING');
    expect((await upload('import-checks', Buffer.from('no workbook'))).body['code']).toBe('SPREADSHEET_UNREADABLE');
    const headless = await sheetOf(rows(), ['层级', '代码', '名称', '', '', '']);
    expect((await upload('import-checks', headless)).body['code']).toBe('SPREADSHEET_HEADER_MISSING');
    const plain = { token: admin.token, body: {} };
    expect((await api.post('divisions/import-checks', plain)).body['code']).toBe('UPLOAD_MISSING');
    expect(await api.footprint()).toEqual(before);
  });

  it('applies one of two imports that run at the same moment; the other finds nothing left to do', async () => {
    const file = await sheetOf([['社区', 'TWIN', '双子社区', tree.street.code, '', '']]);
    const { body } = await upload('import-checks', file);
    const path = `imports?fileHash=${String(body['fileHash'])}`;
    const answers = await Promise.all([upload(path, file), upload(path, file), upload(path, file)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(answers.map((answer) => answer.body['createdCount']).sort()).toEqual([0, 0, 1]);
  });
});
