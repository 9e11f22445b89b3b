import { v7 } from 'uuid';
import { DeclareHousehold, LeaveHousehold } from '../../../src/people/households';
import { BackfillRecord, DecideRecord } from '../../../src/service/service-hours';
import { UnitOfWork, violatedConstraint } from '../../../src/platform/data/database/unit-of-work';
import type { UserActor } from '../../../src/platform/foundation/actor/actor';
import { PeopleBuilder } from '../../builders/people.builder';
import { at, ServiceBuilder } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

describe('two people decide', () => {
  let booted: BootedApp;
  let street: ServiceBuilder;
  let recorder: UserActor;
  let clerk: UserActor;
  let colleague: UserActor;
  let admin: UserActor;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    street = await ServiceBuilder.on(booted);
    const worker = (): UserActor => ({
      ...PeopleBuilder.actor('COMMUNITY_WORKER', street.tree.community),
      userId: v7(),
    });
    [recorder, clerk, colleague] = [worker(), worker(), worker()];
    admin = { ...PeopleBuilder.actor('STREET_ADMIN', street.tree.street), userId: v7() };
  });
  afterAll(async () => booted.close());

  async function backfilled(volunteerId: string, from: string, until: string): Promise<string> {
    const shift = await street.shift(from, until);
    await street.close(shift, '2026-12-01 12:00');
    await street.closeAndCompute(shift);
    const command = { shiftId: shift.shiftId, volunteerId, checkedInAt: at(from), checkedOutAt: at(until) };
    const { id } = await booted
      .get(BackfillRecord)
      .execute(street.context(recorder), { ...command, reason: '签到表照片在案' });
    return id;
  }

  const approve = (recordId: string, actor: UserActor) =>
    booted.get(DecideRecord).execute(street.context(actor), { recordId, decision: 'APPROVE', reason: '核对属实' });

  /** What somebody with SQL and no use case would do. */
  const force = (recordId: string, decidedBy: string | null) =>
    booted
      .get(UnitOfWork)
      .run((tx) =>
        tx.query(`update service_record set status = 'PUBLICITY', decided_by = $2 where id = $1`, [
          recordId,
          decidedBy,
        ]),
      );
  const refusal = async (work: Promise<unknown>): Promise<string | null> =>
    work.then(
      () => null,
      (error: unknown) => violatedConstraint(error) ?? String(error),
    );

  it('refuses in the use case and in the database: own, household, leader, recorder, nobody', async () => {
    const leader = await street.people.signedInVolunteer(street.tree.unit.id);
    const spouse = await street.people.signedInVolunteer(street.tree.unit.id);
    const member = await street.people.signedInVolunteer(street.tree.unit.id);
    await booted.get(UnitOfWork).run(async (tx) => {
      await tx.query('update team set leader_volunteer_id = $2 where id = $1', [street.teamId, leader.volunteerId]);
      await tx.query(
        `insert into team_leadership (team_id, volunteer_id, role, began_at) values ($1, $2, 'LEADER', now())`,
        [street.teamId, leader.volunteerId],
      );
      await tx.query(
        `insert into team_membership (id, team_id, volunteer_id, status, requested_at)
         values ($1, $2, $3, 'ACTIVE', now())`,
        [v7(), street.teamId, member.volunteerId],
      );
    });
    await booted.get(DeclareHousehold).execute(street.context(clerk), {
      volunteerId: leader.volunteerId,
      withVolunteerId: spouse.volunteerId,
      source: '本人说明',
    });
    const id = await backfilled(leader.volunteerId, '09:00', '11:00');
    const users = await booted
      .get(UnitOfWork)
      .read<{ id: string; volunteerId: string }>(
        'select id, volunteer_id as "volunteerId" from user_account where volunteer_id = any ($1)',
        [[leader.volunteerId, spouse.volunteerId, member.volunteerId]],
      );
    const userOf = (volunteerId: string) => users.find((user) => user.volunteerId === volunteerId)?.id ?? '';
    const as = ({ volunteerId }: { volunteerId: string }): UserActor => ({
      ...admin,
      userId: userOf(volunteerId),
      volunteerId,
    });
    await expect(approve(id, as(leader))).rejects.toMatchObject({ code: 'DECISION_OWN' });
    await expect(approve(id, as(spouse))).rejects.toMatchObject({ code: 'DECISION_OWN_HOUSEHOLD' });
    await expect(approve(id, as(member))).rejects.toMatchObject({ code: 'DECISION_OWN_LEADER' });
    await expect(approve(id, recorder)).rejects.toMatchObject({ code: 'DECISION_HANDS_IN_IT' });
    expect(await refusal(force(id, userOf(leader.volunteerId)))).toBe('decider_is_free');
    expect(await refusal(force(id, userOf(spouse.volunteerId)))).toBe('decider_is_free');
    expect(await refusal(force(id, userOf(member.volunteerId)))).toBe('decider_is_free');
    expect(await refusal(force(id, recorder.userId))).toBe('decider_is_free');
    expect(await refusal(force(id, null))).toBe('reviewed_record_has_approver');
    await booted.get(LeaveHousehold).execute(street.context(clerk), { volunteerId: spouse.volunteerId });
    // Then counts as now: the shift began while they were of one household.
    await expect(approve(id, as(spouse))).rejects.toMatchObject({ code: 'DECISION_OWN_HOUSEHOLD' });
    expect(await approve(id, clerk)).toMatchObject({ status: 'PUBLICITY' });
  });

  it('back-fills above 10 h a month need somebody of another unit as well', async () => {
    const volunteerId = await street.volunteer();
    const first = await backfilled(volunteerId, '06:00', '13:00');
    expect(await approve(first, clerk)).toMatchObject({ status: 'PUBLICITY' });
    const second = await backfilled(volunteerId, '2026-11-29 09:00', '2026-11-29 13:00');
    expect(await approve(second, clerk)).toMatchObject({ status: 'UNDER_REVIEW', creditedMinutes: 240 });
    await expect(approve(second, clerk)).rejects.toMatchObject({ code: 'APPROVAL_GIVEN' });
    await expect(approve(second, colleague)).rejects.toMatchObject({ code: 'APPROVAL_SAME_UNIT' });
    expect(await refusal(force(second, colleague.userId))).toBe('record_has_second_approval');
    expect(await approve(second, admin)).toMatchObject({ status: 'PUBLICITY' });
  });
});
