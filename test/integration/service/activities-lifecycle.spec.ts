import {
  AddShifts,
  CancelActivity,
  CancelShift,
  CloseActivity,
  CloseShift,
  CreateActivity,
  type CreateActivityCommand,
  ExtendShift,
  lockShift,
  PublishActivity,
  ShiftDirectory,
} from '../../../src/service/activities';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { ActivitiesBuilder, commandOf, firstShift, volunteerActor } from '../../builders/activities.builder';
import { PeopleBuilder, type StreetTree } from '../../builders/people.builder';
import { ApiClient } from '../../support/api-client';
import { bootApp, type BootedApp } from '../../support/boot-app';

const NOW = new Date('2026-12-01T02:00:00Z');
const DURING = new Date('2026-12-05T02:00:00Z');

describe('activities', () => {
  let booted: BootedApp;
  let people: PeopleBuilder;
  let activities: ActivitiesBuilder;
  let tree: StreetTree;
  let leaderId: string;
  let volunteerId: string;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    booted.setNow(NOW);
    people = new PeopleBuilder(booted);
    tree = await people.street();
    leaderId = (await people.volunteer(tree.unit.id)).id;
    volunteerId = (await people.volunteer(tree.unit.id)).id;
    const team = await people.team(tree.community.id, { leaderVolunteerId: leaderId });
    activities = new ActivitiesBuilder(booted, team.id);
  });
  afterAll(() => booted.close());
  afterEach(() => booted.setNow(NOW));

  const read = <Row>(sql: string, parameters: readonly unknown[] = []) =>
    booted.get(UnitOfWork).read<Row>(sql, parameters);
  const create = (given: Partial<CreateActivityCommand>) => () => activities.draft(given);
  const shift = { startsAt: '2026-12-05T09:00:00+08:00', endsAt: '2026-12-05T11:00:00+08:00' };

  async function refused(attempt: () => Promise<unknown>, code: string, field?: string): Promise<void> {
    const count = () => read('select (select count(*) from activity) as a, (select count(*) from shift) as s');
    const before = await count();
    await expect(attempt()).rejects.toMatchObject({ code, ...(field !== undefined && { field }) });
    expect(await count()).toEqual(before);
  }

  it('repeats a weekly service day over the end of the year, each shift with its seats and a secret of its own', async () => {
    const activity = await activities.published({
      category: 'WEEKLY_SERVICE_DAY',
      positions: [
        { name: '领队', duty: 'LEADER', capacity: 1 },
        { name: '队员', duty: 'MEMBER', capacity: 20 },
      ],
      shifts: [
        {
          startsAt: '2026-12-19T09:00:00+08:00',
          endsAt: '2026-12-19T11:00:00+08:00',
          breaks: [{ startsAt: '2026-12-19T10:00:00+08:00', endsAt: '2026-12-19T10:10:00+08:00' }],
          repeatWeeklyUntil: '2027-01-09',
          capacities: [{ position: '队员', capacity: 30 }],
        },
      ],
    });
    expect(activity.shifts.map(({ startsAt, breaks }) => [startsAt, breaks[0]?.startsAt])).toEqual([
      ['2026-12-19T01:00:00.000Z', '2026-12-19T02:00:00.000Z'],
      ['2026-12-26T01:00:00.000Z', '2026-12-26T02:00:00.000Z'],
      ['2027-01-02T01:00:00.000Z', '2027-01-02T02:00:00.000Z'],
      ['2027-01-09T01:00:00.000Z', '2027-01-09T02:00:00.000Z'],
    ]);
    expect(activity.shifts.map(({ seats }) => seats.map(({ capacity }) => capacity).sort((a, b) => a - b))).toEqual(
      Array.from({ length: 4 }, () => [1, 30]),
    );
    const secrets = await Promise.all(activity.shifts.map(({ id }) => booted.get(ShiftDirectory).codeSecret(id)));
    expect(secrets.map(({ length }) => length)).toEqual([32, 32, 32, 32]);
    expect(new Set(secrets.map((secret) => secret.toString('hex'))).size).toBe(4);

    const more = { startsAt: '2027-01-16T09:00:00+08:00', endsAt: '2027-01-16T11:00:00+08:00' };
    const longer = await booted.get(AddShifts).execute(commandOf(), { activityId: activity.id, shifts: [more] });
    expect(longer.shifts).toHaveLength(5);
    const again = { activityId: activity.id, shifts: [more] };
    await refused(() => booted.get(AddShifts).execute(commandOf(), again), 'SHIFT_DUPLICATE', 'shifts');
  });

  it('refuses drafts that make no sense, naming the field', async () => {
    const late = { startsAt: '2026-12-05T11:00:00+08:00', endsAt: '2026-12-05T09:00:00+08:00' };
    await refused(create({ shifts: [shift, late] }), 'SHIFT_TIME_INVALID', 'shifts[1]');
    await refused(
      create({ shifts: [{ ...shift, repeatWeeklyUntil: '2036-01-01' }] }),
      'RECURRENCE_TOO_LONG',
      'shifts[0]',
    );
    await refused(create({ category: 'TRAINING' }), 'ACTIVITY_KIND_MISMATCH', 'kind');
    await refused(create({ longitude: 116.4 }), 'ACTIVITY_PLACE_INCOMPLETE', 'coordinateSystem');
    const twice = { name: '队员', duty: 'MEMBER' as const, capacity: 1 };
    await refused(create({ positions: [twice, twice] }), 'POSITION_NAME_TAKEN', 'positions');
  });

  it('is managed by the leader of the team and by staff of the place, and by nobody else', async () => {
    const as = (actor: Parameters<typeof commandOf>[0]) => () =>
      booted.get(CreateActivity).execute(commandOf(actor), activities.command());
    await refused(as(volunteerActor(volunteerId)), 'PERMISSION_MISSING');
    await refused(as(PeopleBuilder.actor('COMMUNITY_WORKER', tree.otherCommunity)), 'SCOPE_FOREIGN');
    await expect(as(PeopleBuilder.actor('COMMUNITY_WORKER', tree.community))()).resolves.toMatchObject({
      status: 'DRAFT',
    });
    const own = await as(volunteerActor(leaderId))();
    const publish = { activityId: own.id };
    const leader = () => booted.get(PublishActivity).execute(commandOf(volunteerActor(leaderId)), publish);
    await expect(leader()).resolves.toMatchObject({ status: 'PUBLISHED' });
    await refused(leader, 'ACTIVITY_NOT_DRAFT');
  });

  it('cancels the sign-ups with a shift, and with the whole activity', async () => {
    const two = [shift, { startsAt: '2026-12-06T09:00:00+08:00', endsAt: '2026-12-06T11:00:00+08:00' }];
    const activity = await activities.published({ shifts: two });
    const [one, other] = [firstShift(activity).id, activity.shifts[1]?.id ?? ''];
    await activities.signUp(activity, volunteerId);
    await activities.signUp(activity, volunteerId, { shiftId: other });
    await booted.get(CancelShift).execute(commandOf(), { shiftId: one, reason: '暴雨' });
    const statuses = () =>
      read<{ status: string; cancel_reason: string | null }>(
        `select u.status, u.cancel_reason from signup u join shift s on s.id = u.shift_id
         where s.activity_id = $1 order by s.starts_at`,
        [activity.id],
      );
    expect(await statuses()).toEqual([
      { status: 'CANCELLED', cancel_reason: '暴雨' },
      { status: 'CONFIRMED', cancel_reason: null },
    ]);
    await booted.get(CancelActivity).execute(commandOf(), { activityId: activity.id, reason: '改期' });
    expect((await statuses())[1]).toEqual({ status: 'CANCELLED', cancel_reason: '改期' });
    await expect(activities.signUp(activity, volunteerId, { shiftId: other })).rejects.toMatchObject({
      code: 'SHIFT_CANCELLED',
    });
    const again = { activityId: activity.id, reason: '改期' };
    await refused(() => booted.get(CancelActivity).execute(commandOf(), again), 'ACTIVITY_CANCELLED');
  });

  it('extends before closing, closes once, rings once, and lets nothing happen afterwards', async () => {
    const activity = await activities.published();
    const shiftId = firstShift(activity).id;
    const extend = (extendedTo: string) => () => booted.get(ExtendShift).execute(commandOf(), { shiftId, extendedTo });
    const close = () => booted.get(CloseShift).execute(commandOf(), { shiftId });
    await refused(close, 'SHIFT_NOT_STARTED');
    await refused(extend('2026-12-05T11:00:00+08:00'), 'EXTENSION_INVALID', 'extendedTo');
    booted.setNow(DURING);
    await expect(extend('2026-12-05T11:30:00+08:00')()).resolves.toMatchObject({
      extendedTo: '2026-12-05T03:30:00.000Z',
    });
    await refused(
      () => booted.get(CancelActivity).execute(commandOf(), { activityId: activity.id, reason: '雨' }),
      'SHIFT_STARTED',
    );
    await refused(
      () => booted.get(CloseActivity).execute(commandOf(), { activityId: activity.id }),
      'ACTIVITY_HAS_OPEN_SHIFTS',
    );
    const answers = await Promise.all([close(), close(), close()]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['CLOSED']));
    const bells = await read(
      `select payload from outbox where job = 'activities.shift-closed' and payload ->> 'shiftId' = $1`,
      [shiftId],
    );
    expect(bells).toEqual([{ payload: { shiftId } }]);
    await refused(extend('2026-12-05T12:00:00+08:00'), 'SHIFT_CLOSED');
    await expect(activities.signUp(activity, volunteerId)).rejects.toMatchObject({ code: 'SHIFT_CLOSED' });
    const state = await booted.get(UnitOfWork).run((tx) => lockShift(tx, shiftId, 'share'));
    expect(state).toMatchObject({ status: 'CLOSED', computedAt: null });
    const closed = await booted.get(CloseActivity).execute(commandOf(), { activityId: activity.id });
    expect(closed.status).toBe('CLOSED');
  });

  it('shows published activities to everybody, page by page by start, and the roster to those who hold the shift', async () => {
    const everybody = new ApiClient(booted.url);
    const list = (query: string) =>
      everybody.ok<{ items: { id: string; nextStartsAt: string }[]; next: string | null }>(
        'GET',
        `/activities?${query}`,
      );
    const draft = await activities.draft();
    const shown = await list(`divisionId=${tree.community.id}`);
    expect(shown.items.length).toBeGreaterThan(1);
    expect(shown.items.map(({ id }) => id)).not.toContain(draft.id);
    const starts = shown.items.map(({ nextStartsAt }) => nextStartsAt);
    expect(starts).toEqual([...starts].sort());
    const first = await list(`divisionId=${tree.community.id}&limit=1`);
    const second = await list(`divisionId=${tree.community.id}&limit=1&after=${first.next ?? ''}`);
    expect([...first.items, ...second.items]).toEqual(shown.items.slice(0, 2));
    expect((await list(`divisionId=${tree.otherCommunity.id}`)).items).toEqual([]);
    expect((await everybody.call('GET', `/activities/${draft.id}`)).status).toBe(404);

    const at = { startsAt: '2026-12-20T09:00:00+08:00', endsAt: '2026-12-20T11:00:00+08:00' };
    const activity = await activities.published({ shifts: [at] });
    const me = await people.signedInVolunteer(tree.unit.id);
    const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const stranger = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
    const as = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
    const shiftPath = `/shifts/${firstShift(activity).id}`;
    const body = { positionId: activity.positions[0]?.id };
    const signup = await everybody.ok('POST', `${shiftPath}/signups`, { body, ...as(me.token) });
    expect(signup).toMatchObject({ status: 'CONFIRMED', volunteerId: me.volunteerId });
    const mine = await everybody.ok('GET', '/signups/mine', as(me.token));
    expect(mine).toMatchObject({ items: [{ id: signup['id'], title: '周六巡河', status: 'CONFIRMED' }], next: null });
    const roster = await everybody.ok('GET', `${shiftPath}/roster`, as(clerk.token));
    expect(roster).toMatchObject({
      items: [{ volunteerId: me.volunteerId, duty: 'MEMBER', initials: expect.any(String) }],
    });
    expect((await everybody.call('GET', `${shiftPath}/roster`, as(stranger.token))).status).toBe(404);
    expect((await everybody.call('GET', `${shiftPath}/roster`, as(me.token))).status).toBe(404);
    const edit = { body: { title: '周日巡河' }, version: activity.version, ...as(clerk.token) };
    const edited = await everybody.call('PATCH', `/activities/${activity.id}`, edit);
    expect(edited.json<{ title: string }>().title).toBe('周日巡河');
    expect((await everybody.call('PATCH', `/activities/${activity.id}`, edit)).status).toBe(412);
  });

  it('says what to bring and to know to whoever looks, and changes it until the activity is over', async () => {
    const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const headers = { authorization: `Bearer ${clerk.token}` };
    const everybody = new ApiClient(booted.url);
    const body = activities.command({ participantNotes: ' 请穿防滑鞋，自带水杯 ' });
    const drafted = await everybody.ok('POST', '/activities', { body, headers });
    expect(drafted).toMatchObject({
      participantNotes: '请穿防滑鞋，自带水杯',
      description: null,
      evidenceMode: 'NONE',
    });
    const path = `/activities/${String(drafted['id'])}`;
    const edit = (version: number, said: object) => everybody.call('PATCH', path, { body: said, version, headers });

    const changed = await edit(1, { participantNotes: '另带雨衣' });
    expect(changed.json()).toMatchObject({ participantNotes: '另带雨衣', title: body.title, version: 2 });
    expect((await edit(2, { participantNotes: null })).json()).toMatchObject({ participantNotes: null, version: 3 });
    expect((await edit(3, { participantNotes: '字'.repeat(501) })).status).toBe(400);
    expect((await edit(3, { title: null })).status).toBe(400);

    const open = await activities.published({ participantNotes: '字'.repeat(500) });
    const seen = await everybody.ok('GET', `/activities/${open.id}`);
    expect(seen).toMatchObject({ participantNotes: '字'.repeat(500) });
  });
});
