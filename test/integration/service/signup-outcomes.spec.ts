import { v7 } from 'uuid';
import { CancelSignup, SignUp } from '../../../src/service/activities';
import { RunRollCall, SettleSignups } from '../../../src/service/attendance';
import { DeclareService } from '../../../src/service/late-entries';
import { ComputeHours } from '../../../src/service/service-hours';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { ActorSource } from '../../../src/platform/security/identity/actor-source';
import { systemActor } from '../../../src/platform/foundation/actor/actor';
import type { SignedIn } from '../../builders/people.builder';
import { at, type HeldShift, ServiceBuilder, volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

describe('what becomes of sign-ups', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let shift: HeldShift;
  let worker: SignedIn;
  let person: SignedIn & { readonly volunteerId: string };

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    street = await ServiceBuilder.on(booted);
    worker = await street.people.staff('COMMUNITY_WORKER', street.tree.community.id);
  });
  afterAll(async () => booted.close());
  beforeEach(async () => {
    person = await street.people.signedInVolunteer(street.tree.unit.id);
    shift = await street.shift('09:00', '11:00', { positions: [{ name: '队员', duty: 'MEMBER', capacity: 4 }] });
  });

  async function signUp(volunteerId: string): Promise<string> {
    booted.setNow(new Date(at('2026-11-27 09:00')));
    const { shiftId, positionId } = shift;
    const command = { shiftId, positionId, volunteerId, acceptsWaitlist: true };
    return (await booted.get(SignUp).execute(street.context(), command)).id;
  }

  async function settle(): Promise<void> {
    await street.close(shift, '11:10');
    await booted.get(ComputeHours).execute(shift.shiftId);
    await booted.get(SettleSignups).execute(shift.shiftId);
  }

  async function outcomes(): Promise<Readonly<Record<string, string>>> {
    const rows = await booted
      .get(UnitOfWork)
      .read<{ id: string; outcome: string }>(
        'select volunteer_id as id, outcome from signup_outcome where shift_id = $1',
        [shift.shiftId],
      );
    return Object.fromEntries(rows.map(({ id, outcome }) => [id, outcome]));
  }

  async function call(who: SignedIn, method: string, path: string, body?: object) {
    const response = await fetch(`${booted.url}/api/v1/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${who.token}`,
        'idempotency-key': v7(),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Record<string, unknown>;
  }

  it('are said once the shift is computed, from punches, times and the policy', async () => {
    const [came, missing, late, early, waiting] = await Promise.all(
      Array.from({ length: 5 }, () => street.volunteer()),
    );
    const [, , lateSignup, earlySignup] = [
      await signUp(came!),
      await signUp(missing!),
      await signUp(late!),
      await signUp(early!),
      await signUp(waiting!),
    ];
    const cancel = (volunteerId: string, signupId: string, time: string) => {
      booted.setNow(new Date(at(time)));
      return booted.get(CancelSignup).execute(street.context(volunteerActor(volunteerId)), { signupId });
    };
    await cancel(late!, lateSignup, '07:01');
    await cancel(early!, earlySignup, '07:00');
    await street.punch(came!, shift.shiftId, 'IN', '09:00');
    await settle();
    expect(await outcomes()).toEqual({
      [came!]: 'ATTENDED',
      [missing!]: 'NO_SHOW',
      [late!]: 'LATE_CANCEL',
      // Moved up when a seat became free, and did not come.
      [waiting!]: 'NO_SHOW',
    });
    const before = await outcomes();
    await booted.get(SettleSignups).execute(shift.shiftId);
    expect(await outcomes()).toEqual(before);
  });

  it('are not held against whoever is excused, or turns out to have been there', async () => {
    const signupId = await signUp(person.volunteerId);
    const other = await street.volunteer();
    await signUp(other);
    await settle();
    expect(await outcomes()).toEqual({ [person.volunteerId]: 'NO_SHOW', [other]: 'NO_SHOW' });
    expect(await call(person, 'POST', `me/signups/${signupId}/excuses`, { reason: '家人住院' })).toMatchObject({
      status: 'OPEN',
    });
    await call(worker, 'POST', `signups/${signupId}/excuse-decisions`, { decision: 'ACCEPTED', reason: '情况属实' });
    await booted.get(DeclareService).execute(street.context(volunteerActor(other)), {
      shiftId: shift.shiftId,
      checkedInAt: at('09:00'),
      checkedOutAt: at('11:00'),
      reason: '手机没电',
    });
    await booted.get(SettleSignups).execute(shift.shiftId);
    expect(await outcomes()).toEqual({ [person.volunteerId]: 'EXCUSED', [other]: 'ATTENDED' });
    expect(await call(worker, 'GET', `shifts/${shift.shiftId}/outcomes`)).toMatchObject({
      items: [{ outcome: 'EXCUSED', excuseStatus: 'ACCEPTED' }, { outcome: 'ATTENDED' }],
    });
    expect(await call(person, 'GET', 'me/signup-outcomes')).toMatchObject({ items: [{ outcome: 'EXCUSED' }] });
  });

  it('excuses are refused, in the order of precedence', async () => {
    const signupId = await signUp(person.volunteerId);
    const stranger = await street.people.signedInVolunteer(street.tree.unit.id);
    const foreign = await street.people.staff('COMMUNITY_WORKER', street.tree.otherCommunity.id);
    const submit = (who: SignedIn, id = signupId) => call(who, 'POST', `me/signups/${id}/excuses`, { reason: '生病' });
    const decide = (who: SignedIn, id = signupId) =>
      call(who, 'POST', `signups/${id}/excuse-decisions`, { decision: 'DECLINED', reason: '没有证明' });
    booted.setNow(new Date(at('2026-12-01 11:01')));
    expect((await submit(stranger))['code']).toBe('SIGNUP_UNKNOWN');
    expect((await submit(person))['code']).toBe('EXCUSE_TOO_LATE');
    booted.setNow(new Date(at('2026-12-01 11:00')));
    expect((await decide(worker, v7()))['code']).toBe('SIGNUP_UNKNOWN');
    expect((await decide(person))['code']).toBe('SIGNUP_UNKNOWN');
    expect((await decide(foreign))['code']).toBe('SIGNUP_UNKNOWN');
    expect((await decide(worker))['code']).toBe('EXCUSE_UNKNOWN');
    expect((await submit(person))['status']).toBe('OPEN');
    expect((await submit(person))['code']).toBe('EXCUSE_GIVEN');
    expect((await decide(worker))['status']).toBe('DECLINED');
    expect((await decide(worker))['code']).toBe('EXCUSE_DECIDED');
  });

  describe('the live board', () => {
    interface Event {
      readonly type: string;
      readonly id: string;
      readonly data: {
        readonly presentCount: number;
        readonly missingCount: number;
        readonly lines?: readonly { volunteerId: string; state: string }[];
        readonly changed?: readonly { volunteerId: string; state: string }[];
      };
    }

    async function open(who: SignedIn, base = booted.url, lastEventId?: string) {
      const stop = new AbortController();
      const response = await fetch(`${base}/api/v1/shifts/${shift.shiftId}/attendance/live`, {
        headers: {
          authorization: `Bearer ${who.token}`,
          ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
        },
        signal: stop.signal,
      });
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      const next = async (): Promise<Event> => {
        for (;;) {
          const end = /\n\n/.exec(text.replace(/^\n+/, ''));
          text = text.replace(/^\n+/, '');
          if (end) {
            const block = text.slice(0, end.index);
            text = text.slice(end.index + 2);
            if (block.startsWith(':')) continue;
            const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
            return { type: field('event'), id: field('id'), data: JSON.parse(field('data') || '{}') as Event['data'] };
          }
          const { value, done } = await reader.read();
          if (done) throw new Error('the stream has ended');
          text += value;
        }
      };
      return { response, next, stop: () => stop.abort() };
    }

    it('is shown to whoever runs the shift, and to nobody else', async () => {
      const foreign = await street.people.staff('COMMUNITY_WORKER', street.tree.otherCommunity.id);
      for (const [who, status] of [
        [person, 404],
        [foreign, 404],
      ] as const) {
        const { response } = await open(who);
        expect(response.status).toBe(status);
        expect(response.headers.get('content-type')).toContain('application/problem+json');
      }
    });

    it('tells nothing more to who was suspended meanwhile, without waiting for the heartbeat', async () => {
      await signUp(person.volunteerId);
      const leaver = await street.people.staff('COMMUNITY_WORKER', street.tree.community.id);
      const live = await open(leaver);
      expect((await live.next()).type).toBe('board');
      await booted
        .get(UnitOfWork)
        .run((tx) => tx.query("update user_account set status = 'SUSPENDED' where id = $1", [leaver.userId]));
      booted.get(ActorSource).forgetAll();
      booted.setNow(new Date(at('09:00')));
      await booted
        .get(RunRollCall)
        .execute(systemActor('test'), shift.shiftId, [
          { punchId: v7(), volunteerId: person.volunteerId, direction: 'IN' },
        ]);
      await expect(live.next()).rejects.toThrow('the stream has ended');
    });

    // Last: the strategy of sign-in is one per process, so the second application would take it over for what follows.
    it('shows who comes, also through another process, and goes on where it was cut', async () => {
      await signUp(person.volunteerId);
      const other = await street.volunteer();
      await signUp(other);
      const { database, runtime } = booted;
      const second = await bootApp({ role: 'api', database, secrets: runtime.secrets });
      try {
        const live = await open(worker);
        expect(live.response.headers.get('content-type')).toContain('text/event-stream');
        const board = await live.next();
        expect(board).toMatchObject({ type: 'board', data: { presentCount: 0, missingCount: 2 } });
        second.setNow(new Date(at('09:00')));
        await second
          .get(RunRollCall)
          .execute(systemActor('test'), shift.shiftId, [
            { punchId: v7(), volunteerId: person.volunteerId, direction: 'IN' },
          ]);
        const change = await live.next();
        expect(change).toMatchObject({
          type: 'change',
          data: { presentCount: 1, missingCount: 1, changed: [{ volunteerId: person.volunteerId, state: 'PRESENT' }] },
        });
        live.stop();
        const unchanged = await open(worker, second.url, change.id);
        booted.setNow(new Date(at('09:01')));
        await booted
          .get(RunRollCall)
          .execute(systemActor('test'), shift.shiftId, [{ punchId: v7(), volunteerId: other, direction: 'IN' }]);
        const resumed = await unchanged.next();
        expect(resumed.data.presentCount).toBe(2);
        unchanged.stop();
        const outdated = await open(worker, second.url, change.id);
        expect(await outdated.next()).toMatchObject({ type: 'board', id: resumed.id });
        outdated.stop();
      } finally {
        await second.close();
      }
    });
  });
});
