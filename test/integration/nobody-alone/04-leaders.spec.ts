import { v7 } from 'uuid';
import { CreateActivity, ExtendShift, PublishActivity } from '../../../src/service/activities';
import { RunOfflineRollCall, RunRollCall, ShowCode } from '../../../src/service/attendance';
import { DeclareHousehold } from '../../../src/people/households';
import { PUNCH_BATCH } from '../../../src/service/late-entries';
import { OwnNotices } from '../../../src/people/notices';
import { ComputeHours, DecideRecord } from '../../../src/service/service-hours';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { systemActor, type UserActor } from '../../../src/platform/foundation/actor/actor';
import { Decisions } from '../../../src/platform/security/decisions';
import { ShowDecisions } from '../../../src/platform/security/decisions/show-decisions';
import { OpenAccount } from '../../../src/people/volunteer-access/application/open-account';
import { PeopleBuilder, type SignedIn } from '../../builders/people.builder';
import { at, type HeldShift, ServiceBuilder } from '../../builders/service.builder';
import { ApiClient } from '../../support/api-client';
import { bootApp, type BootedApp } from '../../support/boot-app';

type Person = SignedIn & { readonly volunteerId: string };
interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

let booted: BootedApp;
let street: ServiceBuilder;
let leader: Person;
let worker: SignedIn;
let teamId: string;
let shift: HeldShift;

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  street = await ServiceBuilder.on(booted);
  worker = await street.people.staff('COMMUNITY_WORKER', street.tree.community.id);
});
afterAll(async () => booted.close());
beforeEach(async () => {
  booted.setNow(new Date('2026-11-20T09:00:00+08:00'));
  leader = await person();
  teamId = (await street.people.team(street.tree.community.id, { leaderVolunteerId: leader.volunteerId })).id;
  shift = await street.shift('09:00', '11:00', { teamId, checkInModes: ['CODE', 'ROLL_CALL', 'STAFF', 'KIOSK'] });
  booted.setNow(new Date(at('09:00')));
});

async function person(): Promise<Person> {
  const made = await street.people.signedInVolunteer(street.tree.unit.id);
  const [account] = await read<{ id: string }>('select id from user_account where volunteer_id = $1', [
    made.volunteerId,
  ]);
  return { ...made, userId: account?.id ?? '' };
}

const read = <Row>(sql: string, parameters: readonly unknown[] = []) =>
  booted.get(UnitOfWork).read<Row>(sql, parameters);

async function call(who: SignedIn, method: string, path: string, body?: object): Promise<Reply> {
  const headers = { authorization: `Bearer ${who.token}`, 'idempotency-key': v7() };
  const answer = await new ApiClient(booted.url).call(method, path, { headers, ...(body && { body }) });
  return { status: answer.status, body: answer.json<Record<string, unknown>>() };
}

/** The volunteer, with the roles of staff for the community where they have any. */
function actorOf({ userId, volunteerId }: Person, isStaff = false): UserActor {
  const { id: divisionId, path: divisionPath } = street.tree.community;
  const grants = isStaff ? [{ role: 'COMMUNITY_WORKER' as const, divisionId, divisionPath }] : [];
  return { kind: 'USER', userId, sessionId: userId, displayName: '', volunteerId, grants };
}

async function household(one: Person, other: Person): Promise<void> {
  await booted.get(DeclareHousehold).execute(street.context(), {
    volunteerId: one.volunteerId,
    withVolunteerId: other.volunteerId,
    source: '本人说明',
  });
}

async function deputy(who: Person, takenInBy: SignedIn = leader): Promise<Reply> {
  // Membership first: asked by the person, decided by the leader.
  const asked = await call(who, 'POST', `/teams/${teamId}/membership-requests`, {});
  const membershipId = String(asked.body['membershipId']);
  await call(takenInBy, 'POST', `/team-memberships/${membershipId}/decision`, { decision: 'APPROVE' });
  return call(worker, 'POST', `/teams/${teamId}/deputies`, { volunteerId: who.volunteerId });
}

async function tablet(who: SignedIn): Promise<string> {
  const { body } = await call(who, 'POST', `/shifts/${shift.shiftId}/devices`, { label: '平板', lifeMinutes: 1_440 });
  return String(body['link']).split('#')[1] ?? '';
}

async function atTablet(token: string, path: string, body: object): Promise<Reply> {
  const headers = { 'x-device-token': token };
  const answer = await new ApiClient(booted.url).call('POST', `/kiosk/${path}`, { headers, body });
  return { status: answer.status, body: answer.json<Record<string, unknown>>() };
}

async function cardOf(who: Person): Promise<string> {
  return String((await call(who, 'GET', '/me/card')).body['card']);
}

async function codeBy(who: SignedIn, direction: 'IN' | 'OUT'): Promise<string> {
  return String((await call(who, 'GET', `/shifts/${shift.shiftId}/code?direction=${direction}`)).body['digits']);
}

const punch = (who: Person, direction: 'IN' | 'OUT', code: string) =>
  call(who, 'POST', '/me/punches', { punchId: v7(), shiftId: shift.shiftId, direction, code });

async function claims(): Promise<readonly { cause: string; batchId: string }[]> {
  return read(`select cause, batch_id as "batchId" from punch_claim where shift_id = $1 order by counts_at, punch_id`, [
    shift.shiftId,
  ]);
}

async function requests(): Promise<readonly string[]> {
  const rows = await read<{ id: string }>(
    `select r.id from decision_request r join punch_claim_batch b on b.id = r.subject_id
     where r.kind = $1 and b.shift_id = $2 order by r.asked_at, r.id`,
    [PUNCH_BATCH, shift.shiftId],
  );
  return rows.map(({ id }) => id);
}

const punches = () => read('select 1 from punch where shift_id = $1', [shift.shiftId]);

async function records(): Promise<readonly { id: string; status: string; grade: string; flags: readonly string[] }[]> {
  return read(`select id, status, grade, flags from service_record where shift_id = $1 order by volunteer_id`, [
    shift.shiftId,
  ]);
}

async function closeAndCompute(): Promise<void> {
  await street.close(shift, '2026-11-28 11:10');
  await booted.get(ComputeHours).execute(shift.shiftId);
}

describe('a shift that is made afterwards', () => {
  const activity = (from: string, until: string) => ({
    ...{ teamId, title: '巡河', kind: 'SERVICE', category: 'RIVER_PATROL', placeName: '河边', riskLevel: 'LOW' },
    checkInModes: ['ROLL_CALL'],
    positions: [{ name: '队员', duty: 'MEMBER', capacity: 9 }],
    shifts: [{ startsAt: at(from), endsAt: at(until) }],
  });

  it('is refused with the way that is meant for it: what began 9.5 hours ago, and what began 16 minutes ago', async () => {
    booted.setNow(new Date(at('18:30')));
    for (const from of ['09:00', '18:14']) {
      const { status, body } = await call(leader, 'POST', '/activities', activity(from, '19:00'));
      expect([status, body['code']]).toEqual([400, 'SHIFT_BEGAN_TOO_LONG_AGO']);
      expect(body['title']).toMatch(/申报.*补录/u);
    }
  });

  it('nor is it let in through a draft, a further shift, a series or an extension', async () => {
    const draft = await call(leader, 'POST', '/activities', activity('09:30', '18:00'));
    booted.setNow(new Date(at('17:30')));
    const id = String(draft.body['id']);
    expect((await call(leader, 'POST', `/activities/${id}/publish`, {})).body['code']).toBe('DRAFT_SHIFT_BEGAN');
    const more = { shifts: [{ startsAt: at('10:00'), endsAt: at('18:00'), repeatWeeklyUntil: '2026-12-12' }] };
    expect((await call(leader, 'POST', `/activities/${id}/shifts`, more)).body['code']).toBe(
      'SHIFT_BEGAN_TOO_LONG_AGO',
    );
    booted.setNow(new Date(at('11:16')));
    const extend = booted.get(ExtendShift).execute(street.context(), { ...shift, extendedTo: at('18:00') });
    await expect(extend).rejects.toMatchObject({ code: 'EXTENSION_TOO_LATE' });
  });

  it('is refused by the database as well, and its times stand', async () => {
    const write = (sql: string) => booted.get(UnitOfWork).run((tx) => tx.query(sql, [shift.shiftId]));
    const earlier = `starts_at = starts_at - interval '9 hours'`;
    await expect(write(`update shift set ${earlier} where id = $1`)).rejects.toThrow('the times of a shift stand');
    const late = `declared_at = starts_at + interval '61 minutes'`;
    await expect(write(`update shift set ${late} where id = $1`)).rejects.toThrow('a shift is made afterwards');
    const longer = `extended_to = ends_at + interval '5 hours', extended_at = ends_at + interval '61 minutes'`;
    await expect(write(`update shift set ${longer} where id = $1`)).rejects.toThrow('a shift is lengthened afterwards');
  });

  it('that began a quarter of an hour ago is flagged, and its reviewer reads it', async () => {
    booted.setNow(new Date(at('09:09')));
    const made = await booted.get(CreateActivity).execute(street.context(), activity('09:00', '11:00') as never);
    await booted.get(PublishActivity).execute(street.context(), { activityId: made.id });
    shift = { shiftId: made.shifts[0]?.id ?? '', positionId: made.positions[0]?.id ?? '' };
    const member = await person();
    const line = { punchId: v7(), volunteerId: member.volunteerId, direction: 'IN' } as const;
    await booted.get(RunRollCall).execute(systemActor('test'), shift.shiftId, [line]);
    await closeAndCompute();
    const [record] = await records();
    expect(record?.flags).toContain('LATE_START');
    const { body } = await call(worker, 'GET', `/records/${record?.id ?? ''}`);
    expect(body['explanation']).toContain('这一场在开始 9 分钟之后才排入计划，已提示审核人。');
  });
});

describe('lines that come hours later', () => {
  const line = (volunteerId: string, direction: 'IN' | 'OUT', time: string) => ({
    ...{ punchId: v7(), volunteerId, direction },
    happenedAt: at(time),
  });

  async function send(who: UserActor | ReturnType<typeof systemActor>, time: string, lines: readonly object[]) {
    booted.setNow(new Date(at(time)));
    const command = { shiftId: shift.shiftId, deviceSentAt: at(time), lines: lines as never };
    return booted.get(RunOfflineRollCall).execute(who, command);
  }

  it('are one claim, which the leader decides neither as staff nor through a deputy, and staff from outside does', async () => {
    const friends = [await person(), await person(), await person()];
    const second = await person();
    expect((await deputy(second)).status).toBe(201);
    const lines = friends.flatMap(({ volunteerId }) => [
      line(volunteerId, 'IN', '09:00'),
      line(volunteerId, 'OUT', '11:00'),
    ]);
    await street.close(shift, '2026-11-28 11:10');
    const answers = await send(actorOf(leader), '18:30', lines);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['IN_REVIEW']));
    expect(await send(actorOf(leader), '18:31', lines)).toEqual(answers);
    expect(new Set((await claims()).map(({ batchId }) => batchId)).size).toBe(1);
    const [id = '', ...others] = await requests();
    expect(others).toEqual([]);
    expect(await punches()).toEqual([]);
    const approve = { decision: 'APPROVE' };
    for (const near of [leader, second]) {
      const asStaff = street.context(actorOf(near, true));
      const attempt = booted.get(Decisions).decide(asStaff, { id, decision: 'APPROVE' });
      await expect(attempt).rejects.toMatchObject({ code: 'RECORD_OWN_TEAM' });
      expect(await booted.get(ShowDecisions).one(asStaff.actor, id)).toMatchObject({
        mayDecide: false,
        whyNot: { code: 'RECORD_OWN_TEAM' },
      });
    }
    const seen = await call(worker, 'GET', `/decisions/${id}`);
    expect(seen.body).toMatchObject({ mayDecide: true, sentence: expect.stringContaining('6 条打卡') as string });
    expect((await call(worker, 'POST', `/decisions/${id}/decisions`, approve)).status).toBe(200);
    expect((await records()).map(({ status }) => status)).toEqual(['UNDER_REVIEW', 'UNDER_REVIEW', 'UNDER_REVIEW']);
  });

  it('do not come any earlier by a clock that lies', async () => {
    const friend = await person();
    booted.setNow(new Date(at('10:30')));
    const lie = { ...line(friend.volunteerId, 'IN', '09:00'), punchId: v7() };
    const command = { shiftId: shift.shiftId, deviceSentAt: at('09:01'), lines: [lie] };
    const [answer] = await booted.get(RunOfflineRollCall).execute(actorOf(leader), command);
    expect(answer).toMatchObject({ status: 'IN_REVIEW', code: 'CLOCK_SKEW' });
    expect(await punches()).toEqual([]);
  });

  it.each([
    ['a tablet of staff has a day, with a flag', 'STAFF', 'RECORDED'],
    ['a tablet of the leader has half an hour', 'TEAM', 'IN_REVIEW'],
    ['a tablet that the spouse of the leader issued as staff is the leader’s', 'SPOUSE', 'IN_REVIEW'],
  ])('%s', async (_, issuer, status) => {
    const friend = await person();
    let token: string;
    if (issuer === 'SPOUSE') {
      const spouse = await street.people.staff('COMMUNITY_WORKER', street.tree.community.id);
      const own = await person();
      await household(leader, own);
      await booted
        .get(UnitOfWork)
        .run((tx) =>
          tx.query('update user_account set person_volunteer_id = $2 where id = $1', [spouse.userId, own.volunteerId]),
        );
      booted.setNow(new Date(at('09:00')));
      token = await tablet(spouse);
      // Nor does the leader punch at it.
      const card = await cardOf(leader);
      const own2 = await atTablet(token, 'punches', { punchId: v7(), direction: 'IN', card });
      expect(own2.body['code']).toBe('KIOSK_OWN_TABLET');
    } else {
      booted.setNow(new Date(at('09:00')));
      token = await tablet(issuer === 'STAFF' ? worker : leader);
    }
    await street.signUp(shift, friend.volunteerId);
    booted.setNow(new Date(at('10:45')));
    const card = await cardOf(friend);
    const lines = [{ punchId: v7(), direction: 'IN', happenedAt: at('09:00'), card }];
    const { body } = await atTablet(token, 'punch-batches', { deviceSentAt: at('10:45'), lines });
    expect(body['items']).toMatchObject([{ status }]);
    if (issuer !== 'STAFF') return;
    await closeAndCompute();
    expect((await records())[0]?.flags).toContain('LATE_LINES');
  });
});

describe('the own attendance', () => {
  it('is not taken at a tablet one issued, by oneself or by the household', async () => {
    const spouse = await person();
    await household(leader, spouse);
    booted.setNow(new Date(at('09:00')));
    const token = await tablet(leader);
    for (const near of [leader, spouse]) {
      const card = await cardOf(near);
      const { status, body } = await atTablet(token, 'punches', { punchId: v7(), direction: 'IN', card });
      expect([status, body['code']]).toEqual([403, 'KIOSK_OWN_TABLET']);
    }
    expect(await punches()).toEqual([]);
  });

  it('is taken at a tablet that staff issued', async () => {
    await street.signUp(shift, leader.volunteerId);
    booted.setNow(new Date(at('09:00')));
    const card = await cardOf(leader);
    const token = await tablet(worker);
    expect((await atTablet(token, 'punches', { punchId: v7(), direction: 'IN', card })).status).toBe(201);
  });

  it('is not proven by a code that only oneself, or the household, has drawn; it is by one that a deputy draws', async () => {
    await street.signUp(shift, leader.volunteerId);
    booted.setNow(new Date(at('09:00')));
    const own = await punch(leader, 'IN', await codeBy(leader, 'IN'));
    expect(own.body).toMatchObject({ status: 'IN_REVIEW', message: expect.stringContaining('队外') as string });
    expect(await claims()).toMatchObject([{ cause: 'CODE_DRAWN_BY_NEAR' }]);
    const spouse = await person();
    await household(leader, spouse);
    await street.signUp(shift, spouse.volunteerId);
    booted.setNow(new Date(at('09:02')));
    expect((await punch(spouse, 'IN', await codeBy(leader, 'IN'))).body['status']).toBe('IN_REVIEW');
    const second = await person();
    await deputy(second);
    const member = await person();
    await street.signUp(shift, member.volunteerId);
    booted.setNow(new Date(at('09:04')));
    const code = await codeBy(second, 'IN');
    expect((await punch(leader, 'IN', code)).body['status']).toBe('RECORDED');
    expect((await punch(member, 'IN', code)).body['status']).toBe('RECORDED');
  });

  it('is a claim where the deputy who calls the leader lives with the leader', async () => {
    const second = await person();
    expect((await deputy(second)).status).toBe(201);
    await household(leader, second);
    booted.setNow(new Date(at('09:00')));
    const lines = [{ punchId: v7(), volunteerId: leader.volunteerId, direction: 'IN' }];
    const { body } = await call(second, 'POST', `/shifts/${shift.shiftId}/roll-calls`, { lines });
    expect(body['items']).toMatchObject([{ status: 'IN_REVIEW' }]);
    // Who lives with the leader is not named in the first place.
    const third = await person();
    await household(leader, third);
    expect((await deputy(third, worker)).body['code']).toBe('TEAM_DEPUTY_TIED');
  });

  it('counts where a deputy calls the leader; there are two at most, and each is told', async () => {
    const named = [await person(), await person(), await person()];
    const answers = [];
    for (const one of named) answers.push(await deputy(one));
    expect(answers.map(({ status, body }) => body['code'] ?? status)).toEqual([201, 201, 'TEAM_DEPUTIES_FULL']);
    const [first] = named as [Person];
    const notices = await booted.get(OwnNotices).page(actorOf(first), {});
    expect(notices.items.map(({ kind }) => kind)).toContain('DEPUTY_APPOINTED');
    booted.setNow(new Date(at('09:00')));
    const lines = [{ punchId: v7(), volunteerId: leader.volunteerId, direction: 'IN' }];
    const path = `/shifts/${shift.shiftId}/roll-calls`;
    expect((await call(first, 'POST', path, { lines })).body['items']).toMatchObject([{ status: 'RECORDED' }]);
    const removed = await call(first, 'POST', `/teams/${teamId}/deputies/removals`, {
      volunteerId: first.volunteerId,
    });
    expect(removed.status).toBe(200);
    const again = [{ punchId: v7(), volunteerId: leader.volunteerId, direction: 'OUT' }];
    expect((await call(first, 'POST', path, { lines: again })).status).toBe(404);
  });

  it('is not forged past the use cases: the database looks at the hand, the hour and the code', async () => {
    const forge = (given: { method: string; recordedBy: string; receivedAt: string; evidence: object }) =>
      booted.get(UnitOfWork).run((tx) =>
        tx.query(
          `insert into punch (volunteer_id, id, shift_id, direction, method, punched_at, received_at, recorded_by,
             payload_hash, evidence) values ($1, $2, $3, 'IN', $4, $5, $6, $7, '\\x00', $8)`,
          [
            ...[leader.volunteerId, v7(), shift.shiftId, given.method, at('09:00'), at(given.receivedAt)],
            ...[given.recordedBy, given.evidence],
          ],
        ),
      );
    const base = { method: 'ROLL_CALL', recordedBy: worker.userId, receivedAt: '09:00', evidence: {} };
    await expect(forge({ ...base, recordedBy: leader.userId })).rejects.toThrow('somebody near records');
    await expect(forge({ ...base, receivedAt: '18:30' })).rejects.toThrow('a late punch counts at once');
    await expect(forge({ ...base, evidence: { claim: 'LATE_LINES' } })).rejects.toThrow('nobody accepted the claim');
    booted.setNow(new Date(at('09:00')));
    await codeBy(leader, 'IN');
    const slot = Date.parse(at('09:00')) / 30_000;
    const coded = { ...base, method: 'CODE', recordedBy: leader.userId, evidence: { slot } };
    await expect(forge(coded)).rejects.toThrow('who punches drew the code');
  });
});

describe('a roll call without a trace of the people', () => {
  async function members(count: number): Promise<readonly Person[]> {
    const people: Person[] = [];
    for (let no = 0; no < count; no += 1) people.push(await person());
    for (const { volunteerId } of people) await street.signUp(shift, volunteerId);
    booted.setNow(new Date(at('09:00')));
    return people;
  }

  async function callRoll(people: readonly Person[]): Promise<void> {
    const lines = people.map(({ volunteerId }) => ({ punchId: v7(), volunteerId, direction: 'IN' as const }));
    await booted.get(RunRollCall).execute(actorOf(leader), shift.shiftId, lines);
  }

  async function punchAll(people: readonly Person[]): Promise<void> {
    const { digits } = await booted.get(ShowCode).execute(systemActor('screen'), shift.shiftId, 'IN');
    for (const one of people) expect((await punch(one, 'IN', digits)).status).toBe(201);
  }

  it('of more than 30 percent goes to review, which the leader does not give; of less it does not', async () => {
    const people = await members(7);
    await punchAll(people.slice(2));
    await callRoll(people.slice(0, 2));
    await closeAndCompute();
    expect(new Set((await records()).map(({ status }) => status))).toEqual(new Set(['PUBLICITY']));
    shift = await street.shift('13:00', '15:00', { teamId, checkInModes: ['CODE', 'ROLL_CALL'] });
    for (const { volunteerId } of people.slice(0, 6)) await street.signUp(shift, volunteerId);
    booted.setNow(new Date(at('13:00')));
    await punchAll(people.slice(2, 6));
    await callRoll(people.slice(0, 2));
    await street.close(shift, '2026-11-28 15:10');
    await booted.get(ComputeHours).execute(shift.shiftId);
    const found = await records();
    const reviewed = found.filter(({ status }) => status === 'UNDER_REVIEW');
    expect(reviewed.map(({ flags }) => flags.includes('CALLED_WITHOUT_TRACE'))).toEqual([true, true]);
    const decide = (actor: UserActor | null) =>
      booted
        .get(DecideRecord)
        .execute(street.context(actor), { recordId: reviewed[0]?.id ?? '', decision: 'APPROVE', reason: '已电话核实' });
    await expect(decide(actorOf(leader, true))).rejects.toMatchObject({ code: 'RECORD_OWN_TEAM' });
    expect((await decide(PeopleBuilder.actor('COMMUNITY_WORKER', street.tree.community))).status).toBe('PUBLICITY');
  });

  it('of the whole shift goes to review, and each is told and denies it with one tap, before and after', async () => {
    const people = await members(3);
    await callRoll(people);
    const [early, late, third] = people as [Person, Person, Person];
    const { body } = await call(early, 'GET', '/me/notices');
    const notice = (body['items'] as { kind: string; action: { shiftId: string } | null }[])[0];
    expect(notice).toMatchObject({ kind: 'CALLED_PRESENT', action: { shiftId: shift.shiftId } });
    const deny = { shiftId: notice?.action?.shiftId, isPresent: false };
    expect((await call(early, 'POST', '/me/attendance-replies', deny)).body['objectionId']).toBeNull();
    expect((await call(early, 'POST', '/me/attendance-replies', deny)).status).toBe(201);
    await call(third, 'POST', '/me/attendance-replies', { ...deny, isPresent: true });
    await closeAndCompute();
    const found = await records();
    expect(found.filter(({ flags }) => flags.includes('CALLED_WITHOUT_TRACE'))).toHaveLength(2);
    expect(found.filter(({ flags }) => flags.includes('DENIED'))).toHaveLength(1);
    expect(found.filter(({ status }) => status === 'PUBLICITY')).toHaveLength(1);
    const after = await call(late, 'POST', '/me/attendance-replies', deny);
    expect(after.body['objectionId']).not.toBeNull();
    const stranger = await person();
    expect((await call(stranger, 'POST', '/me/attendance-replies', deny)).body['code']).toBe('REPLY_NOT_CALLED');
  });

  it('who learns of it on no phone stands on the list to be told by mouth; who told, denied or signed does not', async () => {
    const [withInbox, denying] = (await members(2)) as [Person, Person];
    const untold = await street.volunteer();
    await street.signUp(shift, untold);
    // An account that staff made alone, and nobody opened, tells nobody.
    const clerk = PeopleBuilder.actor('COMMUNITY_WORKER', street.tree.community);
    const account = { volunteerId: untold, username: 'never.opened', reason: '本人到场申请' };
    await booted.get(OpenAccount).execute(street.context(clerk), account);
    booted.setNow(new Date(at('09:00')));
    await callRoll([withInbox, denying, { ...withInbox, volunteerId: untold }]);
    await call(denying, 'POST', '/me/attendance-replies', { shiftId: shift.shiftId, isPresent: false });
    const list = await call(leader, 'GET', `/shifts/${shift.shiftId}/call-list`);
    expect(list.body).toMatchObject({
      calledCount: 3,
      lines: [{ volunteerId: untold, checkedInAt: expect.any(String) }],
    });
    expect((await call(withInbox, 'GET', `/shifts/${shift.shiftId}/call-list`)).status).toBe(404);
  });

  it('by "the rest are here" goes to review, even of one among many, and may be sent twice', async () => {
    const people = await members(6);
    await punchAll(people.slice(1));
    const rest = { callId: v7(), direction: 'IN' };
    const path = `/shifts/${shift.shiftId}/roll-calls/rest`;
    const first = await call(leader, 'POST', path, rest);
    expect(first.body['items']).toMatchObject([{ status: 'RECORDED', volunteerId: people[0]?.volunteerId }]);
    expect((await call(leader, 'POST', path, rest)).body).toEqual(first.body);
    await closeAndCompute();
    const found = await records();
    expect(found.filter(({ status }) => status === 'UNDER_REVIEW').map(({ flags }) => flags)).toEqual([
      expect.arrayContaining(['REST_HERE']),
    ]);
    expect(found.filter(({ status }) => status === 'PUBLICITY')).toHaveLength(5);
  });
});
