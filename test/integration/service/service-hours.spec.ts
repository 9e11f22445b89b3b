import { Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 } from 'uuid';
import { StaffPunch } from '../../../src/service/attendance';
import {
  AnswerObjection,
  BackfillRecord,
  ComputeHours,
  ConfirmDue,
  CorrectRecord,
  DecideRecord,
  ListRecords,
  ProposeCheckOut,
  RaiseObjection,
} from '../../../src/service/service-hours';
import { PolicyDirectory } from '../../../src/place/policies';
import { ServiceRecordRepository } from '../../../src/service/service-hours/computing/persistence/service-record.repository';
import { type Transaction, UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import type { UserActor } from '../../../src/platform/foundation/actor/actor';
import { PeopleBuilder } from '../../builders/people.builder';
import { AFTER_PUBLICITY, at, type HeldShift, ServiceBuilder, volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { decideAsAnother } from '../../support/decisions';

describe('service hours, from punches to the ledger', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let volunteerId: string;
  let clerk: UserActor;
  let admin: UserActor;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    street = await ServiceBuilder.on(booted);
    clerk = { ...PeopleBuilder.actor('COMMUNITY_WORKER', street.tree.community), userId: v7() };
    admin = { ...PeopleBuilder.actor('STREET_ADMIN', street.tree.street), userId: v7() };
  });
  afterAll(async () => booted.close());
  beforeEach(async () => {
    volunteerId = await street.volunteer();
  });

  async function served(from: string, until: string, inAt: string, outAt: string | null): Promise<HeldShift> {
    const shift = await street.shift(from, until);
    await street.attend(volunteerId, shift, inAt, outAt);
    await street.closeAndCompute(shift);
    return shift;
  }

  async function onlyRecord() {
    const [record] = await street.records(volunteerId);
    if (!record) throw new Error('no record');
    return record;
  }

  const decide = (recordId: string, decision: 'APPROVE' | 'REJECT', actor = clerk) =>
    booted.get(DecideRecord).execute(street.context(actor), { recordId, decision, reason: '核对签到表属实' });

  it('a: early in and late out are clipped to the plan, 120 min, 20 points', async () => {
    await served('09:00', '11:00', '08:50', '11:20');
    expect(await street.records(volunteerId)).toMatchObject([
      { status: 'PUBLICITY', rawMinutes: 150, creditedMinutes: 120, grade: 'A', flags: [] },
    ]);
    await street.confirmAll();
    expect(await street.balances(volunteerId)).toEqual({ serviceMinutes: 120, trainingMinutes: 0, pointTenths: 200 });
  });

  it('b: a missing check-out is closed at the planned end, 110 min, grade B pending', async () => {
    await served('09:00', '11:00', '09:10', null);
    expect(await street.records(volunteerId)).toMatchObject([
      { creditedMinutes: 110, flags: ['AUTO_CLOSED'], grade: 'B', isGradePending: true },
    ]);
    const own = await booted.get(ListRecords).own(volunteerActor(volunteerId), {});
    expect(own.items[0]?.explanation.join('')).toContain('漏签退');
  });

  it('c: 70 of 120 min stand, below the effective share there are no points', async () => {
    await served('09:00', '11:00', '09:00', '10:10');
    await street.confirmAll();
    expect(await street.balances(volunteerId)).toEqual({ serviceMinutes: 70, trainingMinutes: 0, pointTenths: 0 });
  });

  it('d: 13 h 20 min of one day: 480 automatic, 240 pending community, 80 pending street', async () => {
    await served('00:00', '07:00', '00:00', '07:00');
    await served('07:00', '13:20', '07:00', '13:20');
    const records = await street.records(volunteerId);
    expect(records.map((record) => record.creditedMinutes)).toEqual([420, 60]);
    expect(records[1]).toMatchObject({ pendingCommunityMinutes: 240, pendingStreetMinutes: 80 });
    await street.confirmAll();
    expect((await street.balances(volunteerId)).serviceMinutes).toBe(480);
  });

  it('asks for the points policy once per place and day, however many records are confirmed', async () => {
    const shift = await street.shift('13:00', '15:00');
    const people = await Promise.all([1, 2, 3].map(async () => street.volunteer()));
    for (const person of people) await street.attend(person, shift, '13:00', '15:00');
    await street.close(shift, '2026-11-29 16:00');
    await booted.get(ComputeHours).execute(shift.shiftId);
    const asked = jest.spyOn(booted.get(PolicyDirectory), 'effectiveAs');
    expect(await street.confirmAll()).toBe(3);
    expect(asked).toHaveBeenCalledTimes(1);
    asked.mockRestore();
    expect((await street.balances(people[2] ?? '')).pointTenths).toBe(200);
  });

  it('waits with a shift whose publicity reaches into a year without a calendar, and computes it afterwards', async () => {
    const shift = await street.shift('13:00', '15:00');
    await street.attend(volunteerId, shift, '13:00', '15:00');
    await street.close(shift, '2026-12-31 16:00');
    const computeHours = booted.get(ComputeHours);
    await expect(computeHours.execute(shift.shiftId)).rejects.toMatchObject({
      code: 'CALENDAR_YEAR_MISSING',
      details: { year: 2027 },
    });
    expect(await street.records(volunteerId)).toEqual([]);
    expect(await street.count('punch', volunteerId)).toBe(2);
    const unitOfWork = booted.get(UnitOfWork);
    const [waiting] = await unitOfWork.read('select status, computed_at from shift where id = $1', [shift.shiftId]);
    expect(waiting).toEqual({ status: 'CLOSED', computed_at: null });
    await unitOfWork.run((tx) =>
      tx.query(
        "insert into calendar_day (day, is_working, label, source) values ('2027-01-01', false, '元旦', 'test')",
      ),
    );
    await computeHours.execute(shift.shiftId);
    expect(await street.records(volunteerId)).toMatchObject([{ status: 'PUBLICITY', creditedMinutes: 120 }]);
    await street.confirmAll('2027-02-01T02:00:00Z');
    expect((await street.balances(volunteerId)).serviceMinutes).toBe(120);
  });

  it.each(['the earlier', 'the later'])(
    'e: overlapping records, %s closed first: 120 + 60, both reviewed',
    async (first) => {
      const early = await street.shift('09:00', '11:00');
      const late = await street.shift('10:30', '12:00');
      for (const [shift, inAt, outAt] of [
        [early, '09:00', '11:00'],
        [late, '10:30', '12:00'],
      ] as const) {
        // Sign-up refuses overlapping shifts; the leader's roll call and staff take whoever is there.
        for (const [direction, time] of [
          ['IN', inAt],
          ['OUT', outAt],
        ] as const) {
          booted.setNow(new Date(at(time)));
          const command = { punchId: v7(), shiftId: shift.shiftId, volunteerId, direction, reason: '现场核对' };
          await booted.get(StaffPunch).execute(admin, command);
        }
      }
      for (const shift of first === 'the earlier' ? [early, late] : [late, early]) await street.closeAndCompute(shift);
      const records = await street.records(volunteerId);
      expect(records.map(({ creditedMinutes, status }) => [creditedMinutes, status])).toEqual([
        [120, 'UNDER_REVIEW'],
        [60, 'UNDER_REVIEW'],
      ]);
      await expect(decide(records[0]?.id ?? '', 'APPROVE', admin)).rejects.toMatchObject({
        code: 'DECISION_HANDS_IN_IT',
      });
      for (const record of records) await decide(record.id, 'APPROVE');
      await street.confirmAll();
      expect((await street.balances(volunteerId)).serviceMinutes).toBe(180);
    },
  );

  it('g: over midnight, 60 + 60 min', async () => {
    await served('23:00', '2026-11-29 01:00', '23:00', '2026-11-29 01:00');
    await street.confirmAll();
    expect((await street.balances(volunteerId)).serviceMinutes).toBe(120);
  });

  it('h: a back-fill of 3 h waits for another person, then 180 min and 0 points', async () => {
    const shift = await street.shift('13:00', '16:00');
    await street.closeAndCompute(shift);
    const command = { volunteerId, checkedInAt: at('13:00'), checkedOutAt: at('16:00'), reason: '签到表照片在案' };
    const backfill = booted.get(BackfillRecord).execute(street.context(clerk), { ...command, shiftId: shift.shiftId });
    expect(await backfill).toMatchObject({ status: 'UNDER_REVIEW', creditedMinutes: 180 });
    const { id } = await onlyRecord();
    await expect(decide(id, 'APPROVE', clerk)).rejects.toMatchObject({ code: 'DECISION_HANDS_IN_IT' });
    await decide(id, 'APPROVE', admin);
    await street.confirmAll();
    expect(await street.balances(volunteerId)).toEqual({ serviceMinutes: 180, trainingMinutes: 0, pointTenths: 0 });
  });

  it('computing at once and again makes one record; confirming at once and again makes one posting each', async () => {
    const shift = await street.shift('09:00', '11:00');
    await street.attend(volunteerId, shift, '09:00', '11:00');
    await street.close(shift);
    const compute = booted.get(ComputeHours);
    await Promise.all([1, 2, 3, 4].map(() => compute.execute(shift.shiftId)));
    await compute.execute(shift.shiftId);
    expect(await street.count('service_record', volunteerId)).toBe(1);
    booted.setNow(new Date(AFTER_PUBLICITY));
    const confirm = booted.get(ConfirmDue);
    const counts = await Promise.all([1, 2, 3, 4].map(() => confirm.execute()));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(1);
    expect(await confirm.execute()).toBe(0);
    expect(await street.count('ledger_entry', volunteerId)).toBe(2);
  });

  it('nothing is confirmed before publicity is over; an objection holds only its record', async () => {
    await served('09:00', '11:00', '09:00', '11:00');
    expect(await booted.get(ConfirmDue).execute()).toBe(0);
    const record = await onlyRecord();
    const neighbour = await street.volunteer();
    booted.setNow(new Date(at('2026-11-30 09:00')));
    const objection = await booted.get(RaiseObjection).execute(street.context(volunteerActor(neighbour)), {
      recordId: record.id,
      grounds: '当天上午未见其到场',
    });
    await street.confirmAll();
    expect((await onlyRecord()).status).toBe('PUBLICITY');
    const answer = { objectionId: objection.id, outcome: 'DISMISSED', answer: '有两次有效打卡' } as const;
    await booted.get(AnswerObjection).execute(street.context(clerk), answer);
    await street.confirmAll();
    expect((await onlyRecord()).status).toBe('CONFIRMED');
  });

  it('one record that cannot be priced does not hold up the others, and is confirmed once it can', async () => {
    const people = [volunteerId, await street.volunteer(), await street.volunteer()] as const;
    const shift = await street.shift('13:00', '15:00');
    for (const person of people) await street.attend(person, shift, '13:00', '15:00');
    await street.close(shift, '2026-11-29 16:00');
    await booted.get(ComputeHours).execute(shift.shiftId);
    const bad = await onlyRecord();
    const serveOn = (day: string) =>
      booted
        .get(UnitOfWork)
        .run((tx) =>
          tx.query(
            `update service_record set served_on = $2, publicity_until = publicity_until - interval '1 s' where id = $1`,
            [bad.id, day],
          ),
        );
    // No points policy was in force on that day. It is the first to come due.
    await serveOn('1990-01-01');
    const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    await expect(street.confirmAll()).rejects.toMatchObject({ confirmed: 2, codes: ['POLICY_MISSING'] });
    expect(logged.mock.calls).toEqual([[expect.stringContaining(`${bad.id} 未能确认入账(POLICY_MISSING)`)]]);
    logged.mockRestore();
    expect((await onlyRecord()).status).toBe('PUBLICITY');
    expect(await street.count('ledger_entry', volunteerId)).toBe(0);
    for (const person of people.slice(1)) {
      expect(await street.records(person)).toMatchObject([{ status: 'CONFIRMED' }]);
      expect((await street.balances(person)).serviceMinutes).toBe(120);
    }
    await serveOn('2026-11-28');
    expect(await street.confirmAll()).toBe(1);
    expect((await street.balances(volunteerId)).serviceMinutes).toBe(120);
  });

  it('an objection that commits while the due records are being chosen holds its record', async () => {
    await served('09:00', '11:00', '09:00', '11:00');
    const { id } = await onlyRecord();
    const unitOfWork = booted.get(UnitOfWork);
    const records = booted.get(ServiceRecordRepository);
    const takeDue = records.takeDue.bind(records);
    // The statement that chooses has its snapshot and then waits at the gate, before it locks a row.
    const gate = 20_261_130;
    const pausing = (tx: Transaction): Transaction => ({
      ...tx,
      query: (sql, parameters) =>
        tx.query(
          sql.replace(' order by', ` and pg_advisory_xact_lock_shared(${gate}) is not null order by`),
          parameters,
        ),
    });
    const chosen = jest
      .spyOn(records, 'takeDue')
      .mockImplementationOnce((tx, ...rest) => takeDue(pausing(tx), ...rest));
    booted.setNow(new Date(AFTER_PUBLICITY));
    const confirming = await unitOfWork.run(async (tx) => {
      await tx.query('select pg_advisory_xact_lock($1)', [gate]);
      const running = booted.get(ConfirmDue).execute();
      while (!(await isWaitedFor(unitOfWork, gate))) await sleep(5);
      const objection = { recordId: id, grounds: '当天上午未见其到场' };
      await booted.get(RaiseObjection).execute(street.context(volunteerActor(volunteerId)), objection);
      return { running };
    });
    expect(await confirming.running).toBe(0);
    expect(chosen).toHaveBeenCalledTimes(1);
    chosen.mockRestore();
    expect((await onlyRecord()).status).toBe('PUBLICITY');
    expect(await street.count('ledger_entry', volunteerId)).toBe(0);
  });

  it('a forgotten check-out: the volunteer proposes the time, a reviewer accepts it', async () => {
    await served('09:00', '11:00', '09:00', null);
    const { id } = await onlyRecord();
    const propose = (actor: UserActor) =>
      booted.get(ProposeCheckOut).execute(street.context(actor), {
        recordId: id,
        checkedOutAt: at('10:30'),
        reason: '十点半离开忘记签退',
      });
    await expect(propose(volunteerActor(await street.volunteer()))).rejects.toMatchObject({ code: 'RECORD_UNKNOWN' });
    booted.setNow(new Date(at('2026-11-30 09:00')));
    expect(await propose(volunteerActor(volunteerId))).toMatchObject({ status: 'UNDER_REVIEW' });
    await decide(id, 'APPROVE');
    expect(await onlyRecord()).toMatchObject({ status: 'PUBLICITY', creditedMinutes: 90, grade: 'B' });
  });

  it('what is confirmed is corrected by two: reversed and posted anew in one step', async () => {
    await served('09:00', '11:00', '09:00', '11:00');
    await street.confirmAll();
    const { id } = await onlyRecord();
    const times = { checkedInAt: at('09:00'), checkedOutAt: at('10:00') };
    const correct = (actor: UserActor) =>
      booted.get(CorrectRecord).execute(street.context(actor), { recordId: id, times, reason: '提前离开' });
    const { decisionId } = await correct(admin);
    expect((await street.balances(volunteerId)).serviceMinutes).toBe(120);
    await expect(decideAsAnother(booted, decisionId ?? '', clerk)).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    });
    await expect(decideAsAnother(booted, decisionId ?? '', admin)).rejects.toMatchObject({
      code: 'DECISION_SAME_PERSON',
    });
    await decideAsAnother(booted, decisionId ?? '', { ...admin, userId: v7() });
    expect((await street.records(volunteerId)).map(({ status, revision }) => [status, revision])).toEqual([
      ['REVERSED', 1],
      ['CONFIRMED', 2],
    ]);
    expect((await street.balances(volunteerId)).serviceMinutes).toBe(60);
  });

  it('a rejected record posts nothing, and nobody decides about their own', async () => {
    const shift = await street.shift('13:00', '15:00');
    await street.closeAndCompute(shift);
    const times = { checkedInAt: at('13:00'), checkedOutAt: at('15:00') };
    const backfill = { shiftId: shift.shiftId, volunteerId, ...times, reason: '口头说明' };
    const { id } = await booted.get(BackfillRecord).execute(street.context(clerk), backfill);
    const { userId } = await street.people.accountOf(volunteerId, 'STREET_ADMIN', street.tree.street.id);
    await expect(decide(id, 'APPROVE', { ...admin, userId, volunteerId })).rejects.toMatchObject({
      code: 'DECISION_OWN',
    });
    const foreign = { ...PeopleBuilder.actor('COMMUNITY_WORKER', street.tree.otherCommunity), userId: v7() };
    await expect(decide(id, 'APPROVE', foreign)).rejects.toMatchObject({ code: 'SCOPE_FOREIGN' });
    await decide(id, 'REJECT', admin);
    await street.confirmAll();
    expect(await onlyRecord()).toMatchObject({ status: 'REJECTED' });
    expect(await street.count('ledger_entry', volunteerId)).toBe(0);
    const told = await booted
      .get(UnitOfWork)
      .read('select kind from notice where volunteer_id = $1 and subject_key = $2', [volunteerId, id]);
    expect(told).toEqual([{ kind: 'RECORD_REJECTED' }]);
  });
});

async function isWaitedFor(unitOfWork: UnitOfWork, gate: number): Promise<boolean> {
  const waiting = await unitOfWork.read(
    `select 1 from pg_locks where locktype = 'advisory' and objid::bigint = $1 and not granted
       and database = (select oid from pg_database where datname = current_database())`,
    [gate],
  );
  return waiting.length > 0;
}
