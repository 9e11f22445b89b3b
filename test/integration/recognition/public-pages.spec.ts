import { PeopleApi } from '../../builders/people.api';
import { idNumberOf, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { RecordBuilder } from '../../builders/record.builder';
import { RefreshRanking } from '../../../src/ledger/ranking';
import type { ConsentPurpose } from '../../../src/people/volunteers';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { behindTheGuards } from '../../support/superuser';

const NOW = new Date('2026-11-24T02:00:00Z');
const LONG_AGO = '1980-05-17';
/** Eighteen this year: counts as a minor until it is over. */
const THIS_YEAR_EIGHTEEN = '2008-01-02';
type Items = readonly Readonly<Record<string, unknown>>[];

describe('what everybody may read without signing in', () => {
  let booted: BootedApp;
  let api: PeopleApi;
  let people: PeopleBuilder;
  let tree: StreetTree;
  let admin: SignedIn;
  let teamId: string;
  let sequence = 500;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    booted.setNow(NOW);
    api = new PeopleApi(booted);
    people = new PeopleBuilder(booted);
    tree = await people.street();
    admin = await people.staff('STREET_ADMIN', tree.street.id);
    teamId = (await people.team(tree.community.id)).id;
  });
  afterAll(async () => booted.close());

  async function person(name: string, birthDate: string, purposes: readonly ConsentPurpose[]): Promise<string> {
    sequence += 1;
    const consents = ['REGISTRATION' as const, ...purposes].map((purpose) => ({
      ...{ purpose, textVersion: '2026-1', channel: 'PAPER' as const },
    }));
    const { id } = await people.volunteer(tree.unit.id, { name, idNumber: idNumberOf(sequence, birthDate), consents });
    return id;
  }

  async function served(volunteerId: string, minutes: number, kind?: 'TRAINING'): Promise<string> {
    return new RecordBuilder(booted).confirmed({
      ...{ volunteerId, teamId, divisionId: tree.community.id, servedOn: '2026-11-02', minutes },
      ...(kind && { kind }),
    });
  }

  async function inPublicity(volunteerId: string): Promise<string> {
    const recordId = await served(volunteerId, 120);
    await behindTheGuards(
      booted.database,
      `update service_record set status = 'PUBLICITY', publicity_until = $2, confirmed_at = null where id = $1`,
      [recordId, new Date('2026-11-27T16:00:00Z')],
    );
    return recordId;
  }

  const read = async (path: string) => {
    const { status, body } = await api.get(path);
    expect([path, status]).toEqual([path, 200]);
    return body;
  };
  const honoured = async () => (await read('honours'))['items'] as Items;

  describe('the publicity', () => {
    it('names by consent, masks the others, and leaves out minors and people of unknown age', async () => {
      const named = await inPublicity(await person('白红红', LONG_AGO, ['NAME_PUBLICITY']));
      const masked = await inPublicity(await person('萧远山', LONG_AGO, ['RANKING_DISPLAY']));
      await inPublicity(await person('童小宝', THIS_YEAR_EIGHTEEN, ['NAME_PUBLICITY']));
      const ageless = await person('武无期', LONG_AGO, ['NAME_PUBLICITY']);
      await inPublicity(ageless);
      await behindTheGuards(booted.database, 'update volunteer set birth_date = null where id = $1', [ageless]);
      const items = (await read(`publicity?divisionId=${tree.community.id}`))['items'] as Items;
      expect(Object.fromEntries(items.map(({ id, name }) => [id, name]))).toEqual({
        [named]: '白红红',
        [masked]: '萧*',
      });
      expect(JSON.stringify(items)).not.toMatch(/童|武|volunteer/);
    });

    it('says that a line is being looked into, and never by whom it was objected to', async () => {
      const recordId = await inPublicity(await person('孙一民', LONG_AGO, []));
      const objector = await person('告状人', LONG_AGO, []);
      await behindTheGuards(
        booted.database,
        `insert into record_objection (id, record_id, raised_by, grounds, status, raised_at)
         values (gen_random_uuid(), $1, $2, '那天没有看到他', 'OPEN', now())`,
        [recordId, `volunteer:${objector}`],
      );
      const items = (await read('publicity'))['items'] as Items;
      expect(items.find(({ id }) => id === recordId)).toMatchObject({ isHeld: true });
      expect(items.filter(({ isHeld }) => isHeld === true)).toHaveLength(1);
      expect(JSON.stringify(items)).not.toMatch(new RegExp(`${objector}|那天|告`));
    });

    it('goes on where the page ended, and knows no foreign place', async () => {
      const first = await read('publicity?limit=1');
      const second = await read(`publicity?limit=1&after=${String(first['next'])}`);
      expect((second['items'] as Items)[0]?.['id']).not.toBe((first['items'] as Items)[0]?.['id']);
      expect((await api.get(`publicity?divisionId=${teamId}`)).body['code']).toBe('DIVISION_UNKNOWN');
    });
  });

  describe('the honours', () => {
    let agreed: string;

    beforeAll(async () => {
      agreed = await person('侯德凤', LONG_AGO, ['RANKING_DISPLAY']);
      await served(agreed, 300 * 60);
      await served(await person('李不愿', LONG_AGO, ['NAME_PUBLICITY']), 700 * 60);
      await served(await person('童小星', THIS_YEAR_EIGHTEEN, ['RANKING_DISPLAY']), 700 * 60);
      await served(await person('崔快到', LONG_AGO, ['RANKING_DISPLAY']), 100 * 60 - 1);
      await served(await person('陈刚好', LONG_AGO, ['RANKING_DISPLAY']), 100 * 60);
      await booted.get(RefreshRanking).execute(null);
    });

    it('list adults who agreed and have a star, by name, community and stars alone', async () => {
      expect(await read('honours')).toEqual({
        isShown: true,
        items: [
          { name: '侯德凤', communityName: '御景社区', stars: 2 },
          { name: '陈刚好', communityName: '御景社区', stars: 1 },
        ],
      });
    });

    it('forget at once whoever withdraws the consent', async () => {
      await behindTheGuards(
        booted.database,
        `update consent set withdrawn_at = now() where volunteer_id = $1 and purpose = 'RANKING_DISPLAY'`,
        [agreed],
      );
      expect((await honoured()).map(({ name }) => name)).toEqual(['陈刚好']);
    });

    it('are switched off by one person of the street, which is noted; nobody else may', async () => {
      const path = `divisions/${tree.street.id}`;
      const worker = await people.staff('COMMUNITY_WORKER', tree.community.id);
      const switched = async (token: string, showsHonours: boolean) => {
        const { body } = await api.get(path, admin.token);
        return (await api.patch(path, { token, version: Number(body['version']), body: { showsHonours } })).status;
      };
      expect([403, 404]).toContain(await switched(worker.token, false));
      expect(await honoured()).not.toEqual([]);
      expect(await switched(admin.token, false)).toBe(200);
      expect(await read('honours')).toEqual({ isShown: false, items: [] });
      const noted = await booted
        .get(UnitOfWork)
        .read(
          `select details from audit_log where action = 'divisions.update' and subject_id = $1 and result = 'DONE'`,
          [tree.street.id],
        );
      expect(noted).toEqual([{ details: { showsHonours: false } }]);
      expect(await switched(admin.token, true)).toBe(200);
    });
  });

  describe('the site', () => {
    it('says whose it is, whom to call, how to sign in and what the year came to, training left out', async () => {
      const learner = await person('学习者', LONG_AGO, []);
      await served(learner, 60, 'TRAINING');
      await served(learner, 90);
      booted.setNow(new Date(NOW.getTime() + 120_000));
      const [counted] = await booted.get(UnitOfWork).read<{ count: number; minutes: number }>(
        `select count(*)::int as count, sum(credited_minutes)::int as minutes from service_record
         where status = 'CONFIRMED' and kind = 'SERVICE'`,
      );
      const site = await read('site');
      expect(site).toEqual({
        ...{ streetName: tree.street.name, mode: 'REAL', hasTexts: false, signInProviders: [] },
        communities: [tree.community, tree.otherCommunity].map(({ id, name }) => ({ id, name, phone: null })),
        figures: {
          ...{ year: 2026, serviceCount: counted?.count, serviceMinutes: counted?.minutes },
          asOf: '2026-11-24T02:02:00.000Z',
        },
      });
    });

    it('answers a crowd from one look a minute', async () => {
      const before = await read('site');
      await served(await person('后来者', LONG_AGO, []), 60);
      expect(await read('site')).toEqual(before);
      booted.setNow(new Date(NOW.getTime() + 240_000));
      expect(await read('site')).not.toEqual(before);
    });
  });

  it('the rules are said in sentences, with version and first day', async () => {
    const items = (await read('public-policies'))['items'] as Items;
    expect(items.map(({ kind, version, effectiveFrom }) => [kind, version, effectiveFrom])).toEqual([
      ['HOURS', 'hours-1', '2024-01-01'],
      ['POINTS', 'points-1', '2024-01-01'],
      ['STARS', 'stars-1', '2024-01-01'],
    ]);
    expect(JSON.stringify(items)).toContain('服务每小时 10 分。');
    expect(JSON.stringify(items)).not.toMatch(/[A-Z]{3,}_|undefined|null/);
  });
});
