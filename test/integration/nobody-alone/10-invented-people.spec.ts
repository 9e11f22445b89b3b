import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { LedgerAudit } from '../../../src/ledger/evidence';
import { DeclareHousehold } from '../../../src/people/households';
import { OwnNotices } from '../../../src/people/notices';
import {
  drawSample,
  DrawVisits,
  type RecordVisitCommand,
  RegistrationVisits,
  ReviewSignals,
  type SignalKind,
} from '../../../src/service/oversight';
import { TellNotFound } from '../../../src/service/oversight/application/tell-not-found';
import { RegisterVolunteer, ReviewVolunteer } from '../../../src/people/volunteers';
import { UnitOfWork, violatedConstraint } from '../../../src/platform/data/database/unit-of-work';
import type { UserActor } from '../../../src/platform/foundation/actor/actor';
import { PeopleApi } from '../../builders/people.api';
import { idNumberOf, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { superuserOf } from '../../support/superuser';
import { TextMessages } from '../../support/text-messages';

let booted: BootedApp;
let messages: TextMessages;
let superuser: Client;
let api: PeopleApi;
let people: PeopleBuilder;
let tree: StreetTree;
/** Registers; and another who visits. */
let clerk: SignedIn;
let visitor: SignedIn;

beforeAll(async () => {
  messages = await TextMessages.start();
  booted = await bootApp({ role: 'api', env: messages.env });
  superuser = await superuserOf(booted.database);
  api = new PeopleApi(booted);
  people = new PeopleBuilder(booted);
  tree = await people.street();
});
afterAll(async () => {
  await superuser.end();
  await booted.close();
  messages.stop();
});
beforeEach(async () => {
  booted.setNow(undefined);
  clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
  visitor = await people.staff('COMMUNITY_WORKER', tree.community.id);
});
afterEach(() => booted.setNow(undefined));

const read = async <Row>(sql: string, parameters: readonly unknown[] = []) =>
  booted.get(UnitOfWork).read<Row>(sql, parameters);
const actorOf = ({ userId }: SignedIn): UserActor => ({
  ...PeopleBuilder.actor('COMMUNITY_WORKER', tree.community),
  userId,
});
const contextOf = (who: SignedIn) => ({ ...people.context(), actor: actorOf(who) });

/** The days go on from test to test: each is drawn once. From a day of which the seed is committed in its morning. */
let dayNumber = 0;
const at = (hour: number, days = dayNumber) =>
  new Date(Date.parse('2026-10-20T00:00:00+08:00') + (days * 24 + hour) * 3_600_000);
async function nextDay(): Promise<string> {
  dayNumber += 1;
  booted.setNow(at(1));
  await booted.get(DrawVisits).execute();
  booted.setNow(at(10));
  return new Date(at(10).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}
/** The day is over. @returns how many are drawn */
async function draw(): Promise<number> {
  dayNumber += 1;
  booted.setNow(at(2));
  return booted.get(DrawVisits).execute();
}

let nth = 400;
/** By the clerk, on the day the clock shows. @param phone null: none; left out: one of the own */
async function registered(count: number, given: { by?: SignedIn; phone?: string | null } = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    nth += 1;
    const phone = given.phone === undefined ? `1390001${String(nth).padStart(4, '0')}` : given.phone;
    const { id } = await booted.get(RegisterVolunteer).execute(contextOf(given.by ?? clerk), {
      ...{ channel: 'STAFF', divisionId: tree.unit.id, name: `某人${String(nth)}` },
      idNumber: idNumberOf(nth, `19${String(50 + (nth % 40))}-03-04`),
      ...(phone !== null && { phone }),
      consents: [{ purpose: 'REGISTRATION', textVersion: '2026-1', channel: 'PAPER' }],
    });
    ids.push(id);
  }
  return ids;
}
const drawnOf = async (ids: readonly string[]) =>
  (
    await read<{ id: string }>(
      'select volunteer_id as id from registration_visit where volunteer_id = any ($1) order by 1',
      [ids],
    )
  ).map(({ id }) => id);
const candidatesOf = async (ids: readonly string[]) =>
  (
    await read<{ cause: string }>(
      'select cause from visit_candidate where volunteer_id = any ($1) order by volunteer_id',
      [ids],
    )
  ).map(({ cause }) => cause);
const visitOf = async (volunteerId: string) =>
  (await read<{ id: string }>('select id from registration_visit where volunteer_id = $1', [volunteerId]))[0]?.id ?? '';
const signalsOf = async (kind: SignalKind) =>
  (await booted.get(ReviewSignals).page(actorOf(visitor), { kind, limit: 200 })).items.filter(({ evidence }) =>
    JSON.stringify(evidence).includes(clerk.userId),
  );
const record = async (who: SignedIn, visitId: string, result: RecordVisitCommand['result'] = 'FOUND') => {
  const visitedOn = at(12).toISOString().slice(0, 10);
  const command = { visitId, result, visitedOn, note: '到户核对' };
  return booted
    .get(RegistrationVisits)
    .record(contextOf(who), command)
    .catch((error: unknown) => ({ code: (error as { code: string }).code }));
};
const statusOf = async (id: string) =>
  (await read<{ status: string }>('select status from volunteer where id = $1', [id]))[0]?.status;
/** As the application's role; the constraint that refuses, or null. */
const refused = async (sql: string, parameters: readonly unknown[]): Promise<string | null> => {
  try {
    await booted.get(UnitOfWork).dryRun((tx) => tx.query(sql, parameters));
    return null;
  } catch (error) {
    return violatedConstraint(error);
  }
};
async function oneDrawn(given: { phone?: string | null } = { phone: null }): Promise<string> {
  await nextDay();
  const [id = ''] = await registered(1, given);
  await draw();
  return id;
}

describe('a clerk who invents people', () => {
  it('without phones: every day some are drawn for a visit, by a seed that nobody knew', async () => {
    const day = await nextDay();
    const [before] = await read<{ seedHash: string; seed: string | null }>(
      `select seed_hash as "seedHash", seed from visit_draw where kind = 'DAY' and period_from = $1`,
      [day],
    );
    expect(before).toMatchObject({ seed: null });
    const ids = await registered(9, { phone: null });
    expect(await booted.get(DrawVisits).execute()).toBe(0);
    expect(await draw()).toBe(2);
    expect(await candidatesOf(ids)).toEqual(Array(9).fill('NO_PHONE'));
    // Anybody can draw again.
    const [after] = await read<{ seed: string }>(
      `select seed from visit_draw where kind = 'DAY' and period_from = $1`,
      [day],
    );
    const seed = after?.seed ?? '';
    expect(createHash('sha256').update(seed).digest('hex')).toBe(before?.seedHash);
    expect([...drawSample(seed, ids, 2)].sort()).toEqual(await drawnOf(ids));
    // Nine a day is no signal of the day, but it is one of the month: see below.
    expect(await signalsOf('MANY_REGISTRATIONS')).toEqual([]);
  });

  it('is drawn once, however often and by however many the job is run', async () => {
    await nextDay();
    const ids = await registered(5, { phone: null });
    dayNumber += 1;
    booted.setNow(at(2));
    const runs = await Promise.all([booted.get(DrawVisits).execute(), booted.get(DrawVisits).execute()]);
    expect(runs.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await booted.get(DrawVisits).execute()).toBe(0);
    expect(await drawnOf(ids)).toHaveLength(1);
  });

  it('more than ten a day, with phones, over two accounts of the one person', async () => {
    const { id: self } = await people.volunteer(tree.unit.id);
    const one = await people.accountOf(self, 'COMMUNITY_WORKER', tree.community.id);
    const two = await people.accountOf(self, 'COMMUNITY_WORKER', tree.community.id);
    clerk = one;
    await nextDay();
    const ids = [...(await registered(6, { by: one })), ...(await registered(5, { by: two }))];
    const others = await registered(6, { by: visitor });
    expect(await draw()).toBe(3);
    expect(await candidatesOf(ids)).toEqual(Array(11).fill('MANY_A_DAY'));
    expect(await candidatesOf(others)).toEqual([]);
    expect(await signalsOf('MANY_REGISTRATIONS')).toMatchObject([{ evidence: { registrations: 11 } }]);
    for (const id of await drawnOf(ids)) {
      for (const who of [one, two])
        expect(await record(who, await visitOf(id))).toMatchObject({ code: 'DECISION_SAME_PERSON' });
    }
  });

  it('with one phone for all of them: it is nobody’s own', async () => {
    await nextDay();
    const shared = await registered(4, { phone: '13900009999' });
    const couple = await registered(2, { phone: '13900008888' });
    expect(await draw()).toBe(1);
    expect(await candidatesOf(shared)).toEqual(Array(4).fill('SHARED_PHONE'));
    expect(await candidatesOf(couple)).toEqual([]);
  });

  it('whose month has too many without a phone: all of the month can be drawn, and it is a signal', async () => {
    // To the end of the month, and over it.
    dayNumber = Math.max(dayNumber, 12);
    await nextDay();
    const weak = await registered(4, { phone: null });
    const strong = await registered(6);
    const few = [...(await registered(3, { by: visitor, phone: null })), ...(await registered(7, { by: visitor }))];
    await draw();
    expect(await candidatesOf(strong)).toEqual([]);
    const before = (await drawnOf([...weak, ...strong])).length;
    dayNumber += 31;
    booted.setNow(at(2));
    await booted.get(DrawVisits).execute();
    expect((await candidatesOf([...weak, ...strong])).filter((cause) => cause === 'MONTH_SHARE')).toHaveLength(
      10 - before,
    );
    expect((await drawnOf([...weak, ...strong])).length).toBeGreaterThan(before);
    expect((await candidatesOf(few)).filter((cause) => cause === 'MONTH_SHARE')).toEqual([]);
    expect(await signalsOf('WEAK_REGISTRATIONS')).toMatchObject([
      { evidence: { registrations: 10, withoutOwnPhone: 4 } },
    ]);
  });
});

describe('the visit', () => {
  it('is not by who registered, nor by the household, in the database neither', async () => {
    const { id: self } = await people.volunteer(tree.unit.id);
    const { id: spouse } = await people.volunteer(tree.unit.id);
    await booted
      .get(DeclareHousehold)
      .execute(people.context(), { volunteerId: self, withVolunteerId: spouse, source: '户口簿' });
    clerk = await people.accountOf(self, 'COMMUNITY_WORKER', tree.community.id);
    const married = await people.accountOf(spouse, 'COMMUNITY_WORKER', tree.community.id);
    const id = await oneDrawn();
    const visitId = await visitOf(id);
    for (const who of [clerk, married]) {
      expect(await record(who, visitId)).toMatchObject({ code: 'DECISION_SAME_PERSON' });
      const forged = `update registration_visit set status = 'FOUND', visited_on = drawn_at::date + 1, recorded_by = $2,
        recorded_at = drawn_at + interval '2 days' where id = $1`;
      expect(await refused(forged, [visitId, who.userId])).toBe('decider_is_free');
    }
    const list = (await api.get('registration-visits?status=WAITING&limit=200', clerk.token)).body['items'];
    expect((list as { id: string }[]).find((item) => item.id === visitId)).toMatchObject({
      ...{ mayDecide: false, whyNot: { code: 'DECISION_SAME_PERSON' }, cause: 'NO_PHONE' },
    });
    expect(await record(visitor, visitId)).toMatchObject({ status: 'FOUND', volunteerStatus: 'PENDING' });
    expect(await record(visitor, visitId, 'NOT_FOUND')).toMatchObject({ code: 'VISIT_RECORDED' });
  });

  it('that finds nobody suspends, is a signal, and is told to the phone', async () => {
    const phone = '13900007777';
    await nextDay();
    const ids = await registered(11);
    const [known = ''] = await registered(1, { phone });
    for (const id of [...ids, known]) {
      await booted
        .get(ReviewVolunteer)
        .execute(contextOf(visitor), { volunteerId: id, expectedVersion: 1, decision: 'APPROVE' });
    }
    await draw();
    // Whichever was drawn; its phone becomes the one that is watched.
    const [id = ''] = await drawnOf([...ids, known]);
    const [{ phone: cipher } = { phone: null }] = await read<{ phone: Buffer | null }>(
      'select phone_cipher as phone from volunteer where id = $1',
      [id],
    );
    expect(cipher).not.toBeNull();
    expect(await record(visitor, await visitOf(id), 'NOT_FOUND')).toMatchObject({ volunteerStatus: 'SUSPENDED' });
    expect(await statusOf(id)).toBe('SUSPENDED');
    expect(await signalsOf('PERSON_NOT_FOUND')).toMatchObject([{ evidence: { volunteerId: id, clerk: clerk.userId } }]);
    const told = (await booted.get(OwnNotices).page(volunteerActor(id), {})).items;
    expect(told[0]).toMatchObject({ kind: 'VISIT_NOT_FOUND' });
    const own = id === known ? phone : `1390001${String(nth - 11 + ids.indexOf(id)).padStart(4, '0')}`;
    await booted.get(TellNotFound).execute(id);
    await messages.latest(own, '没有找到您');
    // Who registered the person does not bring the person back.
    const resume = async (who: SignedIn) =>
      booted
        .get(ReviewVolunteer)
        .execute(contextOf(who), { volunteerId: id, decision: 'RESUME' })
        .catch((error: unknown) => ({ code: (error as { code: string }).code }));
    expect(await resume(clerk)).toMatchObject({ code: 'DECISION_SAME_PERSON' });
    expect(await resume(visitor)).toMatchObject({ status: 'ACTIVE' });
  });

  it('that finds nobody ends a registration that still waits', async () => {
    const id = await oneDrawn();
    expect(await record(visitor, await visitOf(id), 'NOT_FOUND')).toMatchObject({ volunteerStatus: 'REJECTED' });
    expect(await statusOf(id)).toBe('REJECTED');
  });

  it('is of a day on which it was drawn already', async () => {
    const id = await oneDrawn();
    const visitId = await visitOf(id);
    const day = { visitId, result: 'FOUND' as const, note: '到户核对' };
    for (const visitedOn of ['2026-10-01', '2099-01-01']) {
      await expect(
        booted.get(RegistrationVisits).record(contextOf(visitor), { ...day, visitedOn }),
      ).rejects.toMatchObject({ code: 'VISIT_DAY_INVALID' });
    }
  });

  it('is listed page by page, by place and by state, to those of the place', async () => {
    const id = await oneDrawn();
    booted.setNow(undefined);
    const path = `registration-visits?divisionId=${tree.unit.id}&status=WAITING`;
    const all = (await api.get(`${path}&limit=200`, visitor.token)).body['items'] as {
      id: string;
      volunteerId: string;
    }[];
    expect(all.map(({ volunteerId }) => volunteerId)).toContain(id);
    const first = (await api.get(`${path}&limit=1`, visitor.token)).body;
    const second = (await api.get(`${path}&limit=1&after=${String(first['next'])}`, visitor.token)).body;
    expect([first, second].flatMap((page) => page['items'] as { id: string }[]).map((item) => item.id)).toEqual(
      all.slice(0, 2).map((item) => item.id),
    );
    const elsewhere = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
    expect((await api.get(path, elsewhere.token)).body['items']).toEqual([]);
    const draws = (await api.get('visit-draws?limit=3', visitor.token)).body['items'] as { seedHash: string }[];
    expect(draws).toHaveLength(3);
    expect(JSON.stringify(draws)).not.toContain('cipher');
  });
});

describe('the application’s database role', () => {
  it('changes no draw, no seed and no result', async () => {
    const id = await oneDrawn();
    const visitId = await visitOf(id);
    const drawOf = '(select draw_id from registration_visit where id = $1)';
    expect(await refused(`update visit_draw set seed = 'mine' where id = ${drawOf}`, [visitId])).toBe(
      'visit_draw_stands',
    );
    expect(
      await refused(
        `update visit_draw set seed = 'mine', candidate_count = 0, drawn_at = now() where seed is null and $1::uuid is not null`,
        [visitId],
      ),
    ).toBe('visit_seed_fits_its_hash');
    const forged = `update registration_visit set registered_by = 'x' where id = $1`;
    expect(await refused(forged, [visitId])).toBe('question_stands');
    await record(visitor, visitId, 'NOT_FOUND');
    const found = `update registration_visit set status = 'FOUND' where id = $1`;
    expect(await refused(found, [visitId])).toBe('recorded_visit_stands');
    await expect(booted.get(UnitOfWork).run((tx) => tx.query('delete from registration_visit'))).rejects.toMatchObject({
      driverError: { code: '42501' },
    });
  });

  it('a visit that was left out of the draw is found by the audit', async () => {
    const findings = async () =>
      (await booted.get(LedgerAudit).execute()).findings.filter(
        ({ table }) => table === 'registration_visit' || table === 'visit_draw',
      );
    const id = await oneDrawn();
    expect(await findings()).toEqual([]);
    await superuser.query('set session_replication_role = replica');
    await superuser.query('delete from registration_visit where volunteer_id = $1', [id]);
    await superuser.query('set session_replication_role = default');
    expect(await findings()).toMatchObject([{ table: 'registration_visit', volunteerId: id }]);
  });
});
