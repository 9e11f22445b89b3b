import { PeopleApi } from '../../builders/people.api';
import { PeopleBuilder, type StreetTree } from '../../builders/people.builder';
import { AppointDeputy, DecideMembership, JoinTeam } from '../../../src/people/teams';
import { bootApp, type BootedApp } from '../../support/boot-app';

let booted: BootedApp;
let people: PeopleBuilder;
let api: PeopleApi;
let tree: StreetTree;

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  people = new PeopleBuilder(booted);
  api = new PeopleApi(booted);
  tree = await people.street();
});
afterAll(() => booted.close());

describe('who am I', () => {
  it('tells staff their roles with the place in words, and what they may do there', async () => {
    const worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
    const { status, body } = await api.get('auth/me', worker.token);
    expect(status).toBe(200);
    expect(body).toMatchObject({ volunteerId: null, volunteerNo: null, volunteerName: null, isSecondFactorDue: false });
    const [grant] = body['grants'] as Record<string, unknown>[];
    expect(grant).toMatchObject({
      role: 'COMMUNITY_WORKER',
      roleName: '社区工作者',
      divisionName: '御景社区',
      divisionKind: 'COMMUNITY',
      divisionPath: tree.community.path,
    });
    expect(grant?.['permissions']).toContain('attendance.run');
    expect(grant?.['permissions']).not.toContain('user.manage');
    const sorted = (list: unknown) => [...(list as string[])].sort();
    expect(sorted(body['permissions'])).toEqual(sorted(grant?.['permissions']));
    expect(body['ledTeams']).toEqual([]);
  });

  it('does not name what the separation of administrators withholds', async () => {
    const admin = await people.staff('STREET_ADMIN', tree.street.id);
    const { body } = await api.get('auth/me', admin.token);
    const [grant] = body['grants'] as { permissions: readonly string[] }[];
    expect(grant?.permissions).toContain('policy.manage');
    expect(grant?.permissions).not.toContain('user.manage');
    expect(body['permissions']).not.toContain('user.manage');
  });

  it('tells a volunteer number, name, own permissions and the teams led or looked after', async () => {
    const leader = await people.signedInVolunteer(tree.unit.id, { name: '赵桂兰' });
    const led = await people.team(tree.community.id, { name: '甲队', leaderVolunteerId: leader.volunteerId });
    const other = await people.volunteer(tree.unit.id);
    const helped = await people.team(tree.community.id, { name: '乙队', leaderVolunteerId: other.id });
    const command = { teamId: helped.id, volunteerId: leader.volunteerId };
    const { membershipId } = await booted.get(JoinTeam).execute(people.context(), command);
    await booted.get(DecideMembership).execute(people.context(), { membershipId, decision: 'APPROVE' });
    await booted.get(AppointDeputy).execute(people.context(), command);
    await people.team(tree.community.id, { name: '丙队', leaderVolunteerId: other.id });
    const { body } = await api.get('auth/me', leader.token);
    expect(body).toMatchObject({ volunteerId: leader.volunteerId, volunteerName: '赵桂兰', grants: [] });
    expect(body['volunteerNo']).toMatch(/^V/);
    expect(body['permissions']).toEqual(expect.arrayContaining(['self.punch', 'self.record']));
    expect(body['permissions']).not.toContain('attendance.run');
    const divisionId = tree.community.id;
    expect(body['ledTeams']).toEqual([
      { id: helped.id, name: '乙队', divisionId, divisionName: '御景社区', isLeader: false, dutyName: '副队长' },
      { id: led.id, name: '甲队', divisionId, divisionName: '御景社区', isLeader: true, dutyName: '队长' },
    ]);
  });
});
