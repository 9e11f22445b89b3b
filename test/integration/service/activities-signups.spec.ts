import { ShiftDirectory, SignUp, SignupDirectory, type SignupAnswer } from '../../../src/service/activities';
import { ReviewVolunteer } from '../../../src/people/volunteers';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import {
  ActivitiesBuilder,
  commandOf,
  firstPosition,
  firstShift,
  volunteerActor,
} from '../../builders/activities.builder';
import { idNumberOf, PeopleBuilder, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

const NOW = new Date('2026-12-01T02:00:00Z');
const DURING = new Date('2026-12-05T02:00:00Z');
const AFTER = new Date('2026-12-05T03:00:00Z');

describe('sign-ups', () => {
  let booted: BootedApp;
  let people: PeopleBuilder;
  let activities: ActivitiesBuilder;
  let tree: StreetTree;
  let crowd: readonly string[];

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    booted.setNow(NOW);
    people = new PeopleBuilder(booted);
    tree = await people.street();
    activities = new ActivitiesBuilder(booted, (await people.team(tree.community.id)).id);
    const registered = await Promise.all(Array.from({ length: 50 }, () => people.volunteer(tree.unit.id)));
    crowd = registered.map(({ id }) => id);
  }, 60_000);
  afterAll(() => booted.close());
  afterEach(() => booted.setNow(NOW));

  const read = <Row>(sql: string, parameters: readonly unknown[] = []) =>
    booted.get(UnitOfWork).read<Row>(sql, parameters);
  const person = (index: number): string => crowd[index] ?? '';
  const signupCount = async () => (await read<{ n: number }>('select count(*)::int as n from signup'))[0]?.n;
  const oneSeat = { positions: [{ name: '队员', duty: 'MEMBER' as const, capacity: 1 }] };

  async function refused(attempt: () => Promise<unknown>, code: string): Promise<void> {
    const before = await signupCount();
    await expect(attempt()).rejects.toMatchObject({ code });
    expect(await signupCount()).toBe(before);
  }

  it('gives fifty people who race for ten seats ten seats and a waitlist in order', async () => {
    const activity = await activities.published();
    const shiftId = firstShift(activity).id;
    const answers = await Promise.all(crowd.map((id) => activities.signUp(activity, id, { acceptsWaitlist: true })));
    const confirmed = answers.filter(({ status }) => status === 'CONFIRMED');
    const waiting = answers.filter(({ status }) => status === 'WAITLISTED');
    expect(confirmed).toHaveLength(10);
    expect(waiting.map(({ waitlistPlace }) => waitlistPlace).sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 40 }, (_, index) => index + 1),
    );
    expect(await read('select taken from shift_position where shift_id = $1', [shiftId])).toEqual([{ taken: 10 }]);
    expect(await booted.get(SignupDirectory).confirmed(shiftId)).toHaveLength(10);

    // Five give their seats back at once: the five who waited longest move up, and nobody else.
    const next = waiting
      .filter(({ waitlistPlace }) => Number(waitlistPlace) <= 5)
      .map(({ volunteerId }) => volunteerId);
    await Promise.all(confirmed.slice(0, 5).map((signup) => activities.cancelSignup(signup)));
    const seated = await booted.get(SignupDirectory).confirmed(shiftId);
    const stayed = confirmed.slice(5).map(({ volunteerId }) => volunteerId);
    expect(seated.map(({ volunteerId }) => volunteerId).sort()).toEqual([...stayed, ...next].sort());
    const promoted = await read<{ volunteer_id: string }>(
      'select volunteer_id from signup where shift_id = $1 and promoted_at is not null order by queue_no',
      [shiftId],
    );
    expect(promoted.map((row) => row.volunteer_id)).toHaveLength(5);
    expect(await read('select taken from shift_position where shift_id = $1', [shiftId])).toEqual([{ taken: 10 }]);
  });

  it('passes a seat over the head of somebody who is suspended meanwhile', async () => {
    const at = { startsAt: '2026-12-06T09:00:00+08:00', endsAt: '2026-12-06T11:00:00+08:00' };
    const activity = await activities.published({ ...oneSeat, shifts: [at] });
    const [suspended] = [await people.volunteer(tree.unit.id)];
    const first = await activities.signUp(activity, person(0));
    await activities.signUp(activity, suspended.id, { acceptsWaitlist: true });
    const third = await activities.signUp(activity, person(1), { acceptsWaitlist: true });
    await booted.get(ReviewVolunteer).execute(people.context(), {
      volunteerId: suspended.id,
      expectedVersion: 2,
      decision: 'SUSPEND',
      reason: '核实身份',
    });
    await activities.cancelSignup(first);
    const shiftId = firstShift(activity).id;
    expect(await booted.get(SignupDirectory).isConfirmed(shiftId, third.volunteerId)).toBe(true);
    expect(await booted.get(SignupDirectory).isConfirmed(shiftId, suspended.id)).toBe(false);
  });

  it('answers a repeated request from its key, and refuses the key for another request', async () => {
    const at = { startsAt: '2026-12-07T09:00:00+08:00', endsAt: '2026-12-07T11:00:00+08:00' };
    const activity = await activities.published({ shifts: [at] });
    const context = commandOf(volunteerActor(person(0)));
    const command = { shiftId: firstShift(activity).id, positionId: firstPosition(activity).id };
    const first = await booted.get(SignUp).execute(context, command);
    const before = await signupCount();
    expect(await booted.get(SignUp).execute(context, command)).toEqual(first);
    expect(await signupCount()).toBe(before);
    await refused(
      () => booted.get(SignUp).execute(context, { ...command, acceptsWaitlist: true }),
      'IDEMPOTENCY_KEY_REUSED',
    );
  });

  describe('is refused, and writes nothing,', () => {
    const on = (day: string, from = '09:00', to = '11:00') => [
      { startsAt: `2026-12-${day}T${from}:00+08:00`, endsAt: `2026-12-${day}T${to}:00+08:00` },
    ];

    it('for an unknown shift, position or sign-up', async () => {
      const activity = await activities.published({ shifts: on('08') });
      const nobody = '01900000-0000-7000-8000-000000000001';
      await refused(() => activities.signUp(activity, person(2), { shiftId: nobody }), 'SHIFT_UNKNOWN');
      await refused(() => activities.signUp(activity, person(2), { positionId: nobody }), 'POSITION_UNKNOWN');
      const signup = { id: nobody, volunteerId: person(2) } as SignupAnswer;
      await refused(() => activities.cancelSignup(signup), 'SIGNUP_UNKNOWN');
    });

    it('for a draft, a full shift, a second time, and after the end', async () => {
      const draft = await activities.draft({ shifts: on('09') });
      await refused(() => activities.signUp(draft, person(2)), 'ACTIVITY_NOT_PUBLISHED');
      const activity = await activities.published({ ...oneSeat, shifts: on('09') });
      await activities.signUp(activity, person(2));
      await refused(() => activities.signUp(activity, person(3)), 'SHIFT_FULL');
      await refused(() => activities.signUp(activity, person(2), { acceptsWaitlist: true }), 'SIGNUP_DUPLICATE');
      booted.setNow(new Date('2026-12-09T03:00:00Z'));
      await refused(() => activities.signUp(activity, person(3)), 'SHIFT_ENDED');
    });

    it('for shifts that share time, also when both requests come at once', async () => {
      const [one, two, next] = [
        await activities.published({ shifts: on('10') }),
        await activities.published({ shifts: on('10', '10:30', '12:00') }),
        await activities.published({ shifts: on('10', '12:00', '13:00') }),
      ];
      const both = await Promise.allSettled([activities.signUp(one, person(4)), activities.signUp(two, person(4))]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const [lost] = both.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
      expect(lost).toMatchObject({ code: 'SIGNUP_OVERLAP' });
      await expect(activities.signUp(next, person(4))).resolves.toMatchObject({ status: 'CONFIRMED' });
    });

    it('for minors where it is dangerous, and for those who are not active', async () => {
      const activity = await activities.published({ riskLevel: 'HIGH', shifts: on('11') });
      const minor = await people.volunteer(tree.unit.id, { idNumber: idNumberOf(901, '2008-01-01') });
      const adult = await people.volunteer(tree.unit.id, { idNumber: idNumberOf(902, '2007-12-31') });
      const pending = await people.registration(tree.unit.id);
      await refused(() => activities.signUp(activity, minor.id), 'SIGNUP_MINOR_BARRED');
      await expect(activities.signUp(activity, adult.id)).resolves.toMatchObject({ status: 'CONFIRMED' });
      await refused(() => activities.signUp(activity, pending.id), 'VOLUNTEER_NOT_ACTIVE');
    });

    it('by others: a stranger, or staff of another community; staff of the place may', async () => {
      const activity = await activities.published({ shifts: on('12') });
      const command = {
        shiftId: firstShift(activity).id,
        positionId: firstPosition(activity).id,
        volunteerId: person(5),
      };
      const as = (actor: Parameters<typeof commandOf>[0]) => () =>
        booted.get(SignUp).execute(commandOf(actor), command);
      await refused(as(volunteerActor(person(6))), 'PERMISSION_MISSING');
      await refused(as(PeopleBuilder.actor('COMMUNITY_WORKER', tree.otherCommunity)), 'SCOPE_FOREIGN');
      await expect(as(PeopleBuilder.actor('COMMUNITY_WORKER', tree.community))()).resolves.toMatchObject({
        volunteerId: person(5),
        status: 'CONFIRMED',
      });
    });

    it('to be taken back twice, or once the shift has begun', async () => {
      const activity = await activities.published({ shifts: on('05', '07:00', '08:30') });
      const signup = await activities.signUp(activity, person(40));
      await activities.cancelSignup(signup);
      await refused(() => activities.cancelSignup(signup), 'SIGNUP_ALREADY_CANCELLED');
      const again = await activities.signUp(activity, person(40));
      booted.setNow(DURING);
      await refused(() => activities.cancelSignup(again), 'SHIFT_STARTED');
      booted.setNow(AFTER);
      const shift = await booted.get(ShiftDirectory).byId(again.shiftId);
      expect(shift.status).toBe('SCHEDULED');
    });
  });
});
