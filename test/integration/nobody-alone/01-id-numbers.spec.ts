import { randomUUID } from 'node:crypto';
import { SignUp } from '../../../src/service/activities';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { type Cell, listFile, listRow, sheetFile } from '../../builders/people-list.builder';
import { PeopleApi } from '../../builders/people.api';
import { idNumberOf, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { ServiceBuilder } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { candidatesLeft, cluesIn } from '../../support/id-number-clues';

/** Hole 1, the attacks: compute a number from what is shown, or find it out by asking. */
const NOW = new Date('2026-11-24T02:00:00Z');
const HOUR_MS = 3_600_000;

describe('ID numbers are not found out', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let service: ServiceBuilder;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let admin: SignedIn;
  let clerk: SignedIn;
  let sequence = 0;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api', env: { RATE_LIMITS: 'off', NODE_ENV: 'test' } });
    service = await ServiceBuilder.on(booted);
    ({ people, tree } = service);
    api = new PeopleApi(booted);
    booted.setNow(NOW);
    admin = await people.staff('STREET_ADMIN', tree.street.id);
    clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
  });

  beforeEach(() => booted.setNow(NOW));
  afterAll(async () => booted.close());

  /** A number of nobody yet. */
  const freshNumber = (birthDate = '1957-07-19'): string => idNumberOf((sequence += 7), birthDate);

  async function person(idNumber = freshNumber()): Promise<{ id: string; idNumber: string }> {
    return { id: (await people.volunteer(tree.unit.id, { idNumber })).id, idNumber };
  }

  const check = (id: string, idNumber: string, who = clerk) =>
    api.post(`volunteers/${id}/id-number-checks`, { token: who.token, body: { idNumber } });

  const alerts = async (): Promise<number> => {
    const [row] = await booted
      .get(UnitOfWork)
      .read<{ count: number }>(`select count(*)::int as count from alert where kind = 'ID_NUMBER_GUESSED'`, []);
    return row?.count ?? 0;
  };

  async function upload(kind: string, file: Buffer, who: SignedIn): Promise<{ status: number; code: unknown }> {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(file)]), '名单.xlsx');
    const response = await fetch(`${booted.url}/api/v1/people-imports?kind=${kind}&divisionId=${tree.street.id}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${who.token}`, 'idempotency-key': randomUUID() },
      body: form,
    });
    return { status: response.status, code: ((await response.json()) as Record<string, unknown>)['code'] };
  }

  it('from what a clerk reads: before 200 of 200 were computed, now none is narrowed below 100,000', async () => {
    const { token } = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
    const known = new Map<string, string>();
    for (let no = 0; no < 200; no += 1) {
      const birthDate = `${1940 + (no % 5)}-${String(1 + (no % 12)).padStart(2, '0')}-${String(1 + (no % 28)).padStart(2, '0')}`;
      const idNumber = idNumberOf(no * 3 + 1, birthDate);
      known.set((await people.registration(tree.otherCommunity.id, { idNumber })).id, idNumber);
    }
    let [before, now] = [0, 0];
    for (const [id, idNumber] of known) {
      const birthDate = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
      const old = { idNumberMasked: `${idNumber.slice(0, 3)}***********${idNumber.slice(-4)}`, birthDate };
      if (candidatesLeft(idNumber, cluesIn(JSON.stringify(old), idNumber)) === 1) before += 1;
      const { body } = await api.get(`volunteers/${id}`, token);
      expect(body).toMatchObject({ idNumberMasked: '1*****************', age: 2026 - Number(idNumber.slice(6, 10)) });
      if (candidatesLeft(idNumber, cluesIn(JSON.stringify(body), idNumber)) < 100_000) now += 1;
    }
    expect({ before, now }).toEqual({ before: 200, now: 0 });
  }, 120_000);

  describe('by watching for the birthday', () => {
    it('no sign-up to a dangerous shift is answered otherwise on the day', async () => {
      const { id } = await person(freshNumber('2009-03-10'));
      const answers: unknown[] = [];
      for (const day of ['2027-01-02', '2027-03-09', '2027-03-10', '2027-12-30', '2028-01-02']) {
        const shift = await service.shift(`${day} 09:00`, `${day} 11:00`, { riskLevel: 'HIGH' });
        booted.setNow(NOW);
        const actor = PeopleBuilder.actor('COMMUNITY_WORKER', tree.community);
        const context = { actor, idempotencyKey: randomUUID() };
        const asked = booted.get(SignUp).execute(context, { ...shift, volunteerId: id });
        answers.push(await asked.then(() => 'taken').catch((error: unknown) => (error as { code: string }).code));
      }
      expect(answers).toEqual([...Array<string>(4).fill('SIGNUP_MINOR_BARRED'), 'taken']);
    });

    it('no registration of a child is let through on the day, no look needs one person less', async () => {
      const child = await people.registration(tree.unit.id, { idNumber: freshNumber('2013-03-10') });
      const { id } = await person(freshNumber('2009-03-10'));
      for (const [at, approve, look] of [
        ['2027-03-09T02:00:00Z', 'GUARDIAN_CONSENT_REQUIRED', 'REVEAL_APPROVAL_REQUIRED'],
        ['2027-03-10T02:00:00Z', 'GUARDIAN_CONSENT_REQUIRED', 'REVEAL_APPROVAL_REQUIRED'],
        ['2027-12-31T02:00:00Z', 'GUARDIAN_CONSENT_REQUIRED', 'REVEAL_APPROVAL_REQUIRED'],
      ] as const) {
        booted.setNow(new Date(at));
        const [worker, street] = [
          await people.staff('COMMUNITY_WORKER', tree.community.id),
          await people.staff('STREET_ADMIN', tree.street.id),
        ];
        const body = { decision: 'APPROVE' };
        const review = await api.post(`volunteers/${child.id}/reviews`, { token: worker.token, version: 1, body });
        expect(review.body['code']).toBe(approve);
        const view = { token: street.token, body: { field: 'ID_NUMBER', reason: '核对保险名单' } };
        expect((await api.post(`volunteers/${id}/personal-data-views`, view)).body['code']).toBe(look);
        expect((await api.get(`volunteers/${id}`, worker.token)).body['age']).toBe(18);
      }
    });
  });

  describe('by comparing at the desk', () => {
    it('says same or not same, notes who asked, and keeps no number', async () => {
      const { id, idNumber } = await person();
      expect(await check(id, idNumber)).toMatchObject({ status: 200, body: { isSame: true, wrongLeft: 5 } });
      const wrong = freshNumber();
      expect(await check(id, ` ${wrong.toLowerCase()} `)).toMatchObject({ body: { isSame: false, wrongLeft: 4 } });
      const lines = await booted.get(UnitOfWork).read(
        `select actor_id, details from audit_log
         where action = 'volunteers.check-id-number' and subject_id = $1 order by id`,
        [id],
      );
      expect(lines).toEqual([
        { actor_id: clerk.userId, details: { isSame: true } },
        { actor_id: clerk.userId, details: { isSame: false } },
      ]);
      const [kept] = await booted
        .get(UnitOfWork)
        .read<{ text: string }>(`select string_agg(c::text, ' ') as text from id_number_check c`, []);
      expect(kept?.text).not.toContain(idNumber);
    });

    it('answers nobody after five wrong ones about a person, the right number neither, and raises an alert', async () => {
      const { id, idNumber } = await person();
      const before = await alerts();
      for (const who of [clerk, clerk, clerk, admin, admin])
        expect((await check(id, freshNumber(), who)).status).toBe(200);
      expect(await alerts()).toBe(before + 1);
      const third = await people.staff('COMMUNITY_WORKER', tree.community.id);
      for (const who of [clerk, admin, third]) {
        expect((await check(id, idNumber, who)).body).toMatchObject({ status: 429, code: 'ID_NUMBER_CHECKS_WRONG' });
      }
      booted.setNow(new Date(NOW.getTime() + 24 * HOUR_MS - 1_000));
      const later = await people.staff('COMMUNITY_WORKER', tree.community.id);
      expect((await check(id, idNumber, later)).status).toBe(429);
      booted.setNow(new Date(NOW.getTime() + 24 * HOUR_MS + 1_000));
      expect(await check(id, idNumber, later)).toMatchObject({ status: 200, body: { isSame: true } });
    });

    it('answers no more than five of twenty that come at once', async () => {
      const { id } = await person();
      const answers = await Promise.all(Array.from({ length: 20 }, () => check(id, freshNumber())));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
    });

    it('answers an account sixty times a day, whomever it asks about', async () => {
      const curious = await people.staff('COMMUNITY_WORKER', tree.community.id);
      const others = await Promise.all(Array.from({ length: 13 }, () => people.volunteer(tree.unit.id)));
      const answers: number[] = [];
      for (const { id } of others) {
        for (let no = 0; no < 5; no += 1) answers.push((await check(id, freshNumber(), curious)).status);
      }
      expect(answers.filter((status) => status === 200)).toHaveLength(60);
      const { id, idNumber } = await person();
      expect((await check(id, idNumber, curious)).body['code']).toBe('ID_NUMBER_CHECKS_MANY');
    });

    it('is for those who register people there', async () => {
      const { id, idNumber } = await person();
      const outsider = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
      const auditor = await people.staff('AUDITOR', tree.street.id);
      expect((await check(id, idNumber, outsider)).body['code']).toBe('VOLUNTEER_UNKNOWN');
      expect((await check(id, idNumber, auditor)).body['code']).toBe('PERMISSION_MISSING');
      expect((await check(id, '110105194912310021')).body['code']).toBe('ID_NUMBER_CHECK_DIGIT');
    });
  });

  describe('by searching', () => {
    it('a number, right or wrong, whole or in part, is no search', async () => {
      const { idNumber } = await person();
      for (const text of [
        idNumber,
        freshNumber(),
        idNumber.slice(-6),
        '1957-07-19',
        '19570719',
        idNumber.slice(0, 6),
      ]) {
        const { body } = await api.post('volunteer-searches', { token: admin.token, body: { text } });
        expect(body['code']).toBe('SEARCH_TEXT_INVALID');
      }
    });
  });

  describe('by a list', () => {
    const guesses = (count: number, birthYear: number) =>
      Array.from({ length: count }, (_, no) => idNumberOf(no % 1000, `${birthYear}-0${1 + Math.floor(no / 1000)}-11`));

    it('of guesses: none is answered above the limit, an alert is raised, and a list of people goes through', async () => {
      const guesser = await people.staff('STREET_ADMIN', tree.street.id);
      const before = await alerts();
      const rows = guesses(501, 1955).map((idNumber, no) => listRow(no, tree.community.code, { idNumber }));
      expect(await upload('VOLUNTEERS', await listFile(rows), guesser)).toEqual({
        status: 429,
        code: 'ID_NUMBER_LIST_LIMIT',
      });
      expect(await alerts()).toBe(before + 1);
      expect((await upload('VOLUNTEERS', await listFile(rows.slice(0, 500)), guesser)).status).toBe(201);
      // The same again is no new question; one more of that year is.
      expect((await upload('VOLUNTEERS', await listFile(rows.slice(0, 500)), guesser)).status).toBe(201);
      expect((await upload('VOLUNTEERS', await listFile(rows.slice(500)), guesser)).status).toBe(429);
      const real = Array.from({ length: 1_000 }, (_, no) => listRow(20_000 + no, tree.community.code));
      expect((await upload('VOLUNTEERS', await listFile(real), guesser)).status).toBe(201);
    });

    it('of guesses with one name: appointments are the same question', async () => {
      const guesser = await people.staff('STREET_ADMIN', tree.street.id);
      const header = ['姓名', '编号', '身份证', '职务', '区划代码', '任期开始', '任期截止', '受薪', '依据'];
      const rows = guesses(501, 1954).map((idNumber): Cell[] => [
        ...['居民', null, idNumber, '楼栋长', tree.building.code, '2026-01-01', null, '否', '居民会议'],
      ]);
      expect((await upload('APPOINTMENTS', await sheetFile(header, rows), guesser)).code).toBe('ID_NUMBER_LIST_LIMIT');
    });
  });

  describe('by registering', () => {
    const consents = [{ purpose: 'REGISTRATION', textVersion: '2026-1', channel: 'PAPER' }];
    const form = (idNumber: string, given: object = {}) => ({
      ...{ divisionId: tree.unit.id, name: '李四', idNumber, consents },
      ...given,
    });
    const register = (body: object) => api.post('volunteers', { token: clerk.token, body });

    it('what is refused anyway is answered the same for a number that is taken and for one that is free', async () => {
      const { idNumber } = await person();
      const { username } = await people.signedInVolunteer(tree.unit.id);
      for (const flaw of [
        { account: { username, password: 'correct-horse-9' } },
        { consents: [{ ...consents[0], textVersion: 'a\u0000' }] },
        { skills: ['a\u0000'] },
        { name: 'a\u0000' },
        { consents: [...consents, ...consents] },
      ]) {
        const [taken, free] = [await register(form(idNumber, flaw)), await register(form(freshNumber(), flaw))];
        expect(taken.status).toBeGreaterThanOrEqual(400);
        expect({ ...taken.body, requestId: '' }).toEqual({ ...free.body, requestId: '' });
      }
    });
  });

  describe('by a correction', () => {
    it('whose difference shows first characters, whose reason shows no number, and that is asked for three times a day', async () => {
      const own = freshNumber();
      const resident = await people.signedInVolunteer(tree.unit.id, { idNumber: own });
      const ask = (idNumber: string) =>
        api.post('me/identity-corrections', { token: resident.token, body: { idNumber, reason: `应为 ${idNumber}` } });
      for (let no = 0; no < 3; no += 1) {
        const wanted = freshNumber('1958-07-19');
        const { body } = await ask(wanted);
        const listed = await api.get('identity-corrections?status=OPEN', clerk.token);
        const mask = '1*****************';
        expect(listed.body['items']).toMatchObject([
          { idNumberBefore: mask, idNumberAfter: mask, reason: `应为 ${'*'.repeat(18)}` },
        ]);
        for (const idNumber of [own, wanted]) {
          expect(candidatesLeft(idNumber, cluesIn(JSON.stringify(listed.body), idNumber))).toBeGreaterThan(100_000);
        }
        const path = `identity-corrections/${String(body['id'])}`;
        const checked = await api.post(`${path}/id-number-checks`, { token: clerk.token, body: { idNumber: wanted } });
        expect(checked.body).toMatchObject({ isSame: true });
        const reject = { token: clerk.token, body: { decision: 'REJECT', reason: '没有证明' } };
        expect((await api.post(`${path}/decisions`, reject)).status).toBe(200);
      }
      expect((await ask(freshNumber())).body).toMatchObject({ status: 429, code: 'CORRECTION_TOO_MANY' });
    });
  });
});
