import { randomUUID } from 'node:crypto';
import { localDayOf } from '../../../src/kernel/local-day';
import { Clock } from '../../../src/platform/foundation/clock/clock';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { FIRST_LIST_ROW, listFile, listRow, type ListRow, sheetFile } from '../../builders/people-list.builder';
import { PeopleApi } from '../../builders/people.api';
import { idNumberOf, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { decideAsAnother } from '../../support/decisions';
import { eventually } from '../../support/eventually';
import { openWorkbook, sheetOf, textsOf } from '../../support/workbook-probe';

interface Line {
  readonly rowNumber: number;
  readonly column: string;
  readonly problem: string;
}

describe('imports of people', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let clerk: SignedIn;
  let second: SignedIn;

  beforeAll(async () => {
    booted = await bootApp();
    api = new PeopleApi(booted);
    people = new PeopleBuilder(booted);
    tree = await people.street();
    clerk = await people.staff('STREET_ADMIN', tree.street.id);
    second = await people.staff('STREET_ADMIN', tree.street.id);
  });

  afterAll(async () => booted.close());

  async function upload(kind: string, file: Buffer, who = clerk, divisionId = tree.street.id) {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(file)]), '名单.xlsx');
    const response = await fetch(`${booted.url}/api/v1/people-imports?kind=${kind}&divisionId=${divisionId}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${who.token}`, 'idempotency-key': randomUUID() },
      body: form,
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  async function stage(kind: string, file: Buffer): Promise<string> {
    const { status, body } = await upload(kind, file);
    expect({ status, body }).toMatchObject({ status: 201 });
    return body['id'] as string;
  }

  const read = async (id: string) => (await api.get(`people-imports/${id}`, clerk.token)).body;
  const post = (path: string, body: object = {}, who = clerk) => api.post(path, { token: who.token, body });

  async function download(path: string, who = clerk): Promise<Buffer> {
    const response = await fetch(`${booted.url}/api/v1/${path}`, { headers: { authorization: `Bearer ${who.token}` } });
    expect(response.status).toBe(200);
    return Buffer.from(await response.arrayBuffer());
  }

  async function errorsOf(id: string): Promise<Line[]> {
    const lines: Line[] = [];
    let after = '';
    do {
      const { body } = await api.get(`people-imports/${id}/errors?limit=20${after}`, clerk.token);
      lines.push(
        ...(body['items'] as Line[]).map(({ rowNumber, column, problem }) => ({ rowNumber, column, problem })),
      );
      after = body['next'] === null ? '' : `&after=${body['next'] as string}`;
    } while (after !== '');
    return lines;
  }

  async function confirmed(id: string, body: object = {}): Promise<Record<string, unknown>> {
    expect(await post(`people-imports/${id}/confirmation`, body)).toMatchObject({ status: 202 });
    await eventually('the import is done', async () => (await read(id))['status'] === 'DONE');
    return read(id);
  }

  /** Confirmed by one; a list that holds terms of the past begins once another has let it. */
  async function decided(id: string): Promise<Record<string, unknown>> {
    const { status, body } = await post(`people-imports/${id}/confirmation`);
    expect({ status, body }).toMatchObject({ status: 202, body: { id, decisionId: expect.any(String) as unknown } });
    expect(await read(id)).toMatchObject({ status: 'CHECKED' });
    expect((await post(`people-imports/${id}/confirmation`)).body['code']).toBe('DECISION_PENDING');
    const path = `decisions/${String(body['decisionId'])}/decisions`;
    expect((await post(path, { decision: 'APPROVE' })).body['code']).toBe('DECISION_HANDS_IN_IT');
    expect(await post(path, { decision: 'APPROVE' }, second)).toMatchObject({ status: 200 });
    await eventually('the import is done', async () => (await read(id))['status'] === 'DONE');
    return read(id);
  }

  const count = async (sql: string, parameters: readonly unknown[] = []) =>
    (await booted.get(UnitOfWork).read<{ count: number }>(sql, parameters))[0]?.count;

  it('finds 37 planted errors of a list of 2,000, each by row and column, and applies nothing', async () => {
    const closed = await people.division(tree.community, 'GRID', '旧网格');
    await booted.get(UnitOfWork).read(`update division set status = 'CLOSED' where id = $1`, [closed.id]);
    const good = tree.community.code;
    const twelve = `${String(new Date().getUTCFullYear() - 12)}-01-01`;
    const planted: readonly [string, string, Partial<ListRow>][] = [
      ['身份证号', 'ID_NUMBER_EMPTY', { idNumber: null }],
      ['身份证号', 'ID_NUMBER_MANGLED_BY_SPREADSHEET', { idNumber: 110101199003070000 }],
      ['身份证号', 'ID_NUMBER_MANGLED_BY_SPREADSHEET', { idNumber: '4.2E+17' }],
      ['身份证号', 'ID_NUMBER_MANGLED_BY_SPREADSHEET', { idNumber: '110105194912310000' }],
      ['身份证号', 'ID_NUMBER_OLD_FORM', { idNumber: '110105491231002' }],
      ['身份证号', 'ID_NUMBER_LENGTH', { idNumber: '11010519491231002' }],
      ['身份证号', 'ID_NUMBER_CHARACTERS', { idNumber: '1101051949123100AX' }],
      ['身份证号', 'ID_NUMBER_REGION', { idNumber: '99010519491231002X' }],
      ['身份证号', 'ID_NUMBER_BIRTH_DATE', { idNumber: '11010519490231002X' }],
      ['身份证号', 'ID_NUMBER_CHECK_DIGIT', { idNumber: '110105194912310021' }],
      ['身份证号', 'ID_NUMBER_TWICE', { idNumber: idNumberOf(0, '1950-05-17') }],
      ['手机号', 'PHONE_INVALID', { phone: '12800000000' }],
      ['手机号', 'PHONE_INVALID', { phone: '138000' }],
      ['手机号', 'PHONE_MANGLED', { phone: '1.38E+10' }],
      ['区划代码', 'DIVISION_EMPTY', { divisionCode: null }],
      ['区划代码', 'DIVISION_NOT_FOUND', { divisionCode: 'NOWHERE' }],
      ['区划代码', 'DIVISION_NOT_FOUND', { divisionCode: tree.district.code }],
      ['区划代码', 'DIVISION_NOT_IN_USE', { divisionCode: closed.code }],
      ['姓名', 'NAME_EMPTY', { name: null }],
      ['姓名', 'NAME_TOO_LONG', { name: '名'.repeat(41) }],
      ['同意书版本', 'CONSENT_VERSION_EMPTY', { consentVersion: null }],
      ['同意书版本', 'CONSENT_VERSION_TOO_LONG', { consentVersion: '版'.repeat(41) }],
      ['监护人同意书版本', 'GUARDIAN_VERSION_EMPTY', { idNumber: idNumberOf(7, twelve) }],
      ['监护人同意书版本', 'CONSENT_VERSION_TOO_LONG', { guardianVersion: '版'.repeat(41) }],
      ['政治面貌', 'POLITICAL_STATUS_UNKNOWN', { politicalStatus: '不清楚' }],
      ['职业', 'TEXT_TOO_LONG', { occupation: '职'.repeat(41) }],
      ['特长', 'SKILLS_TOO_MANY', { skills: Array.from({ length: 21 }, (_, i) => `第${String(i)}项`).join('、') }],
      ['特长', 'SKILLS_TOO_MANY', { skills: '长'.repeat(21) }],
      ...Array.from({ length: 9 }, (_, i): [string, string, Partial<ListRow>] => [
        '身份证号',
        'ID_NUMBER_CHECK_DIGIT',
        { idNumber: idNumberOf(101 + i, '1960-01-01').replace(/.$/, (last) => (last === '0' ? '1' : '0')) },
      ]),
    ];
    expect(planted).toHaveLength(37);
    const rows = Array.from({ length: 2_000 }, (_, index) => listRow(index, good));
    const expected = planted.map(([column, problem, given], index) => {
      const at = 50 + index * 50;
      rows[at] = { ...rows[at]!, ...given };
      return { rowNumber: FIRST_LIST_ROW + at, column, problem };
    });
    const before = await api.footprint();
    const id = await stage('VOLUNTEERS', await listFile(rows));
    expect(await read(id)).toMatchObject({ status: 'CHECKED', rowCount: 2_000, errorRowCount: 37, doneCount: 0 });
    expect(await errorsOf(id)).toEqual(expected);
    expect((await post(`people-imports/${id}/confirmation`)).body['code']).toBe('PEOPLE_IMPORT_HAS_ERRORS');
    const { body: page } = await api.get(`people-imports/${id}/errors?limit=1`, clerk.token);
    expect((page['items'] as { sentence: string }[])[0]?.sentence).toContain('没有填写身份证号码');

    const sheet = sheetOf(await openWorkbook(await download(`people-imports/${id}/error-workbook`)), '志愿者登记');
    const second = sheet.getRow(5);
    expect(second.getCell(1).value).toBe(FIRST_LIST_ROW + 100);
    const wrong = second.getCell(3);
    expect(wrong.fill).toMatchObject({ fgColor: { argb: 'FFFFD9D9' } });
    expect(second.getCell(2).fill).not.toMatchObject({ fgColor: { argb: 'FFFFD9D9' } });
    expect(second.getCell(11).text).toContain('身份证号:');
    const colleague = await people.staff('STREET_ADMIN', tree.street.id);
    const refused = await api.get(`people-imports/${id}/error-workbook`, colleague.token);
    expect(refused).toMatchObject({ status: 403, body: { code: 'PEOPLE_IMPORT_NOT_YOURS' } });
    const registered = (footprint: unknown) => (footprint as Record<string, string>[])[0]?.['volunteer'];
    expect(registered(await api.footprint())).toEqual(registered(before));
    const plain = await booted
      .get(UnitOfWork)
      .read<{ text: string }>(
        `select encode(payload_cipher, 'escape') as text from people_import_chunk where import_id = $1`,
        [id],
      );
    expect(plain.length).toBe(20);
    expect(plain.some(({ text }) => text.includes(idNumberOf(3, '1950-05-17')) || text.includes('13900000003'))).toBe(
      false,
    );
  });

  it('registers everybody once, whatever the order of the columns, and nobody the second time', async () => {
    const rows = Array.from({ length: 250 }, (_, index) => listRow(5_000 + index, tree.building.code));
    rows[3]!.name = '=cmd|calc';
    const file = await listFile(rows);
    const done = await confirmed(await stage('VOLUNTEERS', file));
    expect(done).toMatchObject({ doneCount: 250, percent: 100, outcomes: { CREATED: 250, FAILED: 0 } });
    const sql = `select count(*)::int from volunteer where registration_channel = 'IMPORT' and status = 'PENDING'
      and registered_by = $1 and division_id = $2`;
    expect(await count(sql, [clerk.userId, tree.building.id])).toBe(250);
    expect(await count(`select count(*)::int from people_import_chunk where import_id = $1`, [done['id']])).toBe(0);

    const again = await stage('VOLUNTEERS', file);
    expect(await read(again)).toMatchObject({ knownCount: 250, errorRowCount: 0 });
    expect(await confirmed(again)).toMatchObject({ outcomes: { CREATED: 0, UNCHANGED: 250 } });
    expect(await count(sql, [clerk.userId, tree.building.id])).toBe(250);
    const report = textsOf(sheetOf(await openWorkbook(await download(`people-imports/${again}/report`)), '导入报告'));
    expect(report).toContain('共 250 行:已新增 0 行,已更新 0 行,原已存在,未变 250 行,疑似重复,已跳过 0 行,未导入 0 行');
  });

  it('offers people with the same phone for merging, and leaves them out where that is wished', async () => {
    const phone = '13811112222';
    const registered = await people.volunteer(tree.community.id, { name: '钱多', phone });
    const rows = [
      listRow(7_000, tree.community.code, { name: '钱多', phone }),
      listRow(7_001, tree.community.code, { phone: '13811113333' }),
      listRow(7_002, tree.community.code, { phone: '13811113333' }),
    ];
    const file = await listFile(rows);
    const skipped = await stage('VOLUNTEERS', file);
    expect(await read(skipped)).toMatchObject({ duplicateCount: 2, errorRowCount: 0 });
    expect((await api.get(`people-imports/${skipped}/duplicates`, clerk.token)).body['items']).toMatchObject([
      { rowNumber: 3, kind: 'SAME_NAME_AND_PHONE', volunteerId: null, otherVolunteerId: registered.id },
      { rowNumber: 5, kind: 'SAME_PHONE', otherRowNumber: 4, otherVolunteerId: null },
    ]);
    expect(await confirmed(skipped, { skipDuplicates: true })).toMatchObject({ outcomes: { CREATED: 1, SKIPPED: 2 } });
    const whole = await stage('VOLUNTEERS', file);
    expect(await confirmed(whole)).toMatchObject({ outcomes: { CREATED: 2, UNCHANGED: 1 } });
    const { body } = await api.get(`people-imports/${whole}/duplicates`, clerk.token);
    const items = body['items'] as { volunteerId: string | null; otherVolunteerId: string | null }[];
    expect(items.every((item) => item.volunteerId !== null && item.otherVolunteerId !== null)).toBe(true);
  });

  it('imports a tree, teams and appointments with their own rules', async () => {
    const divisions = await sheetFile(
      ['层级', '代码', '名称', '上级代码'],
      [
        ['网格', 'IM-G', '导入网格', 'IM-C'],
        ['社区', 'IM-C', '导入社区', tree.street.code],
        ['街道', 'IM-S', '别的街道', tree.district.code],
      ],
    );
    const refused = await stage('DIVISIONS', divisions);
    expect(await errorsOf(refused)).toEqual([
      { rowNumber: 5, column: '上级代码', problem: 'DIVISION_ROW_SCOPE_FOREIGN' },
    ]);
    const fitting = await stage(
      'DIVISIONS',
      await sheetFile(
        ['层级', '代码', '名称', '上级代码'],
        [
          ['网格', 'IM-G', '导入网格', 'IM-C'],
          ['社区', 'IM-C', '导入社区', tree.street.code],
        ],
      ),
    );
    expect(await confirmed(fitting)).toMatchObject({ outcomes: { CREATED: 2 } });

    const leader = await people.volunteer(tree.community.id, { name: '孙队长' });
    const teamHeader = ['服务队', '类别', '区划代码', '队长', '包保单位'];
    const teams = await stage(
      'TEAMS',
      await sheetFile(teamHeader, [
        ['导入一队', '居民', 'IM-C', leader.volunteerNo, null],
        ['导入二队', '包保或共建单位', 'IM-C', null, '某局'],
      ]),
    );
    expect(await confirmed(teams)).toMatchObject({ outcomes: { CREATED: 2 } });
    const wrongTeams = await sheetFile(teamHeader, [
      ['导入一队', '居民', 'IM-C', null, null],
      ['导入三队', '某类', 'IM-C', 'V0', null],
      ['导入三队', '包保或共建单位', 'IM-C', null, null],
    ]);
    const wrong = await stage('TEAMS', wrongTeams);
    expect(await read(wrong)).toMatchObject({ knownCount: 1, errorRowCount: 2 });
    expect(await errorsOf(wrong)).toEqual([
      { rowNumber: 4, column: '类别', problem: 'TEAM_KIND_UNKNOWN' },
      { rowNumber: 4, column: '队长志愿者编号', problem: 'VOLUNTEER_NUMBER_UNKNOWN' },
      { rowNumber: 5, column: '名称', problem: 'TEAM_TWICE' },
      { rowNumber: 5, column: '包保或共建单位', problem: 'PARTNER_UNIT_EMPTY' },
    ]);

    const head = await people.volunteer(tree.community.id, { name: '周网格', idNumber: idNumberOf(900, '1970-02-03') });
    const header = ['姓名', '编号', '身份证', '职务', '区划代码', '任期开始', '任期截止', '受薪', '依据'];
    const term = ['网格长', 'IM-G', '2026-01-01', '2026-12-31', '是', '街道文件'] as const;
    const good = await sheetFile(header, [['周网格', null, idNumberOf(900, '1970-02-03'), ...term]]);
    const appointments = await stage('APPOINTMENTS', good);
    expect(await decided(appointments)).toMatchObject({ outcomes: { CREATED: 1 } });
    expect(
      await count(
        `select count(*)::int from head_appointment where volunteer_id = $1 and valid_to = '2027-01-01' and is_paid`,
        [head.id],
      ),
    ).toBe(1);
    expect(await read(await stage('APPOINTMENTS', good))).toMatchObject({ knownCount: 1, errorRowCount: 0 });
    const bad = await stage(
      'APPOINTMENTS',
      await sheetFile(header, [
        ['张冠', head.volunteerNo, null, '楼栋长', 'IM-G', '2026-13-01', null, '也许', null],
        ['周网格', head.volunteerNo, null, '网格长', 'IM-G', '2026-06-01', '2026-05-01', '否', '依据'],
        ['孙队长', leader.volunteerNo, null, '网格长', 'IM-G', '2026-06-01', null, '否', '依据'],
      ]),
    );
    expect((await errorsOf(bad)).map(({ rowNumber, problem }) => [rowNumber, problem])).toEqual([
      [3, 'ROLE_DIVISION_WRONG'],
      [3, 'DAY_WRONG'],
      [3, 'PAID_UNKNOWN'],
      [3, 'NAME_DIFFERS'],
      [3, 'SOURCE_EMPTY'],
      [4, 'TERM_WRONG'],
      [5, 'TERM_TAKEN'],
    ]);
  });

  it('decides a list of heads whole: what begins on the day it is asked is of the past when it is decided', async () => {
    const today = localDayOf(booted.get(Clock).nowMs());
    const one = await people.volunteer(tree.community.id, { name: '吴长任' });
    const other = await people.volunteer(tree.community.id, { name: '郑今任' });
    const header = ['姓名', '编号', '身份证', '职务', '区划代码', '任期开始', '任期截止', '受薪', '依据'];
    const list = await stage(
      'APPOINTMENTS',
      await sheetFile(header, [
        ['郑今任', other.volunteerNo, null, '楼栋长', tree.building.code, today, null, '否', '居民会议'],
        ['吴长任', one.volunteerNo, null, '网格长', tree.grid.code, '2025-03-01', null, '否', '居民会议'],
      ]),
    );
    const { body } = await post(`people-imports/${list}/confirmation`);
    const asked = await api.get(`decisions/${String(body['decisionId'])}`, second.token);
    expect(asked.body).toMatchObject({ mayDecide: true, concerned: [one.id] });
    expect(asked.body['sentence']).toMatch(/^导入三长任职名单 2 行，其中 1 行从以前开始，最长补登 \d+ 天。$/);
    booted.setNow(new Date(booted.get(Clock).nowMs() + 86_400_000));
    await decideAsAnother(booted, String(body['decisionId']));
    booted.setNow(undefined);
    await eventually('the import is done', async () => (await read(list))['status'] === 'DONE');
    expect(await read(list)).toMatchObject({ outcomes: { CREATED: 2 } });
    const told = await booted
      .get(UnitOfWork)
      .read<{ volunteerId: string; data: object }>(
        `select volunteer_id as "volunteerId", data from notice where volunteer_id = any ($1)`,
        [[one.id, other.id]],
      );
    expect(told.map(({ volunteerId }) => volunteerId)).toEqual([one.id]);
    expect(JSON.stringify(told)).toContain('最长补登');
  });

  it('hands out a form that keeps numbers as text and can be uploaded as it is', async () => {
    const kinds = ['VOLUNTEERS', 'TEAMS', 'DIVISIONS', 'APPOINTMENTS'] as const;
    for (const kind of kinds) {
      const file = await download(`people-import-templates?kind=${kind}&divisionId=${tree.street.id}`);
      const workbook = await openWorkbook(file);
      expect(workbook.worksheets.map(({ name }) => name).slice(1)).toEqual(['填写说明', '区划代码']);
      const { body } = await upload(kind, file);
      // The example is no entry, so nothing is left.
      expect(body['code']).toBe('PEOPLE_IMPORT_EMPTY');
    }
    const sheet = sheetOf(
      await openWorkbook(await download(`people-import-templates?kind=VOLUNTEERS&divisionId=${tree.street.id}`)),
      '志愿者登记',
    );
    expect(sheet.getColumn(2).numFmt).toBe('@');
    expect(sheet.getCell('G10').dataValidation).toMatchObject({ type: 'list' });
    expect(sheet.getCell('B4').text).toBe('11010519491231002X');
  });

  it('refuses in this order, and shows a foreign import as little as an unknown one', async () => {
    const file = await listFile([listRow(8_000, tree.community.code)]);
    const stranger = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
    expect((await upload('VOLUNTEERS', file, stranger)).body['code']).toBe('SCOPE_FOREIGN');
    expect((await upload('VOLUNTEERS', file, clerk, randomUUID())).body['code']).toBe('DIVISION_UNKNOWN');
    expect((await upload('VOLUNTEERS', Buffer.from('no workbook'))).body['code']).toBe('SPREADSHEET_UNREADABLE');
    expect((await upload('VOLUNTEERS', await listFile([]))).body['code']).toBe('PEOPLE_IMPORT_EMPTY');
    const id = await stage('VOLUNTEERS', file);
    for (const path of [id, randomUUID()]) {
      const answers = [
        await api.get(`people-imports/${path}`, stranger.token),
        await api.get(`people-imports/${path}/errors`, stranger.token),
        await api.get(`people-imports/${path}/duplicates`, stranger.token),
        await api.get(`people-imports/${path}/report`, stranger.token),
        await api.get(`people-imports/${path}/error-workbook`, stranger.token),
        await post(`people-imports/${path}/confirmation`, {}, stranger),
        await post(`people-imports/${path}/cancellation`, {}, stranger),
      ];
      expect(answers.map(({ status, body }) => [status, body['code']])).toEqual(
        answers.map(() => [404, 'PEOPLE_IMPORT_UNKNOWN']),
      );
    }
    const worker = await people.staff('COMMUNITY_WORKER', tree.street.id);
    expect((await upload('DIVISIONS', file, worker)).body['code']).toBe('PERMISSION_MISSING');
    expect(await post(`people-imports/${id}/cancellation`)).toMatchObject({ status: 200 });
    expect(await read(id)).toMatchObject({ status: 'CANCELLED', doneCount: 0 });
    for (const verb of ['confirmation', 'cancellation']) {
      expect((await post(`people-imports/${id}/${verb}`)).body['code']).toBe('PEOPLE_IMPORT_OVER');
    }
    expect((await api.get(`people-imports/${id}/error-workbook`, clerk.token)).body['code']).toBe(
      'PEOPLE_IMPORT_ROWS_GONE',
    );
    expect(await count('select count(*)::int from people_import_chunk where import_id = $1', [id])).toBe(0);
  });
});
