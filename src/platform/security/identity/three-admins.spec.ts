import { type Grant, scopesOf, type UserActor } from '../../foundation/actor/actor';
import type { Role } from '../../foundation/actor/permissions';
import { clashingRole, separated } from './three-admins';

const grantOf = (role: Role): Grant => ({ role, divisionId: 'd', divisionPath: '/d/' });
const actorOf = (...roles: Role[]): UserActor => ({
  kind: 'USER',
  userId: 'u',
  sessionId: 's',
  displayName: '',
  volunteerId: null,
  grants: separated(roles.map(grantOf)),
});

describe('three administrators', () => {
  it.each([
    ['SYSTEM_ADMIN', ['AUDITOR'], 'AUDITOR'],
    ['SECURITY_ADMIN', ['COMMUNITY_WORKER', 'SYSTEM_ADMIN'], 'COMMUNITY_WORKER'],
    ['COMMUNITY_WORKER', ['SECURITY_ADMIN'], 'SECURITY_ADMIN'],
    ['AUDITOR', ['SECURITY_ADMIN'], 'SECURITY_ADMIN'],
    ['AUDITOR', ['AUDITOR', 'STREET_LEADER'], null],
    ['STREET_ADMIN', ['AUDITOR'], null],
  ] as const)('%s beside %j clashes with %s', (role, held, clash) => {
    expect(clashingRole(role, held)).toBe(clash);
  });

  it('leave accounts and roles to the security administrator', () => {
    expect(scopesOf(actorOf('SYSTEM_ADMIN'), 'user.manage')).toEqual([]);
    expect(scopesOf(actorOf('STREET_ADMIN'), 'user.manage')).toEqual([]);
    expect(scopesOf(actorOf('SECURITY_ADMIN'), 'user.manage')).toEqual(['/d/']);
    expect(scopesOf(actorOf('SYSTEM_ADMIN'), 'system.operate')).toEqual(['/d/']);
    expect(scopesOf(actorOf('AUDITOR'), 'audit.read')).toEqual(['/d/']);
  });

  it('admit nobody where they decide as well', () => {
    const both = actorOf('SECURITY_ADMIN', 'COMMUNITY_WORKER');
    expect(scopesOf(both, 'user.manage')).toEqual([]);
    expect(scopesOf(both, 'record.review')).toEqual(['/d/']);
  });

  it('give nothing to who holds two of the three, and leave the other roles', () => {
    const both = actorOf('SYSTEM_ADMIN', 'AUDITOR', 'COMMUNITY_WORKER');
    expect(scopesOf(both, 'system.operate')).toEqual([]);
    expect(scopesOf(both, 'audit.read')).toEqual([]);
    expect(scopesOf(both, 'record.review')).toEqual(['/d/']);
  });
});
