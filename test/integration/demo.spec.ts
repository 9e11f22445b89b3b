import { smallScale } from '../../src/demo/demo-scale';
import type { UseCases } from '../../src/demo/demo-world';
import { seedDemo, type SeededDemo } from '../../src/demo/seed-demo';
import { LedgerVerifier } from '../../src/modules/ledger';
import { Clock } from '../../src/platform/clock/clock';
import { UnitOfWork } from '../../src/platform/database/unit-of-work';
import { bootApp, type BootedApp } from '../support/boot-app';

const TWO_DEMOS_MS = 180_000;

function useCasesOf(booted: BootedApp): UseCases {
  return { get: (token) => booted.app.get(token, { strict: false }) };
}

describe('the demo, one compound for eight weeks', () => {
  let first: BootedApp;
  let second: BootedApp;
  let demo: SeededDemo;

  beforeAll(async () => {
    // Without workers: the demo runs the jobs itself, in the time of the history.
    first = await bootApp({ role: 'api' });
    second = await bootApp({ role: 'api' });
    demo = await seedDemo(useCasesOf(first), { scale: smallScale, seed: 7 });
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
    expect(demo.totals).toMatchObject({ volunteers: smallScale.volunteers, teams: 6 });
    expect(demo.totals.heads).toBeGreaterThan(30);
    expect(demo.totals.punches).toBeGreaterThan(150);
    expect(demo.totals.confirmedRecords).toBeGreaterThan(50);
    expect(demo.accounts.map(({ username }) => username)).toEqual(
      expect.arrayContaining(['xitong', 'jiedao', 'lingdao', 'shenji', 'shequ1', 'louzhang', 'duizhang', 'zhiyuan1']),
    );
  });

  it('posts exactly the minutes of the confirmed records', async () => {
    const { posted, confirmed } = await one<{ posted: string; confirmed: string }>(
      `select (select sum(amount) from ledger_entry where account_kind <> 'POINT_TENTHS')::text as posted,
         (select sum(credited_minutes) from service_record where status = 'CONFIRMED')::text as confirmed`,
    );
    expect(posted).toBe(confirmed);
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
    expect(found).toMatchObject({ rounds: 1, assessments: demo.totals.heads, objections: 3 });
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
