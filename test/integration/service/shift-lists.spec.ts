import { PeopleApi } from '../../builders/people.api';
import { at, type HeldShift, ServiceBuilder } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

let booted: BootedApp;
let service: ServiceBuilder;
let api: PeopleApi;
let morning: HeldShift;
let sunday: HeldShift;
type Items = readonly Record<string, unknown>[];

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  service = await ServiceBuilder.on(booted);
  api = new PeopleApi(booted);
  morning = await service.shift('09:00', '11:00');
  sunday = await service.shift('2026-11-29 09:00', '2026-11-29 11:00', {
    category: 'LECTURE',
    positions: [{ name: '队员', duty: 'MEMBER', capacity: 5 }],
  });
  await service.shift('2026-12-09 09:00', '2026-12-09 11:00');
  await service.attend(await service.volunteer(), morning, '09:00', '10:00');
  await service.attend(await service.volunteer(), morning, '09:05', null);
  await service.signUp(morning, await service.volunteer());
  booted.setNow(new Date(at('10:30')));
});
afterAll(() => booted.close());

const list = async (query = '', path = 'shifts', token?: string): Promise<Items> => {
  const { status, body } = await api.get(`${path}${query}`, token);
  expect(status).toBe(200);
  return body['items'] as Items;
};
const ids = (items: Items) => items.map(({ id }) => id);

describe('shifts by time', () => {
  it('are shown to everybody for a week from today, with seats and without who came', async () => {
    const items = await list();
    expect(ids(items)).toEqual([morning.shiftId, sunday.shiftId]);
    expect(items[0]).toMatchObject({ title: '巡河', categoryName: '巡河护河', capacity: 100, signedUpCount: 3 });
    expect(items[0]).not.toHaveProperty('cameCount');
  });

  it('are filtered by day, category, place and team, and come in pages', async () => {
    expect(ids(await list('?from=2026-11-29&until=2026-11-29'))).toEqual([sunday.shiftId]);
    expect(ids(await list('?category=LECTURE'))).toEqual([sunday.shiftId]);
    expect(await list(`?divisionId=${service.tree.otherCommunity.id}`)).toEqual([]);
    expect(await list(`?teamId=${service.teamId}`)).toHaveLength(2);
    expect(await list('?from=2026-11-28&until=2026-12-31')).toHaveLength(3);
    const { body } = await api.get('shifts?limit=1');
    expect(ids(await list(`?limit=1&after=${String(body['next'])}`))).toEqual([sunday.shiftId]);
  });

  it('are refused for a range that ends before it begins or is too long', async () => {
    for (const range of ['?from=2026-11-28&until=2026-11-27', '?from=2026-01-01&until=2026-12-31']) {
      expect((await api.get(`shifts${range}`)).body['code']).toBe('SHIFT_RANGE_INVALID');
    }
  });

  it('are counted by day, days without one too', async () => {
    const days = await list('?from=2026-11-27&until=2026-11-29', 'shift-days');
    expect(days).toEqual([
      { day: '2026-11-27', shiftCount: 0, freeSeats: 0 },
      { day: '2026-11-28', shiftCount: 1, freeSeats: 97 },
      { day: '2026-11-29', shiftCount: 1, freeSeats: 5 },
    ]);
  });

  it('say who came to staff of the place and the leader, and nothing to others', async () => {
    const staff = await service.people.staff('COMMUNITY_WORKER', service.tree.community.id);
    const counts = { presentCount: 1, leftCount: 1, cameCount: 2, signedUpCount: 3 };
    expect((await list('', 'managed-shifts', staff.token))[0]).toMatchObject({ id: morning.shiftId, ...counts });
    const stranger = await service.people.staff('COMMUNITY_WORKER', service.tree.otherCommunity.id);
    expect(await list('', 'managed-shifts', stranger.token)).toEqual([]);
    const resident = await service.people.signedInVolunteer(service.tree.unit.id);
    expect(await list('', 'managed-shifts', resident.token)).toEqual([]);
    expect((await api.get('managed-shifts')).status).toBe(401);
  });

  it('and the activities behind them are filtered by state, place and category for whoever holds them', async () => {
    const staff = await service.people.staff('COMMUNITY_WORKER', service.tree.community.id);
    const held = (query: string) => list(query, 'managed-shifts', staff.token);
    expect(await held('?status=CLOSED')).toEqual([]);
    expect(ids(await held('?status=SCHEDULED&category=LECTURE'))).toEqual([sunday.shiftId]);
    expect((await api.get('managed-shifts?status=CANCELLED', staff.token)).status).toBe(400);
    const activities = (query: string) => list(query, 'managed-activities', staff.token);
    expect(await activities('?category=LECTURE')).toHaveLength(1);
    expect(await activities(`?divisionId=${service.tree.community.id}&status=PUBLISHED`)).toHaveLength(3);
    expect(await activities(`?divisionId=${service.tree.otherCommunity.id}`)).toEqual([]);
    const stranger = await service.people.staff('COMMUNITY_WORKER', service.tree.otherCommunity.id);
    const foreign = `?divisionId=${service.tree.community.id}`;
    expect(await list(foreign, 'managed-activities', stranger.token)).toEqual([]);
  });
});
