import type { DivisionView } from '../../src/modules/divisions';
import type { UserActor } from '../../src/platform/identity/actor';
import type { Role } from '../../src/platform/identity/permissions';
import { UserAccounts } from '../../src/platform/identity/user-accounts';
import { UnitOfWork } from '../../src/platform/database/unit-of-work';
import { PeopleBuilder, type SignedIn, type StreetTree } from '../builders/people.builder';
import { bootApp, type BootedApp } from '../support/boot-app';

type GrantableRole = Exclude<Role, 'VOLUNTEER'>;

describe('granting roles', () => {
  let booted: BootedApp;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let streetAdmin: UserActor;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
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
    return booted.get(UserAccounts).grant(command, userId, { role, divisionId: id });
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
});
