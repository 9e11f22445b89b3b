import { v7 } from 'uuid';
import { addDays, type LocalDay, localDayOf } from '../../../src/kernel/local-day';
import { RecordAssessment } from '../../../src/recognition/assessments';
import { HeadDirectory } from '../../../src/people/heads';
import { DeclareHousehold } from '../../../src/people/households';
import { LedgerReader } from '../../../src/ledger/ledger';
import { OwnNotices } from '../../../src/people/notices';
import { RaiseSignals } from '../../../src/service/oversight';
import { Clock } from '../../../src/platform/foundation/clock/clock';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PeopleApi } from '../../builders/people.api';
import { localDay, PeopleBuilder, type SignedIn, type StreetTree } from '../../builders/people.builder';
import { volunteerActor } from '../../builders/service.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

/** Points and places that somebody alone, or two who are one, would give to a friend (issue 12, hole 6). */

type Person = SignedIn & { readonly volunteerId: string };

let booted: BootedApp;
let api: PeopleApi;
let people: PeopleBuilder;
let tree: StreetTree;
let today: LocalDay;
/** Two administrators of the street, and two clerks of the community. */
let admin: SignedIn;
let second: SignedIn;
let clerk: SignedIn;
let colleague: SignedIn;
let friend: Person;

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  api = new PeopleApi(booted);
  people = new PeopleBuilder(booted);
  tree = await people.street();
  today = localDayOf(booted.get(Clock).nowMs());
});
afterAll(async () => booted.close());
beforeEach(async () => {
  [admin, second, clerk, colleague] = [
    await people.staff('STREET_ADMIN', tree.street.id),
    await people.staff('STREET_ADMIN', tree.street.id),
    await people.staff('COMMUNITY_WORKER', tree.community.id),
    await people.staff('COMMUNITY_WORKER', tree.community.id),
  ];
  friend = await people.signedInVolunteer(tree.unit.id);
});

const read = <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> =>
  booted.get(UnitOfWork).read<Row>(sql, parameters);
const noticesOf = async (volunteerId: string) =>
  (await booted.get(OwnNotices).page(volunteerActor(volunteerId), {})).items;

const decide = async (decisionId: unknown, who: SignedIn, body: object = { decision: 'APPROVE' }) =>
  (await api.post(`decisions/${String(decisionId)}/decisions`, { token: who.token, body })).body;

/** A waiting thing as somebody reads it, before the click. */
const waiting = async (decisionId: unknown, who: SignedIn) =>
  (await api.get(`decisions/${String(decisionId)}`, who.token)).body;

const ask = async (path: string, who: SignedIn, body: object, version?: number) =>
  (await api.post(path, { token: who.token, body, ...(version !== undefined && { version }) })).body;

/** A building of its own, so that no other head is in the way. */
const building = async () => people.division(tree.grid, 'BUILDING', `第${v7().slice(-6)}号楼`);

/** The friend in office since long ago, written down by two. */
async function office() {
  const { id: divisionId } = await building();
  const term = { volunteerId: friend.volunteerId, divisionId, role: 'BUILDING_HEAD' as const };
  return people.head({ ...term, validFrom: localDay('2025-01-01') });
}

const bonus = (given: object = {}) => ({
  ...{ id: v7(), reason: 'BONUS', pointTenths: 500, grounds: '防汛值守，连续三夜', ...given },
});
const give = async (who: SignedIn, body: object = bonus(), volunteerId = friend.volunteerId) =>
  ask(`volunteers/${volunteerId}/manual-postings`, who, body);
const points = async (volunteerId = friend.volunteerId) =>
  (await booted.get(LedgerReader).balances(volunteerId)).pointTenths;
const countOf = async (sql: string, parameter: unknown) =>
  (await read<{ count: number }>(`select count(*)::int as count from ${sql}`, [parameter]))[0]?.count;

/** What one asks; how it is seen whether it has happened. */
interface Kind {
  readonly label: string;
  readonly make: (who: SignedIn) => Promise<{
    readonly asked: Record<string, unknown>;
    readonly done: () => Promise<boolean>;
  }>;
}

const kinds: Readonly<Record<string, Kind>> = {
  'points by hand': {
    label: '手工积分',
    make: async (who) => ({ asked: await give(who), done: async () => (await points()) === 500 }),
  },
  'a term that began a year ago': {
    label: '补登任职',
    make: async (who) => {
      const { id: divisionId } = await building();
      const asked = await ask('head-appointments', who, {
        ...{ volunteerId: friend.volunteerId, divisionId, role: 'BUILDING_HEAD', isPaid: false },
        ...{ validFrom: addDays(today, -400), source: '居民会议决议' },
      });
      return { asked, done: async () => (await countOf('head_appointment where division_id = $1', divisionId)) === 1 };
    },
  },
  'a term that ended a month ago': {
    label: '倒签结束任职',
    make: async (who) => {
      const { appointmentId, version } = await office();
      const end = { validTo: addDays(today, -30), reason: '已搬离小区' };
      return {
        asked: await ask(`head-appointments/${appointmentId}/end`, who, end, version),
        done: async () => (await booted.get(HeadDirectory).byId(appointmentId)).validTo !== null,
      };
    },
  },
  'a score for a Monday of the past': {
    label: '补录考评',
    make: async (who) => {
      const { appointmentId } = await office();
      const score = { appointmentId, assessedOn: addDays(today, -8), item: '周一检查', scoreHundredths: 10_000 };
      return {
        asked: await ask('assessments', who, { ...score, note: '检查表压在文件夹里' }),
        done: async () => (await countOf('assessment where appointment_id = $1', appointmentId)) === 1,
      };
    },
  },
  'a score that goes': {
    label: '作废考评',
    make: async (who) => {
      const { appointmentId } = await office();
      const score = { appointmentId, assessedOn: addDays(today, -7), item: '周一检查', scoreHundredths: 100 };
      const { assessment } = await booted.get(RecordAssessment).execute(people.context(), score);
      return {
        asked: await ask(`assessments/${String(assessment?.id)}/void`, who, { reason: '录错了楼栋' }),
        done: async () => (await countOf('assessment where id = $1 and voided_at is not null', assessment?.id)) === 1,
      };
    },
  },
};

describe.each(Object.entries(kinds))('%s', (_, { label, make }) => {
  it('is nothing before another person has decided; the person concerned reads it with the reason', async () => {
    const { asked, done } = await make(admin);
    const { decisionId } = asked;
    expect(decisionId).toEqual(expect.any(String));
    expect(await done()).toBe(false);
    const before = await waiting(decisionId, admin);
    expect(before).toMatchObject({ mayDecide: false, whyNot: { code: 'DECISION_SAME_PERSON' }, label });
    const free = (before['whoMay'] as { userId: string }[]).map(({ userId }) => userId);
    expect(free).not.toEqual([]);
    expect(free).not.toContain(admin.userId);
    expect(await decide(decisionId, admin)).toMatchObject({ code: 'DECISION_SAME_PERSON' });
    expect(await done()).toBe(false);

    const view = await waiting(decisionId, second);
    expect(view).toMatchObject({ mayDecide: true, whyNot: null, concerned: [friend.volunteerId] });
    expect(await decide(decisionId, second)).toMatchObject({ outcome: 'APPROVED' });
    expect(await done()).toBe(true);
    const told = (await noticesOf(friend.volunteerId)).filter(({ kind }) => kind === 'DECISION_APPROVED');
    expect(told[0]?.sentence).toContain(`${label}——${String(view['sentence'])}理由：${String(view['reason'])}`);
    // Once is once.
    expect(await decide(decisionId, second)).toMatchObject({ code: 'DECISION_MADE' });
  });

  it.each<[string, string, () => Promise<SignedIn>]>([
    [
      'the friend, by an account of staff',
      'DECISION_OWN',
      () => people.accountOf(friend.volunteerId, 'STREET_ADMIN', tree.street.id),
    ],
    ['the household of the friend', 'DECISION_OWN_HOUSEHOLD', () => accountAtHome(friend.volunteerId)],
  ])('is not approved by %s', async (__, code, account) => {
    const { asked, done } = await make(admin);
    const tied = await account();
    expect(await waiting(asked['decisionId'], tied)).toMatchObject({ mayDecide: false, whyNot: { code } });
    expect(await decide(asked['decisionId'], tied)).toMatchObject({ code });
    expect(await done()).toBe(false);
  });

  it('is not approved by a second account of who asked', async () => {
    const person = await people.volunteer(tree.unit.id);
    const [one, two] = [
      await people.accountOf(person.id, 'STREET_ADMIN', tree.street.id),
      await people.accountOf(person.id, 'STREET_ADMIN', tree.street.id),
    ];
    const { asked, done } = await make(one);
    expect(await decide(asked['decisionId'], two)).toMatchObject({ code: 'DECISION_SAME_PERSON' });
    expect(await done()).toBe(false);
  });

  it('that is refused leaves everything as it was', async () => {
    const { asked, done } = await make(admin);
    const refusal = { decision: 'REJECT', reason: '没有依据' };
    expect(await decide(asked['decisionId'], second, refusal)).toMatchObject({ outcome: 'REJECTED' });
    expect(await done()).toBe(false);
    expect(await decide(asked['decisionId'], second)).toMatchObject({ code: 'DECISION_MADE' });
  });
});

/** An account of staff whose person lives with the volunteer. */
async function accountAtHome(volunteerId: string): Promise<SignedIn> {
  const spouse = await people.volunteer(tree.unit.id);
  const home = { volunteerId: spouse.id, withVolunteerId: volunteerId, source: '户籍簿' };
  await booted.get(DeclareHousehold).execute(people.context(), home);
  return people.accountOf(spouse.id, 'STREET_ADMIN', tree.street.id);
}

describe('100,000 points', () => {
  it('at once are refused, whoever asks, and whoever would let them', async () => {
    const whole = { pointTenths: 1_000_000 };
    for (const who of [admin, second]) {
      expect(await give(who, bonus(whole))).toMatchObject({ code: 'LEDGER_MANUAL_PERSON_FULL' });
    }
    expect(await points()).toBe(0);
  });

  it('in many small parts stop at the month of the person, by whomever they are asked, however many wait', async () => {
    const third = await people.staff('STREET_ADMIN', tree.street.id);
    const parts = [];
    for (let nth = 0; nth < 8; nth += 1) parts.push(await give([admin, third][nth % 2]!, bonus({ pointTenths: 200 })));
    const answers = [];
    for (const { decisionId } of parts) answers.push(await decide(decisionId, second));
    expect(answers.map(({ outcome, code }) => outcome ?? code)).toEqual([
      ...Array.from({ length: 5 }, () => 'APPROVED'),
      ...Array.from({ length: 3 }, () => 'LEDGER_MANUAL_PERSON_FULL'),
    ]);
    expect(await give(third, bonus({ pointTenths: 1 }))).toMatchObject({ code: 'LEDGER_MANUAL_PERSON_FULL' });
    expect(await points()).toBe(1_000);
  });

  it('let at the same moment stop there too', async () => {
    const parts = [];
    for (let nth = 0; nth < 6; nth += 1) parts.push(await give(admin, bonus({ pointTenths: 300 })));
    const answers = await Promise.all(parts.map(({ decisionId }) => decide(decisionId, second)));
    expect(answers.filter(({ outcome }) => outcome === 'APPROVED')).toHaveLength(3);
    expect(await points()).toBe(900);
  });

  it('for many friends stop at the month of who asks, all accounts of that person counted together', async () => {
    const person = await people.volunteer(tree.unit.id);
    const [one, two] = [
      await people.accountOf(person.id, 'STREET_ADMIN', tree.street.id),
      await people.accountOf(person.id, 'STREET_ADMIN', tree.street.id),
    ];
    for (let nth = 0; nth < 20; nth += 1) {
      const { id } = await people.volunteer(tree.unit.id);
      const { decisionId } = await give([one, two][nth % 2]!, bonus({ pointTenths: 1_000 }), id);
      expect(await decide(decisionId, second)).toMatchObject({ outcome: 'APPROVED' });
    }
    for (const who of [one, two]) {
      expect(await give(who, bonus({ pointTenths: 1 }))).toMatchObject({ code: 'LEDGER_MANUAL_ASKER_FULL' });
    }
    // Another person asks for it then, and answers for it.
    expect(await give(admin, bonus({ pointTenths: 1 }))).toMatchObject({ decisionId: expect.any(String) as unknown });
  });

  it('for the own household, or by another account of the own, are not even asked', async () => {
    const atHome = await accountAtHome(friend.volunteerId);
    expect(await give(atHome)).toMatchObject({ code: 'DECISION_OWN_HOUSEHOLD' });
    const own = await people.accountOf(friend.volunteerId, 'STREET_ADMIN', tree.street.id);
    expect(await give(own)).toMatchObject({ code: 'DECISION_OWN' });
    expect(await points()).toBe(0);
  });

  it('raise a signal from fifty in a month on, given and taken', async () => {
    const signals = async () => {
      await booted.get(RaiseSignals).execute();
      const { body } = await api.get('review-signals?kind=MANUAL_POINTS', admin.token);
      const items = body['items'] as { evidence: { volunteerId: string } }[];
      return items.filter(({ evidence }) => evidence.volunteerId === friend.volunteerId);
    };
    await decide((await give(admin, bonus({ pointTenths: 490 })))['decisionId'], second);
    expect(await signals()).toEqual([]);
    await decide((await give(admin, bonus({ reason: 'PENALTY', pointTenths: 10 })))['decisionId'], second);
    expect(await signals()).toMatchObject([{ evidence: { volunteerId: friend.volunteerId, pointTenths: 500 } }]);
  });
});

describe('what stays with one', () => {
  it('a term from today on, a score of the last seven days; a score of the own household is given by nobody of it', async () => {
    const { id: divisionId } = await building();
    const form = { divisionId, role: 'BUILDING_HEAD', isPaid: false, source: '居民会议决议' };
    const appointed = await ask('head-appointments', clerk, {
      ...{ ...form, volunteerId: friend.volunteerId, validFrom: today },
    });
    expect(appointed).toMatchObject({ version: 1, decisionId: null });
    const { appointmentId } = await office();
    const score = { appointmentId, assessedOn: addDays(today, -7), item: '周一检查', scoreHundredths: 9_000 };
    expect(await ask('assessments', clerk, score)).toMatchObject({
      decisionId: null,
      assessment: { item: '周一检查' },
    });
    const atHome = await accountAtHome(friend.volunteerId);
    expect(await ask('assessments', atHome, score)).toMatchObject({ code: 'DECISION_OWN_HOUSEHOLD' });
  });

  it('is decided by a colleague of the community, too', async () => {
    const { asked, done } = await kinds['a term that began a year ago']!.make(clerk);
    expect(await decide(asked['decisionId'], colleague)).toMatchObject({ outcome: 'APPROVED' });
    expect(await done()).toBe(true);
  });
});
