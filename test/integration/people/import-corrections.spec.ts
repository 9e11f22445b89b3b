import { randomUUID } from 'node:crypto';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { FIRST_LIST_ROW, LIST_HEADER, listFile, listRow, sheetFile } from '../../builders/people-list.builder';
import { PeopleApi } from '../../builders/people.api';
import { PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { eventually } from '../../support/eventually';

type Body = Record<string, unknown>;

/** Wrong rows come back alone and take the place of what they were; what was right is not brought again. */
describe('corrections of an import, and who admits its people', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let clerk: SignedIn;
  let colleague: SignedIn;
  let from = 0;

  beforeAll(async () => {
    booted = await bootApp();
    api = new PeopleApi(booted);
    people = new PeopleBuilder(booted);
    tree = await people.street();
    clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    colleague = await people.staff('COMMUNITY_WORKER', tree.community.id);
  });
  afterAll(() => booted.close());

  interface Brought {
    readonly who?: SignedIn;
    readonly corrects?: string;
    readonly key?: string;
  }
  async function bring(file: Buffer, { who = clerk, corrects, key = randomUUID() }: Brought = {}) {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(file)]), '名单.xlsx');
    const query = `kind=VOLUNTEERS&divisionId=${tree.community.id}${corrects ? `&corrects=${corrects}` : ''}`;
    const response = await fetch(`${booted.url}/api/v1/people-imports?${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${who.token}`, 'idempotency-key': key },
      body: form,
    });
    return { status: response.status, body: (await response.json()) as Body };
  }
  const read = async (id: string, who = clerk) => (await api.get(`people-imports/${id}`, who.token)).body;
  const rows = (count: number) => {
    from += count;
    return Array.from({ length: count }, (_, index) => listRow(from - count + index, tree.community.code));
  };
  const errorFile = (lines: readonly (readonly [number | string, Body])[]) =>
    sheetFile(
      ['原行号', ...LIST_HEADER, '错误说明'],
      lines.map(([row, given]) => [row, ...(Object.values(given) as string[]), '']),
    );

  async function withErrors(): Promise<{ id: string; list: ReturnType<typeof rows> }> {
    const list = rows(5);
    const wrong = list.map((row, index) => (index === 1 || index === 3 ? { ...row, phone: '1380000' } : row));
    const { body } = await bring(await listFile(wrong));
    expect(await read(body['id'] as string)).toMatchObject({ rowCount: 5, errorRowCount: 2 });
    return { id: body['id'] as string, list };
  }
  const lineOf = (list: ReturnType<typeof rows>, index: number) =>
    [FIRST_LIST_ROW + index, list[index] as unknown as Body] as const;

  it('mends row by row; what is still wrong stays wrong, and the upload before ends', async () => {
    const { id, list } = await withErrors();
    const first = await bring(await errorFile([lineOf(list, 1)]), { corrects: id });
    expect(first.status).toBe(201);
    expect(await read(id)).toMatchObject({ status: 'CANCELLED' });
    const next = first.body['id'] as string;
    expect(await read(next)).toMatchObject({
      ...{ rowCount: 5, errorRowCount: 1, isOwn: true },
      errorColumns: [{ key: 'phone', header: '手机号', count: 1 }],
    });
    const { body } = await api.get(`people-imports/${next}/errors?columnKey=phone`, clerk.token);
    expect(body['items']).toMatchObject([{ rowNumber: FIRST_LIST_ROW + 3, written: '*******' }]);
    expect((await api.get(`people-imports/${next}/errors?columnKey=name`, clerk.token)).body['items']).toEqual([]);
    const last = await bring(await errorFile([lineOf(list, 3)]), { corrects: next });
    expect(await read(last.body['id'] as string)).toMatchObject({ rowCount: 5, errorRowCount: 0 });
  });

  it('a row that is left empty beside its number goes, and the other of the two that were the same is right', async () => {
    const [first, second, third] = rows(3);
    const twice = await bring(await listFile([first!, second!, { ...third!, idNumber: first!.idNumber }]));
    const id = twice.body['id'] as string;
    const { body } = await api.get(`people-imports/${id}/errors`, clerk.token);
    expect(body['items']).toContainEqual(
      expect.objectContaining({
        problem: 'ID_NUMBER_TWICE',
        sentence: expect.stringContaining('原行号留着') as string,
      }),
    );
    const nothing = Object.fromEntries(LIST_HEADER.map((header) => [header, '']));
    const line = [FIRST_LIST_ROW + 2, nothing] as const;
    const next = await bring(await errorFile([line]), { corrects: id });
    expect(await read(next.body['id'] as string)).toMatchObject({ rowCount: 2, errorRowCount: 0 });
  });

  it('a list of which every row goes is no list', async () => {
    const [only] = rows(1);
    const { body } = await bring(await listFile([{ ...only!, phone: '1380000' }]));
    const nothing = Object.fromEntries(LIST_HEADER.map((header) => [header, '']));
    const gone = await bring(await errorFile([[FIRST_LIST_ROW, nothing]]), { corrects: body['id'] as string });
    expect(gone.body['code']).toBe('PEOPLE_IMPORT_EMPTY');
    expect(await read(body['id'] as string)).toMatchObject({ status: 'CHECKED' });
  });

  it('a colleague reads where the list is wrong, and nothing of what stands there', async () => {
    const { id } = await withErrors();
    const seen = async (who: SignedIn) =>
      (await api.get(`people-imports/${id}/errors`, who.token)).body['items'] as Body[];
    expect((await seen(clerk)).map(({ written }) => written)).toEqual(['*******', '*******']);
    expect(await seen(colleague)).toMatchObject([
      { column: '手机号', written: null },
      { column: '手机号', written: null },
    ]);
  });

  it('a lost answer asked for again is the same correction', async () => {
    const { id, list } = await withErrors();
    const file = await errorFile([lineOf(list, 1), lineOf(list, 3)]);
    const key = randomUUID();
    const once = await bring(file, { corrects: id, key });
    expect(await bring(file, { corrects: id, key })).toEqual(once);
    expect((await bring(file, { corrects: id })).body['code']).toBe('PEOPLE_IMPORT_OVER');
  });

  it('a whole list takes the place of all of it', async () => {
    const { id, list } = await withErrors();
    const { body } = await bring(await listFile(list.slice(0, 4)), { corrects: id });
    expect(await read(body['id'] as string)).toMatchObject({ rowCount: 4, errorRowCount: 0 });
  });

  it('refuses rows that were not there, twice the same, another kind of list, and a list without errors', async () => {
    const { id, list } = await withErrors();
    const codeOf = async (lines: Parameters<typeof errorFile>[0]) =>
      (await bring(await errorFile(lines), { corrects: id })).body['code'];
    const mended = list[1] as unknown as Body;
    expect(await codeOf([[900, mended]])).toBe('PEOPLE_IMPORT_ROW_UNKNOWN');
    expect(await codeOf([lineOf(list, 1), lineOf(list, 1)])).toBe('PEOPLE_IMPORT_ROW_UNKNOWN');
    expect(await codeOf([lineOf(list, 1), ['', mended]])).toBe('PEOPLE_IMPORT_ROW_UNKNOWN');
    const good = await bring(await listFile(rows(2)));
    const corrects = good.body['id'] as string;
    expect((await bring(await listFile(rows(2)), { corrects })).body['code']).toBe('PEOPLE_IMPORT_NOTHING_WRONG');
    const wide = await people.staff('STREET_ADMIN', tree.street.id);
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(await listFile(rows(1)))]), '名单.xlsx');
    const url = `${booted.url}/api/v1/people-imports?kind=VOLUNTEERS&divisionId=${tree.street.id}`;
    const headers = () => ({ authorization: `Bearer ${wide.token}`, 'idempotency-key': randomUUID() });
    const own = (await (await fetch(url, { method: 'POST', headers: headers(), body: form })).json()) as Body;
    expect((await bring(await listFile(rows(1)), { who: wide, corrects: own['id'] as string })).body['code']).toBe(
      'PEOPLE_IMPORT_OTHER_LIST',
    );
  });

  it('nobody takes over the rows of a colleague by calling a file their correction', async () => {
    const { id, list } = await withErrors();
    const { body } = await bring(await errorFile([lineOf(list, 1)]), { who: colleague, corrects: id });
    expect(body['code']).toBe('PEOPLE_IMPORT_NOT_YOURS');
    expect(await read(id, colleague)).toMatchObject({ status: 'CHECKED', isOwn: false });
    const stranger = await people.staff('COMMUNITY_WORKER', (await people.street()).community.id);
    expect((await bring(await errorFile([lineOf(list, 1)]), { who: stranger, corrects: id })).body['code']).toMatch(
      /SCOPE_FOREIGN|PEOPLE_IMPORT_UNKNOWN/,
    );
  });

  it('nor is who brought it named as one who may admit its people, where a colleague confirmed', async () => {
    const { body } = await bring(await listFile(rows(2)));
    const id = body['id'] as string;
    await api.post(`people-imports/${id}/confirmation`, { token: colleague.token, body: {} });
    await eventually('the import is done', async () => (await read(id))['status'] === 'DONE');
    const told = await read(id);
    expect(told).toMatchObject({ mayDecide: false, whyNot: { code: 'DECISION_HANDS_IN_IT' } });
    const named = (told['whoMay'] as { userId: string }[]).map(({ userId }) => userId);
    expect(named).not.toContain(clerk.userId);
    expect(named).not.toContain(colleague.userId);
    const approve = { token: clerk.token, body: { decision: 'APPROVE' } };
    expect((await api.post(`people-imports/${id}/reviews`, approve)).body['code']).toBe('DECISION_HANDS_IN_IT');
  });

  it('who confirmed does not admit, is told who may, and the list is gone when nobody waits', async () => {
    const { body } = await bring(await listFile(rows(3)));
    const id = body['id'] as string;
    await api.post(`people-imports/${id}/confirmation`, { token: clerk.token, body: {} });
    await eventually('the import is done', async () => (await read(id))['status'] === 'DONE');
    expect(await read(id)).toMatchObject({
      ...{ waitingCount: 3, mayDecide: false, whyNot: { code: 'DECISION_SAME_PERSON' } },
      whoMay: expect.arrayContaining([expect.objectContaining({ userId: colleague.userId })]) as unknown,
    });
    expect(await read(id, colleague)).toMatchObject({ waitingCount: 3, mayDecide: true });
    const waiting = async () => {
      const { body: page } = await api.get('people-imports?isWaiting=true', colleague.token);
      return (page['items'] as Body[]).map((one) => one['id']);
    };
    expect(await waiting()).toContain(id);
    const approve = { token: colleague.token, body: { decision: 'APPROVE' } };
    expect((await api.post(`people-imports/${id}/reviews`, approve)).status).toBe(200);
    expect(await waiting()).not.toContain(id);
    const [kept] = await booted
      .get(UnitOfWork)
      .read<{ count: number }>(`select count(*)::int as count from people_import_chunk where import_id = $1`, [id]);
    expect(kept?.count).toBe(0);
  });
});
