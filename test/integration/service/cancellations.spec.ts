import { OwnNotices } from '../../../src/people/notices';
import { TextNotices } from '../../../src/people/sms-receipts';
import { textNotice } from '../../../src/people/sms-receipts/jobs/receipt-jobs';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { Outbox } from '../../../src/platform/data/outbox';
import type { SignedIn } from '../../builders/people.builder';
import { at, type HeldShift, ServiceBuilder, volunteerActor } from '../../builders/service.builder';
import { ApiClient } from '../../support/api-client';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { eventually } from '../../support/eventually';
import { TextMessages } from '../../support/text-messages';

const REGISTRATION = { purpose: 'REGISTRATION', textVersion: '2026-1', channel: 'PAPER' } as const;
const SMS = { ...REGISTRATION, purpose: 'SMS' } as const;
const WEEKLY = [
  { startsAt: at('09:00'), endsAt: at('11:00') },
  { startsAt: at('2026-12-05 09:00'), endsAt: at('2026-12-05 11:00') },
];

/** Whoever has signed up hears of it when a shift does not take place: in the inbox, by text, or by mouth. */
describe('shifts that are called off', () => {
  let booted: BootedApp;
  let texts: TextMessages;
  let street: ServiceBuilder;
  let leader: SignedIn & { readonly volunteerId: string };
  let held: HeldShift;
  let activityId: string;
  let count = 0;

  beforeAll(async () => {
    texts = await TextMessages.start();
    booted = await bootApp({ env: texts.env });
    street = await ServiceBuilder.on(booted);
  });
  afterAll(async () => {
    await booted.close();
    texts.stop();
  });
  beforeEach(async () => {
    leader = await street.people.signedInVolunteer(street.tree.unit.id, {});
    const { id: teamId } = await street.people.team(street.tree.community.id, {
      leaderVolunteerId: leader.volunteerId,
    });
    held = await street.shift('09:00', '11:00', { teamId, title: '巡河', shifts: WEEKLY });
    const [row] = await booted
      .get(UnitOfWork)
      .read<{ id: string }>('select activity_id as id from shift where id = $1', [held.shiftId]);
    activityId = row?.id ?? '';
  });

  const call = async (who: SignedIn, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object, key?: string) => {
    const headers = {
      authorization: `Bearer ${who.token}`,
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(method === 'PATCH' && { 'if-match': '"2"' }),
    };
    const answer = await new ApiClient(booted.url).call(method, path, { headers, ...(body && { body }) });
    return { status: answer.status, body: answer.json<Record<string, unknown>>() };
  };
  const cancel = (who: SignedIn, path: string, reason: string, key: string) =>
    call(who, 'POST', `${path}/cancel`, { reason }, key);
  /** Somebody who gets texts, somebody who has only the inbox, and somebody whom nothing reaches. */
  const three = async () => {
    count += 1;
    const phone = `1377000${String(count).padStart(4, '0')}`;
    const texted = await street.people.volunteer(street.tree.unit.id, {
      ...{ name: '王桂兰', phone, consents: [REGISTRATION, SMS] },
    });
    const inbox = await street.people.signedInVolunteer(street.tree.unit.id, {});
    const untold = await street.people.volunteer(street.tree.unit.id, { name: '何无信' });
    const all = [texted.id, inbox.volunteerId, untold.id] as const;
    for (const id of all) await street.signUp(held, id);
    return { phone, ids: { texted: all[0], inbox: all[1], untold: all[2] } };
  };
  const sentences = async (volunteerId: string): Promise<readonly string[]> => {
    const { items } = await booted.get(OwnNotices).page(volunteerActor(volunteerId), {});
    return items.map(({ sentence }) => sentence);
  };

  it('tell beforehand how many hear of it and by which way, and afterwards who has to be told by mouth', async () => {
    const { phone, ids } = await three();
    const before = await call(leader, 'GET', `/shifts/${held.shiftId}/cancellation`);
    const untold = [{ volunteerId: ids.untold, name: '何无信', startsAt: new Date(at('09:00')).toISOString() }];
    const counts = { peopleCount: 3, textCount: 1, inboxCount: 1, untold };
    expect(before.body).toMatchObject({ ...counts, isCancelled: false, reason: null, title: '巡河' });
    const first = await cancel(leader, `/shifts/${held.shiftId}`, '暴雨红色预警。', 'cancel-1');
    expect(first).toMatchObject({ status: 200, body: { status: 'CANCELLED' } });
    expect(await cancel(leader, `/shifts/${held.shiftId}`, '暴雨红色预警。', 'cancel-1')).toEqual(first);
    const after = await call(leader, 'GET', `/shifts/${held.shiftId}/cancellation`);
    expect(after.body).toMatchObject({ ...counts, isCancelled: true, reason: '暴雨红色预警。' });
    const said =
      '「巡河」11 月 28 日 09:00–11:00 的场次取消了，请不要去。原因：暴雨红色预警。想参加别的，请到“活动”里报名。';
    for (const id of Object.values(ids)) expect(await sentences(id)).toEqual([said]);
    expect(await texts.latest(phone, '巡河')).toBe(`王*：${said}`);
    await eventually('no doorbell waits', async () => {
      const rows = await booted.get(UnitOfWork).read(`select 1 from outbox where job like '%text-notice'`);
      return rows.length === 0;
    });
    expect(texts.to(phone)).toHaveLength(1);
  });

  it('are told once to each person where a whole activity is called off', async () => {
    const { phone, ids } = await three();
    const [, second] = (await call(leader, 'GET', `/managed-activities/${activityId}`)).body['shifts'] as {
      id: string;
    }[];
    await street.signUp({ ...held, shiftId: second?.id ?? '' }, ids.texted);
    expect((await call(leader, 'GET', `/activities/${activityId}/cancellation`)).body).toMatchObject({
      ...{ peopleCount: 3, textCount: 1, inboxCount: 1, shifts: [{}, {}] },
    });
    expect((await cancel(leader, `/activities/${activityId}`, '人手不够', 'cancel-all')).status).toBe(200);
    expect(await sentences(ids.texted)).toEqual([expect.stringContaining('11 月 28 日 09:00–11:00 起的 2 场取消了')]);
    expect(await texts.latest(phone, '人手不够')).toContain('起的 2 场取消了');
    expect((await call(leader, 'GET', `/activities/${activityId}/cancellation`)).body).toMatchObject({
      ...{ isCancelled: true, reason: '人手不够', peopleCount: 3, untold: [{ volunteerId: ids.untold }] },
    });
  });

  it('are nothing to whoever had cancelled before, though for the same reason', async () => {
    const { phone, ids } = await three();
    await booted.get(UnitOfWork).run(async (tx) => {
      await tx.query(
        `update signup set status = 'CANCELLED', cancelled_at = $2, cancel_reason = '暴雨' where volunteer_id = $1`,
        [ids.inbox, new Date('2026-11-19T09:00:00+08:00')],
      );
    });
    await cancel(leader, `/shifts/${held.shiftId}`, '暴雨', 'cancel-rest');
    expect(await sentences(ids.inbox)).toEqual([]);
    const after = await call(leader, 'GET', `/shifts/${held.shiftId}/cancellation`);
    expect(after.body).toMatchObject({ peopleCount: 2, inboxCount: 0 });
    await texts.latest(phone, '暴雨');
  });

  it('are for the leader and the staff alone to look at and to call off; a stranger learns nothing', async () => {
    const { ids } = await three();
    const other = await street.people.signedInVolunteer(street.tree.unit.id, {});
    for (const path of [`/shifts/${held.shiftId}`, `/activities/${activityId}`]) {
      expect((await call(other, 'GET', `${path}/cancellation`)).status).toBe(404);
      expect((await cancel(other, path, '不想去', 'not-mine')).status).toBe(404);
    }
    expect(await sentences(ids.texted)).toEqual([]);
  });

  it('and another place is told to whoever comes; other words are not', async () => {
    const { phone, ids } = await three();
    const saved = await call(leader, 'PATCH', `/activities/${activityId}`, { participantNotes: '带雨靴' });
    expect(saved.status).toBe(200);
    expect(await sentences(ids.texted)).toEqual([]);
    const version = String(saved.body['version']);
    const headers = { authorization: `Bearer ${leader.token}`, 'if-match': `"${version}"` };
    const moved = { headers, body: { placeName: '滨河公园南门' } };
    const client = new ApiClient(booted.url);
    expect((await client.call('PATCH', `/activities/${activityId}`, moved)).status).toBe(200);
    expect((await client.call('PATCH', `/activities/${activityId}`, moved)).status).toBe(412);
    const said =
      '「巡河」11 月 28 日 09:00–11:00 的场次改了集合地点：现在是 滨河公园南门，原来是 御景社区河段。去不了的，请早些取消报名。';
    expect(await sentences(ids.inbox)).toEqual([said]);
    expect(await texts.latest(phone, '南门')).toBe(`王*：${said}`);
  });

  it('and a place that changes again and again is told by text a few times, the newest each time', async () => {
    const { phone, ids } = await three();
    const begun = new Date(at('2026-11-25 09:00'));
    const rung = jest.spyOn(booted.get(Outbox), 'addMany');
    const client = new ApiClient(booted.url);
    let version = 2;
    /** Moves the activity so many minutes after the first time. @returns when the text goes out, in such minutes; null for none. */
    const move = async (minutes: number): Promise<number | null> => {
      const now = new Date(begun.getTime() + minutes * 60_000);
      booted.setNow(now);
      rung.mockClear();
      const headers = { authorization: `Bearer ${leader.token}`, 'if-match': `"${String(version)}"` };
      const body = { placeName: `第 ${String(version)} 处` };
      const answer = await client.call('PATCH', `/activities/${activityId}`, { headers, body });
      expect(answer.status).toBe(200);
      version += 1;
      const [text] = rung.mock.calls
        .flatMap(([, entries]) => entries)
        .filter(({ job }) => job.name === textNotice.name);
      return text ? ((text.availableAt ?? now).getTime() - begun.getTime()) / 60_000 : null;
    };
    expect([await move(0), await move(1), await move(2), await move(3)]).toEqual([0, 10, null, null]);
    expect(await sentences(ids.texted)).toHaveLength(4);
    // Whichever of them rings, what is said is where it is now.
    const key = { volunteerId: ids.texted, kind: 'ACTIVITY_MOVED', subjectKey: `${activityId}.4` } as const;
    await booted.get(TextNotices).send(key);
    expect(await texts.latest(phone, '第 5 处')).toContain('现在是 第 5 处');
    expect([await move(25), await move(60), await move(120)]).toEqual([25, null, null]);
    expect(await sentences(ids.inbox)).toHaveLength(7);
    // The day after there is room again.
    expect(await move(25 * 60)).toBe(25 * 60);
    rung.mockRestore();
  });
});
