import { v7 } from 'uuid';
import { AskCategory, KindDirectory, RetireCategory } from '../../../src/place/kinds';
import type { LocalDay } from '../../../src/kernel/local-day';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { actorIdOf, type UserActor } from '../../../src/platform/foundation/actor/actor';
import type { Role } from '../../../src/platform/foundation/actor/permissions';
import { OwnNotices } from '../../../src/people/notices';
import {
  AddShifts,
  CancelSignup,
  CreateActivity,
  type CreateActivityCommand,
  PublishActivity,
  SignUp,
} from '../../../src/service/activities';
import { RunRollCall } from '../../../src/service/attendance';
import { ComputeHours, CorrectRecord } from '../../../src/service/service-hours';
import { at, ServiceBuilder, volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { decideAsAnother } from '../../support/decisions';

/** What counts as service decides minutes: nobody turns a match into service alone, nor after it was announced. */
let booted: BootedApp;
let street: ServiceBuilder;
let anna: UserActor;
let berta: UserActor;
let leader: string;
let teamId: string;

const TODAY = '2026-11-20T09:00:00+08:00';
const TOMORROW = '2026-11-21' as LocalDay;

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
});
afterAll(async () => booted.close());
beforeEach(async () => {
  booted.setNow(new Date(TODAY));
  street = await ServiceBuilder.on(booted);
  anna = await staff('STREET_ADMIN', street.tree.street);
  berta = await staff('STREET_ADMIN', street.tree.street);
  leader = await street.volunteer();
  teamId = (await street.people.team(street.tree.community.id, { leaderVolunteerId: leader })).id;
});

async function staff(role: Exclude<Role, 'VOLUNTEER'>, place: { readonly id: string; readonly path: string }) {
  const { userId } = await street.people.staff(role, place.id);
  return {
    ...{ kind: 'USER' as const, userId, sessionId: v7(), displayName: '工作人员', volunteerId: null },
    grants: [{ role, divisionId: place.id, divisionPath: place.path }],
  } satisfies UserActor;
}

const read = <Row>(sql: string, parameters: readonly unknown[] = []) =>
  booted.get(UnitOfWork).read<Row>(sql, parameters);

const flip = (by: UserActor, given: object = {}) =>
  booted.get(AskCategory).change(street.context(by), {
    ...{ divisionId: street.tree.street.id, code: 'FOOTBALL_MATCH', isService: true, reason: '街道会议决定' },
    ...given,
  });

const isService = async (code = 'FOOTBALL_MATCH') =>
  (await booted.get(KindDirectory).category(code, street.tree.community.path))?.isService;

/** A match with twenty players and four helpers on the test's day. */
function match(given: Partial<CreateActivityCommand> = {}): CreateActivityCommand {
  return {
    ...{ teamId, title: '社区足球赛', kind: 'SERVICE', category: 'FOOTBALL_MATCH', placeName: '笼式球场' },
    ...{ riskLevel: 'LOW', checkInModes: ['CODE', 'ROLL_CALL'] },
    positions: [
      { name: '队员', duty: 'MEMBER', capacity: 20 },
      { name: '赛事服务', duty: 'MEMBER', capacity: 4, isService: true },
    ],
    shifts: [{ startsAt: at('09:00'), endsAt: at('11:00') }],
    ...given,
  };
}

async function announced(given: Partial<CreateActivityCommand> = {}) {
  const { id } = await booted.get(CreateActivity).execute(street.context(anna), match(given));
  const activity = await booted.get(PublishActivity).execute(street.context(berta), { activityId: id });
  const position = (name: string) => activity.positions.find((one) => one.name === name);
  return {
    ...{ id, shiftId: activity.shifts[0]?.id ?? '', positions: activity.positions },
    ...{ player: position('队员')?.id ?? '', helper: position('赛事服务')?.id ?? '' },
  };
}

/** Called by the leader, signed up or not. */
async function rollCall(shiftId: string, volunteerId: string, direction: 'IN' | 'OUT', time: string): Promise<void> {
  booted.setNow(new Date(at(time)));
  await booted.get(RunRollCall).execute(volunteerActor(leader), shiftId, [{ punchId: v7(), volunteerId, direction }]);
}

async function traceOf(volunteerId: string) {
  const rows = await read<{ reason: string }>(
    `select l ->> 'reason' as reason from service_record r, jsonb_array_elements(r.trace) l where r.volunteer_id = $1`,
    [volunteerId],
  );
  return rows.map(({ reason }) => reason);
}

describe('what is service', () => {
  it('is not changed by one person, nor for today by two', async () => {
    await expect(flip(anna, { validFrom: '2026-11-20' })).rejects.toMatchObject({ code: 'KIND_NOT_FORWARD' });
    const { decisionId } = await flip(anna);
    await expect(decideAsAnother(booted, decisionId, anna)).rejects.toMatchObject({ code: 'DECISION_SAME_PERSON' });
    await expect(flip(berta)).rejects.toMatchObject({ code: 'DECISION_PENDING' });
    expect(await isService()).toBe(false);
    await decideAsAnother(booted, decisionId, berta);
    expect(await isService()).toBe(false);
    booted.setNow(new Date('2026-11-21T00:00:00+08:00'));
    expect(await isService()).toBe(true);
  });

  it('is changed by those of the street alone, and in the street alone', async () => {
    const worker = await staff('COMMUNITY_WORKER', street.tree.street);
    await expect(flip(worker)).rejects.toMatchObject({ code: 'PERMISSION_MISSING' });
    const other = await street.people.division(street.tree.district, 'STREET', '河东街道');
    await expect(flip(anna, { divisionId: other.id })).rejects.toMatchObject({ code: 'SCOPE_FOREIGN' });
    await expect(flip(anna, { divisionId: street.tree.community.id })).rejects.toMatchObject({
      code: 'KIND_PLACE_WRONG',
    });
    await decideAsAnother(booted, (await flip(anna)).decisionId, berta);
    booted.setNow(new Date('2026-11-21T09:00:00+08:00'));
    expect((await booted.get(KindDirectory).category('FOOTBALL_MATCH', other.path))?.isService).toBe(false);
  });

  it('does not come in under another code or another name', async () => {
    const add = (given: object) =>
      booted.get(AskCategory).add(street.context(anna), {
        ...{ divisionId: street.tree.street.id, code: 'FIVE_A_SIDE', name: '足球赛', isService: true, sortOrder: 1 },
        ...{ reason: '街道会议决定', ...given },
      });
    await expect(add({})).rejects.toMatchObject({ code: 'KIND_NAME_TAKEN', field: 'name' });
    await expect(add({ code: 'FOOTBALL_MATCH' })).rejects.toMatchObject({ code: 'KIND_CODE_TAKEN' });
    const { decisionId } = await add({ name: '五人制足球' });
    expect(await isService('FIVE_A_SIDE')).toBeUndefined();
    // A rename needs two as well: under the name of a match something could be service.
    const rename = await flip(anna, { code: 'PERSUASION', isService: undefined, name: '球类联赛' });
    await expect(decideAsAnother(booted, rename.decisionId, anna)).rejects.toMatchObject({
      code: 'DECISION_SAME_PERSON',
    });
    await decideAsAnother(booted, decisionId, berta);
    expect(await isService('FIVE_A_SIDE')).toBeUndefined();
    await expect(flip(anna, { code: 'TRAINING' })).rejects.toMatchObject({ code: 'CATEGORY_TRAINING_APART' });
  });

  it('is decided as it was asked, not after it has moved on', async () => {
    const { decisionId } = await flip(anna, { isService: undefined, name: '足球友谊赛' });
    await booted.get(RetireCategory).execute(street.context(berta), {
      divisionId: street.tree.street.id,
      code: 'FOOTBALL_MATCH',
      reason: '不再举办',
    });
    await expect(decideAsAnother(booted, decisionId, berta)).rejects.toMatchObject({ code: 'KIND_CHANGED_MEANWHILE' });
  });

  it('tells the leaders who work with it, and leaves its lines in the audit log', async () => {
    await announced();
    const { decisionId } = await flip(anna);
    await decideAsAnother(booted, decisionId, berta);
    const { items } = await booted.get(OwnNotices).page(volunteerActor(leader), {});
    const told = JSON.stringify(items);
    expect(told).toContain('活动类别“足球赛”由不计服务时长改为计入服务时长');
    const lines = await read<{ action: string; actor: string }>(
      `select action, actor_id as actor from audit_log where actor_id = any ($1) order by id`,
      [[anna, berta].map(actorIdOf)],
    );
    expect(lines.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['kinds.change-category', 'decisions.decide']),
    );
  });
});

describe('a match', () => {
  it('gives its players no minute and no point, keeps their attendance and says why; its helpers serve', async () => {
    const held = await announced();
    const [player, helper, walkIn] = [await street.volunteer(), await street.volunteer(), await street.volunteer()];
    await street.attend(player, { shiftId: held.shiftId, positionId: held.player }, '09:00', '11:00');
    await street.attend(helper, { shiftId: held.shiftId, positionId: held.helper }, '09:00', '11:00');
    await rollCall(held.shiftId, walkIn, 'IN', '09:00');
    await rollCall(held.shiftId, walkIn, 'OUT', '11:00');
    await street.closeAndCompute({ shiftId: held.shiftId, positionId: held.player });
    await street.confirmAll();
    expect(await street.records(player)).toMatchObject([{ status: 'CONFIRMED', flags: ['NOT_SERVICE'] }]);
    for (const somebody of [player, walkIn]) {
      expect(await street.records(somebody)).toMatchObject([{ rawMinutes: 120, creditedMinutes: 0 }]);
      expect(await traceOf(somebody)).toContain('NOT_SERVICE');
      expect(await street.balances(somebody)).toMatchObject({ serviceMinutes: 0, pointTenths: 0, trainingMinutes: 0 });
    }
    expect(await street.balances(helper)).toMatchObject({ serviceMinutes: 120, pointTenths: 200 });
  });

  it('that was announced stays what it was, whatever two decide afterwards', async () => {
    const held = await announced();
    const player = await street.volunteer();
    await street.attend(player, { shiftId: held.shiftId, positionId: held.player }, '09:00', '11:00');
    booted.setNow(new Date(TODAY));
    await decideAsAnother(booted, (await flip(anna)).decisionId, berta);
    await street.closeAndCompute({ shiftId: held.shiftId, positionId: held.player });
    const [record] = await street.records(player);
    expect(record).toMatchObject({ creditedMinutes: 0 });
    await booted.get(CorrectRecord).execute(street.context(anna), {
      ...{ recordId: record?.id ?? '', reason: '按签到表更正' },
      times: { checkedInAt: at('09:00'), checkedOutAt: at('10:59') },
    });
    await booted.get(ComputeHours).execute(held.shiftId);
    expect(await street.records(player)).toMatchObject([{ rawMinutes: 119, creditedMinutes: 0 }]);
    await expect(
      booted.get(AddShifts).execute(street.context(anna), {
        activityId: held.id,
        shifts: [{ startsAt: at('2026-12-05 09:00'), endsAt: at('2026-12-05 11:00') }],
      }),
    ).rejects.toMatchObject({ code: 'ACTIVITY_CATEGORY_MOVED' });
  });

  it('keeps a promise in the other direction, too: service that was announced is paid in minutes', async () => {
    const patrol = await street.shift('09:00', '11:00');
    const volunteer = await street.volunteer();
    await street.attend(volunteer, patrol, '09:00', '11:00');
    booted.setNow(new Date(TODAY));
    const { decisionId } = await flip(anna, { code: 'RIVER_PATROL', isService: false });
    await decideAsAnother(booted, decisionId, berta);
    await street.closeAndCompute(patrol);
    expect(await street.records(volunteer)).toMatchObject([{ creditedMinutes: 120 }]);
  });

  it('is no training either', async () => {
    await expect(
      booted
        .get(CreateActivity)
        .execute(street.context(anna), match({ kind: 'TRAINING', positions: [match().positions[0]!] })),
    ).rejects.toMatchObject({ code: 'ACTIVITY_KIND_MISMATCH' });
  });
});

describe('a leader', () => {
  const drafted = async (given: Partial<CreateActivityCommand> = {}) =>
    booted.get(CreateActivity).execute(street.context(volunteerActor(leader)), match(given));

  it('does not make helpers of players: who publishes them is staff, another, and not of the team', async () => {
    const players = [{ name: '队员', duty: 'MEMBER' as const, capacity: 20, isService: true }];
    const { id: activityId } = await drafted({ positions: players });
    const publish = (by: UserActor) => booted.get(PublishActivity).execute(street.context(by), { activityId });
    await expect(publish(volunteerActor(leader))).rejects.toMatchObject({ code: 'PERMISSION_MISSING' });
    const own = await booted.get(CreateActivity).execute(street.context(anna), match());
    await expect(
      booted.get(PublishActivity).execute(street.context(anna), { activityId: own.id }),
    ).rejects.toMatchObject({ code: 'DECISION_SAME_PERSON' });
    await expect(publish(anna)).resolves.toMatchObject({ positions: [{ isService: true }] });
  });

  it('announces a match without helpers alone', async () => {
    const { id: activityId } = await drafted({ positions: [match().positions[0]!] });
    await expect(
      booted.get(PublishActivity).execute(street.context(volunteerActor(leader)), { activityId }),
    ).resolves.toMatchObject({ positions: [{ isService: false }] });
  });

  it('makes no more seats for helpers than the second person saw', async () => {
    const held = await announced();
    const more = (capacity: number) =>
      booted.get(AddShifts).execute(street.context(volunteerActor(leader)), {
        activityId: held.id,
        shifts: [
          {
            ...{ startsAt: at('2026-12-05 09:00'), endsAt: at('2026-12-05 11:00') },
            capacities: [{ position: '赛事服务', capacity }],
          },
        ],
      });
    await expect(more(24)).rejects.toMatchObject({ code: 'HELPER_SEATS_GROWN', field: 'shifts[0].capacities' });
    await expect(more(4)).resolves.toMatchObject({ id: held.id });
  });

  it('does not turn a player into a helper once the match has begun', async () => {
    const held = await announced();
    const player = await street.volunteer();
    await street.signUp({ shiftId: held.shiftId, positionId: held.player }, player);
    booted.setNow(new Date(at('09:30')));
    const [signup] = await read<{ id: string }>('select id from signup where volunteer_id = $1', [player]);
    await expect(
      booted.get(CancelSignup).execute(street.context(anna), { signupId: signup?.id ?? '' }),
    ).rejects.toMatchObject({ code: 'SHIFT_STARTED' });
    await expect(
      booted.get(SignUp).execute(street.context(anna), {
        ...{ shiftId: held.shiftId, positionId: held.helper, volunteerId: player },
      }),
    ).rejects.toMatchObject({ code: 'SIGNUP_DUPLICATE' });
    await rollCall(held.shiftId, player, 'IN', '09:30');
    await rollCall(held.shiftId, player, 'OUT', '11:00');
    await street.closeAndCompute({ shiftId: held.shiftId, positionId: held.player });
    expect(await street.records(player)).toMatchObject([{ creditedMinutes: 0 }]);
  });
});

describe('the database', () => {
  const asApplication = (sql: string, parameters: readonly unknown[] = []) =>
    booted.get(UnitOfWork).run((tx) => tx.query(sql, parameters));

  it('takes no category without the decision of two, and changes none', async () => {
    const insert = (isRetired: boolean, decisionId: string | null, name = '足球赛') =>
      asApplication(
        `insert into activity_category (id, division_id, code, name, is_service, sort_order, valid_from, is_retired,
           created_by, created_at, decision_id)
         values ($1, $2, 'FOOTBALL_MATCH', $3, true, 1, $4, $5, 'user:x', now(), $6)`,
        [v7(), street.tree.street.id, name, TOMORROW, isRetired, decisionId],
      );
    await expect(insert(false, null)).rejects.toThrow('decision of two');
    await expect(insert(true, null)).rejects.toThrow('decision of two');
    const { decisionId } = await flip(anna, { validFrom: TOMORROW });
    await expect(insert(false, decisionId)).rejects.toThrow();
    await decideAsAnother(booted, decisionId, berta);
    await expect(insert(false, decisionId, '别的')).rejects.toThrow('something else');
    for (const sql of ['update activity_category set is_service = true', 'delete from activity_category']) {
      await expect(asApplication(sql)).rejects.toThrow('permission denied');
    }
  });

  it('lets no published position and no published activity say otherwise', async () => {
    const held = await announced();
    await expect(asApplication('update position set is_service = true where id = $1', [held.player])).rejects.toThrow(
      'keeps what it says',
    );
    await expect(
      asApplication(`update activity set category = 'RIVER_PATROL' where id = $1`, [held.id]),
    ).rejects.toThrow('keeps its category');
  });
});
