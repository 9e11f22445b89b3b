import { createHash, randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import { LedgerPosting, LedgerReader, LedgerVerifier } from '../../../src/ledger/ledger';
import { StatementQuery } from '../../../src/recognition/reports/persistence/statement-query';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { type LocalDay, localDayOf } from '../../../src/kernel/local-day';
import { PeopleApi } from '../../builders/people.api';
import { PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { postingOf } from '../../builders/posting.builder';
import { postOldHours } from '../../support/old-hours';
import { letAnyCausePost } from '../../support/any-cause';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { superuserOf } from '../../support/superuser';

type Cells = readonly (string | number)[];

let booted: BootedApp;
let api: PeopleApi;
let people: PeopleBuilder;
let tree: StreetTree;
let clerk: SignedIn;
let approver: SignedIn;
let volunteer: { readonly id: string; readonly volunteerNo: string };

async function sheetOf(...rows: readonly Cells[]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('历史时长');
  sheet.addRow(['志愿者编号', '姓名', '时长(小时)', '日期', '类别', '等级', '结束日期']);
  for (const row of rows) sheet.addRow([...row]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const hashOf = (file: Buffer) => createHash('sha256').update(file).digest('hex');
const lineOf = (hours: number, day: string, kind = '', grade = '', until = ''): Cells => [
  volunteer.volunteerNo,
  '周建国',
  hours,
  day,
  kind,
  grade,
  until,
];

async function upload(path: string, file: Buffer, given: Record<string, string> = {}, token = clerk.token) {
  const source = {
    divisionId: tree.street.id,
    documentTitle: '2023—2024 年志愿服务登记册',
    documentKeeper: '福镇街道办事处',
    periodFrom: '2023-01-01',
    periodTo: '2024-12-31',
    ...(path === 'opening-imports' && { fileHash: hashOf(file) }),
    ...given,
  };
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(file)]), '历史时长.xlsx');
  const response = await fetch(`${booted.url}/api/v1/${path}?${new URLSearchParams(source).toString()}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
    body: form,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const decide = (id: unknown, decision: string, token = approver.token) =>
  api.post(`opening-imports/${String(id)}/decisions`, { token, body: { decision, reason: '核对无误' } });
const balances = () => booted.get(LedgerReader).balances(volunteer.id);
const findings = async () => (await booted.get(LedgerVerifier).verify()).findings;

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  api = new PeopleApi(booted);
  people = new PeopleBuilder(booted);
  tree = await people.street();
  clerk = await people.staff('STREET_ADMIN', tree.street.id);
  approver = await people.staff('STREET_ADMIN', tree.street.id);
  volunteer = await people.volunteer(tree.community.id, { name: '周建国' });
});
afterAll(() => booted.close());

describe('old hours', () => {
  it('are checked, submitted, posted by a second person, shown with their source, and taken back as a whole', async () => {
    const file = await sheetOf(
      lineOf(100, '2023-06-01', '服务', 'C', '2023-06-30'),
      lineOf(1.5, '2024-05-31'),
      lineOf(2, '2024-06-01', '培训', 'E'),
    );
    expect(await upload('opening-import-checks', file)).toMatchObject({
      status: 200,
      body: { fileHash: hashOf(file), rowCount: 3, totalMinutes: 6_210, errors: [] },
    });
    const submitted = await upload('opening-imports', file);
    expect(submitted).toMatchObject({ status: 201, body: { rowCount: 3, totalMinutes: 6_210 } });
    expect(await balances()).toEqual({ serviceMinutes: 0, trainingMinutes: 0, pointTenths: 0 });
    const { id } = submitted.body;
    expect((await api.get('opening-imports', approver.token)).body['items']).toMatchObject([
      { id, status: 'SUBMITTED' },
    ]);
    const page = await api.get(`opening-imports/${String(id)}/rows?limit=2`, approver.token);
    expect(page.body['items']).toMatchObject([{ rowNumber: 2, minutes: 6_000, grade: 'C' }, { grade: 'D' }]);
    expect(page.body['next']).not.toBeNull();

    expect((await decide(id, 'APPROVE', clerk.token)).body['code']).toBe('DECISION_SAME_PERSON');
    const answers = await Promise.all([decide(id, 'APPROVE'), decide(id, 'APPROVE')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    // First it is public, as a record is.
    expect(await balances()).toEqual({ serviceMinutes: 0, trainingMinutes: 0, pointTenths: 0 });
    expect(await findings()).toEqual([]);
    expect(await postOldHours(booted)).toBe(1);
    // 6,000 minutes of them are one star; points are not given for what nobody saw.
    expect(await balances()).toEqual({ serviceMinutes: 6_090, trainingMinutes: 120, pointTenths: 0 });
    const day = localDayOf(Date.now() + 30 * 86_400_000);
    const lines = await booted
      .get(UnitOfWork)
      .snapshot((tx) =>
        booted.get(StatementQuery).recordedBetween(tx, volunteer.id, { from: '2020-01-01' as LocalDay, to: day }, 10),
      );
    expect(lines.map((line) => [line.activityTitle, line.ruleVersion, line.amount])).toEqual([
      ['2023—2024 年志愿服务登记册', 'opening-C', 6_000],
      ['2023—2024 年志愿服务登记册', 'opening-D', 90],
      ['2023—2024 年志愿服务登记册', 'opening-E', 120],
    ]);
    expect(await findings()).toEqual([]);
    expect((await upload('opening-imports', file)).body['code']).toBe('OPENING_FILE_KNOWN');

    const reversal = { token: approver.token, body: { reason: '登记册有误' } };
    const asked = await api.post(`opening-imports/${String(id)}/reversals`, reversal);
    expect(asked).toMatchObject({ status: 200, body: { status: 'POSTED' } });
    expect((await balances()).serviceMinutes).toBe(6_090);
    const agreed = await api.post(`decisions/${String(asked.body['decisionId'])}/decisions`, {
      token: clerk.token,
      body: { decision: 'APPROVE' },
    });
    expect(agreed.body).toMatchObject({ outcome: 'APPROVED', result: { status: 'REVERSED' } });
    expect(await balances()).toEqual({ serviceMinutes: 0, trainingMinutes: 0, pointTenths: 0 });
    expect((await api.post(`opening-imports/${String(id)}/reversals`, reversal)).body['code']).toBe(
      'OPENING_STATE_WRONG',
    );
    expect(await findings()).toEqual([]);
    // A corrected file, and the same one again, may follow.
    expect((await upload('opening-imports', file)).status).toBe(201);
  });

  it('name every wrong row, and one of them keeps all out', async () => {
    const file = await sheetOf(
      lineOf(1, '2023-06-01'),
      lineOf(1, '2025-06-01'),
      ['NOBODY', '某人', 1, '2023-06-01', '', ''],
      lineOf(1, '2023-06-01'),
    );
    expect((await upload('opening-import-checks', file)).body['errors']).toMatchObject([
      { rowNumber: 3, column: '日期', problem: 'DATE_OUTSIDE' },
      { rowNumber: 4, column: '志愿者编号', problem: 'VOLUNTEER_UNKNOWN' },
      { rowNumber: 5, column: '志愿者编号', problem: 'ROW_TWICE' },
    ]);
    expect((await upload('opening-imports', file)).body['code']).toBe('OPENING_HAS_ERRORS');
  });

  it('refuse a submission in this order', async () => {
    const wrong = await sheetOf(lineOf(1, '2025-06-01'));
    const known = await sheetOf(lineOf(3, '2023-07-01'));
    const id = (await upload('opening-imports', known)).body['id'];
    const foreign = await people.staff('STREET_ADMIN', tree.otherCommunity.id);
    const worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const future = { periodTo: '2999-01-01' };
    const other = { fileHash: 'f'.repeat(64) };
    const rows: readonly [string, Buffer, Record<string, string>, string][] = [
      ['PERMISSION_MISSING', wrong, { divisionId: randomUUID(), ...future, ...other }, worker.token],
      ['DIVISION_UNKNOWN', wrong, { divisionId: randomUUID(), ...future, ...other }, foreign.token],
      ['SCOPE_FOREIGN', wrong, { ...future, ...other }, foreign.token],
      ['OPENING_PERIOD_INVALID', wrong, { ...future, ...other }, clerk.token],
      ['OPENING_FILE_CHANGED', known, other, clerk.token],
      ['OPENING_FILE_KNOWN', known, { periodTo: '2023-02-01' }, clerk.token],
      ['OPENING_HAS_ERRORS', wrong, {}, clerk.token],
      ['SPREADSHEET_UNREADABLE', Buffer.from('no workbook'), {}, clerk.token],
      ['OPENING_EMPTY', await sheetOf(), {}, clerk.token],
    ];
    for (const [code, file, given, token] of rows) {
      expect([code, (await upload('opening-imports', file, given, token)).body['code']]).toEqual([code, code]);
    }
    expect((await decide(id, 'REJECT')).body).toMatchObject({ status: 'REJECTED' });
  });

  it('refuse a decision and a reversal in this order', async () => {
    const file = await sheetOf(lineOf(5, '2023-09-01'));
    const id = String((await upload('opening-imports', file)).body['id']);
    const foreign = await people.staff('STREET_ADMIN', tree.otherCommunity.id);
    const worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const reverse = (importId: string, token: string) =>
      api.post(`opening-imports/${importId}/reversals`, { token, body: { reason: '登记册有误' } });
    const approve = (importId: string, token: string) => decide(importId, 'APPROVE', token);
    const spend = async () => {
      // Nothing in the service takes minutes away yet: nobody could declare this.
      await letAnyCausePost(booted.database);
      return booted.get(UnitOfWork).run((tx) =>
        booted.get(LedgerPosting).post(
          tx,
          [
            postingOf({
              volunteerId: volunteer.id,
              amount: -300,
              reason: 'EXPIRY',
              causeKind: 'MANUAL',
              issuerDivisionId: tree.street.id,
            }),
          ],
          'system:test',
        ),
      );
    };
    // One row per refusal, in order of precedence; a foreign import answers like one that does not exist.
    const rows: readonly [string, () => Promise<{ readonly body: Record<string, unknown> }>][] = [
      ['PERMISSION_MISSING', () => approve(randomUUID(), worker.token)],
      ['OPENING_UNKNOWN', () => approve(randomUUID(), clerk.token)],
      ['OPENING_UNKNOWN', () => approve(id, foreign.token)],
      ['DECISION_SAME_PERSON', () => approve(id, clerk.token)],
      ['PERMISSION_MISSING', () => reverse(randomUUID(), worker.token)],
      ['OPENING_UNKNOWN', () => reverse(randomUUID(), approver.token)],
      ['OPENING_UNKNOWN', () => reverse(id, foreign.token)],
      ['OPENING_STATE_WRONG', () => reverse(id, approver.token)],
    ];
    for (const [code, ask] of rows) expect([code, (await ask()).body['code']]).toEqual([code, code]);
    expect((await approve(id, approver.token)).body).toMatchObject({ status: 'PUBLICITY' });
    expect((await approve(id, clerk.token)).body['code']).toBe('OPENING_STATE_WRONG');
    await postOldHours(booted);
    await spend();
    const asked = (await reverse(id, approver.token)).body;
    expect(asked).toMatchObject({ id, status: 'POSTED' });
    const agree = async (token: string) =>
      (await api.post(`decisions/${String(asked['decisionId'])}/decisions`, { token, body: { decision: 'APPROVE' } }))
        .body['code'];
    expect(await agree(approver.token)).toBe('DECISION_SAME_PERSON');
    expect(await agree(clerk.token)).toBe('LEDGER_BALANCE_TOO_LOW');
    expect((await api.get('opening-imports', approver.token)).body['items']).toContainEqual(
      expect.objectContaining({ id, status: 'POSTED' }),
    );
  });

  it('that were changed behind the guards are found', async () => {
    const file = await sheetOf(lineOf(4, '2023-08-01'));
    const { id } = (await upload('opening-imports', file)).body;
    await decide(id, 'APPROVE');
    await postOldHours(booted);
    const superuser = await superuserOf(booted.database);
    try {
      await superuser.query('set session_replication_role = replica');
      await superuser.query('update opening_row set minutes = 300 where import_id = $1', [id]);
      expect(await findings()).toMatchObject([{ table: 'ledger_entry', volunteerId: volunteer.id, column: 'amount' }]);
      await superuser.query('delete from opening_row where import_id = $1', [id]);
      expect(await findings()).toMatchObject([
        { table: 'ledger_entry', volunteerId: volunteer.id, column: 'cause_id' },
      ]);
    } finally {
      await superuser.end();
    }
  });
});
