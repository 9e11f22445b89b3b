import { v7 } from 'uuid';
import {
  AnswerObjection,
  BackfillRecord,
  CorrectRecord,
  DecideCap,
  DecideRecord,
  ProposeCheckOut,
  RaiseObjection,
} from '../../../src/service/service-hours';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import type { UserActor } from '../../../src/platform/foundation/actor/actor';
import { PeopleBuilder } from '../../builders/people.builder';
import { at, type HeldShift, ServiceBuilder, volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { decideAsAnother } from '../../support/decisions';

type Row = readonly [who: string, attempt: () => Promise<unknown>, code: string];

/**
 * One table per command, one row per refusal, in the order of precedence: the attempt of a row also makes the mistakes
 * of the rows below it, as far as one attempt can. A refusal leaves nothing behind.
 */
describe('refusals of commands about records, in order of precedence', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let volunteerId: string;
  let ownUserId: string;
  let recorder: UserActor;
  let clerk: UserActor;
  let admin: UserActor;
  let foreign: UserActor;
  let reader: UserActor;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    street = await ServiceBuilder.on(booted);
    const worker = (place = street.tree.community) => ({
      ...PeopleBuilder.actor('COMMUNITY_WORKER', place),
      userId: v7(),
    });
    [recorder, clerk, foreign] = [worker(), worker(), worker(street.tree.otherCommunity)];
    admin = { ...PeopleBuilder.actor('STREET_ADMIN', street.tree.street), userId: v7() };
    reader = { ...PeopleBuilder.actor('STREET_LEADER', street.tree.street), userId: v7() };
  });
  afterAll(async () => booted.close());
  beforeEach(async () => {
    volunteerId = await street.volunteer();
    const account = await street.people.accountOf(volunteerId, 'COMMUNITY_WORKER', street.tree.community.id);
    ownUserId = account.userId;
  });

  const footprint = () =>
    booted.get(UnitOfWork).read(
      `select (select count(*) from service_record) records, (select sum(version) from service_record) versions,
         (select count(*) from record_objection) objections, (select count(*) from ledger_entry) entries,
         (select count(*) from record_approval) approvals, (select count(*) from day_cap_decision) caps,
         (select count(*) from punch) punches, (select count(*) from notice) notices,
         (select count(*) from command_key) keys, (select count(*) from audit_log) audit`,
    );
  async function expectRefusals(rows: readonly Row[]): Promise<void> {
    for (const [who, attempt, code] of rows) {
      const before = await footprint();
      const refusal = await attempt().then(
        () => 'accepted',
        (error: unknown) => (error as { code?: string }).code,
      );
      expect([who, refusal]).toEqual([who, code]);
      expect(await footprint()).toEqual(before);
    }
  }

  async function closedShift(from = '09:00', until = '11:00'): Promise<HeldShift> {
    const shift = await street.shift(from, until);
    await street.close(shift);
    await street.closeAndCompute(shift);
    return shift;
  }
  const backfill = (
    shiftId: string,
    actor: UserActor,
    who = volunteerId,
    times: readonly [string, string] = ['09:00', '11:00'],
  ) =>
    booted.get(BackfillRecord).execute(street.context(actor), {
      ...{ shiftId, volunteerId: who, reason: '签到表照片在案' },
      ...{ checkedInAt: at(times[0]), checkedOutAt: at(times[1]) },
    });
  const own = (actor: UserActor): UserActor => ({ ...actor, userId: ownUserId, volunteerId });

  it('deciding: unknown, permission, place, own, recorder, state, open objection', async () => {
    const { id } = await backfill((await closedShift()).shiftId, recorder);
    const decide =
      (actor: UserActor, recordId = id) =>
      () =>
        booted.get(DecideRecord).execute(street.context(actor), { recordId, decision: 'APPROVE', reason: '核对属实' });
    await expectRefusals([
      ['an unknown record', decide(reader, v7()), 'RECORD_UNKNOWN'],
      ['a reader', decide(own(reader)), 'PERMISSION_MISSING'],
      ['a worker of another community', decide(own(foreign)), 'SCOPE_FOREIGN'],
      ['the volunteer, who recorded it too', decide(own(recorder)), 'DECISION_OWN'],
      ['the recorder', decide(recorder), 'DECISION_HANDS_IN_IT'],
    ]);
    await booted.get(RaiseObjection).execute(street.context(volunteerActor(volunteerId)), {
      recordId: id,
      grounds: '时间写少了',
    });
    await expectRefusals([['anybody, over an objection', decide(clerk), 'RECORD_HELD']]);
    await booted.get(UnitOfWork).run((tx) => tx.query(`update record_objection set status = 'DISMISSED'`));
    await decide(clerk)();
    await expectRefusals([
      ['the recorder, of a decided record', decide(recorder), 'DECISION_HANDS_IN_IT'],
      ['somebody else, of a decided record', decide(admin), 'RECORD_STATE_WRONG'],
    ]);
  });

  it('back-filling: shift, permission, place, own, person, computed, exists, times', async () => {
    const shift = await closedShift('12:00', '14:00');
    const open = await street.shift('15:00', '16:00');
    const times = ['14:00', '12:00'] as const;
    const attempt =
      (shiftId: string, actor: UserActor, who = volunteerId) =>
      () =>
        backfill(shiftId, actor, who, times);
    const someone = await street.volunteer();
    await backfill(shift.shiftId, recorder, someone, ['12:00', '14:00']);
    await expectRefusals([
      ['an unknown shift', attempt(v7(), reader), 'SHIFT_UNKNOWN'],
      ['a reader', attempt(open.shiftId, own(reader)), 'PERMISSION_MISSING'],
      ['another community', attempt(open.shiftId, own(foreign)), 'SCOPE_FOREIGN'],
      ['for oneself', attempt(open.shiftId, own(clerk)), 'DECISION_OWN'],
      ['for nobody', attempt(open.shiftId, clerk, v7()), 'VOLUNTEER_UNKNOWN'],
      ['before the shift is computed', attempt(open.shiftId, clerk), 'SHIFT_NOT_COMPUTED'],
      ['a second time', attempt(shift.shiftId, clerk, someone), 'RECORD_EXISTS'],
      ['out before in', attempt(shift.shiftId, clerk), 'RECORD_TIMES_INVALID'],
    ]);
  });

  it('correcting: unknown, permission, place, own, state, times', async () => {
    const shift = await street.shift('17:00', '18:00');
    await street.attend(volunteerId, shift, '17:00', '18:00');
    await street.closeAndCompute(shift);
    const [record] = await street.records(volunteerId);
    const correct =
      (actor: UserActor, recordId = record?.id ?? '') =>
      () =>
        booted.get(CorrectRecord).execute(street.context(actor), {
          ...{ recordId, reason: '提前离开' },
          times: { checkedInAt: at('18:00'), checkedOutAt: at('17:00') },
        });
    await expectRefusals([
      ['an unknown record', correct(reader, v7()), 'RECORD_UNKNOWN'],
      ['a reader', correct(own(reader)), 'PERMISSION_MISSING'],
      ['another community', correct(own(foreign)), 'SCOPE_FOREIGN'],
      ['the volunteer', correct(own(clerk)), 'DECISION_OWN'],
      ['out before in', correct(clerk), 'RECORD_TIMES_INVALID'],
    ]);
    await street.confirmAll();
    const drop = () =>
      booted.get(CorrectRecord).execute(street.context(clerk), {
        ...{ recordId: record?.id ?? '', times: null, reason: '没有参加' },
      });
    const same = () =>
      booted.get(CorrectRecord).execute(street.context(clerk), {
        ...{ recordId: record?.id ?? '', reason: '核对一遍' },
        times: { checkedInAt: at('17:00'), checkedOutAt: at('18:00') },
      });
    await expectRefusals([
      ['the volunteer, of a confirmed record', correct(own(clerk)), 'DECISION_OWN'],
      ['out before in, of a confirmed record', correct(clerk), 'RECORD_TIMES_INVALID'],
      ['the same minutes', same, 'CORRECTION_CHANGES_NOTHING'],
    ]);
    const { decisionId } = await drop();
    await expectRefusals([
      ['a second question about it', drop, 'DECISION_PENDING'],
      ['who asked', () => decideAsAnother(booted, decisionId ?? '', clerk), 'PERMISSION_MISSING'],
    ]);
    await decideAsAnother(booted, decisionId ?? '', admin);
    await expectRefusals([['a reversed record', correct(admin), 'RECORD_STATE_WRONG']]);
  });

  it('proposing a check-out: account, whose, missing, state, time limit, times', async () => {
    const shift = await street.shift('19:00', '20:00');
    const complete = await street.volunteer();
    await street.signUp(shift, complete);
    await street.signUp(shift, volunteerId);
    for (const who of [volunteerId, complete]) await street.punch(who, shift.shiftId, 'IN', '19:00');
    await street.punch(complete, shift.shiftId, 'OUT', '20:00');
    await street.closeAndCompute(shift);
    const [forgotten] = await street.records(volunteerId);
    const [whole] = await street.records(complete);
    const propose =
      (actor: UserActor, recordId = forgotten?.id ?? '') =>
      () =>
        booted
          .get(ProposeCheckOut)
          .execute(street.context(actor), { recordId, checkedOutAt: at('18:00'), reason: '记错了' });
    const me = volunteerActor(volunteerId);
    await expectRefusals([
      ['staff without a volunteer', propose(clerk, v7()), 'VOLUNTEER_ACCOUNT_REQUIRED'],
      ['an unknown record', propose(me, v7()), 'RECORD_UNKNOWN'],
      ['the record of somebody else', propose(me, whole?.id), 'RECORD_UNKNOWN'],
      ['nothing is missing', propose(volunteerActor(complete), whole?.id), 'CHECK_OUT_NOT_MISSING'],
      ['before the check-in', propose(me), 'RECORD_TIMES_INVALID'],
    ]);
    booted.setNow(new Date(at('2026-12-03 00:00')));
    await expectRefusals([['after three working days', propose(me), 'CORRECTION_TOO_LATE']]);
    await street.confirmAll();
    await expectRefusals([['a confirmed record, late as well', propose(me), 'RECORD_STATE_WRONG']]);
  });

  it('objecting and answering: account, record, concern, state, a second one; answer by whom', async () => {
    const shift = await street.shift('20:30', '21:30');
    await street.attend(volunteerId, shift, '20:30', '21:30');
    await street.closeAndCompute(shift);
    const [record] = await street.records(volunteerId);
    const elsewhere = (await street.people.volunteer(street.tree.otherCommunity.id)).id;
    const object =
      (actor: UserActor, recordId = record?.id ?? '') =>
      () =>
        booted.get(RaiseObjection).execute(street.context(actor), { recordId, grounds: '未见其到场' });
    await expectRefusals([
      ['staff without a volunteer', object(clerk, v7()), 'VOLUNTEER_ACCOUNT_REQUIRED'],
      ['an unknown record', object(volunteerActor(elsewhere), v7()), 'RECORD_UNKNOWN'],
      ['somebody who is not concerned', object(volunteerActor(elsewhere)), 'OBJECTION_NOT_CONCERNED'],
    ]);
    const objector = await street.volunteer();
    const { id } = await booted
      .get(RaiseObjection)
      .execute({ ...street.context(volunteerActor(objector)) }, { recordId: record?.id ?? '', grounds: '未见其到场' });
    const answer =
      (actor: UserActor, objectionId = id) =>
      () =>
        booted
          .get(AnswerObjection)
          .execute(street.context(actor), { objectionId, outcome: 'DISMISSED', answer: '有打卡' });
    await expectRefusals([
      ['a second objection', object(volunteerActor(objector)), 'OBJECTION_OPEN'],
      ['an unknown objection', answer(reader, v7()), 'OBJECTION_UNKNOWN'],
      ['a reader', answer(own(reader)), 'PERMISSION_MISSING'],
      ['another community', answer(own(foreign)), 'SCOPE_FOREIGN'],
      ['the volunteer', answer(own(clerk)), 'DECISION_OWN'],
      ['the one who objected', answer({ ...clerk, userId: objector }), 'DECISION_SAME_PERSON'],
    ]);
    await answer(clerk)();
    await expectRefusals([['a second answer', answer(clerk), 'OBJECTION_ANSWERED']]);
    await street.confirmAll();
    await expectRefusals([['after the confirmation', object(volunteerActor(objector)), 'RECORD_STATE_WRONG']]);
  });

  it('minutes above a cap: unknown, permission, level, own, state, amount', async () => {
    const shift = await street.shift('00:00', '10:00');
    await street.attend(volunteerId, shift, '00:00', '10:00');
    await street.closeAndCompute(shift);
    const [record] = await street.records(volunteerId);
    const decide =
      (actor: UserActor, level: 'COMMUNITY' | 'STREET' = 'COMMUNITY', recordId = record?.id ?? '') =>
      () =>
        booted
          .get(DecideCap)
          .execute(street.context(actor), { recordId, level, approvedMinutes: 121, reason: '现场核实' });
    await expectRefusals([
      ['an unknown record', decide(reader, 'STREET', v7()), 'RECORD_UNKNOWN'],
      ['a reader', decide(own(reader), 'STREET'), 'PERMISSION_MISSING'],
      ['a community, for the street', decide(own(clerk), 'STREET'), 'SCOPE_FOREIGN'],
      ['the volunteer', decide(own(admin), 'STREET'), 'DECISION_OWN'],
      ['before the confirmation', decide(admin, 'STREET'), 'CAP_NOT_CONFIRMED'],
    ]);
    await street.confirmAll();
    await expectRefusals([
      ['where nothing waits', decide(admin, 'STREET'), 'CAP_NOTHING_PENDING'],
      ['more than what waits', decide(clerk), 'CAP_TOO_MANY'],
    ]);
  });
});
