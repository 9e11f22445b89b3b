import { ExtendShift } from '../../../src/service/activities';
import { v7 } from 'uuid';
import { OwnNotices } from '../../../src/people/notices';
import {
  AnswerObjection,
  ListMissingCheckOuts,
  ListObjections,
  ListUnfinished,
  ProposeCheckOut,
  RaiseObjection,
  RemindCheckOuts,
  RemindCompletion,
  TellAutoClosed,
} from '../../../src/service/service-hours';
import { CountWaiting } from '../../../src/platform/security/waiting';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import type { UserActor } from '../../../src/platform/foundation/actor/actor';
import { PeopleBuilder } from '../../builders/people.builder';
import { at, ServiceBuilder, volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

describe('what waits for somebody', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let volunteerId: string;
  let clerk: UserActor;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    street = await ServiceBuilder.on(booted);
    clerk = { ...PeopleBuilder.actor('COMMUNITY_WORKER', street.tree.community), userId: v7() };
  });
  afterAll(async () => booted.close());
  beforeEach(async () => {
    volunteerId = await street.volunteer();
  });

  const noticesOf = async (id = volunteerId) => {
    const { items } = await booted.get(OwnNotices).page(volunteerActor(id), {});
    return items.map((notice) => notice.kind).reverse();
  };
  const inboxOf = async (id = volunteerId) => booted.get(OwnNotices).page(volunteerActor(id), {});

  it('reminds 15 minutes before the end and after it, each once, and again of an extended end', async () => {
    const shift = await street.shift('09:00', '11:00');
    await street.attend(volunteerId, shift, '09:00', null);
    const left = await street.volunteer();
    await street.attend(left, shift, '09:00', '10:30');
    const remind = async (time: string) => {
      booted.setNow(new Date(at(time)));
      await booted.get(RemindCheckOuts).execute();
    };
    await remind('10:44');
    expect(await noticesOf()).toEqual([]);
    await remind('10:45');
    await Promise.all([1, 2, 3].map(() => remind('10:50')));
    expect(await noticesOf()).toEqual(['CHECK_OUT_SOON']);
    await booted.get(ExtendShift).execute(street.context(), { shiftId: shift.shiftId, extendedTo: at('11:30') });
    await remind('11:05');
    await remind('11:20');
    await remind('11:31');
    await remind('11:32');
    expect(await noticesOf()).toEqual(['CHECK_OUT_SOON', 'CHECK_OUT_SOON', 'CHECK_OUT_MISSED']);
    expect(await noticesOf(left)).toEqual([]);
    expect((await inboxOf()).items[0]?.sentence).toContain('11:30');
    expect((await inboxOf()).unreadCount).toBe(3);
    expect(await booted.get(OwnNotices).read(street.context(volunteerActor(volunteerId)))).toEqual({ unreadCount: 0 });
  });

  it('tells who was closed by the system, and one tap corrects it within three working days', async () => {
    const shift = await street.shift('13:00', '15:00');
    await street.attend(volunteerId, shift, '13:10', null);
    await street.closeAndCompute(shift);
    const tell = booted.get(TellAutoClosed);
    await tell.execute();
    expect(await tell.execute()).toBe(0);
    expect((await inboxOf()).items[0]?.sentence).toContain('暂计 110 分钟;如有出入,请在 12月2日 24:00 前补报');
    const actor = volunteerActor(volunteerId);
    const { items } = await booted.get(ListMissingCheckOuts).execute(actor);
    expect(items).toMatchObject([{ creditedMinutes: 110, suggestedOutAt: new Date(at('15:00')).toISOString() }]);
    const recordId = items[0]?.recordId ?? '';
    booted.setNow(new Date(at('2026-12-03 00:00')));
    const tap = () => booted.get(ProposeCheckOut).execute(street.context(actor), { recordId });
    await expect(tap()).rejects.toMatchObject({ code: 'CORRECTION_TOO_LATE' });
    expect((await booted.get(ListMissingCheckOuts).execute(actor)).items).toEqual([]);
    booted.setNow(new Date(at('2026-12-02 23:59')));
    expect(await tap()).toMatchObject({ status: 'UNDER_REVIEW' });
  });

  it('an objection has evidence and a day of answer; both sides are told, and it is listed as overdue after that day', async () => {
    const shift = await street.shift('16:00', '17:00');
    await street.attend(volunteerId, shift, '16:00', '17:00');
    await street.closeAndCompute(shift);
    const [record] = await street.records(volunteerId);
    const neighbour = await street.volunteer();
    booted.setNow(new Date(at('2026-11-30 09:00')));
    const { id } = await booted.get(RaiseObjection).execute(street.context(volunteerActor(neighbour)), {
      recordId: record?.id ?? '',
      grounds: '当天下午未见其到场',
      evidence: '值班岗亭登记本第 12 页',
    });
    const mine = async () =>
      (await booted.get(ListObjections).forStaff(clerk, {})).items.find((item) => item.id === id);
    // Five working days after Monday, 30 November: the end of Monday, 7 December.
    expect(await mine()).toMatchObject({ answerUntil: '2026-12-07T16:00:00.000Z', isOverdue: false });
    booted.setNow(new Date(at('2026-12-08 00:00')));
    expect(await mine()).toMatchObject({ isOverdue: true, evidence: '值班岗亭登记本第 12 页' });
    const queues = await booted.get(CountWaiting).execute(clerk);
    expect(queues.find(({ code }) => code === 'OBJECTIONS')).toMatchObject({ count: 1, overdueCount: 1 });
    await booted
      .get(AnswerObjection)
      .execute(street.context(clerk), { objectionId: id, outcome: 'DISMISSED', answer: '有两次有效打卡' });
    expect(await noticesOf()).toEqual(['OBJECTION_RAISED']);
    expect(await noticesOf(neighbour)).toEqual(['OBJECTION_ANSWERED']);
    const own = await booted.get(ListObjections).own(volunteerActor(neighbour), {});
    expect(own.items).toMatchObject([{ status: 'DISMISSED', answer: '有两次有效打卡', isOverdue: false }]);
    expect(own.items[0]?.name).toMatch(/^居\*/);
  });

  it('lists what runs out of ten working days and reminds the leader on day 7, once, and when it is overdue', async () => {
    const leader = await street.volunteer();
    await booted
      .get(UnitOfWork)
      .run((tx) => tx.query('update team set leader_volunteer_id = $2 where id = $1', [street.teamId, leader]));
    const shift = await street.shift('18:00', '19:00');
    await street.attend(volunteerId, shift, '18:00', '19:00');
    await street.closeAndCompute(shift);
    const isListed = async (state: 'DUE_SOON' | 'OVERDUE', actor = clerk) => {
      const { items } = await booted.get(ListUnfinished).page(actor, { state });
      return items.find((item) => item.volunteerId === volunteerId)?.state ?? null;
    };
    const remind = async (time: string) => {
      booted.setNow(new Date(at(time)));
      await booted.get(RemindCompletion).execute();
      return (await noticesOf(leader)).length;
    };
    expect(await remind('2026-12-07 23:00')).toBe(0);
    expect(await isListed('DUE_SOON')).toBeNull();
    // One for each of the four shifts of this day whose records are still unfinished.
    const told = await remind('2026-12-08 08:00');
    expect(told).toBeGreaterThanOrEqual(1);
    expect(await remind('2026-12-09 08:00')).toBe(told);
    expect([await isListed('DUE_SOON'), await isListed('OVERDUE')]).toEqual(['DUE_SOON', null]);
    expect(await remind('2026-12-12 08:00')).toBe(2 * told);
    expect(await isListed('OVERDUE')).toBe('OVERDUE');
    const elsewhere = { ...PeopleBuilder.actor('COMMUNITY_WORKER', street.tree.otherCommunity), userId: v7() };
    expect(await isListed('OVERDUE', elsewhere)).toBeNull();
    await street.confirmAll();
    expect(await isListed('OVERDUE')).toBeNull();
  });
});
