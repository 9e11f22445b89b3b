import { v7 } from 'uuid';
import { CancelActivity } from '../../../src/service/activities';
import { RunOfflineRollCall } from '../../../src/service/attendance';
import { DeclareHousehold } from '../../../src/people/households';
import { PUNCH_BATCH } from '../../../src/service/late-entries';
import { ComputeHours } from '../../../src/service/service-hours';
import type { OfflineAnswer, OfflineLine } from '../../../src/service/attendance/offline/application/offline-batch';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { systemActor, type UserActor } from '../../../src/platform/foundation/actor/actor';
import { Decisions } from '../../../src/platform/security/decisions';
import { PeopleBuilder } from '../../builders/people.builder';
import { at, type HeldShift, ServiceBuilder, volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { decideAsAnother } from '../../support/decisions';

describe('punches of a device that was offline', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let shift: HeldShift;
  let volunteerId: string;
  let reviewer: UserActor;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    street = await ServiceBuilder.on(booted);
    reviewer = PeopleBuilder.actor('COMMUNITY_WORKER', street.tree.community);
  });
  afterAll(async () => booted.close());
  beforeEach(async () => {
    volunteerId = await street.volunteer();
    shift = await street.shift('09:00', '11:00');
    await street.signUp(shift, volunteerId);
  });

  /** The leader's device speaks at `receivedAt` by our clock; its own clock is behind by some seconds. */
  async function send(
    lines: readonly OfflineLine[],
    receivedAt: string,
    behindSeconds = 0,
    actor: UserActor | ReturnType<typeof systemActor> = systemActor('device test'),
  ): Promise<readonly OfflineAnswer[]> {
    booted.setNow(new Date(at(receivedAt)));
    const deviceSentAt = new Date(Date.parse(at(receivedAt)) - behindSeconds * 1_000).toISOString();
    const command = { shiftId: shift.shiftId, deviceSentAt, lines };
    return booted.get(RunOfflineRollCall).execute(actor, command);
  }

  const line = (direction: 'IN' | 'OUT', time: string, given: Partial<OfflineLine> = {}): OfflineLine => ({
    punchId: v7(),
    volunteerId,
    direction,
    happenedAt: new Date(at(time)).toISOString(),
    ...given,
  });

  /** Decides about the batch in which a line of the person came. */
  async function decide(
    actor: UserActor | null,
    decision: 'APPROVE' | 'REJECT' = 'APPROVE',
    punchId?: string,
  ): Promise<unknown> {
    const [row] = await booted.get(UnitOfWork).read<{ id: string }>(
      `select r.id from decision_request r join punch_claim c on c.batch_id = r.subject_id
       where r.kind = $1 and c.volunteer_id = $2 and ($3::uuid is null or c.punch_id = $3) order by r.asked_at limit 1`,
      [PUNCH_BATCH, volunteerId, punchId ?? null],
    );
    const command = { id: row?.id ?? v7(), decision, reason: '与现场照片核对无误' };
    return (await booted.get(Decisions).decide(street.context(actor), command)).result;
  }

  async function claims(): Promise<readonly { cause: string; decision: string | null }[]> {
    return booted.get(UnitOfWork).read(
      `select c.cause, d.decision from punch_claim c
       left join punch_claim_decision d on d.volunteer_id = c.volunteer_id and d.punch_id = c.punch_id
       where c.volunteer_id = $1 order by c.happened_at`,
      [volunteerId],
    );
  }

  async function close(): Promise<void> {
    await street.close(shift, '2026-11-28 11:05');
    await booted.get(ComputeHours).execute(shift.shiftId);
  }

  it('are taken in the order of their times, with the clock corrected, each with its own answer', async () => {
    const other = await street.volunteer();
    const lines = [
      line('OUT', '09:26'),
      line('IN', '08:56'),
      line('IN', '08:57', { volunteerId: other }),
      line('IN', '08:57', { volunteerId: v7() }),
    ];
    const answers = await send(lines, '09:30', 240);
    expect(answers.map(({ status, code }) => code ?? status)).toEqual([
      'RECORDED',
      'RECORDED',
      'RECORDED',
      'VOLUNTEER_UNKNOWN',
    ]);
    expect(answers.map(({ punchId }) => punchId)).toEqual(lines.map(({ punchId }) => punchId));
    expect(answers[0]?.punchedAt).toBe(new Date(at('09:30')).toISOString());
  });

  it('change nothing when they are sent again, alone, mixed and with another clock', async () => {
    const lines = [line('IN', '10:12'), line('OUT', '10:30')];
    const first = await send(lines, '10:40');
    const doubtful = [line('IN', '10:35')];
    expect((await send(doubtful, '10:45', 400))[0]?.status).toBe('IN_REVIEW');
    for (const behind of [0, 200, 900, -900]) {
      expect(await send(lines, '10:50', behind)).toEqual(first);
      expect((await send(doubtful, '10:50', behind))[0]).toMatchObject({ status: 'IN_REVIEW', code: 'CLOCK_SKEW' });
    }
    await Promise.all(Array.from({ length: 8 }, () => send([...doubtful, ...lines], '10:55')));
    expect(await street.count('punch', volunteerId)).toBe(2);
    expect(await claims()).toEqual([{ cause: 'CLOCK_SKEW', decision: null }]);
    const otherPayload = { ...lines[0]!, happenedAt: new Date(at('10:13')).toISOString() };
    expect((await send([otherPayload], '10:56'))[0]).toMatchObject({ status: 'REFUSED', code: 'PUNCH_ID_REUSED' });
    const otherDoubt = { ...doubtful[0]!, direction: 'OUT' as const };
    expect((await send([otherDoubt], '10:56'))[0]).toMatchObject({ status: 'REFUSED', code: 'PUNCH_ID_REUSED' });
  });

  it('go to review where the clock is more than five minutes off, and count once somebody accepts them', async () => {
    const [wrong] = [line('IN', '08:54')];
    expect((await send([wrong], '09:10', 360))[0]).toMatchObject({ status: 'IN_REVIEW', code: 'CLOCK_SKEW' });
    expect(await street.count('punch', volunteerId)).toBe(0);
    expect(await decide(reviewer)).toEqual({ recordIds: [] });
    expect((await send([wrong], '09:12'))[0]).toMatchObject({ status: 'RECORDED' });
    await street.punch(volunteerId, shift.shiftId, 'OUT', '11:00');
    await close();
    expect((await street.records(volunteerId))[0]).toMatchObject({ rawMinutes: 120, creditedMinutes: 120, grade: 'B' });
  });

  it('that arrive after the shift was closed are kept, and lead to a record once they are accepted', async () => {
    await close();
    const lines = [line('IN', '09:00'), line('OUT', '11:00')];
    const answers = await send(lines, '18:00');
    expect(answers.map(({ code }) => code)).toEqual(['LATE_LINES', 'LATE_LINES']);
    expect(await street.records(volunteerId)).toEqual([]);
    expect(await decide(reviewer)).toMatchObject({ recordIds: [expect.any(String)] });
    expect(await street.records(volunteerId)).toMatchObject([
      { status: 'UNDER_REVIEW', creditedMinutes: 120, grade: 'B', revision: 1 },
    ]);
  });

  it('correct a confirmed record only when somebody else agrees to that, too', async () => {
    await street.punch(volunteerId, shift.shiftId, 'IN', '10:00');
    await street.punch(volunteerId, shift.shiftId, 'OUT', '11:00');
    await close();
    await street.confirmAll();
    expect(await street.records(volunteerId)).toMatchObject([{ status: 'CONFIRMED', creditedMinutes: 60 }]);
    const [earlier] = [line('IN', '09:00')];
    expect((await send([earlier], '2026-12-03 18:00'))[0]).toMatchObject({ status: 'IN_REVIEW' });
    await decide(reviewer, 'APPROVE', earlier.punchId);
    expect(await claims()).toMatchObject([{ decision: 'ACCEPTED' }]);
    const [record] = await street.records(volunteerId);
    expect(record).toMatchObject({ status: 'CONFIRMED', creditedMinutes: 60 });
    const [waiting] = await booted
      .get(UnitOfWork)
      .read<{ id: string }>('select id from decision_request where subject_id = $1', [record?.id]);
    const administrator = { ...PeopleBuilder.actor('STREET_ADMIN', street.tree.street), userId: v7() };
    await expect(
      decideAsAnother(booted, waiting?.id ?? '', { ...administrator, userId: reviewer.userId }),
    ).rejects.toMatchObject({ code: 'DECISION_HANDS_IN_IT' });
    await decideAsAnother(booted, waiting?.id ?? '', administrator);
    expect(await street.records(volunteerId)).toMatchObject([
      { status: 'REVERSED', creditedMinutes: 60, revision: 1 },
      { status: 'CONFIRMED', creditedMinutes: 120, revision: 2 },
    ]);
    expect((await street.balances(volunteerId)).serviceMinutes).toBe(120);
  });

  it('takes a thousand lines at once', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => street.volunteer()));
    const lines = people.flatMap((person) =>
      Array.from({ length: 50 }, (_, index) =>
        line(index % 2 === 0 ? 'IN' : 'OUT', '09:00', {
          volunteerId: person,
          happenedAt: new Date(Date.parse(at('09:00')) + index * 36_000).toISOString(),
        }),
      ),
    );
    const answers = await send([...lines].reverse(), '09:30');
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['RECORDED']));
    expect(answers).toHaveLength(1_000);
  });

  describe('are refused, in the order of precedence, and nothing is written', () => {
    it.each([
      [
        'SHIFT_UNKNOWN',
        async () =>
          booted
            .get(RunOfflineRollCall)
            .execute(systemActor('t'), { shiftId: v7(), deviceSentAt: at('09:00'), lines: [] }),
      ],
      ['PERMISSION_MISSING', async () => send([line('IN', '09:00')], '09:10', 0, volunteerActor(volunteerId))],
      [
        'SCOPE_FOREIGN',
        async () =>
          send([line('IN', '09:00')], '09:10', 0, PeopleBuilder.actor('COMMUNITY_WORKER', street.tree.otherCommunity)),
      ],
      [
        'PUNCH_SHIFT_CANCELLED',
        async () => {
          const { activityId } = (
            await booted
              .get(UnitOfWork)
              .read<{ activityId: string }>('select activity_id as "activityId" from shift where id = $1', [
                shift.shiftId,
              ])
          )[0]!;
          await booted.get(CancelActivity).execute(street.context(), { activityId, reason: '暴雨' });
          return send([line('IN', '09:00')], '09:10', 900);
        },
      ],
    ])('%s for the batch', async (code, attempt) => {
      await expect(attempt()).rejects.toMatchObject({ code });
      expect(await street.count('punch', volunteerId)).toBe(0);
      expect(await claims()).toEqual([]);
    });

    it.each([
      ['ROLL_CALL_SELF', '09:00', 0, () => ({ ...reviewer, volunteerId })],
      ['PUNCH_TOO_EARLY', '08:00', 0, () => systemActor('t')],
      ['CHECK_IN_MISSING', null, 0, () => systemActor('t')],
    ] as const)('%s for a line', async (code, time, behind, actor) => {
      const sent = time === null ? line('OUT', '09:30') : line('IN', time);
      const [answer] = await send([sent], '10:00', behind, actor());
      if (code === 'CHECK_IN_MISSING') expect(answer).toMatchObject({ status: 'IN_REVIEW', code: 'OUT_OF_ORDER' });
      else expect(answer).toMatchObject({ status: 'REFUSED', code });
    });

    it('a decision about a claim', async () => {
      const spouse = await street.people.signedInVolunteer(street.tree.unit.id);
      await booted
        .get(DeclareHousehold)
        .execute(street.context(reviewer), { volunteerId, withVolunteerId: spouse.volunteerId, source: '本人说明' });
      await send([line('IN', '09:00')], '09:10', 900);
      const foreign = PeopleBuilder.actor('COMMUNITY_WORKER', street.tree.otherCommunity);
      const [account] = await booted
        .get(UnitOfWork)
        .read<{ id: string }>('select id from user_account where volunteer_id = $1', [spouse.volunteerId]);
      const asSpouse = { ...reviewer, userId: account?.id ?? '', volunteerId: spouse.volunteerId };
      await expect(decide(reviewer, 'APPROVE', v7())).rejects.toMatchObject({ code: 'DECISION_UNKNOWN' });
      await expect(decide(volunteerActor(volunteerId))).rejects.toMatchObject({ code: 'PERMISSION_MISSING' });
      await expect(decide(foreign)).rejects.toMatchObject({ code: 'SCOPE_FOREIGN' });
      await expect(decide(asSpouse)).rejects.toMatchObject({ code: 'DECISION_OWN_HOUSEHOLD' });
      await decide(reviewer, 'REJECT');
      await expect(decide(reviewer)).rejects.toMatchObject({ code: 'DECISION_MADE' });
      expect((await claims())[0]?.decision).toBe('DECLINED');
    });
  });
});
