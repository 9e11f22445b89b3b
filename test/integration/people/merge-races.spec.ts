import type { Client } from 'pg';
import { v7 } from 'uuid';
import { SignUp } from '../../../src/service/activities';
import { RecordPunch, RunRollCall } from '../../../src/service/attendance';
import { AppointHead } from '../../../src/people/heads';
import { JoinTeam } from '../../../src/people/teams';
import { DomainError } from '../../../src/kernel/domain-error';
import { systemActor } from '../../../src/platform/foundation/actor/actor';
import { RoleGrants } from '../../../src/platform/security/accounts/role-grants';
import { PeopleApi } from '../../builders/people.api';
import { localDay, type SignedIn } from '../../builders/people.builder';
import { at, type HeldShift, ServiceBuilder, volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { eventually } from '../../support/eventually';
import { superuserOf } from '../../support/superuser';

/** A number is merged while something is about to happen to it: either it has happened before, or it does not happen. */
describe('merging a number that is in use at the same moment', () => {
  let booted: BootedApp;
  let superuser: Client;
  let service: ServiceBuilder;
  let api: PeopleApi;
  let clerk: SignedIn;
  let approver: SignedIn;
  let shift: HeldShift;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    superuser = await superuserOf(booted.database);
    service = await ServiceBuilder.on(booted);
    api = new PeopleApi(booted);
    clerk = await service.people.staff('STREET_ADMIN', service.tree.street.id);
    approver = await service.people.staff('STREET_ADMIN', service.tree.street.id);
    shift = await service.shift('09:00', '11:00');
  });
  afterAll(async () => {
    await superuser.end();
    await booted.close();
  });

  const consent = { reason: '同一人登记了两次', consentChannel: 'PAPER', consentReference: '登记册第 3 页' };
  async function proposed(mergedVolunteerId: string, survivingVolunteerId: string): Promise<string> {
    const body = { ...consent, mergedVolunteerId, survivingVolunteerId };
    const id = String((await api.post('volunteer-merges', { token: clerk.token, body })).body['id']);
    await service.people.bothAgree(id);
    return id;
  }
  const approve = (id: string, who = approver) =>
    api.post(`volunteer-merges/${id}/decisions`, { token: who.token, body: { decision: 'APPROVE' } });

  async function traces(volunteerId: string): Promise<number> {
    const { rows } = await superuser.query<{ count: number }>(
      `select (select count(*) from signup where volunteer_id = $1 and status in ('CONFIRMED', 'WAITLISTED'))::int
         + (select count(*) from team_membership where volunteer_id = $1 and status in ('REQUESTED', 'ACTIVE'))::int
         + (select count(*) from head_appointment where volunteer_id = $1)::int
         + (select count(*) from punch where volunteer_id = $1)::int as count`,
      [volunteerId],
    );
    return rows[0]?.count ?? 0;
  }

  const actions: Readonly<Record<string, (volunteerId: string) => Promise<unknown>>> = {
    'a sign-up': (volunteerId) => booted.get(SignUp).execute(service.context(), { ...shift, volunteerId }),
    'a request to join a team': async (volunteerId) => {
      const team = await service.people.team(service.tree.community.id);
      return booted.get(JoinTeam).execute(service.context(), { teamId: team.id, volunteerId });
    },
    'an appointment': (volunteerId) =>
      booted.get(AppointHead).execute(service.context(), {
        ...{ volunteerId, divisionId: service.tree.building.id, role: 'BUILDING_HEAD', isPaid: false },
        ...{ source: '居民会议', validFrom: localDay('2026-12-01') },
      }),
  };

  /** What became of an action: done, or the code of its refusal. */
  const outcomeOf = (action: Promise<unknown>): Promise<string> =>
    action.then(
      () => 'DONE',
      (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
    );

  /** Runs the action while somebody else is closing the number: it waits, and finds it closed. */
  async function whileClosing(volunteerId: string, action: () => Promise<unknown>): Promise<string> {
    await superuser.query('begin');
    await superuser.query(`select 1 from volunteer where id = $1 for update`, [volunteerId]);
    await superuser.query(`update volunteer set status = 'CLOSED' where id = $1`, [volunteerId]);
    const outcome = outcomeOf(action());
    const watcher = await superuserOf(booted.database);
    await eventually('the action waits', async () => {
      const { rows } = await watcher.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rows.length > 0;
    });
    await watcher.end();
    await superuser.query('commit');
    return outcome;
  }

  it.each(Object.keys(actions))('%s waits for the number to be closed, and is refused', async (name) => {
    const old = await service.volunteer();
    booted.setNow(new Date(at('2026-11-20 09:00')));
    expect(await whileClosing(old, () => actions[name]?.(old) ?? Promise.resolve())).toBe('VOLUNTEER_NOT_ACTIVE');
    expect(await traces(old)).toBe(0);
  });

  it.each(['a check-in', 'two check-ins at once'])(
    '%s waits for the number to be closed, and is refused',
    async (name) => {
      const old = await service.volunteer();
      const other = await service.volunteer();
      for (const id of [old, other]) await service.signUp(shift, id);
      const code = await service.codeAt(shift.shiftId, 'IN', '09:00');
      const { shiftId } = shift;
      const checkIn = (id: string) =>
        booted.get(RecordPunch).execute(volunteerActor(id), { punchId: v7(), shiftId, direction: 'IN', code });
      const outcome = await whileClosing(old, () => {
        const neighbour = name === 'a check-in' ? null : checkIn(other);
        const own = checkIn(old);
        return Promise.allSettled([own, neighbour]).then(() => own);
      });
      expect(outcome).toBe('PUNCH_VOLUNTEER_NOT_ACTIVE');
      expect(await service.count('punch', old)).toBe(0);
      expect(await service.count('punch', other)).toBe(name === 'a check-in' ? 0 : 1);
    },
  );

  it.each(Object.keys(actions))('%s and a merge at once leave nothing on the closed number', async (name) => {
    for (let round = 0; round < 8; round += 1) {
      const [old, kept] = [await service.volunteer(), await service.volunteer()];
      booted.setNow(new Date(at('2026-11-20 09:00')));
      const id = await proposed(old, kept);
      const [merge, action] = await Promise.all([approve(id), outcomeOf(actions[name]?.(old) ?? Promise.resolve())]);
      if (merge.status === 200) {
        // A membership that came first has gone over to the surviving number.
        expect(['VOLUNTEER_NOT_ACTIVE', ...(name.includes('team') ? ['DONE'] : [])]).toContain(action);
        expect(await traces(old)).toBe(0);
      } else {
        expect(['MERGE_OPEN_BUSINESS', 'MERGE_HOLDS_OFFICE']).toContain(merge.body['code']);
        expect(action).toBe('DONE');
        await superuser.query('delete from head_appointment where volunteer_id = $1', [old]);
      }
    }
  });

  describe('MERGE_OPEN_BUSINESS', () => {
    const openings: Readonly<Record<string, (id: string) => Promise<unknown>>> = {
      'a sign-up': (id) => service.signUp(shift, id),
      'a roll call without a sign-up': async (id) => {
        booted.setNow(new Date(at('09:00')));
        const lines = [{ punchId: v7(), volunteerId: id, direction: 'IN' as const }];
        const [answer] = await booted.get(RunRollCall).execute(systemActor('test'), shift.shiftId, lines);
        expect(answer).toMatchObject({ status: 'RECORDED' });
      },
      'a record in publicity': async (id) => {
        const held = await service.shift('13:00', '15:00');
        await service.attend(id, held, '13:00', '15:00');
        await service.closeAndCompute(held);
      },
    };

    it.each(Object.keys(openings))('%s is ended first', async (name) => {
      const [old, kept] = [await service.volunteer(), await service.volunteer()];
      await openings[name]?.(old);
      booted.setNow(new Date(at('2026-11-30 09:00')));
      const id = await proposed(old, kept);
      const body = { decision: 'APPROVE' };
      const path = `volunteer-merges/${id}/decisions`;
      expect(await api.refused(path, { token: approver.token, body })).toBe('MERGE_OPEN_BUSINESS');
    });
  });

  it('DECISION_OWN: nobody proposes or decides about their own number', async () => {
    const staff = await service.people.signedInVolunteer(service.tree.community.id);
    const other = await service.volunteer();
    const { rows } = await superuser.query<{ id: string }>('select id from user_account where volunteer_id = $1', [
      staff.volunteerId,
    ]);
    const grant = { role: 'STREET_ADMIN' as const, divisionId: service.tree.street.id };
    await booted.get(RoleGrants).grant(service.people.context(), rows[0]?.id ?? '', grant);
    const credentials = { username: staff.username, password: 'correct-horse-9' };
    const token = String((await api.post('auth/sign-in', { body: credentials })).body['accessToken']);
    for (const [merged, surviving] of [
      [other, staff.volunteerId],
      [staff.volunteerId, other],
    ]) {
      const body = { ...consent, mergedVolunteerId: merged, survivingVolunteerId: surviving };
      expect(await api.refused('volunteer-merges', { token, body })).toBe('DECISION_OWN');
    }
    const id = await proposed(other, staff.volunteerId);
    const body = { decision: 'APPROVE' };
    expect(await api.refused(`volunteer-merges/${id}/decisions`, { token, body })).toBe('DECISION_OWN');
  });
});
