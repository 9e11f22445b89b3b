import { PeopleApi } from '../../builders/people.api';
import { at, ServiceBuilder } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

let booted: BootedApp;
let service: ServiceBuilder;
let api: PeopleApi;

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  service = await ServiceBuilder.on(booted);
  api = new PeopleApi(booted);
});
afterAll(() => booted.close());

interface Shown {
  readonly shiftId: string;
  readonly state: string;
  readonly mayPunch: string | null;
  readonly checkOutNow: { readonly creditedMinutes: number; readonly explanation: readonly string[] } | null;
}
interface Today {
  readonly shifts: readonly Shown[];
  readonly next: Shown | null;
  readonly duties: Record<string, unknown>;
}

/** What the page shows at an instant; the person signs in again, since the clock jumps. */
async function todayAt(time: string, username: string): Promise<Today> {
  booted.setNow(new Date(at(time)));
  const { token } = await service.people.signedIn(username);
  const { status, body } = await api.get('me/today', token);
  expect(status).toBe(200);
  return body as unknown as Today;
}

describe('today', () => {
  it('follows one shift from the sign-up to the minutes, and knows the next one', async () => {
    const me = await service.people.signedInVolunteer(service.tree.unit.id);
    const shift = await service.shift('09:00', '11:00');
    const later = await service.shift('2026-11-30 09:00', '2026-11-30 11:00');
    await service.signUp(shift, me.volunteerId);
    await service.signUp(later, me.volunteerId);

    const early = await todayAt('07:00', me.username);
    expect(early.shifts).toMatchObject([
      { shiftId: shift.shiftId, state: 'SIGNED_UP', stateName: '已报名', mayPunch: null, positionName: '队员' },
    ]);
    expect(early.next).toMatchObject({ shiftId: later.shiftId, state: 'SIGNED_UP', mayPunch: null });
    expect((await todayAt('08:55', me.username)).shifts).toMatchObject([{ mayPunch: 'IN', checkOutNow: null }]);

    await service.punch(me.volunteerId, shift.shiftId, 'IN', '09:00');
    const half = await todayAt('10:20', me.username);
    expect(half.shifts).toMatchObject([
      { state: 'CHECKED_IN', mayPunch: 'OUT', checkedInAt: new Date(at('09:00')).toISOString() },
    ]);
    expect(half.shifts[0]?.checkOutNow?.creditedMinutes).toBe(80);
    expect(half.shifts[0]?.checkOutNow?.explanation.length).toBeGreaterThan(3);

    await service.punch(me.volunteerId, shift.shiftId, 'OUT', '10:20');
    await service.closeAndCompute(shift);
    const after = await todayAt('20:00', me.username);
    expect(after.shifts).toMatchObject([
      { state: 'CHECKED_OUT', mayPunch: null, checkOutNow: null, creditedMinutes: 80, recordId: expect.any(String) },
    ]);
    expect(after.duties).toMatchObject({ inPublicity: 1, missingCheckOuts: [], waitingTransfers: 0 });
  });

  it('counts by the rule, so that two shifts at a time are not both counted', async () => {
    const me = await service.people.signedInVolunteer(service.tree.unit.id);
    const first = await service.shift('09:00', '11:00');
    await service.attend(me.volunteerId, first, '09:00', '10:00');
    await service.closeAndCompute(first);
    const second = await service.shift('2026-11-28 10:30', '2026-11-28 12:00');
    await service.attend(me.volunteerId, second, '10:30', null);
    expect((await todayAt('11:30', me.username)).shifts[1]?.checkOutNow?.creditedMinutes).toBe(60);
  });

  it('says who was checked out by the system, and that it can be put right', async () => {
    const me = await service.people.signedInVolunteer(service.tree.unit.id);
    const shift = await service.shift('14:00', '16:00');
    await service.attend(me.volunteerId, shift, '14:00', null);
    await service.closeAndCompute(shift);
    const { shifts, duties } = await todayAt('19:00', me.username);
    expect(shifts).toMatchObject([{ state: 'AUTO_CLOSED', mayPunch: null, checkOutNow: null }]);
    expect(duties['missingCheckOuts']).toMatchObject([{ activityTitle: '巡河', servedOn: '2026-11-28' }]);
  });

  it('is empty where nothing is on, and is for volunteers only', async () => {
    const me = await service.people.signedInVolunteer(service.tree.unit.id);
    expect(await todayAt('08:00', me.username)).toMatchObject({ shifts: [], next: null });
    const staff = await service.people.staff('COMMUNITY_WORKER', service.tree.community.id);
    expect((await api.get('me/today', staff.token)).status).toBe(403);
  });
});
