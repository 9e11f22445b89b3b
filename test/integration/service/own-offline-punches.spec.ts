import { v7 } from 'uuid';
import { CancelActivity, CloseShift } from '../../../src/service/activities';
import { type OwnLine, RunRollCall, ShowCode, TakeOwnPunches } from '../../../src/service/attendance';
import type { OfflineAnswer } from '../../../src/service/attendance/offline/application/offline-batch';
import { PUNCH_BATCH } from '../../../src/service/late-entries';
import { ComputeHours } from '../../../src/service/service-hours';
import { ReviewVolunteer } from '../../../src/people/volunteers';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { systemActor } from '../../../src/platform/foundation/actor/actor';
import { Decisions } from '../../../src/platform/security/decisions';
import { PeopleBuilder, type SignedIn } from '../../builders/people.builder';
import { at, type HeldShift, ServiceBuilder, volunteerActor } from '../../builders/service.builder';
import { ApiClient } from '../../support/api-client';
import { bootApp, type BootedApp } from '../../support/boot-app';

const SECOND_MS = 1_000;

describe('own punches that were made without a network', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let shift: HeldShift;
  let volunteerId: string;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    street = await ServiceBuilder.on(booted);
  });
  afterAll(async () => booted.close());
  beforeEach(async () => {
    volunteerId = await street.volunteer();
    shift = await street.shift('09:00', '11:00');
    await street.signUp(shift, volunteerId);
  });

  /** Digits of the screen at a time, typed then, by a phone that is right unless it says otherwise. */
  async function line(direction: 'IN' | 'OUT', time: string, given: Partial<OwnLine> = {}): Promise<OwnLine> {
    const code = await street.codeAt(given.shiftId ?? shift.shiftId, direction, time);
    return { punchId: v7(), shiftId: shift.shiftId, direction, code, happenedAt: iso(time), ...given };
  }

  /** The phone speaks at `receivedAt` by our clock; its own is behind by some seconds. */
  async function send(
    lines: readonly OwnLine[],
    receivedAt: string,
    behindSeconds = 0,
    who = volunteerId,
  ): Promise<readonly OfflineAnswer[]> {
    booted.setNow(new Date(at(receivedAt)));
    const deviceSentAt = iso(receivedAt, -behindSeconds);
    return booted.get(TakeOwnPunches).execute(volunteerActor(who), { deviceSentAt, lines });
  }

  const iso = (time: string, plusSeconds = 0): string =>
    new Date(Date.parse(at(time)) + plusSeconds * SECOND_MS).toISOString();
  const codesOf = (answers: readonly OfflineAnswer[]) => answers.map(({ code, status }) => code ?? status);
  const read = <Row>(sql: string, parameters: readonly unknown[]) => booted.get(UnitOfWork).read<Row>(sql, parameters);
  const claims = (who = volunteerId) =>
    read<{ cause: string; method: string }>(
      'select cause, method from punch_claim where volunteer_id = $1 order by happened_at',
      [who],
    );
  const punches = () =>
    read<{ at: Date; method: string; evidence: Record<string, unknown> }>(
      'select punched_at as at, method, evidence from punch where volunteer_id = $1 order by punched_at',
      [volunteerId],
    );

  const questions = async () => {
    const [row] = await read<{ n: number }>(
      `select count(*)::int as n from decision_request
       where subject_id in (select batch_id from punch_claim where volunteer_id = $1)`,
      [volunteerId],
    );
    return row?.n;
  };

  describe('count by themselves', () => {
    it('at the time they were made, where they come within five minutes after their code left the screen', async () => {
      const lines = [await line('IN', '08:58'), await line('OUT', '09:01')];
      const answers = await send(lines, '09:03');
      expect(answers.map(({ status, punchedAt }) => [status, punchedAt])).toEqual([
        ['RECORDED', iso('08:58')],
        ['RECORDED', iso('09:01')],
      ]);
      expect(answers[0]?.message).toContain('已记录签到');
      expect(await punches()).toMatchObject([
        { method: 'CODE', evidence: { form: 'OFFLINE', slot: expect.any(Number) as number } },
        { method: 'CODE' },
      ]);
    });

    it('with the end of the link as well as with six digits, whatever stands around it', async () => {
      booted.setNow(new Date(at('09:00')));
      const { link } = await booted.get(ShowCode).execute(systemActor('test'), shift.shiftId, 'IN');
      const [answer] = await send([await line('IN', '09:00', { code: ` ${link.split('/').at(-1)} ` })], '09:02');
      expect(answer).toMatchObject({ status: 'RECORDED' });
    });

    it('to the second: half a minute on the screen and five more, by the policy of the street', async () => {
      const inTime = await line('IN', '09:00');
      booted.setNow(new Date(Date.parse(at('09:05')) + 30 * SECOND_MS));
      const sent = (deviceSentAt: string, own: OwnLine, who: string) =>
        booted.get(TakeOwnPunches).execute(volunteerActor(who), { deviceSentAt, lines: [own] });
      expect(await sent(iso('09:05', 30), inTime, volunteerId)).toMatchObject([{ status: 'RECORDED' }]);
      const other = await street.volunteer();
      await street.signUp(shift, other);
      booted.setNow(new Date(Date.parse(at('09:05')) + 31 * SECOND_MS));
      expect(await sent(iso('09:05', 31), { ...inTime, punchId: v7() }, other)).toMatchObject([
        { status: 'IN_REVIEW', code: 'LATE_LINES' },
      ]);
    });

    it('by our clock, where that of the phone is some minutes off', async () => {
      for (const behind of [240, -240]) {
        const other = await street.volunteer();
        await street.signUp(shift, other);
        const own = await line('IN', '09:00', { happenedAt: iso('09:00', -behind) });
        expect(await send([own], '09:02', behind, other)).toMatchObject([
          { status: 'RECORDED', punchedAt: iso('09:00') },
        ]);
      }
    });

    it('of several shifts in one batch, each with its own answer; one that is cancelled stops no other', async () => {
      const second = await street.shift('11:00', '12:00');
      await street.signUp(second, volunteerId);
      const cancelled = await street.shift('13:00', '14:00');
      const lines = [
        await line('IN', '10:40', { shiftId: cancelled.shiftId }),
        await line('IN', '10:40', { shiftId: second.shiftId, happenedAt: iso('10:40') }),
        await line('OUT', '10:41', { happenedAt: iso('10:41') }),
      ];
      const [row] = await read<{ id: string }>('select activity_id as id from shift where id = $1', [
        cancelled.shiftId,
      ]);
      await booted.get(CancelActivity).execute(street.context(), { activityId: row?.id ?? '', reason: '暴雨' });
      const unknown: OwnLine = { ...lines[0]!, punchId: v7(), shiftId: v7() };
      await street.punch(volunteerId, shift.shiftId, 'IN', '09:00');
      const answers = await send([unknown, ...lines], '10:43');
      expect(codesOf(answers)).toEqual(['SHIFT_UNKNOWN', 'PUNCH_SHIFT_CANCELLED', 'RECORDED', 'RECORDED']);
      expect(answers.map(({ punchId }) => punchId)).toEqual([unknown, ...lines].map(({ punchId }) => punchId));
    });
  });

  describe('change nothing when they come again', () => {
    it('alone, mixed, at once and with another clock: the answer is the first one', async () => {
      const lines = [await line('IN', '09:00'), await line('OUT', '09:20')];
      const first = await send(lines, '09:22');
      expect(codesOf(first)).toEqual(['LATE_LINES', 'OUT_OF_ORDER']);
      const soon = await line('IN', '09:30');
      const [recorded] = await send([soon], '09:31');
      expect(recorded).toMatchObject({ status: 'RECORDED' });
      for (const behind of [0, 200, 900, -900]) {
        expect(await send([...lines, soon], '10:00', behind)).toEqual([...first, recorded]);
      }
      await Promise.all(Array.from({ length: 8 }, () => send([soon, ...lines], '10:01')));
      expect([await street.count('punch', volunteerId), (await claims()).length]).toEqual([1, 2]);
    });

    it('that come twice at once are one punch, with one answer', async () => {
      const own = await line('IN', '09:00');
      const answers = await Promise.all(Array.from({ length: 10 }, () => send([own, own], '09:01')));
      expect(new Set(answers.flat().map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]?.[0]).toMatchObject({ status: 'RECORDED' });
      expect(await street.count('punch', volunteerId)).toBe(1);
    });

    it('is the live punch whose answer was lost: same id, same code, same time', async () => {
      const client = new ApiClient(booted.url);
      const person = await street.people.signedInVolunteer(street.tree.unit.id);
      await street.signUp(shift, person.volunteerId);
      const { happenedAt, ...live } = await line('IN', '09:00');
      const headers = { authorization: `Bearer ${person.token}` };
      const body = { ...live, deviceSentAt: happenedAt };
      const receipt = (await client.call('POST', '/me/punches', { headers, body })).json<{ message: string }>();
      booted.setNow(new Date(at('10:50')));
      const batch = { deviceSentAt: iso('10:50'), lines: [{ ...live, happenedAt }] };
      const answer = await client.call('POST', '/me/punch-batches', { headers, body: batch });
      expect([answer.status, answer.json()]).toEqual([
        200,
        {
          items: [
            {
              ...{ punchId: live.punchId, volunteerId: person.volunteerId, status: 'RECORDED' },
              ...{ message: receipt.message, punchedAt: iso('09:00') },
            },
          ],
        },
      ]);
    });

    it('under an id that has another content they are refused', async () => {
      const own = await line('IN', '09:00');
      await send([own], '09:01');
      const late = await line('OUT', '09:10');
      await send([late], '10:00');
      const others = [
        { ...own, happenedAt: iso('09:01') },
        { ...own, direction: 'OUT' as const },
        { ...late, code: '000000' },
      ];
      expect(codesOf(await send(others, '10:01'))).toEqual(['PUNCH_ID_REUSED', 'PUNCH_ID_REUSED', 'PUNCH_ID_REUSED']);
    });

    it('reads as done where somebody else has written down the same, or more', async () => {
      booted.setNow(new Date(at('08:57')));
      const called = { punchId: v7(), volunteerId, direction: 'IN' } as const;
      await booted.get(RunRollCall).execute(systemActor('test'), shift.shiftId, [called]);
      expect(codesOf(await send([await line('IN', '09:00')], '09:02'))).toEqual(['ALREADY_CHECKED_IN']);
      expect(codesOf(await send([await line('IN', '09:01')], '10:30'))).toEqual(['ALREADY_CHECKED_IN']);
      expect(await claims()).toEqual([]);
    });
  });

  describe('wait for somebody outside the team', () => {
    it('where they come later, and count as the word of who accepts them', async () => {
      const lines = [await line('IN', '09:00'), await line('OUT', '11:00')];
      await street.close(shift, '2026-11-28 11:40');
      await booted.get(ComputeHours).execute(shift.shiftId);
      const answers = await send(lines, '2026-11-29 08:00');
      expect(answers).toMatchObject([
        { status: 'IN_REVIEW', code: 'LATE_LINES', message: expect.stringContaining('补传得太晚') as string },
        { status: 'IN_REVIEW' },
      ]);
      expect(await claims()).toEqual([
        { cause: 'LATE_LINES', method: 'CODE' },
        { cause: 'LATE_LINES', method: 'CODE' },
      ]);
      const asked = await read<{ id: string }>(
        `select r.id from decision_request r join punch_claim c on c.batch_id = r.subject_id
         where r.kind = $1 and c.volunteer_id = $2 group by r.id`,
        [PUNCH_BATCH, volunteerId],
      );
      expect(asked).toHaveLength(1);
      const decide = (actor: Parameters<typeof street.context>[0]) =>
        booted.get(Decisions).decide(street.context(actor), {
          ...{ id: asked[0]?.id ?? '', decision: 'APPROVE', reason: '与现场照片核对无误' },
        });
      const reviewer = PeopleBuilder.actor('COMMUNITY_WORKER', street.tree.community);
      await expect(decide({ ...reviewer, volunteerId, userId: volunteerId })).rejects.toMatchObject({
        code: expect.stringMatching(/^DECISION_/) as string,
      });
      await decide(reviewer);
      expect(await street.records(volunteerId)).toMatchObject([{ creditedMinutes: 120, grade: 'B', revision: 1 }]);
      expect(await send(lines, '2026-11-29 09:00')).toMatchObject([{ status: 'RECORDED' }, { status: 'RECORDED' }]);
    });

    it('where the clock of the phone is off by more than five minutes, with the code that was right by ours', async () => {
      const own = await line('IN', '09:00', { happenedAt: iso('09:00', -3_600) });
      expect(codesOf(await send([own], '09:01', 3_600))).toEqual(['CLOCK_SKEW']);
    });

    it('where the code had left the screen by the time that the phone says', async () => {
      const own = await line('IN', '09:00', { happenedAt: iso('09:10') });
      expect(codesOf(await send([own], '09:11'))).toEqual(['TIME_IMPLAUSIBLE']);
    });

    it('where somebody was checked in later by another, and would lose the time between', async () => {
      const own = await line('IN', '09:00');
      booted.setNow(new Date(at('10:00')));
      const called = { punchId: v7(), volunteerId, direction: 'IN' } as const;
      await booted.get(RunRollCall).execute(systemActor('test'), shift.shiftId, [called]);
      expect(codesOf(await send([own], '10:05'))).toEqual(['LATE_LINES']);
      expect(await street.count('punch', volunteerId)).toBe(1);
    });
  });

  describe('are attacked', () => {
    it('with the code of another shift, of the other direction, or of no screen: refused, and counted as guesses', async () => {
      const other = await street.shift('09:00', '11:00');
      const lines = [
        await line('IN', '09:00', { code: await street.codeAt(other.shiftId, 'IN', '09:00') }),
        await line('IN', '09:00', { code: await street.codeAt(shift.shiftId, 'OUT', '09:00') }),
        await line('IN', '09:00', { code: 'no-code' }),
      ];
      expect(codesOf(await send(lines, '09:01'))).toEqual(['CODE_WRONG', 'CODE_WRONG', 'CODE_WRONG']);
      expect([await street.count('punch', volunteerId), await claims()]).toEqual([0, []]);
    });

    it('with guesses in a batch of many lines: ten are looked at, the right one among the rest is not', async () => {
      const right = await line('IN', '09:00');
      const guesses = Array.from({ length: 30 }, () => ({ ...right, punchId: v7(), code: 'no-code' }));
      const answers = await send([...guesses, right], '09:01');
      expect(answers.filter(({ code }) => code === 'CODE_WRONG')).toHaveLength(10);
      const blocked = answers.filter(({ code }) => code === 'PUNCH_CODE_GUESSING');
      expect(blocked).toHaveLength(21);
      // Kept by the phone of whoever is honest, and sent again: the block ends.
      expect(new Set(blocked.map(({ status }) => status))).toEqual(new Set(['RETRY']));
      await expect(street.punch(volunteerId, shift.shiftId, 'IN', '09:02')).rejects.toMatchObject({
        code: 'PUNCH_CODE_GUESSING',
      });
      expect(await send([right], '09:20')).toMatchObject([{ status: 'IN_REVIEW', code: 'LATE_LINES' }]);
    });

    it('with guesses in batches that come at once: they count together', async () => {
      const right = await line('IN', '09:00');
      const guess = () => send([{ ...right, punchId: v7(), code: 'no-code' }], '09:01');
      const answers = (await Promise.all(Array.from({ length: 40 }, guess))).flat();
      expect(answers.filter(({ code }) => code === 'CODE_WRONG')).toHaveLength(10);
    });

    it('with a picture of the code, and a clock turned back to it: it never counts by itself', async () => {
      const picture = await line('IN', '09:00');
      const turnedBack = { ...picture, punchId: v7() };
      // Half an hour later the phone says that it is a minute past nine: by our clock the code is not that of the moment.
      expect(codesOf(await send([turnedBack], '09:30', 29 * 60))).toEqual(['CODE_WRONG']);
      // Ten minutes later, the same.
      expect(codesOf(await send([{ ...picture, punchId: v7() }], '09:10', 9 * 60))).toEqual(['CLOCK_SKEW']);
      // Four minutes off is corrected, and so is the time for which the code is asked.
      expect(codesOf(await send([{ ...picture, punchId: v7() }], '09:05', 4 * 60))).toEqual(['TIME_IMPLAUSIBLE']);
      expect(await street.count('punch', volunteerId)).toBe(0);
    });

    it('with a time that is still to come', async () => {
      const future = await line('IN', '09:00', { happenedAt: iso('09:40') });
      expect(codesOf(await send([future], '09:00'))).toEqual(['CODE_WRONG']);
      const soon = await line('IN', '09:00', { happenedAt: iso('09:00', 20) });
      expect(codesOf(await send([soon], '09:00'))).toEqual(['TIME_IMPLAUSIBLE']);
      expect(await street.count('punch', volunteerId)).toBe(0);
    });

    it('for a shift one has not signed up for, before and after it was closed: nobody is even asked', async () => {
      const stranger = await street.volunteer();
      const own = await line('IN', '09:00');
      expect(codesOf(await send([own], '09:01', 0, stranger))).toEqual(['NOT_SIGNED_UP']);
      expect(codesOf(await send([own], '10:00', 0, stranger))).toEqual(['NOT_SIGNED_UP']);
      await booted.get(CloseShift).execute(street.context(), { shiftId: shift.shiftId });
      booted.setNow(new Date(at('11:30')));
      expect(codesOf(await send([own], '11:30', 0, stranger))).toEqual(['NOT_SIGNED_UP']);
      const off = { ...own, happenedAt: iso('09:00', -3_600) };
      expect(codesOf(await send([off], '11:31', 3_600, stranger))).toEqual(['NOT_SIGNED_UP']);
      expect(await claims(stranger)).toEqual([]);
    });

    it('before the time for punching, in a place that takes no codes, or by who is off the register', async () => {
      expect(codesOf(await send([await line('IN', '08:00')], '08:01'))).toEqual(['PUNCH_TOO_EARLY']);
      expect(codesOf(await send([await line('IN', '08:00')], '12:00'))).toEqual(['PUNCH_TOO_EARLY']);
      const called = await street.shift('13:00', '14:00', { checkInModes: ['ROLL_CALL'] });
      await street.signUp(called, volunteerId);
      const own = await line('IN', '13:00', { shiftId: called.shiftId });
      expect(codesOf(await send([own], '14:00'))).toEqual(['PUNCH_METHOD_NOT_OFFERED']);
      const before = await line('IN', '09:00');
      const suspension = { volunteerId, decision: 'SUSPEND', expectedVersion: 2, reason: '违反服务纪律' } as const;
      await booted.get(ReviewVolunteer).execute(street.context(), suspension);
      for (const time of ['09:01', '10:00']) {
        expect(codesOf(await send([before], time))).toEqual(['PUNCH_VOLUNTEER_NOT_ACTIVE']);
      }
      expect(await claims()).toEqual([]);
    });

    it('with one code said again under many ids: reviewers are asked once', async () => {
      const own = await line('IN', '09:00');
      const again = () => send([{ ...own, punchId: v7() }], '09:30');
      const answers = [...(await again()), ...(await Promise.all(Array.from({ length: 12 }, again))).flat()];
      expect(new Set(codesOf(answers))).toEqual(new Set(['LATE_LINES']));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['IN_REVIEW']));
      expect(await claims()).toHaveLength(1);
      expect(await questions()).toBe(1);
    });

    it('with every code that the screen has shown, at once: four wait, the rest is refused until they are decided', async () => {
      const times = ['09:00', '09:05', '09:10', '09:15', '09:20', '09:25', '09:30', '09:35'];
      const lines: OwnLine[] = [];
      for (const time of times) lines.push(await line('IN', time));
      const answers = (await Promise.all(lines.map((own) => send([own], '10:30')))).flat();
      expect(codesOf(answers).sort()).toEqual([
        ...Array.from({ length: 4 }, () => 'LATE_LINES'),
        ...Array.from({ length: 4 }, () => 'PUNCH_CLAIMS_WAITING'),
      ]);
      const refused = answers.find(({ code }) => code === 'PUNCH_CLAIMS_WAITING');
      expect(refused).toMatchObject({ status: 'REFUSED', message: expect.stringContaining('等待复核') as string });
      expect([(await claims()).length, await questions()]).toEqual([4, 4]);
      // What waits keeps its answer.
      const waiting = lines.filter((_, index) => answers[index]?.status === 'IN_REVIEW');
      expect(codesOf(await send(waiting, '10:31'))).toEqual(waiting.map(() => 'LATE_LINES'));
    });

    it('by two accounts with one code: each has the own sign-up and the own punch, and keys of one are none of the other', async () => {
      const friend = await street.volunteer();
      await street.signUp(shift, friend);
      const own = await line('IN', '09:00');
      expect(await send([own], '09:01')).toMatchObject([{ status: 'RECORDED', volunteerId }]);
      expect(await send([own], '09:01', 0, friend)).toMatchObject([{ status: 'RECORDED', volunteerId: friend }]);
      // The same code once more, of a person who has it behind them.
      await street.punch(volunteerId, shift.shiftId, 'OUT', '09:02');
      expect(codesOf(await send([{ ...own, punchId: v7() }], '09:03'))).toEqual(['CODE_USED']);
    });

    it('with a code that only the person has drawn: a claim, as on the spot', async () => {
      const leader = await street.people.signedInVolunteer(street.tree.unit.id);
      const { id: teamId } = await street.people.team(street.tree.community.id, {
        leaderVolunteerId: leader.volunteerId,
      });
      const led = await street.shift('09:00', '11:00', { teamId });
      await street.signUp(led, leader.volunteerId);
      booted.setNow(new Date(at('09:00')));
      const { code, answer } = await drawAndSend(leader, led.shiftId);
      expect(code).toMatch(/^\d{6}$/);
      expect(answer).toMatchObject({ items: [{ status: 'IN_REVIEW', code: 'CODE_DRAWN_BY_NEAR' }] });
    });

    async function drawAndSend(leader: SignedIn, shiftId: string) {
      const client = new ApiClient(booted.url);
      const headers = { authorization: `Bearer ${leader.token}` };
      const shown = await client.call('GET', `/shifts/${shiftId}/code?direction=IN`, { headers });
      const code = shown.json<{ digits: string }>().digits;
      booted.setNow(new Date(at('09:02')));
      const own = { punchId: v7(), shiftId, direction: 'IN', code, happenedAt: iso('09:00') };
      const body = { deviceSentAt: iso('09:02'), lines: [own] };
      return { code, answer: (await client.call('POST', '/me/punch-batches', { headers, body })).json() };
    }
  });

  it('need an account of a volunteer, and lines that can be read', async () => {
    const client = new ApiClient(booted.url);
    const person = await street.people.signedInVolunteer(street.tree.unit.id);
    const staff = await street.people.staff('COMMUNITY_WORKER', street.tree.community.id);
    const good = { deviceSentAt: iso('09:02'), lines: [await line('IN', '09:00')] };
    const sent = async (token: string | null, body: object) => {
      const headers = token === null ? {} : { authorization: `Bearer ${token}` };
      const answer = await client.call('POST', '/me/punch-batches', { headers, body });
      const { code, errors } = answer.json<{ code: string; errors?: { field: string }[] }>();
      return [answer.status, code, errors?.[0]?.field];
    };
    expect(await sent(null, good)).toEqual([401, 'SIGN_IN_REQUIRED', undefined]);
    expect((await sent(staff.token, good))[0]).toBe(403);
    expect(await sent(person.token, { ...good, lines: [] })).toEqual([400, 'VALIDATION_FAILED', 'lines']);
    // Another person has signed in on the phone since.
    expect((await sent(person.token, { ...good, volunteerId }))[1]).toBe('PUNCH_OF_ANOTHER');
    expect(await street.count('punch', person.volunteerId)).toBe(0);
    const [own] = good.lines;
    const wrong = { ...good, lines: [{ ...own, code: undefined }] };
    expect(await sent(person.token, wrong)).toEqual([400, 'VALIDATION_FAILED', 'lines[0].code']);
    const many = { ...good, lines: Array.from({ length: 51 }, () => own) };
    expect(await sent(person.token, many)).toEqual([400, 'VALIDATION_FAILED', 'lines']);
  });
});
