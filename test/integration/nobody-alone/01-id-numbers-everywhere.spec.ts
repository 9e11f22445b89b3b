import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { MakeCheckpoint } from '../../../src/ledger/evidence';
import { describeApi } from '../../../src/platform/operations/boot/application';
import { grantableRoles } from '../../../src/platform/foundation/actor/permissions';
import { listFile, listRow } from '../../builders/people-list.builder';
import { PeopleApi } from '../../builders/people.api';
import { idNumberOf, type PeopleBuilder, type SignedIn } from '../../builders/people.builder';
import { type StreetObjects, streetObjects } from '../../builders/street-objects';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { candidatesLeft, type Clue, cluesIn } from '../../support/id-number-clues';
import { probePdf } from '../../support/pdf-probe';
import { superuserOf } from '../../support/superuser';
import { openWorkbook, textsOf } from '../../support/workbook-probe';

/**
 * Hole 1, everywhere: whoever reads all that the service shows of others, as any role, over every GET of the interface (JSON,
 * pages, PDF, workbooks) and every search, is left with 100,000 numbers at least for each person, region and gender known.
 */
const ENOUGH = 100_000;

/** Everybody whose number must not be found, with birthdays on which nothing else happens here. */
const numbers = {
  zhao: idNumberOf(947, '1957-07-19'),
  corrected: idNumberOf(861, '1956-08-23'),
  child: idNumberOf(735, '2013-09-27'),
  listed: idNumberOf(642, '1949-02-23'),
};

/** What only the person reads: nobody here calls these as somebody else. */
const OF_ONESELF = /^\/api\/v1\/me\//;

/** Reads that nobody here gets an answer of 200 from, and why. */
const NOT_ANSWERED: Readonly<Record<string, string>> = {
  downloadPeopleImportErrors: "the reader's own uploaded file; nobody else gets it",
  listSmsReceipts: 'no text messages are set up here; names are masked, numbers of documents are in no template',
  readAttachment: 'a photo as it was uploaded',
  showKioskBoard: 'a tablet on the spot: the code of a shift',
};

/** What is not filled in of the question of some reads: there it means something else. */
const LEFT_OUT: readonly (readonly [which: RegExp, names: readonly string[]])[] = [
  [/^listAuditLog$/, ['from', 'to']],
  [/^listAssessments$/, ['from', 'state']],
  [/Entries|Shifts|^listRecords$|Certificates$|Register$/, ['from']],
];

interface Read {
  readonly id: string;
  readonly template: string;
  readonly query: readonly string[];
}

describe('an ID number', () => {
  let booted: BootedApp;
  let superuser: Client;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let ids: StreetObjects;
  let admin: SignedIn;
  let reads: readonly Read[];
  /** By role: all that it read, by operation. */
  const texts = new Map<string, Map<string, string>>();

  beforeAll(async () => {
    booted = await bootApp({ role: 'api', env: { RATE_LIMITS: 'off', NODE_ENV: 'test' } });
    superuser = await superuserOf(booted.database);
    api = new PeopleApi(booted);
    const street = await streetObjects(booted, superuser, { name: '赵桂兰', idNumber: numbers.zhao });
    ({ people } = street.service);
    admin = await people.staff('STREET_ADMIN', street.service.tree.street.id);
    ids = { ...street.ids, ...(await fillMore(street.service.tree.street.id, street.volunteerToken, street.ids)) };
    reads = readsOf();
    const leader = await people.signedInVolunteer(street.service.tree.unit.id);
    await superuser.query('update team set leader_volunteer_id = $2 where id = $1', [
      ids['teamId'],
      leader.volunteerId,
    ]);
    const readers: [string, string | null][] = [
      ['NOBODY', null],
      ['TEAM_LEADER', leader.token],
    ];
    for (const role of grantableRoles) {
      readers.push([role, (await people.staff(role, street.service.tree.street.id)).token]);
    }
    for (const [role, token] of readers) texts.set(role, await readAll(role, token));
  }, 300_000);

  afterAll(async () => {
    await superuser.end();
    await booted.close();
  });

  /** More that is about these people: comparisons, looks, corrections, certificates, a list, a child, a selection. */
  async function fillMore(streetId: string, token: string, known: StreetObjects): Promise<Record<string, string>> {
    const volunteerId = known['volunteerId'] ?? '';
    const clerk = await people.staff('COMMUNITY_WORKER', streetId);
    const body = { idNumber: numbers.corrected, reason: `登记时写错，应为 ${numbers.corrected}` };
    await done(api.post('me/identity-corrections', { token, body }));
    for (const typed of [numbers.zhao, numbers.corrected]) {
      await done(
        api.post(`volunteers/${volunteerId}/id-number-checks`, { token: clerk.token, body: { idNumber: typed } }),
      );
    }
    const reason = `核对保险名单 ${numbers.zhao}`;
    const look = { token: admin.token, body: { field: 'ID_NUMBER', reason } };
    await done(api.post(`volunteers/${volunteerId}/personal-data-views`, look));
    const child = await people.registration(known['divisionId'] ?? '', { name: '钱小明', idNumber: numbers.child });
    const guardian = { name: '钱母', relation: '母亲', phone: '13712345678', proof: '户口簿', textVersion: '2026-1' };
    await done(api.post(`volunteers/${child.id}/guardians`, { token: clerk.token, body: guardian }));
    await done(api.post(`volunteers/${child.id}/reveal-requests`, look));
    await booted.get(MakeCheckpoint).execute();
    const certificateId = await certificates(token);
    const { rows } = await superuser.query<{ code: string }>(
      'select verification_code as code from certificate where id = $1',
      [certificateId],
    );
    return {
      ...{ certificateId, code: rows[0]?.code ?? '', number: '1' },
      importId: await list(clerk, streetId),
      roundId: await selection(streetId),
    };
  }

  /** One without the number, and one as they were issued before. @returns the latter */
  async function certificates(token: string): Promise<string> {
    const issued: string[] = [];
    const issuer = { personInCharge: '王主任', contact: '0431-80000000' };
    for (const [periodTo, idNumberDisplay] of [
      ['2026-11-01', 'NONE'],
      ['2026-11-02', 'LAST_FOUR'],
    ] as const) {
      const body = { periodFrom: '2026-01-01', periodTo, idNumberDisplay };
      const id = String((await done(api.post('me/certificates', { token, body })))['id']);
      await done(api.post(`certificates/${id}/issue`, { token: admin.token, body: issuer }));
      issued.push(id);
    }
    const mask = `${numbers.zhao.slice(0, 3)}***********${numbers.zhao.slice(-4)}`;
    await superuser.query(
      `update certificate set id_number_display = 'MASKED',
         content = jsonb_set(content, '{holder,maskedIdNumber}', to_jsonb($2::text)) where id = $1`,
      [issued[1], mask],
    );
    return issued[1] ?? '';
  }

  async function list(clerk: SignedIn, divisionId: string): Promise<string> {
    const rows = [
      listRow(1, 'nowhere', { idNumber: numbers.listed, name: '孙福' }),
      listRow(2, 'nowhere', { idNumber: numbers.zhao, name: '赵桂兰' }),
    ];
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(await listFile(rows))]), '名单.xlsx');
    const response = await fetch(`${booted.url}/api/v1/people-imports?kind=VOLUNTEERS&divisionId=${divisionId}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${clerk.token}`, 'idempotency-key': randomUUID() },
      body: form,
    });
    expect(response.status).toBe(201);
    return ((await response.json()) as { id: string }).id;
  }

  async function selection(divisionId: string): Promise<string> {
    const period = { periodFrom: '2026-01-01', periodTo: '2026-10-31' };
    const body = { divisionId, name: '优秀楼栋长', ...period, roles: ['BUILDING_HEAD'], basisDocument: '福街发 12 号' };
    const id = String((await done(api.post('selection-rounds', { token: admin.token, body })))['id']);
    await done(api.post(`selection-rounds/${id}/freeze`, { token: admin.token }));
    return id;
  }

  async function done(answer: ReturnType<PeopleApi['post']>): Promise<Record<string, unknown>> {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  }

  function readsOf(): readonly Read[] {
    return Object.entries(describeApi(booted.app).paths).flatMap(([template, { get }]) => {
      if (!get || OF_ONESELF.test(template)) return [];
      const parameters = (get.parameters ?? []) as { readonly name: string; readonly in: string }[];
      const query = parameters.filter(({ in: place }) => place === 'query').map(({ name }) => name);
      return [{ id: get.operationId ?? '', template, query }];
    });
  }

  /** What the questions of an address are filled with; without the others the answer holds everything. */
  function askedOf({ id, query }: Read): URLSearchParams {
    const now = new Date();
    const given: Record<string, string> = {
      year: '2026',
      accountKind: 'SERVICE_MINUTES',
      seq: '1',
      period: '2026',
      measure: 'SERVICE_MINUTES',
      fromMonth: '2026-01',
      toMonth: '2026-12',
      groupBy: 'CATEGORY',
      month: '2026-11',
      direction: 'IN',
      level: 'COMMUNITY',
      state: 'OVERDUE',
      kind: 'VOLUNTEERS',
      appointmentId: ids['appointmentId'] ?? '',
      divisionId: ids['divisionId'] ?? '',
      limit: '100',
      from: id.includes('Statement') ? '2026-01-01' : '1',
      to: id.includes('Statement') ? now.toISOString().slice(0, 10) : '1',
    };
    const required = /^(downloadPeopleImportTemplate)$/.test(id) ? [] : ['kind'];
    const left = LEFT_OUT.find(([which]) => which.test(id))?.[1] ?? [];
    return new URLSearchParams(
      query.flatMap((name) => {
        const value = [...required, ...left].includes(name) ? undefined : given[name];
        return value === undefined ? [] : [[name, value] as [string, string]];
      }),
    );
  }

  async function readAll(role: string, token: string | null): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    const headers = token === null ? undefined : { authorization: `Bearer ${token}` };
    for (const read of reads) {
      const address = read.template.replace(/\{([^}]+)\}/g, (_, name: string) => ids[name] ?? '1');
      const response = await fetch(`${booted.url}${address}?${askedOf(read).toString()}`, headers && { headers });
      const text = await textOf(response);
      if (response.status === 200) found.set(read.id, text);
      else if (response.status >= 500) throw new Error(`${role} ${read.id}: ${response.status} ${text}`);
    }
    if (token === null) return found;
    for (const text of ['赵桂兰', 'zgl', numbers.zhao, numbers.zhao.slice(-4), numbers.zhao.slice(-6), '1957-07-19']) {
      const { body } = await api.post('volunteer-searches', { token, body: { text } });
      found.set(`searchVolunteers ${found.size}`, JSON.stringify(body));
    }
    return found;
  }

  async function textOf(response: Response): Promise<string> {
    const type = response.headers.get('content-type') ?? '';
    if (type.includes('event-stream')) return firstEventOf(response);
    const bytes = Buffer.from(await response.arrayBuffer());
    if (type.includes('pdf')) {
      const { text } = probePdf(bytes);
      return `${text}\n${text.replaceAll('\n', '')}`;
    }
    if (!type.includes('spreadsheet')) return type.startsWith('image/png') ? '' : bytes.toString('utf8');
    const workbook = await openWorkbook(bytes);
    return workbook.worksheets.flatMap((sheet) => textsOf(sheet)).join('\n');
  }

  async function firstEventOf(response: Response): Promise<string> {
    const reader = response.body?.getReader();
    const first = await Promise.race([
      reader?.read().then(({ value }) => Buffer.from(value ?? []).toString('utf8')),
      new Promise<string>((resolve) => setTimeout(() => resolve(''), 1_000).unref()),
    ]);
    await reader?.cancel();
    return first ?? '';
  }

  it('the counter knows what the answers of before gave away', () => {
    const { zhao } = numbers;
    const left = (text: string): number => candidatesLeft(zhao, cluesIn(text, zhao));
    const mask = `${zhao.slice(0, 3)}***********${zhao.slice(-4)}`;
    expect(left(JSON.stringify({ idNumberMasked: mask, birthDate: '1957-07-19' }))).toBe(1);
    expect(left(mask)).toBeLessThan(100);
    expect(left('出生日期 1957年7月19日')).toBe(500);
    expect(left('生日 07-19')).toBe(500);
    expect(left('1957-07')).toBe(31 * 500);
    expect(left(`尾号${zhao.slice(-6)}`)).toBeLessThan(100);
    expect(left(`校验位 ${zhao.slice(17)}`)).toBeLessThan(ENOUGH);
    expect(left('{"age":69,"gender":"MALE","idNumberMasked":"1*****************"}')).toBe(182_500);
  });

  it('cannot be narrowed below 100,000 by anything that anybody reads of others', () => {
    const narrowed: unknown[] = [];
    for (const [role, answers] of texts) {
      for (const [name, idNumber] of Object.entries(numbers)) {
        const clues: Clue[] = [];
        const where: string[] = [];
        for (const [id, text] of answers) {
          const own = cluesIn(text, idNumber);
          clues.push(...own);
          if (own.length > 0) where.push(`${id}: ${own.map(({ found }) => found).join(' ')}`);
        }
        const left = candidatesLeft(idNumber, clues);
        if (left < ENOUGH) narrowed.push({ role, name, left, where });
      }
    }
    expect(narrowed).toEqual([]);
  });

  it('leaves no birth date under any name in what is read of others', () => {
    for (const answers of texts.values()) {
      for (const text of answers.values()) expect(text).not.toMatch(/birth_?date|birthday|出生日期/i);
    }
  });

  it('stands as its first character beside kind of document, age in the year, and gender', () => {
    const seen = JSON.parse(texts.get('COMMUNITY_WORKER')?.get('getVolunteer') ?? '{}') as unknown;
    const age = new Date().getFullYear() - 1957;
    expect(seen).toMatchObject({ idType: 'RESIDENT_ID', idNumberMasked: '1*****************', age, gender: 'MALE' });
    expect(seen).toMatchObject({
      placeName: '御景社区 第一网格 1号楼 1单元',
      phoneMasked: expect.any(String) as string,
    });
  });

  it('was looked for in the answer of every read there is', () => {
    const answered = new Set([...texts.values()].flatMap((answers) => [...answers.keys()]));
    // What names an object that is not made here says nothing of these people.
    const named = ({ template }: Read) => [...template.matchAll(/\{([^}]+)\}/g)].every(([, name = '']) => name in ids);
    const unanswered = reads.filter((read) => named(read) && !answered.has(read.id)).map(({ id }) => id);
    expect(unanswered.sort()).toEqual(Object.keys(NOT_ANSWERED).sort());
    for (const id of [
      'downloadCertificate',
      'downloadSelectionReport',
      'downloadMonthlySummary',
      'downloadStatement',
    ]) {
      expect(texts.get('STREET_ADMIN')?.get(id)?.length).toBeGreaterThan(20);
    }
    // The probe reads what is printed.
    expect(texts.get('STREET_ADMIN')?.get('downloadCertificate')).toMatch(/赵桂兰[\s\S]*居民身份证[\s\S]*1\*{17}/);
  });
});
