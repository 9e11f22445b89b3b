import { IdNumberAccess } from '../../../src/people/volunteers';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PeopleApi } from '../../builders/people.api';
import { idNumberOf, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

const NOW = new Date('2026-11-24T02:00:00Z');
const UNKNOWN = '01900000-0000-7000-8000-000000000000';
const guardian = {
  name: '慕容清和',
  relation: '母亲',
  phone: '137 1234 5678',
  proof: '社区档案柜 2026-17 号',
  textVersion: '2026-1',
};

describe('minors', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let clerk: SignedIn;
  let admin: SignedIn;
  let second: SignedIn;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    booted.setNow(NOW);
    api = new PeopleApi(booted);
    people = new PeopleBuilder(booted);
    tree = await people.street();
    clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    admin = await people.staff('STREET_ADMIN', tree.street.id);
    second = await people.staff('STREET_ADMIN', tree.street.id);
  });

  beforeEach(() => booted.setNow(NOW));
  afterAll(async () => booted.close());

  let sequence = 600;
  async function child(birthDate: string, state: 'registration' | 'volunteer' = 'volunteer') {
    sequence += 1;
    const idNumber = idNumberOf(sequence, birthDate);
    const { id } = await people[state](tree.unit.id, { idNumber });
    return { id, idNumber };
  }

  describe('have a guardian', () => {
    it('whose consent lets a child under 14 become active, and who is kept sealed until the account is closed', async () => {
      const { id } = await child('2013-05-06', 'registration');
      const approve = { token: clerk.token, version: 1, body: { decision: 'APPROVE' } };
      expect(await api.refused(`volunteers/${id}/reviews`, approve)).toBe('GUARDIAN_CONSENT_REQUIRED');
      const path = `volunteers/${id}/guardians`;
      expect((await api.post(path, { token: clerk.token, body: guardian })).status).toBe(201);
      expect(await api.refused(path, { token: clerk.token, body: guardian })).toBe('CONSENT_ALREADY_GRANTED');
      expect((await api.post(`volunteers/${id}/reviews`, approve)).body).toMatchObject({ status: 'ACTIVE' });
      const read = () =>
        booted
          .get(UnitOfWork)
          .read<{ row: string }>('select g::text as row from guardian g where volunteer_id = $1', [id]);
      const [row] = await read();
      for (const secret of [guardian.name, '13712345678']) {
        expect(row?.row).not.toContain(secret);
        expect(row?.row).not.toContain(Buffer.from(secret).toString('hex'));
      }
      const body = { reason: 'OWN_WISH' };
      const closing = await api.post(`volunteers/${id}/closings`, { token: clerk.token, body });
      await api.post(`closings/${String(closing.body['id'])}/decisions`, {
        token: admin.token,
        body: { decision: 'APPROVE' },
      });
      expect(await read()).toEqual([]);
    });

    it('is refused in this order', async () => {
      const { id } = await child('2011-01-02');
      const adult = await child('1990-01-02');
      const outsider = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
      const auditor = await people.staff('AUDITOR', tree.street.id);
      const call = (token: string, given = {}) => ({ token, body: { ...guardian, ...given } });
      const path = `volunteers/${id}/guardians`;
      const wrong = { phone: '1' };
      expect(await api.refused(`volunteers/${UNKNOWN}/guardians`, call(clerk.token, wrong))).toBe('VOLUNTEER_UNKNOWN');
      expect(await api.refused(path, call(auditor.token))).toBe('PERMISSION_MISSING');
      expect(await api.refused(path, call(outsider.token, wrong))).toBe('VOLUNTEER_UNKNOWN');
      expect(await api.refused(`volunteers/${adult.id}/guardians`, call(clerk.token, wrong))).toBe('PHONE_INVALID');
      expect(await api.refused(`volunteers/${adult.id}/guardians`, call(clerk.token))).toBe('GUARDIAN_NEEDLESS');
    });
  });

  describe('are looked at in full', () => {
    const look = (token: string) => ({ token, body: { field: 'ID_NUMBER' as const, reason: '核对保险名单' } });

    it('by two people, once, within half an hour', async () => {
      const { id, idNumber } = await child('2010-06-07');
      const views = `volunteers/${id}/personal-data-views`;
      expect(await api.refused(views, look(admin.token))).toBe('REVEAL_APPROVAL_REQUIRED');
      const asked = await api.post(`volunteers/${id}/reveal-requests`, look(admin.token));
      expect(asked.status).toBe(201);
      expect(await api.refused(views, look(admin.token))).toBe('REVEAL_APPROVAL_REQUIRED');
      expect((await api.get('reveal-requests', second.token)).body['items']).toEqual([
        expect.objectContaining({ id: asked.body['id'], field: 'ID_NUMBER', reason: '核对保险名单' }),
      ]);
      const approvals = `reveal-requests/${String(asked.body['id'])}/approvals`;
      expect(await api.refused(approvals, { token: admin.token })).toBe('DECISION_SAME_PERSON');
      expect((await api.post(approvals, { token: second.token })).body).toMatchObject({
        expiresAt: '2026-11-24T02:30:00.000Z',
      });
      expect(await api.refused(approvals, { token: second.token })).toBe('REVEAL_DECIDED');
      // It is good for the one who asked and for what was asked.
      expect(await api.refused(views, look(second.token))).toBe('REVEAL_APPROVAL_REQUIRED');
      const phone = { ...look(admin.token), body: { field: 'PHONE', reason: '核对保险名单' } };
      expect(await api.refused(views, phone)).toBe('REVEAL_APPROVAL_REQUIRED');
      expect((await api.post(views, look(admin.token))).body).toEqual({ value: idNumber });
      expect(await api.refused(views, look(admin.token))).toBe('REVEAL_APPROVAL_REQUIRED');
    });

    it('no longer when the half hour is over', async () => {
      const { id } = await child('2010-06-07');
      const asked = await api.post(`volunteers/${id}/reveal-requests`, look(admin.token));
      await api.post(`reveal-requests/${String(asked.body['id'])}/approvals`, { token: second.token });
      booted.setNow(new Date(NOW.getTime() + 30 * 60_000));
      const actor = { ...PeopleBuilder.actor('STREET_ADMIN', tree.street), userId: admin.userId };
      const late = booted.get(IdNumberAccess).reveal(actor, { volunteerId: id, ...look(admin.token).body });
      await expect(late).rejects.toMatchObject({ code: 'REVEAL_APPROVAL_REQUIRED' });
      const [row] = await booted
        .get(UnitOfWork)
        .read('select used_at from reveal_approval where volunteer_id = $1', [id]);
      expect(row).toEqual({ used_at: null });
    });

    it('on request, which is refused in this order', async () => {
      const { id } = await child('2010-06-07');
      const adult = await child('1990-01-02');
      const elsewhere = await people.staff('STREET_ADMIN', tree.otherCommunity.id);
      const path = (volunteerId: string) => `volunteers/${volunteerId}/reveal-requests`;
      expect(await api.refused(path(UNKNOWN), look(admin.token))).toBe('VOLUNTEER_UNKNOWN');
      expect(await api.refused(path(id), look(clerk.token))).toBe('PERMISSION_MISSING');
      expect(await api.refused(path(id), look(elsewhere.token))).toBe('VOLUNTEER_UNKNOWN');
      expect(await api.refused(path(adult.id), look(admin.token))).toBe('REVEAL_APPROVAL_NEEDLESS');
      expect(await api.refused(`reveal-requests/${UNKNOWN}/approvals`, { token: second.token })).toBe(
        'REVEAL_REQUEST_UNKNOWN',
      );
    });
  });

  it('leave address and emergency contact of adults to a role with a reason', async () => {
    const { id } = await people.volunteer(tree.unit.id, {
      idNumber: idNumberOf(777),
      address: '槐荫里八号楼',
      emergencyContact: { name: '上官婉清', relation: '女儿', phone: '136 9876 1234' },
    });
    const details = await api.get(`volunteers/${id}`, clerk.token);
    expect(details.body).toMatchObject({
      address: null,
      hasAddress: true,
      emergencyContactMasked: { name: '上官*', relation: '女儿', phone: '136****1234' },
    });
    const views = `volunteers/${id}/personal-data-views`;
    const view = async (field: string) =>
      (await api.post(views, { token: admin.token, body: { field, reason: '家中无人应门' } })).body['value'];
    expect(await view('ADDRESS')).toBe('槐荫里八号楼');
    expect(await view('EMERGENCY_CONTACT')).toBe('上官婉清(女儿)13698761234');
    const change = { token: clerk.token, version: 2, body: { emergencyContact: null, address: null } };
    expect((await api.patch(`volunteers/${id}`, change)).status).toBe(200);
    expect((await api.get(`volunteers/${id}`, clerk.token)).body).toMatchObject({
      hasAddress: false,
      emergencyContactMasked: null,
    });
    const lines = await booted
      .get(UnitOfWork)
      .read(
        `select action, reason from audit_log where subject_id = $1 and action like 'volunteers.reveal%' order by id`,
        [id],
      );
    expect(lines).toEqual([
      { action: 'volunteers.reveal-address', reason: '家中无人应门' },
      { action: 'volunteers.reveal-emergency-contact', reason: '家中无人应门' },
    ]);
  });
});
