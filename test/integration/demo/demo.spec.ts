import { randomUUID } from 'node:crypto';
import { smallScale } from '../../../src/demo/demo-scale';
import type { DemoAccount, UseCases } from '../../../src/demo/demo-world';
import type { DemoProgress } from '../../../src/demo/demo-progress';
import { practiceQueues } from '../../../src/demo/keep-alive';
import { seedDemo, type SeededDemo } from '../../../src/demo/seed-demo';
import { LedgerAudit } from '../../../src/ledger/evidence';
import { ShowHonours } from '../../../src/recognition/public-site/application/show-honours';
import { ShowSite } from '../../../src/recognition/public-site/application/show-site';
import { RecordPunch, ShowCode } from '../../../src/service/attendance';
import { LedgerVerifier } from '../../../src/ledger/ledger';
import { Clock } from '../../../src/platform/foundation/clock/clock';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import type { UserActor } from '../../../src/platform/foundation/actor/actor';
import { bootApp, type BootedApp } from '../../support/boot-app';

const TWO_DEMOS_MS = 180_000;

function useCasesOf(booted: BootedApp): UseCases {
  return { get: (token) => booted.app.get(token, { strict: false }) };
}

function personOf(volunteerId: string): UserActor {
  return { kind: 'USER', userId: volunteerId, sessionId: randomUUID(), displayName: '', volunteerId, grants: [] };
}

describe('the demo, one compound for eight weeks', () => {
  let first: BootedApp;
  let second: BootedApp;
  let demo: SeededDemo;
  const told: DemoProgress[] = [];

  beforeAll(async () => {
    // Without workers: the demo runs the jobs itself, in the time of the history.
    first = await bootApp({ role: 'api' });
    second = await bootApp({ role: 'api' });
    const onProgress = (progress: DemoProgress): void => void told.push(progress);
    demo = await seedDemo(useCasesOf(first), { scale: smallScale, seed: 7, onProgress });
  }, TWO_DEMOS_MS);

  afterAll(async () => {
    await first.close();
    await second.close();
  });

  async function one<Row>(sql: string): Promise<Row> {
    const [row] = await first.get(UnitOfWork).read<Row>(sql);
    if (!row) throw new Error('no row');
    return row;
  }

  it('has people, heads, teams, activities and punches', () => {
    // Two have registered themselves, a child waits for a signature, somebody was written down twice, and six have no phone.
    expect(demo.totals).toMatchObject({ volunteers: smallScale.volunteers + 10, teams: 7 });
    expect(demo.totals.heads).toBeGreaterThan(30);
    expect(demo.totals.punches).toBeGreaterThan(150);
    expect(demo.totals.confirmedRecords).toBeGreaterThan(50);
  });

  it('has people without a phone who were drawn: one was visited, another waits', async () => {
    const visits = await first
      .get(UnitOfWork)
      .read<{ status: string }>('select distinct status from registration_visit order by 1');
    expect(visits).toEqual([{ status: 'FOUND' }, { status: 'WAITING' }]);
  });

  it('tells how far it is, in named steps, forwards to the end', () => {
    expect(told.map(({ step }) => step)).toEqual(told.map(({ step }) => step).sort((left, right) => left - right));
    const percents = told.map(({ percent }) => percent);
    expect(percents).toEqual([...percents].sort((left, right) => left - right));
    expect(new Set(told.map(({ step }) => step)).size).toBe(told[0]?.of);
    expect(told.at(-1)).toMatchObject({ percent: 100, label: '完成' });
  });

  it('has an account of each role with a name a person would believe and something to try first', () => {
    const roleOf = ({ role }: DemoAccount): string => role.replace(/（.*/u, '');
    expect(new Set(demo.accounts.map(roleOf))).toEqual(
      new Set([
        ...['系统管理员', '安全管理员', '街道管理员', '街道领导', '审计员', '社区工作者'],
        ...['服务队队长', '网格长', '楼栋长', '单元长', '居民', '监护人'],
      ]),
    );
    for (const { name, username, tip, password, phone } of demo.accounts) {
      expect(name).toMatch(/^\p{Script=Han}{2,4}$/u);
      expect(username ?? '').toMatch(/^([a-z]+\.[a-z]+)?$/u);
      expect(tip).not.toBe('');
      // Old people and parents type no password: a code comes to their phone.
      expect([password === null, phone === null]).toEqual([username === null, username !== null]);
    }
    const roleless = demo.accounts.filter((account) =>
      ['安全管理员', '街道管理员', '社区工作者'].includes(roleOf(account)),
    );
    expect(roleless).toHaveLength(6);
  });

  it('has entries in every queue, in the place of every kind of decider', async () => {
    const street = await one<{ path: string }>(`select path from division where kind = 'STREET'`);
    for (const { key, waiting, wanted } of practiceQueues) {
      const [row] = await first
        .get(UnitOfWork)
        .read<{ count: number }>(`select (${waiting})::int as count`, [street.path]);
      expect([key, row?.count ?? 0]).toEqual([key, expect.any(Number)]);
      expect([key, (row?.count ?? 0) >= Math.min(1, wanted)]).toEqual([key, true]);
    }
  });

  it('has records under review for every reason, minutes above both day caps, and signals', async () => {
    expect(
      await one(
        `select count(*) filter (where 'OVERLAP' = any (flags) and status = 'UNDER_REVIEW') > 0 as overlap,
           count(*) filter (where 'AUTO_CLOSED' = any (flags) and status = 'UNDER_REVIEW') > 0 as forgotten,
           count(*) filter (where grade in ('D', 'E') and status = 'UNDER_REVIEW') > 1 as weak,
           count(*) filter (where status = 'CONFIRMED' and pending_community_minutes > 0) > 0 as community,
           count(*) filter (where status = 'CONFIRMED' and pending_street_minutes > 0) > 0 as street,
           count(*) filter (where status = 'PUBLICITY') > 0 as publicity,
           (select count(*) > 0 from review_signal where status = 'OPEN') as signals,
           (select count(*) > 0 from spot_check_item i where result is null) as spot_checks,
           (select count(*) > 0 from sanction where lifted_at is null) as sanctions,
           (select count(*) = 0 from alert) as quiet
         from service_record`,
      ),
    ).toEqual({
      ...{ overlap: true, forgotten: true, weak: true, community: true, street: true, publicity: true },
      ...{ signals: true, spot_checks: true, sanctions: true, quiet: true },
    });
  });

  it('has a shift on now, with people who have come, one who has not, and a code that works', async () => {
    const shift = await one<{ id: string; came: number; expected: number; resident: string; leader: string }>(
      `select s.id, t.leader_volunteer_id as leader,
         (select count(*)::int from attendance x where x.shift_id = s.id and x.state = 'IN') as came,
         (select count(*)::int from signup g where g.shift_id = s.id) as expected,
         (select g.volunteer_id from signup g join user_account u on u.volunteer_id = g.volunteer_id
          where g.shift_id = s.id) as resident
       from shift s join activity a on a.id = s.activity_id join team t on t.id = a.team_id
       where s.status = 'SCHEDULED' and s.starts_at <= now() and s.ends_at > now() and a.title like '%值守%'`,
    );
    expect(shift).toMatchObject({ came: 5, expected: 7 });
    const { digits } = await first.get(ShowCode).execute(personOf(shift.leader), shift.id, 'IN');
    const receipt = await first
      .get(RecordPunch)
      .execute(personOf(shift.resident), { punchId: randomUUID(), shiftId: shift.id, direction: 'IN', code: digits });
    expect(receipt.direction).toBe('IN');
  });

  it('has people with stars who agreed to be named, and a phone for everybody', async () => {
    const { items } = await first.get(ShowHonours).execute();
    expect(items.length).toBeGreaterThan(2);
    expect(items.every(({ stars }) => stars > 0)).toBe(true);
    const { communities } = await first.get(ShowSite).execute();
    expect(communities.filter(({ phone }) => phone === null)).toEqual([]);
  });

  it('calls no place twice by its name', async () => {
    const doubled = await first.get(UnitOfWork).read(
      `select title, place_name from activity where place_name ~ '社区社区|街道街道' or title ~ '社区社区|街道街道'
       union all select name, '' from selection_round where name ~ '[0-9] 年|评选评选'
       union all select name, '' from team where name ~ '社区社区'`,
    );
    expect(doubled).toEqual([]);
  });

  it('posts exactly the minutes of the confirmed records and of the register of before', async () => {
    const { posted, confirmed, old } = await one<{ posted: string; confirmed: number; old: number }>(
      `select (select sum(amount) from ledger_entry where account_kind <> 'POINT_TENTHS')::text as posted,
         (select sum(credited_minutes) from service_record where status = 'CONFIRMED')::float8 as confirmed,
         (select sum(r.minutes) from opening_row r join opening_import i on i.id = r.import_id
            where i.status = 'POSTED')::float8 as old`,
    );
    expect(old).toBeGreaterThan(0);
    expect(Number(posted)).toBe(confirmed + old);
    expect(Number(posted)).toBe(demo.totals.serviceMinutes + demo.totals.trainingMinutes);
  });

  it('has computed every closed shift and closed every shift of the past', async () => {
    const { open, uncomputed } = await one<{ open: number; uncomputed: number }>(
      `select count(*) filter (where status = 'SCHEDULED' and ends_at < date_trunc('day', now(), 'Asia/Shanghai'))::int as open,
         count(*) filter (where status = 'CLOSED' and computed_at is null)::int as uncomputed from shift`,
    );
    expect({ open, uncomputed }).toEqual({ open: 0, uncomputed: 0 });
  });

  it('has a ranking and a ledger that verifies', async () => {
    const { ranked } = await one<{ ranked: number }>(
      'select count(*)::int as ranked from rank_score where service_minutes > 0',
    );
    expect(ranked).toBeGreaterThan(10);
    const verification = await first.get(LedgerVerifier).verify();
    expect(verification.findings).toEqual([]);
    // And what every module computes again from the entries.
    expect((await first.get(LedgerAudit).execute()).findings).toEqual([]);
  });

  it('has frozen and confirmed a round, issued certificates, recorded inspections and held a record for an objection', async () => {
    const found = await one<Record<string, number>>(
      `select (select count(*)::int from selection_round where status = 'CONFIRMED' and snapshot is not null) as rounds,
         (select count(*)::int from selection_line where is_proposed) as proposed,
         (select count(*)::int from certificate where status in ('VALID', 'SUPERSEDED')) as certificates,
         (select count(*)::int from assessment) as assessments,
         (select count(*)::int from record_objection) as objections,
         (select count(*)::int from service_record where status = 'REVERSED') as reversed`,
    );
    expect(found).toMatchObject({ rounds: 1, assessments: demo.totals.heads, objections: 4 });
    expect(found['proposed']).toBeGreaterThan(0);
    expect(found['certificates']).toBeGreaterThan(0);
    expect(found['reversed']).toBeGreaterThan(0);
  });

  it('is sealed off from the present: the clock runs again, and another seeding is refused', async () => {
    expect(Math.abs(first.get(Clock).nowMs() - Date.now())).toBeLessThan(1_000);
    await expect(seedDemo(useCasesOf(first), { scale: smallScale })).rejects.toThrow('已有数据');
  });

  it(
    'makes the same totals from the same seed',
    async () => {
      const again = await seedDemo(useCasesOf(second), { scale: smallScale, seed: 7 });
      expect(again.totals).toEqual(demo.totals);
    },
    TWO_DEMOS_MS,
  );

  it('is not written beside a running service, which would judge the past by its own clock', async () => {
    const service = await bootApp({ role: 'worker' });
    const beside = await bootApp({ role: 'api', database: service.database });
    try {
      await expect(seedDemo(useCasesOf(beside), { scale: smallScale })).rejects.toThrow('请先停止服务');
      expect(await beside.get(UnitOfWork).read('select 1 from division')).toEqual([]);
    } finally {
      await beside.close();
      await service.close();
    }
  });
});
