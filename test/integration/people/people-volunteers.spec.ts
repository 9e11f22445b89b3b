import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PeopleApi } from '../../builders/people.api';
import { idNumberOf, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

const TODAY = new Date('2026-11-28T02:00:00Z');

describe('volunteers', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let clerk: SignedIn;
  let otherClerk: SignedIn;
  let admin: SignedIn;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    booted.setNow(TODAY);
    api = new PeopleApi(booted);
    people = new PeopleBuilder(booted);
    tree = await people.street();
    clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    otherClerk = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
    admin = await people.staff('STREET_ADMIN', tree.street.id);
  });

  afterAll(async () => booted.close());

  let sequence = 500;
  function form(given: Record<string, unknown> = {}) {
    sequence += 1;
    return {
      divisionId: tree.unit.id,
      name: '欧阳志远',
      idNumber: idNumberOf(sequence),
      phone: `1390000${String(sequence).padStart(4, '0')}`,
      consents: [{ purpose: 'REGISTRATION', textVersion: '2026-1', channel: 'SELF' }],
      ...given,
    };
  }

  async function read(sql: string, parameters: readonly unknown[] = []) {
    return booted.get(UnitOfWork).read(sql, parameters);
  }

  it('lets a resident register with an account, be approved, sign in and see the own profile masked', async () => {
    const request = form({
      account: { username: 'Zhi.Yuan', password: 'correct-horse-9' },
      skills: ['急救', '手语', '急救'],
      availability: [{ weekday: 6, from: '09:00', to: '11:00' }],
      politicalStatus: 'PARTY_MEMBER',
      occupation: '教师',
    });
    const registered = await api.post('volunteer-registrations', { body: request });
    expect(registered.status).toBe(201);
    expect(registered.body).toMatchObject({ status: 'PENDING', divisionId: tree.unit.id, version: 1 });
    expect(registered.body['volunteerNo']).toMatch(/^V\d{10}$/);

    const id = String(registered.body['id']);
    const approved = await api.post(`volunteers/${id}/reviews`, {
      token: clerk.token,
      version: 1,
      body: { decision: 'APPROVE' },
    });
    expect(approved).toMatchObject({ status: 200, body: { status: 'ACTIVE', version: 2 } });

    const tokens = await api.post('auth/sign-in', { body: { username: 'zhi.yuan', password: 'correct-horse-9' } });
    const token = String(tokens.body['accessToken']);
    const own = await api.get('me/volunteer', token);
    expect(own.headers.get('etag')).toBe('"2"');
    expect(own.body).toMatchObject({
      name: '欧阳志远',
      status: 'ACTIVE',
      gender: sequence % 2 === 1 ? 'MALE' : 'FEMALE',
      birthDate: '1980-05-17',
      idNumberMasked: '1*****************',
      phoneMasked: `139****${request.phone.slice(-4)}`,
      skills: ['急救', '手语'],
      availability: [{ weekday: 6, from: '09:00', to: '11:00' }],
      politicalStatus: 'PARTY_MEMBER',
      occupation: '教师',
      registrationChannel: 'SELF',
      consents: [{ purpose: 'REGISTRATION', textVersion: '2026-1', channel: 'SELF' }],
    });
    expect(JSON.stringify(own.body)).not.toContain(request.idNumber);

    const changed = await api.patch('me/volunteer', { token, version: 2, body: { skills: ['手语'] } });
    expect(changed).toMatchObject({ status: 200, body: { version: 3 } });
    expect((await api.get('me/volunteer', token)).body).toMatchObject({ skills: ['手语'], occupation: '教师' });
    // The phone has a way of its own (nobody-alone/05): whoever has it can act as the person.
    const phone = await api.patch('me/volunteer', { token, version: 3, body: { phone: '137 0000 1234' } });
    expect(phone.status).toBe(400);
    const renamed = await api.patch('me/volunteer', { token, version: 3, body: { name: '张三' } });
    expect(renamed.status).toBe(400);
    const outdated = await api.patch('me/volunteer', { token, version: 2, body: { occupation: '医生' } });
    expect(outdated).toMatchObject({ status: 412, body: { code: 'VERSION_OUTDATED' } });
  });

  it('keeps neither ID number nor phone in plain text anywhere', async () => {
    const request = form();
    await api.post('volunteers', { token: clerk.token, body: { ...request, account: undefined } });
    const [dump] = await read(
      `select concat(
         (select string_agg(v::text, '') from volunteer v), (select string_agg(k::text, '') from command_key k),
         (select string_agg(a::text, '') from audit_log a), (select string_agg(c::text, '') from consent c),
         (select string_agg(u::text, '') from user_account u), (select string_agg(o::text, '') from outbox o)) as text,
       (select string_agg(encode(id_number_cipher, 'escape') || encode(phone_cipher, 'escape'), '') from volunteer) bytes`,
    );
    for (const secret of [request.idNumber, request.phone]) {
      expect(dump?.['text']).not.toContain(secret);
      expect(dump?.['text']).not.toContain(Buffer.from(secret, 'utf8').toString('hex'));
      expect(dump?.['bytes']).not.toContain(secret);
    }
  });

  describe('refuses a registration and writes nothing', () => {
    it.each<[string, Record<string, unknown>]>([
      ['ID_NUMBER_EMPTY', { idNumber: '' }],
      ['ID_NUMBER_LENGTH', { idNumber: '1101051980051700' }],
      ['ID_NUMBER_OLD_FORM', { idNumber: '110105800517001' }],
      ['ID_NUMBER_CHARACTERS', { idNumber: '11010519800517A01X' }],
      ['ID_NUMBER_REGION', { idNumber: '000105198005170014' }],
      ['ID_NUMBER_BIRTH_DATE', { idNumber: '110105198002300011' }],
      ['ID_NUMBER_CHECK_DIGIT', { idNumber: '110105194912310021' }],
      ['ID_NUMBER_MANGLED_BY_SPREADSHEET', { idNumber: '1.10105E+17' }],
      ['PHONE_INVALID', { phone: '12800001234' }],
      ['DIVISION_UNKNOWN', { divisionId: '01900000-0000-7000-8000-000000000000' }],
      ['AVAILABILITY_INVALID', { availability: [{ weekday: 1, from: '11:00', to: '09:00' }] }],
      ['CONSENT_REGISTRATION_REQUIRED', { consents: [{ purpose: 'PHOTO', textVersion: '1', channel: 'SELF' }] }],
      ['CONSENT_CHANNEL_FOREIGN', { consents: [{ purpose: 'REGISTRATION', textVersion: '1', channel: 'PAPER' }] }],
      [
        'CONSENT_REPEATED',
        {
          consents: [
            { purpose: 'REGISTRATION', textVersion: '1', channel: 'SELF' },
            { purpose: 'REGISTRATION', textVersion: '2', channel: 'SELF' },
          ],
        },
      ],
      ['PASSWORD_WEAK', { account: { username: 'someone', password: 'aaaaaaaaaa1' } }],
      ['VALIDATION_FAILED', { name: '' }],
    ])('%s', async (code, wrong) => {
      expect(await api.refused('volunteer-registrations', { body: form(wrong) })).toBe(code);
    });

    it('and answers the same where the ID number is registered, without registering it again', async () => {
      const request = form();
      const first = await api.post('volunteer-registrations', { body: request });
      const again = { ...form(), idNumber: request.idNumber.toLowerCase() };
      const second = await api.post('volunteer-registrations', { body: again });
      expect([second.status, Object.keys(second.body)]).toEqual([201, Object.keys(first.body)]);
      expect(second.body['volunteerNo']).not.toBe(first.body['volunteerNo']);
      const rows = await booted
        .get(UnitOfWork)
        .read('select 1 from volunteer where id = $1 or volunteer_no = $2', [
          second.body['id'],
          second.body['volunteerNo'],
        ]);
      expect(rows).toEqual([]);
    });

    it('USERNAME_TAKEN, with the volunteer rolled back, too', async () => {
      const account = { username: 'taken-name', password: 'correct-horse-9' };
      await api.post('volunteer-registrations', { body: form({ account }) });
      expect(await api.refused('volunteer-registrations', { body: form({ account }) })).toBe('USERNAME_TAKEN');
    });

    it('SCOPE_FOREIGN for a clerk of another community, SIGN_IN_REQUIRED for nobody', async () => {
      expect(await api.refused('volunteers', { token: otherClerk.token, body: form() })).toBe('SCOPE_FOREIGN');
      expect(await api.refused('volunteers', { body: form() })).toBe('SIGN_IN_REQUIRED');
    });

    it('DIVISION_CLOSED', async () => {
      const closed = await people.division(tree.building, 'UNIT', '已拆单元');
      const token = admin.token;
      await api.patch(`divisions/${closed.id}`, { token, version: 1, body: { status: 'CLOSED' } });
      expect(await api.refused('volunteer-registrations', { body: form({ divisionId: closed.id }) })).toBe(
        'DIVISION_CLOSED',
      );
    });
  });

  it('registers one person once, although two clerks press the button at the same moment', async () => {
    const request = form();
    const calls = Array.from({ length: 6 }, async () => api.post('volunteers', { token: clerk.token, body: request }));
    const answers = await Promise.all(calls);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused.map(({ body }) => body['code'])).toEqual(Array.from({ length: 5 }, () => 'VOLUNTEER_DUPLICATE'));
  });

  it('carries a repeated key out once and answers the same', async () => {
    const request = form();
    const call = { token: clerk.token, body: request, key: 'register-once-1' };
    const [first, second] = await Promise.all([api.post('volunteers', call), api.post('volunteers', call)]);
    expect(first.status).toBe(201);
    expect(second.body).toEqual(first.body);
    const changed = await api.post('volunteers', { ...call, body: { ...request, name: '另一个人' } });
    expect(changed).toMatchObject({ status: 409, body: { code: 'IDEMPOTENCY_KEY_REUSED' } });
  });

  describe('review', () => {
    it('follows the states and tells each wrong step from the others', async () => {
      const { id } = await people.registration(tree.unit.id);
      const path = `volunteers/${id}/reviews`;
      const token = clerk.token;
      const step = (version: number, decision: string, reason?: string) => ({
        token,
        version,
        body: { decision, reason },
      });
      expect(await api.refused(path, step(1, 'SUSPEND', '试试'))).toBe('VOLUNTEER_STATUS_CONFLICT');
      expect(await api.refused(path, step(1, 'REJECT'))).toBe('VOLUNTEER_REASON_REQUIRED');
      expect(await api.refused(path, { ...step(1, 'APPROVE'), token: otherClerk.token })).toBe('VOLUNTEER_UNKNOWN');
      expect(await api.refused(path, { token, body: { decision: 'APPROVE' } })).toBe('IF_MATCH_REQUIRED');
      expect((await api.post(path, step(1, 'REJECT', '照片不清'))).body).toMatchObject({
        status: 'REJECTED',
        version: 2,
      });
      expect(await api.refused(path, step(1, 'RESUBMIT'))).toBe('VERSION_OUTDATED');
      expect((await api.post(path, step(2, 'RESUBMIT'))).body).toMatchObject({ status: 'PENDING' });
      expect((await api.post(path, step(3, 'APPROVE'))).body).toMatchObject({ status: 'ACTIVE' });
      expect((await api.post(path, step(4, 'SUSPEND', '投诉调查'))).body).toMatchObject({ status: 'SUSPENDED' });
      expect((await api.get(`volunteers/${id}`, token)).body).toMatchObject({ statusReason: '投诉调查', version: 5 });
      expect((await api.post(path, step(5, 'RESUME'))).body).toMatchObject({ status: 'ACTIVE' });
      expect(await api.refused('volunteers/01900000-0000-7000-8000-000000000000/reviews', step(1, 'APPROVE'))).toBe(
        'VOLUNTEER_UNKNOWN',
      );
    });

    it('erases the person who leaves, shuts the account and lets the ID number register again', async () => {
      const request = form({ account: { username: 'leaver', password: 'correct-horse-9' } });
      const { body } = await api.post('volunteer-registrations', { body: request });
      const id = String(body['id']);
      const tokens = await api.post('auth/sign-in', { body: { username: 'leaver', password: 'correct-horse-9' } });
      const token = String(tokens.body['accessToken']);
      const leaving = { decision: 'CLOSE', password: 'correct-horse-9' };
      const closed = await api.post('me/volunteer/status-changes', { token, version: 1, body: leaving });
      expect(closed.body).toMatchObject({ status: 'CLOSED' });
      const [row] = await read(
        'select name, id_number_cipher, id_number_index, phone_cipher, birth_date, volunteer_no from volunteer where id = $1',
        [id],
      );
      expect(row).toEqual({
        name: null,
        id_number_cipher: null,
        id_number_index: null,
        phone_cipher: null,
        birth_date: null,
        volunteer_no: body['volunteerNo'],
      });
      expect((await api.get('me/volunteer', token)).status).toBe(401);
      const path = `volunteers/${id}/reviews`;
      expect(await api.refused(path, { token: clerk.token, version: 2, body: { decision: 'RESUME' } })).toBe(
        'VOLUNTEER_CLOSED',
      );
      const again = await api.post('volunteer-registrations', { body: form({ idNumber: request.idNumber }) });
      expect(again.status).toBe(201);
    });

    it('waits for a guardian below 14, whose consent only staff can record', async () => {
      const child = await api.post('volunteer-registrations', {
        body: form({
          idNumber: idNumberOf(711, '2013-11-28'),
          account: { username: 'child', password: 'correct-horse-9' },
        }),
      });
      const older = await people.registration(tree.unit.id, { idNumber: idNumberOf(712, '2011-12-31') });
      const id = String(child.body['id']);
      const token = clerk.token;
      const approve = { token, version: 1, body: { decision: 'APPROVE' } };
      expect((await api.post(`volunteers/${older.id}/reviews`, approve)).status).toBe(200);
      expect(await api.refused(`volunteers/${id}/reviews`, approve)).toBe('GUARDIAN_CONSENT_REQUIRED');
      const consent = { purpose: 'GUARDIAN', textVersion: '2026-1', channel: 'GUARDIAN' };
      const tokens = await api.post('auth/sign-in', { body: { username: 'child', password: 'correct-horse-9' } });
      const childToken = String(tokens.body['accessToken']);
      expect(await api.refused('me/volunteer/consents', { token: childToken, body: consent })).toBe(
        'CONSENT_CHANNEL_FOREIGN',
      );
      expect((await api.post(`volunteers/${id}/consents`, { token, body: consent })).status).toBe(200);
      expect(await api.refused(`volunteers/${id}/consents`, { token, body: consent })).toBe('CONSENT_ALREADY_GRANTED');
      expect((await api.post(`volunteers/${id}/reviews`, approve)).body).toMatchObject({ status: 'ACTIVE' });
    });

    it('lets people grant and withdraw, but not take back what the registration stands on', async () => {
      const me = await people.signedInVolunteer(tree.unit.id);
      const photo = { purpose: 'PHOTO', textVersion: '2026-1', channel: 'SELF' };
      const call = (body: unknown) => ({ token: me.token, body });
      expect((await api.post('me/volunteer/consents', call(photo))).body).toMatchObject({ isGranted: true });
      const withdrawn = await api.post('me/volunteer/consent-withdrawals', call({ purpose: 'PHOTO' }));
      expect(withdrawn.body).toMatchObject({ isGranted: false });
      expect(await api.refused('me/volunteer/consent-withdrawals', call({ purpose: 'PHOTO' }))).toBe(
        'CONSENT_NOT_GRANTED',
      );
      expect(await api.refused('me/volunteer/consent-withdrawals', call({ purpose: 'REGISTRATION' }))).toBe(
        'CONSENT_REGISTRATION_NEEDED',
      );
    });
  });

  it('shows a full number to the right role with a reason, and logs every look', async () => {
    const idNumber = idNumberOf(801);
    const { id } = await people.volunteer(tree.unit.id, { idNumber });
    const path = `volunteers/${id}/personal-data-views`;
    const body = { field: 'ID_NUMBER', reason: '核对保险名单' };
    expect(await api.refused(path, { token: clerk.token, body })).toBe('PERMISSION_MISSING');
    expect(await api.refused(path, { token: admin.token, body: { field: 'ID_NUMBER' } })).toBe('VALIDATION_FAILED');
    const shown = await api.post(path, { token: admin.token, body });
    expect(shown).toMatchObject({ status: 200, body: { value: idNumber } });
    expect(shown.headers.get('cache-control')).toBe('no-store');
    await api.post(path, { token: admin.token, body });
    const lines = await read(
      `select actor_id, reason from audit_log where action = 'volunteers.reveal-id-number' and subject_id = $1`,
      [id],
    );
    expect(lines).toEqual([
      { actor_id: admin.userId, reason: '核对保险名单' },
      { actor_id: admin.userId, reason: '核对保险名单' },
    ]);
  });

  describe('the list', () => {
    it('shows the own scope only, page by page without gap or repetition', async () => {
      const foreign = await people.volunteer(tree.otherCommunity.id, { name: '司马河畔' });
      const seen: string[] = [];
      let after = '';
      do {
        const page = await api.get(`volunteers?limit=5${after}`, clerk.token);
        const { items, next } = page.body as { items: { id: string }[]; next: string | null };
        seen.push(...items.map((item) => item.id));
        after = next === null ? '' : `&after=${next}`;
      } while (after !== '');
      const inScope = await read(
        'select v.id from volunteer v join division d on d.id = v.division_id where starts_with(d.path, $1)',
        [tree.community.path],
      );
      expect(new Set(seen).size).toBe(seen.length);
      expect([...seen].sort()).toEqual(inScope.map((row) => String(row['id'])).sort());
      expect(seen).not.toContain(foreign.id);
      expect((await api.get(`volunteers/${foreign.id}`, clerk.token)).body['code']).toBe('VOLUNTEER_UNKNOWN');
      const query = `volunteers?divisionId=${tree.otherCommunity.id}`;
      expect((await api.get(query, clerk.token)).body['code']).toBe('SCOPE_FOREIGN');
      expect((await api.get(query, admin.token)).body['items']).toMatchObject([{ id: foreign.id }]);
    });

    it('filters by status and name and knows a broken position', async () => {
      const pending = await people.registration(tree.unit.id, { name: '诸葛小明' });
      const query = `volunteers?status=PENDING&name=${encodeURIComponent('葛小')}`;
      const page = await api.get(query, clerk.token);
      expect(page.body['items']).toMatchObject([{ id: pending.id, name: '诸葛小明', status: 'PENDING' }]);
      expect((await api.get('volunteers?after=nonsense', clerk.token)).body['code']).toBe('CURSOR_INVALID');
    });

    it('is closed to volunteers', async () => {
      const me = await people.signedInVolunteer(tree.unit.id);
      expect((await api.get('volunteers', me.token)).body['code']).toBe('PERMISSION_MISSING');
      expect((await api.get('me/volunteer', clerk.token)).status).toBe(403);
    });
  });

  it('opens an account for a volunteer once, with no password that staff knows', async () => {
    const { id } = await people.volunteer(tree.unit.id);
    const body = { username: 'by-staff', reason: '本人到场申请' };
    expect((await api.post(`volunteers/${id}/account`, { token: clerk.token, body })).status).toBe(201);
    const second = { token: clerk.token, body: { ...body, username: 'by-staff-2' } };
    expect(await api.refused(`volunteers/${id}/account`, second)).toBe('DECISION_PENDING');
  });
});
