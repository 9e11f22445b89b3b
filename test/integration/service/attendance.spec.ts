import { v7 } from 'uuid';
import { CancelShift, CloseShift } from '../../../src/service/activities';
import { RecordPunch, RunRollCall, ShowCode, StaffPunch } from '../../../src/service/attendance';
import { ReviewVolunteer } from '../../../src/people/volunteers';
import { systemActor } from '../../../src/platform/foundation/actor/actor';
import { PeopleBuilder } from '../../builders/people.builder';
import { at, type HeldShift, ServiceBuilder, volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

describe('punches', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let recordPunch: RecordPunch;
  let volunteerId: string;
  let shift: HeldShift;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    street = await ServiceBuilder.on(booted);
    recordPunch = booted.get(RecordPunch);
  });
  afterAll(async () => booted.close());
  beforeEach(async () => {
    volunteerId = await street.volunteer();
    shift = await street.shift('09:00', '11:00');
    await street.signUp(shift, volunteerId);
  });

  const punch = (given: { code: string; direction?: 'IN' | 'OUT'; punchId?: string; shiftId?: string }) =>
    recordPunch.execute(volunteerActor(volunteerId), {
      punchId: v7(),
      shiftId: shift.shiftId,
      direction: 'IN',
      ...given,
    });

  const decide = (id: string, decision: 'SUSPEND' | 'RESUME' | 'CLOSE', expectedVersion: number) =>
    booted
      .get(ReviewVolunteer)
      .execute(street.context(), { volunteerId: id, expectedVersion, decision, reason: '违反服务纪律' });

  it('tells what was recorded and what is next', async () => {
    const receipt = await street.punch(volunteerId, shift.shiftId, 'IN', '09:02');
    expect(receipt).toMatchObject({
      direction: 'IN',
      punchedAt: new Date(at('09:02')).toISOString(),
      activityTitle: '巡河',
      message: expect.stringContaining('请记得签退') as string,
    });
  });

  it('answers a repetition with the first answer, even hours later, and refuses the id for another punch', async () => {
    const punchId = v7();
    const code = await street.codeAt(shift.shiftId, 'IN', '09:00');
    const first = await punch({ punchId, code });
    booted.setNow(new Date(at('10:59')));
    expect(await punch({ punchId, code })).toEqual(first);
    await expect(punch({ punchId, code: '000000' })).rejects.toMatchObject({ code: 'PUNCH_ID_REUSED' });
    expect(await street.count('punch', volunteerId)).toBe(1);
  });

  it('of 20 identical punches at once exactly one is recorded, and all get the same answer', async () => {
    const punchId = v7();
    const code = await street.codeAt(shift.shiftId, 'IN', '09:00');
    const answers = await Promise.all(Array.from({ length: 20 }, () => punch({ punchId, code })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await street.count('punch', volunteerId)).toBe(1);
  });

  it('of 20 different check-ins at once exactly one is recorded', async () => {
    const code = await street.codeAt(shift.shiftId, 'IN', '09:00');
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => punch({ code })));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await street.count('punch', volunteerId)).toBe(1);
  });

  it('takes a code once per person and direction, however fast the check-out came in between', async () => {
    booted.setNow(new Date(at('09:00')));
    const scan = await booted.get(ShowCode).execute(systemActor('test'), shift.shiftId, 'IN');
    const out = await booted.get(ShowCode).execute(systemActor('test'), shift.shiftId, 'OUT');
    await punch({ code: scan.digits });
    await punch({ code: out.digits, direction: 'OUT' });
    // The code is valid for half a minute more, typed or from the picture.
    booted.setNow(new Date(new Date(at('09:00')).getTime() + 45_000));
    const token = scan.link.split('/').at(-1) ?? '';
    const attempts = Array.from({ length: 20 }, (_, index) => punch({ code: index % 2 ? scan.digits : token }));
    for (const attempt of await Promise.allSettled(attempts)) {
      expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'CODE_USED' } });
    }
    const next = await booted.get(ShowCode).execute(systemActor('test'), shift.shiftId, 'IN');
    const once = await Promise.allSettled(Array.from({ length: 20 }, () => punch({ code: next.digits })));
    expect(once.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await street.count('punch', volunteerId)).toBe(3);
    // Another person uses the same code as if it was new.
    const second = await street.volunteer();
    await street.signUp(shift, second);
    booted.setNow(new Date(new Date(at('09:00')).getTime() + 45_000));
    const command = { punchId: v7(), shiftId: shift.shiftId, direction: 'IN', code: scan.digits } as const;
    expect(await recordPunch.execute(volunteerActor(second), command)).toMatchObject({ direction: 'IN' });
  });

  it.each([
    ['SHIFT_UNKNOWN', '09:00', async () => punch({ code: '123456', shiftId: v7() })],
    ['PUNCH_TOO_EARLY', '08:29', async () => punch({ code: '123456' })],
    ['PUNCH_TOO_LATE', '11:31', async () => punch({ code: '123456' })],
    ['CODE_WRONG', '09:00', async () => punch({ code: '12345x' })],
    ['CHECK_IN_MISSING', '10:00', async () => street.punch(volunteerId, shift.shiftId, 'OUT', '10:00')],
  ])('%s: nothing is written', async (code, time, attempt) => {
    booted.setNow(new Date(at(time)));
    await expect(attempt()).rejects.toMatchObject({ code });
    expect(await street.count('punch', volunteerId)).toBe(0);
  });

  it('refuses an old code, a stranger, and a second check-in and check-out', async () => {
    const code = await street.codeAt(shift.shiftId, 'IN', '09:00');
    booted.setNow(new Date(at('09:05')));
    await expect(punch({ code })).rejects.toMatchObject({ code: 'CODE_EXPIRED' });
    const stranger = await street.volunteer();
    await expect(street.punch(stranger, shift.shiftId, 'IN', '09:05')).rejects.toMatchObject({ code: 'NOT_SIGNED_UP' });
    await street.punch(volunteerId, shift.shiftId, 'IN', '09:05');
    await expect(street.punch(volunteerId, shift.shiftId, 'IN', '09:06')).rejects.toMatchObject({
      code: 'ALREADY_CHECKED_IN',
    });
    await street.punch(volunteerId, shift.shiftId, 'OUT', '10:00');
    await expect(street.punch(volunteerId, shift.shiftId, 'OUT', '10:01')).rejects.toMatchObject({
      code: 'ALREADY_CHECKED_OUT',
    });
    expect(await street.count('punch', volunteerId)).toBe(2);
  });

  it.each(['SUSPEND', 'CLOSE'] as const)('after %s neither a check-in nor a check-out counts', async (decision) => {
    const second = await street.volunteer();
    await street.signUp(shift, second);
    await street.punch(second, shift.shiftId, 'IN', '09:00');
    const punchId = v7();
    const code = await street.codeAt(shift.shiftId, 'IN', '09:02');
    const command = { punchId, shiftId: shift.shiftId, direction: 'IN', code } as const;
    const third = await street.volunteer();
    await street.signUp(shift, third);
    booted.setNow(new Date(at('09:02')));
    const receipt = await recordPunch.execute(volunteerActor(third), command);
    for (const id of [volunteerId, second, third]) await decide(id, decision, 2);
    const refused = { code: 'PUNCH_VOLUNTEER_NOT_ACTIVE' };
    await expect(street.punch(volunteerId, shift.shiftId, 'IN', '09:03')).rejects.toMatchObject(refused);
    await expect(street.punch(second, shift.shiftId, 'OUT', '10:00')).rejects.toMatchObject(refused);
    expect(await recordPunch.execute(volunteerActor(third), command)).toEqual(receipt);
    expect(await street.count('punch', volunteerId)).toBe(0);
    expect(await street.count('punch', second)).toBe(1);
  });

  it('counts again once the suspension is lifted', async () => {
    await decide(volunteerId, 'SUSPEND', 2);
    await decide(volunteerId, 'RESUME', 3);
    await street.punch(volunteerId, shift.shiftId, 'IN', '09:03');
    expect(await street.count('punch', volunteerId)).toBe(1);
  });

  it('refuses a cancelled and a closed shift', async () => {
    await booted.get(CancelShift).execute(street.context(), { shiftId: shift.shiftId, reason: '暴雨预警' });
    await expect(street.punch(volunteerId, shift.shiftId, 'IN', '09:00')).rejects.toMatchObject({
      code: 'PUNCH_SHIFT_CANCELLED',
    });
    const other = await street.shift('13:00', '14:00');
    await street.signUp(other, volunteerId);
    await street.close(other, '14:00');
    await expect(street.punch(volunteerId, other.shiftId, 'IN', '14:01')).rejects.toMatchObject({
      code: 'PUNCH_SHIFT_CLOSED',
    });
  });

  it('punches that race with the closing are either recorded before it or refused', async () => {
    const others = await Promise.all(Array.from({ length: 12 }, () => street.volunteer()));
    for (const id of others) await street.signUp(shift, id);
    const code = await street.codeAt(shift.shiftId, 'IN', '10:00');
    const command = { shiftId: shift.shiftId, direction: 'IN', code } as const;
    let close: Promise<unknown> = Promise.resolve();
    const answers = await Promise.allSettled(
      others.map((id, index) => {
        if (index === 6) close = booted.get(CloseShift).execute(street.context(), { shiftId: shift.shiftId });
        return recordPunch.execute(volunteerActor(id), { ...command, punchId: v7() });
      }),
    );
    await close;
    for (const [index, answer] of answers.entries()) {
      const count = await street.count('punch', others[index] ?? '');
      expect(count).toBe(answer.status === 'fulfilled' ? 1 : 0);
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'PUNCH_SHIFT_CLOSED' });
    }
  });

  it('roll call: each line has its own answer; walk-ins are allowed, nobody calls themselves', async () => {
    booted.setNow(new Date(at('09:00')));
    const walkIn = await street.volunteer();
    booted.setNow(new Date(at('09:00')));
    const line = { punchId: v7(), volunteerId, direction: 'IN' } as const;
    const lines = [line, { ...line, punchId: v7() }, { ...line, volunteerId: walkIn }, { ...line, volunteerId: v7() }];
    const answers = await booted.get(RunRollCall).execute(systemActor('test'), shift.shiftId, [...lines, line]);
    expect(answers.map((answer) => (answer.status === 'REFUSED' ? answer.code : answer.status))).toEqual([
      'RECORDED',
      'ALREADY_CHECKED_IN',
      'RECORDED',
      'VOLUNTEER_UNKNOWN',
      'RECORDED',
    ]);
    const clerk = { ...PeopleBuilder.actor('COMMUNITY_WORKER', street.tree.community), volunteerId };
    const own = await booted.get(RunRollCall).execute(clerk, shift.shiftId, [{ ...line, punchId: v7() }]);
    expect(own).toMatchObject([{ status: 'REFUSED', code: 'ROLL_CALL_SELF' }]);
    await expect(booted.get(RunRollCall).execute(volunteerActor(walkIn), shift.shiftId, lines)).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    });
  });

  it('staff of another community may not punch for anybody', async () => {
    const clerk = PeopleBuilder.actor('COMMUNITY_WORKER', street.tree.otherCommunity);
    const command = {
      punchId: v7(),
      shiftId: shift.shiftId,
      volunteerId,
      direction: 'IN',
      reason: '手机没电',
    } as const;
    await expect(booted.get(StaffPunch).execute(clerk, command)).rejects.toMatchObject({ code: 'SCOPE_FOREIGN' });
  });
});
