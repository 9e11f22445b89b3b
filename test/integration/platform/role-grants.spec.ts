import type { DivisionView } from '../../../src/place/divisions';
import type { UserActor } from '../../../src/platform/foundation/actor/actor';
import type { Role } from '../../../src/platform/foundation/actor/permissions';
import { RoleGrants } from '../../../src/platform/security/accounts/role-grants';
import { UserAccounts } from '../../../src/platform/security/accounts/user-accounts';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

type GrantableRole = Exclude<Role, 'VOLUNTEER'>;

describe('granting roles', () => {
  let booted: BootedApp;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let streetAdmin: UserActor;

  beforeAll(async () => {
    // In practice one gives a role; elsewhere two do (below, and nobody-alone/02-accounts.spec). Reach is the same.
    booted = await bootApp({ role: 'api', mode: 'PRACTICE' });
    people = new PeopleBuilder(booted);
    tree = await people.street();
    streetAdmin = actorOf(await people.staff('STREET_ADMIN', tree.street.id), ['STREET_ADMIN', tree.street]);
  });
  afterAll(async () => booted.close());

  function actorOf({ userId }: SignedIn, ...held: readonly (readonly [GrantableRole, DivisionView])[]): UserActor {
    const grants = held.map(([role, { id, path }]) => ({ role, divisionId: id, divisionPath: path }));
    return { ...PeopleBuilder.actor('STREET_ADMIN', tree.street), userId, grants };
  }

  const grant = (actor: UserActor | null, userId: string, role: GrantableRole, { id }: DivisionView) => {
    const context = people.context();
    const command = actor ? { ...context, actor } : context;
    return booted.get(RoleGrants).grant(command, userId, { role, divisionId: id });
  };

  const rolesOf = async (userId: string): Promise<string[]> => {
    const rows = await booted
      .get(UnitOfWork)
      .read<{ role: string }>('select role from role_grant where user_id = $1 order by role', [userId]);
    return rows.map(({ role }) => role);
  };

  it.each(['STREET_LEADER', 'AUDITOR', 'COMMUNITY_WORKER'] as const)('nobody makes themselves %s', async (role) => {
    for (const id of [streetAdmin.userId, streetAdmin.userId.toUpperCase()]) {
      await expect(grant(streetAdmin, id, role, tree.street)).rejects.toMatchObject({ code: 'GRANT_SELF' });
    }
    expect(await rolesOf(streetAdmin.userId)).toEqual(['STREET_ADMIN']);
  });

  it('the refusal reaches the caller over HTTP with its sentence', async () => {
    const { userId, token } = await people.staff('STREET_ADMIN', tree.street.id);
    const response = await fetch(`${booted.url}/api/v1/users/${userId}/grants`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': 'role-grants-self-1',
      },
      body: JSON.stringify({ role: 'STREET_LEADER', divisionId: tree.street.id }),
    });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'GRANT_SELF' });
  });

  it('a street administrator grants to the staff of the street and to an account without roles', async () => {
    const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    await grant(streetAdmin, clerk.userId, 'COMMUNITY_WORKER', tree.otherCommunity);
    expect(await rolesOf(clerk.userId)).toEqual(['COMMUNITY_WORKER', 'COMMUNITY_WORKER']);
    const { volunteerId } = await people.signedInVolunteer(tree.unit.id);
    const [account] = await booted
      .get(UnitOfWork)
      .read<{ id: string }>('select id from user_account where volunteer_id = $1', [volunteerId]);
    const userId = account?.id ?? '';
    await grant(streetAdmin, userId, 'COMMUNITY_WORKER', tree.community);
    expect(await rolesOf(userId)).toEqual(['COMMUNITY_WORKER']);
  });

  it('an account that holds a role outside the scope is left to those above; the system may', async () => {
    const above = await people.staff('AUDITOR', tree.district.id);
    await expect(grant(streetAdmin, above.userId, 'COMMUNITY_WORKER', tree.community)).rejects.toMatchObject({
      code: 'SCOPE_FOREIGN',
    });
    expect(await rolesOf(above.userId)).toEqual(['AUDITOR']);
    await grant(null, above.userId, 'COMMUNITY_WORKER', tree.community);
    expect(await rolesOf(above.userId)).toEqual(['AUDITOR', 'COMMUNITY_WORKER']);
  });

  it('what is held elsewhere gives nothing to hand out here', async () => {
    const otherStreet = await people.division(tree.district, 'STREET', '河东街道');
    const clerk = await people.staff('COMMUNITY_WORKER', otherStreet.id);
    const both = actorOf(
      await people.staff('STREET_ADMIN', otherStreet.id),
      ['STREET_ADMIN', otherStreet],
      ['SYSTEM_ADMIN', tree.street],
    );
    await expect(grant(both, clerk.userId, 'SYSTEM_ADMIN', otherStreet)).rejects.toMatchObject({
      code: 'ROLE_TOO_HIGH',
    });
    await grant(both, clerk.userId, 'STREET_ADMIN', otherStreet);
    await grant(both, clerk.userId, 'SYSTEM_ADMIN', tree.street);
    expect(await rolesOf(clerk.userId)).toEqual(['COMMUNITY_WORKER', 'STREET_ADMIN', 'SYSTEM_ADMIN']);
  });

  it('an unknown account and an unknown division are named', async () => {
    const nobody = '01900000-0000-7000-8000-000000000001';
    await expect(grant(streetAdmin, nobody, 'AUDITOR', tree.street)).rejects.toMatchObject({ code: 'USER_UNKNOWN' });
    const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    await expect(grant(streetAdmin, clerk.userId, 'AUDITOR', { ...tree.street, id: nobody })).rejects.toMatchObject({
      code: 'GRANT_DIVISION_UNKNOWN',
    });
  });

  describe('a term', () => {
    afterEach(() => booted.setNow(undefined));
    const start = new Date('2026-11-24T02:00:00Z');
    const day = (count: number) => new Date(start.getTime() + count * 86_400_000);
    const me = async (token: string) => {
      const response = await fetch(`${booted.url}/api/v1/auth/me`, { headers: { authorization: `Bearer ${token}` } });
      return ((await response.json()) as { grants: { role: string }[] }).grants.map(({ role }) => role);
    };
    const signIn = async (username: string): Promise<string> => {
      const response = await fetch(`${booted.url}/api/v1/auth/sign-in`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username, password: 'correct-horse-9' }),
      });
      return ((await response.json()) as { accessToken: string }).accessToken;
    };

    it('gives nothing before it begins and after it has ended', async () => {
      booted.setNow(start);
      const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
      const term = { validFrom: day(1).toISOString(), validTo: day(2).toISOString() };
      const context = { ...people.context(), actor: streetAdmin };
      await booted
        .get(RoleGrants)
        .grant(context, clerk.userId, { role: 'STREET_LEADER', divisionId: tree.street.id, ...term });
      for (const [days, roles] of [
        [0, ['COMMUNITY_WORKER']],
        [1, ['COMMUNITY_WORKER', 'STREET_LEADER']],
        [2, ['COMMUNITY_WORKER']],
      ] as const) {
        booted.setNow(day(days));
        expect((await me(await signIn(clerk.username))).sort()).toEqual(roles);
      }
    });

    it('ends in the future and after its beginning', async () => {
      booted.setNow(start);
      const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
      for (const [validFrom, validTo] of [
        [day(2), day(1)],
        [day(-2), day(-1)],
      ] as const) {
        const term = { validFrom: validFrom.toISOString(), validTo: validTo.toISOString() };
        const command = { role: 'AUDITOR' as const, divisionId: tree.street.id, ...term };
        const context = { ...people.context(), actor: streetAdmin };
        await expect(booted.get(RoleGrants).grant(context, clerk.userId, command)).rejects.toMatchObject({
          code: 'GRANT_TERM_INVALID',
        });
      }
    });

    it('is ended early by taking the role back, at once and once', async () => {
      const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
      const { id } = await grant(streetAdmin, clerk.userId, 'COMMUNITY_WORKER', tree.otherCommunity);
      expect(await me(clerk.token)).toHaveLength(2);
      const revoke = (actor: UserActor) =>
        booted.get(RoleGrants).revoke({ ...people.context(), actor }, clerk.userId, id ?? '');
      await expect(revoke(PeopleBuilder.actor('COMMUNITY_WORKER', tree.community))).rejects.toMatchObject({
        code: 'PERMISSION_MISSING',
      });
      await revoke(streetAdmin);
      expect(await me(clerk.token)).toEqual(['COMMUNITY_WORKER']);
      await expect(revoke(streetAdmin)).rejects.toMatchObject({ code: 'GRANT_UNKNOWN' });
    });
  });
});

describe('three administrators', () => {
  let booted: BootedApp;
  let people: PeopleBuilder;
  let tree: StreetTree;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    people = new PeopleBuilder(booted);
    tree = await people.street();
  });
  afterAll(async () => booted.close());

  const grant = async (by: SignedIn, userId: string, role: GrantableRole) => {
    const response = await fetch(`${booted.url}/api/v1/users/${userId}/grants`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${by.token}`,
        'content-type': 'application/json',
        'idempotency-key': `three-admins-${userId}-${role}-${by.userId}`,
      },
      body: JSON.stringify({ role, divisionId: tree.district.id }),
    });
    return ((await response.json()) as { code?: string }).code ?? response.status;
  };

  it('are three people, and only the security administrator manages accounts', async () => {
    const security = await people.staff('SECURITY_ADMIN', tree.district.id);
    const system = await people.staff('SYSTEM_ADMIN', tree.district.id);
    const auditor = await people.staff('AUDITOR', tree.district.id);
    const streetAdmin = await people.staff('STREET_ADMIN', tree.street.id);
    const clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    for (const by of [system, auditor, streetAdmin, clerk]) {
      expect(await grant(by, clerk.userId, 'COMMUNITY_WORKER')).toBe('PERMISSION_MISSING');
    }
    expect(await grant(security, security.userId, 'AUDITOR')).toBe('GRANT_SELF');
    expect(await grant(security, system.userId, 'AUDITOR')).toBe('ADMIN_ROLES_SEPARATE');
    expect(await grant(security, auditor.userId, 'SYSTEM_ADMIN')).toBe('ADMIN_ROLES_SEPARATE');
    for (const { userId } of [auditor, streetAdmin, clerk]) {
      expect(await grant(security, userId, 'SECURITY_ADMIN')).toBe('ADMIN_ROLES_SEPARATE');
    }
    const other = await people.staff('SECURITY_ADMIN', tree.district.id);
    expect(await grant(security, other.userId, 'COMMUNITY_WORKER')).toBe('ADMIN_ROLES_SEPARATE');
    expect(await grant(security, clerk.userId, 'AUDITOR')).toBe(201);
    await booted
      .get(RoleGrants)
      .grant(people.context(), clerk.userId, { role: 'AUDITOR', divisionId: tree.district.id });
    expect(await grant(security, clerk.userId, 'SYSTEM_ADMIN')).toBe('ADMIN_ROLES_SEPARATE');
  });

  it('are separated for a new account too', async () => {
    const grants = (['SYSTEM_ADMIN', 'AUDITOR'] as const).map((role) => ({ role, divisionId: tree.district.id }));
    const user = { username: 'both.of.them', password: 'correct-horse-9', displayName: '两者', grants };
    await expect(booted.get(UserAccounts).create(people.context(), user)).rejects.toMatchObject({
      code: 'ADMIN_ROLES_SEPARATE',
    });
  });
});
