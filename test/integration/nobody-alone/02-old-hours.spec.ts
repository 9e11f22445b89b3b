import { createHash, randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import { LedgerReader } from '../../../src/ledger/ledger';
import { OwnNotices } from '../../../src/people/notices';
import { PostDueOpenings } from '../../../src/service/openings';
import { UnitOfWork, violatedConstraint } from '../../../src/platform/data/database/unit-of-work';
import { PeopleApi } from '../../builders/people.api';
import { PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { postOldHours } from '../../support/old-hours';

interface Person extends SignedIn {
  readonly volunteerId: string;
  readonly volunteerNo: string;
  readonly name: string;
}
/** Hours, first day, last day. */
type Line = readonly [Person, number, string, string?];

let booted: BootedApp;
let api: PeopleApi;
let people: PeopleBuilder;
let tree: StreetTree;
/** Two administrators who work together, and a third who answers objections. */
let clerk: SignedIn;
let approver: SignedIn;
let third: SignedIn;
let friend: Person;
let other: Person;

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  api = new PeopleApi(booted);
  people = new PeopleBuilder(booted);
  tree = await people.street();
  clerk = await people.staff('STREET_ADMIN', tree.street.id);
  approver = await people.staff('STREET_ADMIN', tree.street.id);
  third = await people.staff('STREET_ADMIN', tree.street.id);
});
afterAll(() => booted.close());
beforeEach(async () => {
  friend = await person();
  other = await person();
});

async function person(): Promise<Person> {
  const signedIn = await people.signedInVolunteer(tree.community.id);
  const [row] = await read<{ volunteerNo: string; name: string }>(
    'select volunteer_no as "volunteerNo", name from volunteer where id = $1',
    [signedIn.volunteerId],
  );
  return { ...signedIn, volunteerNo: row?.volunteerNo ?? '', name: row?.name ?? '' };
}

const read = async <Row>(sql: string, parameters: readonly unknown[] = []) =>
  booted.get(UnitOfWork).read<Row>(sql, parameters);
/** As the application's role; a statement fails or is undone with the transaction. */
const refusedBy = async (sql: string, parameters: readonly unknown[] = []): Promise<string | null> => {
  try {
    await booted.get(UnitOfWork).dryRun((tx) => tx.query(sql, parameters));
    return null;
  } catch (error) {
    return violatedConstraint(error);
  }
};

let nth = 0;
async function upload(lines: readonly Line[], path = 'opening-imports') {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('历史时长');
  sheet.addRow(['志愿者编号', '姓名', '时长(小时)', '日期', '结束日期']);
  for (const [who, hours, from, to] of lines) sheet.addRow([who.volunteerNo, who.name, hours, from, to ?? '']);
  workbook.title = String((nth += 1));
  const file = Buffer.from(await workbook.xlsx.writeBuffer());
  const source = {
    ...{ divisionId: tree.street.id, documentTitle: '2023 年登记册', documentKeeper: '福镇街道办事处' },
    ...{ periodFrom: '2023-01-01', periodTo: '2023-12-31' },
    ...(path === 'opening-imports' && { fileHash: createHash('sha256').update(file).digest('hex') }),
  };
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(file)]), '历史时长.xlsx');
  const response = await fetch(`${booted.url}/api/v1/${path}?${new URLSearchParams(source).toString()}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${clerk.token}`, 'idempotency-key': randomUUID() },
    body: form,
  });
  return (await response.json()) as Record<string, unknown>;
}

const submitted = async (...lines: readonly Line[]) => String((await upload(lines))['id']);
const approve = async (id: string, who = approver) =>
  (await api.post(`opening-imports/${id}/decisions`, { token: who.token, body: { decision: 'APPROVE' } })).body;
const published = async (...lines: readonly Line[]) => {
  const id = await submitted(...lines);
  expect(await approve(id)).toMatchObject({ status: 'PUBLICITY' });
  return id;
};
const minutesOf = async ({ volunteerId }: Person) =>
  (await booted.get(LedgerReader).balances(volunteerId)).serviceMinutes;
const noticesOf = async ({ volunteerId }: Person) =>
  (await booted.get(OwnNotices).page(volunteerActor(volunteerId), {})).items;
const rowOf = async (importId: string, { volunteerId }: Person) =>
  (
    await read<{ id: string }>('select id from opening_row where import_id = $1 and volunteer_id = $2', [
      ...[importId, volunteerId],
    ])
  )[0]?.id ?? '';
const object = async (rowId: string, who: SignedIn) =>
  api.post(`opening-rows/${rowId}/objections`, { token: who.token, body: { grounds: '他当年不在本地' } });
const answer = async (id: unknown, outcome: 'UPHELD' | 'DISMISSED', who = third) =>
  (
    await api.post(`opening-objections/${String(id)}/answers`, {
      token: who.token,
      body: { outcome, answer: '查过当年的签到表' },
    })
  ).body;

describe('9,999 hours in one day', () => {
  it('are refused in one line, and in several lines of one file', async () => {
    const problems = async (...lines: readonly Line[]) =>
      ((await upload(lines, 'opening-import-checks'))['errors'] as { problem: string }[]).map(({ problem }) => problem);
    expect(await problems([friend, 9_999, '2023-06-01'])).toEqual(['HOURS_TOO_MANY']);
    expect(await problems([friend, 9_999, '2023-06-01', '2023-06-30'])).toEqual(['HOURS_TOO_MANY']);
    expect(await problems([friend, 24, '2023-06-01'], [other, 24, '2023-06-01'])).toEqual([]);
    expect(await problems([friend, 20, '2023-06-01'], [friend, 5, '2023-06-01'])).toEqual(['DAYS_FULL', 'DAYS_FULL']);
    expect(await upload([[friend, 9_999, '2023-06-01']])).toMatchObject({ code: 'OPENING_HAS_ERRORS' });
  });

  it('are refused over spans that overlap: what lies in a stretch has to fit into it', async () => {
    const week = ['2023-06-01', '2023-06-07'] as const;
    const full: Line = [friend, 168, ...week];
    expect((await upload([full, [friend, 1, '2023-06-04']], 'opening-import-checks'))['errors']).toHaveLength(2);
    expect((await upload([full, [friend, 1, '2023-06-08']], 'opening-import-checks'))['errors']).toEqual([]);
    // Each pair fits; the three together do not.
    const three: readonly Line[] = [
      [friend, 48, '2023-06-01', '2023-06-03'],
      [friend, 30, '2023-06-02', '2023-06-04'],
      [friend, 24, '2023-06-02', '2023-06-03'],
    ];
    const wrong = (await upload(three, 'opening-import-checks'))['errors'] as { problem: string }[];
    expect(wrong.map(({ problem }) => problem)).toEqual(['DAYS_FULL', 'DAYS_FULL', 'DAYS_FULL']);
    expect((await upload(three.slice(0, 2), 'opening-import-checks'))['errors']).toEqual([]);
  });

  it('are refused over several files, at the latest when the second is approved', async () => {
    const first = await submitted([friend, 20, '2023-06-01']);
    const second = await submitted([friend, 19, '2023-06-01'], [other, 1, '2023-06-01']);
    expect(await approve(first)).toMatchObject({ status: 'PUBLICITY' });
    expect(await approve(second)).toMatchObject({
      code: 'OPENING_DAYS_FULL',
      details: { volunteerNo: friend.volunteerNo, from: '2023-06-01', to: '2023-06-01' },
    });
    expect(await upload([[friend, 5, '2023-06-01']])).toMatchObject({ code: 'OPENING_HAS_ERRORS' });
    await postOldHours(booted);
    expect(await upload([[friend, 5, '2023-05-31', '2023-06-01']])).toMatchObject({ rowCount: 1 });
    expect(await upload([[friend, 29, '2023-05-31', '2023-06-01']])).toMatchObject({ code: 'OPENING_HAS_ERRORS' });
  });

  it('are refused when two files are approved at one moment', async () => {
    const ids = [await submitted([friend, 13, '2023-07-01']), await submitted([friend, 12, '2023-07-01'])];
    const answers = await Promise.all(ids.map(async (id) => approve(id)));
    expect(answers.filter(({ status }) => status === 'PUBLICITY')).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'OPENING_DAYS_FULL')).toHaveLength(1);
  });
});

describe('what the second person approves', () => {
  it('is seen with the most hours first, page by page, and whether one may decide', async () => {
    const id = await submitted(
      [other, 3, '2023-06-01'],
      [friend, 20, '2023-06-02'],
      [friend, 20, '2023-06-03'],
      [await person(), 3, '2023-06-01'],
    );
    const page = async (after = '') =>
      (await api.get(`opening-imports/${id}/people?limit=2${after}`, approver.token)).body;
    const first = await page();
    expect(first['items']).toMatchObject([
      { volunteerId: friend.volunteerId, minutes: 2_400, rowCount: 2, firstDay: '2023-06-02', lastDay: '2023-06-03' },
      { minutes: 180 },
    ]);
    const second = await page(`&after=${String(first['next'])}`);
    expect(second).toMatchObject({ items: [{ minutes: 180 }], next: null });
    const standing = async (who: SignedIn) =>
      ((await api.get('opening-imports', who.token)).body['items'] as { id: string }[]).find((row) => row.id === id);
    expect(await standing(approver)).toMatchObject({ mayDecide: true });
    expect(await standing(clerk)).toMatchObject({ mayDecide: false, whyNot: { code: 'DECISION_SAME_PERSON' } });
  });

  it('is public first, told to each person, and posted once after that', async () => {
    const id = await published([friend, 20, '2023-06-01'], [other, 3, '2023-06-01']);
    const [told] = await noticesOf(friend);
    expect(told).toMatchObject({ kind: 'OLD_HOURS_PUBLIC' });
    expect(told?.sentence).toContain('共 1200 分钟');
    const list = (await api.get(`publicity/opening-rows?divisionId=${tree.street.id}&limit=200`, other.token)).body;
    expect((list['items'] as { id: string }[]).map((row) => row.id)).toContain(await rowOf(id, friend));
    // A minor's line is not even there under a masked name; its own person sees it all the same.
    const listedAs = async (birthDate: string) => {
      await booted
        .get(UnitOfWork)
        .run((tx) => tx.query('update volunteer set birth_date = $2 where id = $1', [friend.volunteerId, birthDate]));
      const path = `publicity/opening-rows?divisionId=${tree.street.id}&limit=200`;
      const { items } = (await api.get(path, other.token)).body as { items: { id: string }[] };
      return items.map((row) => row.id);
    };
    expect(await listedAs('2012-05-01')).not.toContain(await rowOf(id, friend));
    expect(await listedAs('1960-05-01')).toContain(await rowOf(id, friend));
    expect((await api.get('me/opening-rows', friend.token)).body['items']).toMatchObject([
      { status: 'PUBLICITY', minutes: 1_200, isHeld: false },
    ]);
    // Not before its time, whoever asks for it.
    expect(await booted.get(PostDueOpenings).execute()).toBe(0);
    expect(await minutesOf(friend)).toBe(0);
    const [{ until } = { until: new Date() }] = await read<{ until: Date }>(
      'select publicity_until as until from opening_import where id = $1',
      [id],
    );
    booted.setNow(until);
    try {
      const twice = [booted.get(PostDueOpenings).execute(), booted.get(PostDueOpenings).execute()];
      expect((await Promise.all(twice)).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(1);
      expect(await booted.get(PostDueOpenings).execute()).toBe(0);
    } finally {
      booted.setNow(undefined);
    }
    expect([await minutesOf(friend), await minutesOf(other)]).toEqual([1_200, 180]);
    expect(await read('select 1 from ledger_entry where volunteer_id = $1', [friend.volunteerId])).toHaveLength(1);
  });
});

describe('an objection', () => {
  it('stops the line of that person only, and for good where it is right', async () => {
    const id = await published([friend, 20, '2023-06-01'], [other, 3, '2023-06-01']);
    const rowId = await rowOf(id, friend);
    const raised = await object(rowId, other);
    expect(raised).toMatchObject({ status: 201, body: { status: 'OPEN' } });
    expect((await object(rowId, friend)).body).toMatchObject({ code: 'OBJECTION_OPEN' });
    expect((await noticesOf(friend)).map(({ kind }) => kind)).toContain('OLD_HOURS_OBJECTION');
    await postOldHours(booted);
    expect([await minutesOf(friend), await minutesOf(other)]).toEqual([0, 180]);
    const objectionId = raised.body['id'];
    const listed = (await api.get('opening-objections?status=OPEN', clerk.token)).body['items'] as { id: string }[];
    expect(listed.find((row) => row.id === objectionId)).toMatchObject({
      ...{ mayDecide: false, whyNot: { code: 'DECISION_HANDS_IN_IT' } },
    });
    // Who handed the file in does not brush the objection away.
    expect(await answer(objectionId, 'DISMISSED', clerk)).toMatchObject({ code: 'DECISION_HANDS_IN_IT' });
    expect(await answer(objectionId, 'UPHELD')).toMatchObject({ status: 'UPHELD' });
    expect(await answer(objectionId, 'DISMISSED')).toMatchObject({ code: 'OBJECTION_ANSWERED' });
    expect(await minutesOf(friend)).toBe(0);
    expect((await noticesOf(other)).map(({ kind }) => kind)).toContain('OLD_HOURS_ANSWERED');
    // Its day is free again.
    expect(await upload([[friend, 24, '2023-06-01']])).toMatchObject({ rowCount: 1 });
  });

  it('that is wrong lets the line count with the answer', async () => {
    const id = await published([friend, 20, '2023-06-01']);
    const raised = await object(await rowOf(id, friend), other);
    await postOldHours(booted);
    expect(await minutesOf(friend)).toBe(0);
    expect(await answer(raised.body['id'], 'DISMISSED')).toMatchObject({ status: 'DISMISSED' });
    expect(await minutesOf(friend)).toBe(1_200);
    expect((await object(await rowOf(id, friend), other)).body).toMatchObject({ code: 'OPENING_ROW_NOT_PUBLIC' });
  });

  it('is for those whom it concerns', async () => {
    const id = await published([friend, 20, '2023-06-01']);
    const otherStreet = await people.division(tree.district, 'STREET', '河东街道');
    const stranger = await people.signedInVolunteer((await people.division(otherStreet, 'COMMUNITY', '河东社区')).id);
    expect((await object(await rowOf(id, friend), stranger)).body).toMatchObject({ code: 'OPENING_ROW_UNKNOWN' });
  });

  it('what is public is taken back as a whole by two, and then nothing counts', async () => {
    const id = await published([friend, 20, '2023-06-01']);
    const reversal = { token: approver.token, body: { reason: '登记册有误' } };
    const asked = (await api.post(`opening-imports/${id}/reversals`, reversal)).body;
    expect(asked).toMatchObject({ status: 'PUBLICITY' });
    const agree = async (token: string) =>
      (await api.post(`decisions/${String(asked['decisionId'])}/decisions`, { token, body: { decision: 'APPROVE' } }))
        .body;
    expect(await agree(approver.token)).toMatchObject({ code: 'DECISION_SAME_PERSON' });
    expect(
      await refusedBy(
        `update opening_import set status = 'REVERSED', reversed_by = $2, reversed_at = now() where id = $1`,
        [id, approver.userId],
      ),
    ).toBe('opening_goes_by_two');
    expect(await agree(clerk.token)).toMatchObject({ outcome: 'APPROVED', result: { status: 'REVERSED' } });
    await postOldHours(booted);
    expect(await minutesOf(friend)).toBe(0);
  });
});

describe('the application’s database role', () => {
  const INSERT = `insert into opening_row (volunteer_id, id, import_id, row_number, kind, minutes, grade, served_on)
    values ($2, gen_random_uuid(), $1, 99, 'SERVICE', 599940, 'D', '2023-06-01')`;
  const PUBLISH = `update opening_import set status = 'PUBLICITY', decided_by = $2, decided_at = now(), publicity_from = now(),
    publicity_until = now() + interval '9 days' where id = $1`;

  it('slips no line into what is decided, and none behind the back of who decides', async () => {
    const id = await submitted([friend, 1, '2023-06-01']);
    const slipped = `with slipped as (${INSERT}) select 1`;
    expect(await refusedBy(slipped, [id, friend.volunteerId])).toBeNull();
    await read(slipped, [id, friend.volunteerId]);
    expect(await refusedBy(PUBLISH, [id, approver.userId])).toBe('opening_has_its_lines');
    const public_ = await published([friend, 1, '2023-06-01']);
    expect(await refusedBy(slipped, [public_, friend.volunteerId])).toBe('opening_row_is_submitted');
  });

  it('publishes no file whose lines do not fit into their days', async () => {
    const importId = randomUUID();
    await read(
      `insert into opening_import (id, division_id, document_title, document_keeper, period_from, period_to, file_hash,
         row_count, total_minutes, status, submitted_by, submitted_at)
       values ($1, $2, 'x', 'x', '2023-01-01', '2023-12-31', sha256('forged'), 1, 599940, 'SUBMITTED', $3, now())`,
      [importId, tree.street.id, clerk.userId],
    );
    await read(INSERT, [importId, friend.volunteerId]);
    expect(await refusedBy(PUBLISH, [importId, approver.userId])).toBe('opening_fits_its_days');
    expect(await refusedBy(PUBLISH, [importId, clerk.userId])).toBe('decider_is_free');
    expect(await approve(importId)).toMatchObject({ code: 'OPENING_DAYS_FULL' });
  });

  it('skips no step, ends no publicity early, and answers no objection as who handed the file in', async () => {
    const waiting = await submitted([friend, 1, '2023-06-01']);
    const post = `update opening_import set status = 'POSTED', decided_by = coalesce(decided_by, $2),
      decided_at = coalesce(decided_at, now()), posted_at = now() where id = $1`;
    expect(await refusedBy(post, [waiting, approver.userId])).toBe('opening_goes_by_steps');
    expect(await refusedBy(PUBLISH.replace('9 days', '1 hour'), [waiting, approver.userId])).toBe(
      'opening_was_in_publicity',
    );
    const id = await published([other, 1, '2023-06-01']);
    expect(await refusedBy(post, [id, approver.userId])).toBe('opening_was_in_publicity');
    const shorter = 'update opening_import set publicity_until = now() where id = $1 and $2::text is not null';
    expect(await refusedBy(shorter, [id, ''])).toBe('opening_goes_by_steps');
    const raised = await object(await rowOf(id, other), friend);
    const brush = `update opening_objection set status = 'DISMISSED', answer = 'x', answered_by = $2, answered_at = now()
      where id = $1`;
    expect(await refusedBy(brush, [raised.body['id'], clerk.userId])).toBe('decider_is_free');
    const own = await people.accountOf(other.volunteerId, 'COMMUNITY_WORKER', tree.community.id);
    expect(await refusedBy(brush, [raised.body['id'], own.userId])).toBe('decider_is_free');
    await postOldHours(booted);
    const forged = `select * from ledger_post(array[$1::uuid], array['SERVICE_MINUTES'], array[gen_random_uuid()], array[60::bigint],
      array[$2::uuid], array['SERVICE'], array['OPENING'], array[$3::uuid], array[null::bigint], array['opening-D'],
      array[now()], now(), 'system:x')`;
    const held = [other.volunteerId, tree.street.id, await rowOf(id, other)];
    await expect(booted.get(UnitOfWork).dryRun((tx) => tx.query(forged, held))).rejects.toMatchObject({
      driverError: { code: 'VL005' },
    });
  });
});
