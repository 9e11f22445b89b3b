import { CancelSignup } from '../../../src/service/activities';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { ActivitiesBuilder, commandOf, volunteerActor } from '../../builders/activities.builder';
import { PeopleApi } from '../../builders/people.api';
import { PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

const NOW = new Date('2026-12-01T02:00:00Z');
const OWN_WORDS = '孩子住院走不开';

/** Where somebody will be, and when, is told only as far as the reader's own places go, and each look is in the person's data. */
describe('sign-ups and teams of a person, as staff read them', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let clerk: SignedIn;
  let street: SignedIn;
  let person: SignedIn & { readonly volunteerId: string };

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    booted.setNow(NOW);
    api = new PeopleApi(booted);
    people = new PeopleBuilder(booted);
    tree = await people.street();
    clerk = await people.staff('COMMUNITY_WORKER', tree.community.id);
    street = await people.staff('STREET_ADMIN', tree.street.id);
    person = await people.signedInVolunteer(tree.unit.id);
    for (const [divisionId, title, days] of [
      [tree.community.id, '本社区巡河', '05'],
      [tree.otherCommunity.id, '别处陪诊', '06'],
    ] as const) {
      const team = await people.team(divisionId, { name: `${title}队` });
      const activities = new ActivitiesBuilder(booted, team.id);
      const shifts = [{ startsAt: `2026-12-${days}T09:00:00+08:00`, endsAt: `2026-12-${days}T11:00:00+08:00` }];
      const signup = await activities.signUp(await activities.published({ title, shifts }), person.volunteerId);
      await booted
        .get(CancelSignup)
        .execute(commandOf(volunteerActor(person.volunteerId)), { signupId: signup.id, reason: OWN_WORDS });
      await api.post(`teams/${team.id}/membership-requests`, { token: person.token, body: {} });
    }
  });
  afterAll(() => booted.close());

  const items = async (path: string, token: string) =>
    (await api.get(path, token)).body['items'] as Record<string, unknown>[];
  const signups = (token: string) => items(`volunteers/${person.volunteerId}/signups`, token);

  it('a clerk of the home reads those of the own community, the street all of them, nobody the own words', async () => {
    const ofClerk = await signups(clerk.token);
    expect(ofClerk).toMatchObject([{ title: '本社区巡河', status: 'CANCELLED', cancelReason: null }]);
    expect((await signups(street.token)).map(({ title }) => title)).toEqual(['别处陪诊', '本社区巡河']);
    expect(JSON.stringify(await signups(street.token))).not.toContain(OWN_WORDS);
    expect(await items('signups/mine', person.token)).toMatchObject([
      { title: '别处陪诊', cancelReason: OWN_WORDS },
      { title: '本社区巡河', cancelReason: OWN_WORDS },
    ]);
  });

  it('teams of other places are left out in the same way', async () => {
    const path = `volunteers/${person.volunteerId}/memberships`;
    const names = async (token: string) => (await items(path, token)).map(({ teamName }) => teamName);
    expect(await names(clerk.token)).toEqual(['本社区巡河队']);
    expect((await names(street.token)).sort()).toEqual(['别处陪诊队', '本社区巡河队'].sort());
  });

  it('every look is a line of the person, a refused one tells nothing', async () => {
    const looks = async () =>
      booted.get(UnitOfWork).read<{ action: string; n: number }>(
        `select action, count(*)::int as n from audit_log
         where subject_kind = 'volunteer' and subject_id = $1 and actor_id = $2
           and action in ('activities.show-signups', 'teams.show-memberships') group by action order by action`,
        [person.volunteerId, clerk.userId],
      );
    const before = await looks();
    await signups(clerk.token);
    await items(`volunteers/${person.volunteerId}/memberships`, clerk.token);
    expect(await looks()).toEqual(before.map(({ action, n }) => ({ action, n: n + 1 })));
    expect(before).toHaveLength(2);
    const stranger = await people.staff('COMMUNITY_WORKER', tree.otherCommunity.id);
    const refused = await api.get(`volunteers/${person.volunteerId}/signups`, stranger.token);
    expect(refused.body['code']).toBe('VOLUNTEER_UNKNOWN');
  });
});
