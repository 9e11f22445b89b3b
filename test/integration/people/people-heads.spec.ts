import { AppointHead, HeadDirectory } from '../../../src/people/heads';
import { PeopleApi } from '../../builders/people.api';
import { localDay, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

describe('head appointments', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let clerk: SignedIn;
  let secondClerk: SignedIn;
  let otherClerk: SignedIn;
  let volunteerId: string;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    booted.setNow(new Date('2026-11-28T02:00:00Z'));
    api = new PeopleApi(booted);
    people = new PeopleBuilder(booted);
    tree = await people.street();
    clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    secondClerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    otherClerk = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
    volunteerId = (await people.volunteer(tree.unit.id, { name: '欧阳楼长' })).id;
  });

  afterAll(async () => booted.close());

  function form(given: Record<string, unknown> = {}) {
    return {
      volunteerId,
      divisionId: tree.building.id,
      role: 'BUILDING_HEAD',
      validFrom: '2026-01-01',
      isPaid: false,
      source: '居民会议决议',
      ...given,
    };
  }

  /** Another person of the community lets it be done. */
  async function approve(decisionId: unknown, token = secondClerk.token) {
    return api.post(`decisions/${String(decisionId)}/decisions`, { token, body: { decision: 'APPROVE' } });
  }

  it('appoints, lists who is in office, ends the term and lets a successor follow on the same day', async () => {
    const token = clerk.token;
    const appointed = await api.post('head-appointments', { token, body: form() });
    expect(appointed.status).toBe(201);
    // A term of the past is asked; it is nothing before another has decided.
    expect(appointed.body).toEqual({
      ...{ appointmentId: null, version: null, decisionId: expect.any(String) as unknown },
    });
    expect((await api.get('head-appointments', token)).body['items']).toEqual([]);
    expect(await api.refused('head-appointments', { token, body: form() })).toBe('DECISION_PENDING');
    expect((await approve(appointed.body['decisionId'], token)).body['code']).toBe('DECISION_SAME_PERSON');
    const done = await approve(appointed.body['decisionId']);
    expect(done).toMatchObject({ status: 200, body: { outcome: 'APPROVED', result: { version: 1 } } });
    const { appointmentId: id } = done.body['result'] as { appointmentId: string };
    const listed = await api.get('head-appointments', token);
    expect(listed.body['items']).toMatchObject([
      {
        appointmentId: id,
        name: '欧阳楼长',
        communityName: '御景社区',
        divisionName: '1号楼',
        validTo: null,
        version: 1,
      },
    ]);

    const end = { token, version: 1, body: { validTo: '2026-12-01', reason: '搬离小区' } };
    expect((await api.post(`head-appointments/${id}/end`, end)).body).toEqual({
      ...{ appointmentId: id, version: 2, decisionId: null },
    });
    expect(await api.refused(`head-appointments/${id}/end`, end)).toBe('VERSION_OUTDATED');
    const successor = await people.volunteer(tree.unit.id);
    const next = form({ volunteerId: successor.id, validFrom: '2026-11-30' });
    expect(await api.refused('head-appointments', { token, body: next })).toBe('APPOINTMENT_OVERLAP');
    const followed = await api.post('head-appointments', { token, body: { ...next, validFrom: '2026-12-01' } });
    expect(followed).toMatchObject({ status: 201, body: { version: 1, decisionId: null } });
    const december = await api.get('head-appointments?onDay=2026-12-01', token);
    expect(december.body['items']).toMatchObject([{ volunteerId: successor.id }]);
  });

  it('answers the appointments of a period for rankings, half-open', async () => {
    const unitHead = await people.head({
      volunteerId,
      divisionId: tree.unit.id,
      role: 'UNIT_HEAD',
      validFrom: localDay('2025-01-01'),
      validTo: localDay('2025-07-01'),
    });
    const directory = booted.get(HeadDirectory);
    const found = async (from: string, to: string) => {
      const rows = await directory.appointmentsIn(tree.street.path, ['UNIT_HEAD'], localDay(from), localDay(to));
      return rows.map((row) => row.appointmentId);
    };
    expect(await found('2025-06-30', '2025-12-31')).toEqual([unitHead.appointmentId]);
    expect(await found('2025-07-01', '2025-12-31')).toEqual([]);
    expect(await found('2024-01-01', '2025-01-01')).toEqual([]);
    const ended = { token: clerk.token, version: 1, body: { validTo: '2025-03-01', reason: '更正' } };
    expect(await api.refused(`head-appointments/${unitHead.appointmentId}/end`, ended)).toBe('APPOINTMENT_ENDED');
  });

  describe('refuses and writes nothing', () => {
    const unknown = '01900000-0000-7000-8000-000000000000';

    it.each<[string, () => Record<string, unknown>]>([
      ['APPOINTMENT_PERIOD_INVALID', () => ({ validTo: '2026-01-01' })],
      ['APPOINTMENT_DIVISION_WRONG', () => ({ role: 'GRID_HEAD' })],
      ['DIVISION_UNKNOWN', () => ({ divisionId: unknown })],
      ['VOLUNTEER_UNKNOWN', () => ({ volunteerId: unknown })],
      ['VALIDATION_FAILED', () => ({ validFrom: '2026-02-30' })],
    ])('%s', async (code, wrong) => {
      expect(await api.refused('head-appointments', { token: clerk.token, body: form(wrong()) })).toBe(code);
    });

    it('SCOPE_FOREIGN, VOLUNTEER_NOT_ACTIVE, APPOINTMENT_UNKNOWN', async () => {
      expect(await api.refused('head-appointments', { token: otherClerk.token, body: form() })).toBe('SCOPE_FOREIGN');
      const pending = await people.registration(tree.unit.id);
      const body = form({ volunteerId: pending.id });
      expect(await api.refused('head-appointments', { token: clerk.token, body })).toBe('VOLUNTEER_NOT_ACTIVE');
      const end = { token: clerk.token, version: 1, body: { validTo: '2026-12-01', reason: '误' } };
      expect(await api.refused(`head-appointments/${unknown}/end`, end)).toBe('APPOINTMENT_UNKNOWN');
    });
  });

  it('ends a term before today only by two', async () => {
    const { id } = await people.volunteer(tree.unit.id);
    const grid = await people.division(tree.community, 'GRID', '倒签网格');
    const head = {
      volunteerId: id,
      divisionId: grid.id,
      role: 'GRID_HEAD',
      validFrom: localDay('2026-01-01'),
    } as const;
    const { appointmentId } = await people.head(head);
    const end = {
      token: clerk.token,
      version: 1,
      body: { validTo: '2026-03-01', reason: '三月已搬走，居委会会议记录' },
    };
    const asked = await api.post(`head-appointments/${appointmentId}/end`, end);
    expect(asked.body).toEqual({ appointmentId: null, version: null, decisionId: expect.any(String) as unknown });
    expect(await api.refused(`head-appointments/${appointmentId}/end`, end)).toBe('DECISION_PENDING');
    expect((await booted.get(HeadDirectory).byId(appointmentId)).validTo).toBeNull();
    expect((await approve(asked.body['decisionId'])).body['result']).toEqual({ appointmentId, version: 2 });
    expect((await booted.get(HeadDirectory).byId(appointmentId)).validTo).toBe('2026-03-01');
  });

  it('has one head at a time, although several clerks appoint at the same moment', async () => {
    const building = await people.division(tree.grid, 'BUILDING', '2号楼');
    const appoint = booted.get(AppointHead);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 5 }, async () =>
        appoint.execute(people.context(), {
          volunteerId,
          divisionId: building.id,
          role: 'BUILDING_HEAD',
          validFrom: localDay('2026-11-28'),
          isPaid: false,
          source: '名单',
        }),
      ),
    );
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(refused).toHaveLength(4);
    for (const reason of refused) expect(reason).toMatchObject({ code: 'APPOINTMENT_OVERLAP' });
  });

  it('are called as their community says, below it too', async () => {
    const { token } = await people.staff('STREET_ADMIN', tree.street.id);
    const labels = async (id: string) => (await api.get(`divisions/${id}`, token)).body['labels'];
    expect(await labels(tree.unit.id)).toMatchObject({ BUILDING_HEAD: '楼栋长', UNIT: '单元' });
    const body = { labels: { BUILDING_HEAD: '楼道长' } };
    await api.patch(`divisions/${tree.community.id}`, { token, version: tree.community.version, body });
    expect(await labels(tree.unit.id)).toMatchObject({ BUILDING_HEAD: '楼道长', UNIT: '单元' });
    expect(await labels(tree.otherCommunity.id)).toMatchObject({ BUILDING_HEAD: '楼栋长' });
  });

  it('lists nothing of a foreign community', async () => {
    expect((await api.get('head-appointments', otherClerk.token)).body['items']).toEqual([]);
    const query = `head-appointments?divisionId=${tree.community.id}`;
    expect((await api.get(query, otherClerk.token)).body['code']).toBe('SCOPE_FOREIGN');
  });
});
