import { createHash, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { v7 } from 'uuid';
import { CloseShift } from '../../../src/service/activities';
import { PunchExplainer } from '../../../src/service/attendance/punching/application/punch-explainer';
import type { NewPunch } from '../../../src/service/attendance/punching/application/punch-writer';
import { GroupPunchWriter } from '../../../src/service/attendance/punching/persistence/group-punch-writer';
import { ReviewVolunteer } from '../../../src/people/volunteers';
import { Statements } from '../../../src/platform/data/database/statements';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { at, type HeldShift, ServiceBuilder } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { eventually } from '../../support/eventually';

const policy = { earlyPunchMinutes: 30, latePunchMinutes: 30, walkInMethods: ['ROLL_CALL', 'STAFF'] as const };

/** Punches that come together: what the statement for a group decides, and what one of them does to the others. */
describe('punches in groups', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let group: GroupPunchWriter;
  let shift: HeldShift;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    street = await ServiceBuilder.on(booted);
    shift = await street.shift('09:00', '11:00');
  });
  beforeEach(() => {
    group = newWriter();
  });
  afterAll(async () => booted.close());

  /** What one process has. */
  const newWriter = (): GroupPunchWriter => new GroupPunchWriter(booted.get(Statements));

  const punchOf = (volunteerId: string, given: Partial<NewPunch> & { readonly time?: string } = {}): NewPunch => {
    const { time = '09:10', ...rest } = given;
    return {
      punchId: v7(),
      volunteerId,
      shiftId: shift.shiftId,
      direction: 'IN',
      method: 'CODE',
      codeFrom: null,
      punchedAt: new Date(at(time)),
      deviceSentAt: new Date(at('09:09')),
      receivedAt: new Date(at(time)),
      recordedBy: volunteerId,
      payloadHash: createHash('sha256').update('x').digest(),
      evidence: { note: '原样' },
      ...rest,
    };
  };

  const signedUp = async (to: HeldShift = shift): Promise<string> => {
    const id = await street.volunteer();
    await street.signUp(to, id);
    return id;
  };
  const many = (count: number): Promise<string[]> => Promise.all(Array.from({ length: count }, () => signedUp()));

  /** Everything the two tables say about a person, without what is made anew each time. */
  const traces = async (volunteerId: string) =>
    booted.get(UnitOfWork).read(
      `select (select jsonb_agg(to_jsonb(p) - 'id' - 'volunteer_id' - 'recorded_by' order by punched_at) from punch p
         where p.volunteer_id = $1) as punches,
         (select to_jsonb(t) - 'volunteer_id' from attendance t where t.volunteer_id = $1) as attendance`,
      [volunteerId],
    );

  /** What the lines of refusals say about a punch with a valid code. */
  const isAcceptableByTheLines = async (punch: NewPunch): Promise<boolean> => {
    try {
      const explainer = booted.get(PunchExplainer);
      return (await explainer.refusalOf(punch, punch.method === 'CODE' ? 'VALID' : null)) === null;
    } catch (error) {
      expect(error).toMatchObject({ code: 'SHIFT_UNKNOWN' });
      return false;
    }
  };

  it('decides each in one group as it does alone, and as the lines of refusals do', async () => {
    const closed = await street.shift('09:00', '11:00', { checkInModes: ['CODE'] });
    const withoutRollCall = await street.shift('09:00', '11:00', { checkInModes: ['CODE'] });
    type Case = readonly [string, boolean, (id: string) => Promise<NewPunch | readonly NewPunch[]> | NewPunch];
    const before = async (id: string, ...punches: readonly Partial<NewPunch & { time: string }>[]): Promise<void> => {
      for (const one of punches) expect(await group.writeAlone(punchOf(id, one), policy)).toBe(true);
    };
    const cases: readonly Case[] = [
      ['a check-in', true, (id) => punchOf(id)],
      ['a check-out', true, async (id) => (await before(id, {}), punchOf(id, { direction: 'OUT', time: '10:50' }))],
      [
        'a second pair',
        true,
        async (id) => (
          await before(id, {}, { direction: 'OUT', time: '09:30' }),
          punchOf(id, { time: '10:00', method: 'STAFF', deviceSentAt: null })
        ),
      ],
      ['a check-out without check-in', false, (id) => punchOf(id, { direction: 'OUT' })],
      ['a second check-in', false, async (id) => (await before(id, {}), punchOf(id, { time: '09:20' }))],
      [
        'a check-out before the check-in',
        false,
        async (id) => (await before(id, {}), punchOf(id, { direction: 'OUT', time: '09:05' })),
      ],
      ['too early', false, (id) => punchOf(id, { time: '08:29' })],
      ['as early as may be', true, (id) => punchOf(id, { time: '08:30' })],
      ['too late', false, async (id) => (await before(id, {}), punchOf(id, { direction: 'OUT', time: '11:31' }))],
      [
        'a method that is not offered',
        false,
        (id) => punchOf(id, { shiftId: withoutRollCall.shiftId, method: 'STAFF' }),
      ],
      ['a shift that nobody knows', false, (id) => punchOf(id, { shiftId: randomUUID() })],
      ['a closed shift', false, (id) => punchOf(id, { shiftId: closed.shiftId })],
      ...(['09:09', '09:10', '09:11'] as const).map((time): Case => [
        `a check-in by the code of ${time} after one by that of 09:10`,
        time === '09:11',
        async (id) => (
          await before(id, { codeFrom: new Date(at('09:10')) }, { direction: 'OUT', time: '09:10' }),
          punchOf(id, { codeFrom: new Date(at(time)) })
        ),
      ]),
      [
        'a check-out by the code of the check-out before',
        false,
        async (id) => {
          const out = { direction: 'OUT', codeFrom: new Date(at('09:10')) } as const;
          await before(id, {}, out, {});
          return punchOf(id, out);
        },
      ],
      [
        'a check-out by a code of the time at which a code checked in',
        true,
        async (id) => {
          const codeFrom = new Date(at('09:10'));
          await before(id, { codeFrom });
          return punchOf(id, { direction: 'OUT', codeFrom });
        },
      ],
      [
        'a code that was used before somebody was checked in by staff',
        false,
        async (id) => {
          const codeFrom = new Date(at('09:10'));
          const out = { direction: 'OUT', method: 'STAFF' } as const;
          await before(id, { codeFrom }, out, { method: 'STAFF' }, out);
          return punchOf(id, { codeFrom });
        },
      ],
      [
        'an id that is taken',
        false,
        async (id) => {
          const first = punchOf(id);
          expect(await group.writeAlone(first, policy)).toBe(true);
          await before(id, { direction: 'OUT', time: '09:30' });
          return { ...first, punchedAt: new Date(at('10:00')) };
        },
      ],
    ];
    const pairs = await Promise.all(
      cases.map(async ([name, isAccepted, prepare]) => {
        const [one, other] = [await signedUp(), await signedUp()];
        for (const id of [one, other])
          for (const to of [closed, withoutRollCall]) await street.signUp(to, id).catch(() => undefined);
        return { name, isAccepted, one, other, prepare };
      }),
    );
    await street.close(closed, '09:00');
    const stranger = await street.volunteer();
    const suspended = await signedUp();
    await booted.get(ReviewVolunteer).execute(street.context(), {
      ...{ volunteerId: suspended, expectedVersion: 2, decision: 'SUSPEND', reason: '违反服务纪律' },
    });
    const grouped = await Promise.all(pairs.map(async ({ one, prepare }) => (await prepare(one)) as NewPunch));
    const alone = await Promise.all(pairs.map(async ({ other, prepare }) => (await prepare(other)) as NewPunch));

    const extra = [
      group.write(punchOf(stranger), policy),
      group.write(punchOf(suspended), policy),
      group.write(punchOf(await street.volunteer(), { method: 'ROLL_CALL' }), policy),
    ];
    const judged = await Promise.all(grouped.map(isAcceptableByTheLines));
    const answers = await Promise.all(grouped.map((punch) => group.write(punch, policy)));
    expect(await Promise.all(extra)).toEqual([false, false, true]);
    const named = (given: readonly boolean[]) => pairs.map(({ name }, index) => [name, given[index]]);
    expect(named(answers)).toEqual(pairs.map(({ name, isAccepted }) => [name, isAccepted]));
    // An id that is taken is no refusal: whoever sends it again gets the first answer.
    const byTheLines = pairs.map(({ name, isAccepted }) => [name, isAccepted || name === 'an id that is taken']);
    expect(named(judged)).toEqual(byTheLines);
    const answersAlone: boolean[] = [];
    for (const punch of alone) answersAlone.push(await group.writeAlone(punch, policy));
    expect(named(answersAlone)).toEqual(named(answers));
    for (const { name, one, other } of pairs) expect([name, await traces(one)]).toEqual([name, await traces(other)]);
  });

  it('takes two punches of one person that come together one after the other', async () => {
    const id = await signedUp();
    const answers = await Promise.all([
      group.write(punchOf(id), policy),
      group.write(punchOf(id, { direction: 'OUT', time: '10:00' }), policy),
      group.write(punchOf(id, { direction: 'OUT', time: '10:01' }), policy),
    ]);
    expect(answers).toEqual([true, true, false]);
    expect(await street.count('punch', id)).toBe(2);
  });

  it('records an id once that comes five times together', async () => {
    const [id, ...others] = await many(4);
    const punch = punchOf(id!);
    const answers = await Promise.all(
      [...Array(5).fill(punch), ...others.map((one) => punchOf(one))].map((one: NewPunch) => group.write(one, policy)),
    );
    expect(answers).toEqual([true, false, false, false, false, true, true, true]);
    expect(await street.count('punch', id!)).toBe(1);
  });

  it('lets a row that the database does not take fail alone', async () => {
    const people = await many(7);
    const answers = await Promise.allSettled(
      people.map((id, index) => group.write(punchOf(id, index === 3 ? { recordedBy: 'a\u0000b' } : {}), policy)),
    );
    expect(answers.map(({ status }) => status)).toEqual(
      people.map((_, index) => (index === 3 ? 'rejected' : 'fulfilled')),
    );
    const counts = await Promise.all(people.map((id) => street.count('punch', id)));
    expect(counts).toEqual([1, 1, 1, 0, 1, 1, 1]);
  });

  it('does not wait for a shift that is being closed', async () => {
    const held = await street.shift('09:00', '11:00');
    const [waiting, other] = [await signedUp(held), await signedUp()];
    const closing = new Client(booted.database.url);
    await closing.connect();
    try {
      await closing.query('begin');
      await closing.query('select 1 from shift where id = $1 for update', [held.shiftId]);
      let hasAnswer = false;
      const late = group.write(punchOf(waiting, { shiftId: held.shiftId }), policy).then((answer) => {
        hasAnswer = true;
        return answer;
      });
      expect(await group.write(punchOf(other), policy)).toBe(true);
      expect(hasAnswer).toBe(false);
      await closing.query('commit');
      expect(await late).toBe(true);
    } finally {
      await closing.end();
    }
  });

  it.each([
    ['a shift', `update shift set status = 'CANCELLED' where id = $1`, 'shiftId'],
    ['a person', `update volunteer set status = 'SUSPENDED' where id = $1`, 'volunteerId'],
  ] as const)(
    'waits alone for whoever holds %s, holds no attendance meanwhile, and finds what was made of it',
    async (_, change, which) => {
      const held = await street.shift('09:00', '11:00');
      const [waiting, other] = [await signedUp(held), await signedUp()];
      const given = { shiftId: held.shiftId, volunteerId: waiting };
      expect(await group.write(punchOf(waiting, { shiftId: held.shiftId }), policy)).toBe(true);
      const holder = new Client(booted.database.url);
      await holder.connect();
      try {
        await holder.query('begin');
        await holder.query(change, [given[which]]);
        const out = { shiftId: held.shiftId, direction: 'OUT', time: '10:00' } as const;
        const late = group.write(punchOf(waiting, out), policy);
        expect(await group.write(punchOf(other), policy)).toBe(true);
        await eventually('the punch waits', async () => {
          const { rows } = await holder.query<{ waits: boolean }>(
            'select exists (select from pg_stat_activity where pg_backend_pid() = any (pg_blocking_pids(pid))) as waits',
          );
          return rows[0]?.waits === true;
        });
        await holder.query('select from attendance where shift_id = $1 and volunteer_id = $2 for update nowait', [
          ...[held.shiftId, waiting],
        ]);
        await holder.query('commit');
        expect(await late).toBe(false);
        expect(await street.count('punch', waiting)).toBe(1);
      } finally {
        await holder.end();
      }
    },
  );

  it('records each first check-in once when two processes get it at the same time under different ids', async () => {
    const people = await many(30);
    const [one, other] = [newWriter(), newWriter()];
    const answers = await Promise.all(
      people.map(async (id) => {
        const [first, second] = await Promise.all([one.write(punchOf(id), policy), other.write(punchOf(id), policy)]);
        return [first, second];
      }),
    );
    for (const pair of answers) expect(pair.filter((isRecorded) => isRecorded)).toHaveLength(1);
    for (const id of people) expect(await street.count('punch', id)).toBe(1);
  });

  it('answers everything that was taken before it stops', async () => {
    const people = await many(3);
    const answers = people.map((id) => group.write(punchOf(id), policy));
    await group.beforeApplicationShutdown();
    expect(await Promise.all(answers)).toEqual([true, true, true]);
    await expect(group.write(punchOf(people[0]!), policy)).rejects.toMatchObject({ code: 'PUNCH_BUSY' });
  });

  it('meets the closing of its shift as one punch does: recorded before it, or refused', async () => {
    const racing = await street.shift('09:00', '11:00');
    const people: string[] = [];
    for (let no = 0; no < 20; no += 1) people.push(await signedUp(racing));
    booted.setNow(new Date(at('10:00')));
    const closing = booted.get(CloseShift).execute(street.context(), { shiftId: racing.shiftId });
    const answers = await Promise.all(
      people.map((id) => group.write(punchOf(id, { shiftId: racing.shiftId }), policy)),
    );
    await closing;
    const recorded = await Promise.all(people.map((id) => street.count('punch', id)));
    expect(recorded).toEqual(answers.map((isRecorded) => (isRecorded ? 1 : 0)));
    await eventually('the shift is closed', async () => {
      const [row] = await booted
        .get(UnitOfWork)
        .read<{ status: string }>('select status from shift where id = $1', [racing.shiftId]);
      return row?.status === 'CLOSED';
    });
  });
});
