import { addDays, type LocalDay, localDayOf, startOfDayMs } from '../../../src/kernel/local-day';
import { smallScale } from '../../../src/demo/demo-scale';
import type { UseCases } from '../../../src/demo/demo-world';
import { keepPracticeAlive, practiceQueues } from '../../../src/demo/keep-alive';
import { PracticeDesk } from '../../../src/demo/practice/practice-desk';
import { seedDemo } from '../../../src/demo/seed-demo';
import { CloseShift } from '../../../src/service/activities';
import { ReviewVolunteer } from '../../../src/people/volunteers';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { PeopleBuilder } from '../../builders/people.builder';
import { bootApp, type BootedApp } from '../../support/boot-app';

const DEMO_MS = 120_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('a practice street on later days', () => {
  let booted: BootedApp;
  let useCases: UseCases;
  let today: LocalDay;

  beforeAll(async () => {
    booted = await bootApp({ role: 'api' });
    useCases = { get: (token) => booted.app.get(token, { strict: false }) };
    await seedDemo(useCases, { scale: smallScale, seed: 7 });
    today = localDayOf(Date.now());
  }, DEMO_MS);

  afterAll(async () => {
    await booted.close();
  });

  const read = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
    booted.get(UnitOfWork).read<Row>(sql, values);
  const moveTo = (nowMs: number): number => {
    booted.setNow(new Date(nowMs));
    return nowMs;
  };
  const shiftsOnAt = (atMs: number) =>
    read<{ id: string; came: number; expected: number; leader: string }>(
      `select s.id, t.leader_volunteer_id as leader,
         (select count(*)::int from attendance x where x.shift_id = s.id and x.state = 'IN') as came,
         (select count(*)::int from signup g where g.shift_id = s.id) as expected
       from shift s join activity a on a.id = s.activity_id join team t on t.id = a.team_id
       where s.status = 'SCHEDULED' and s.starts_at <= $1 and s.ends_at > $1 and a.title like '%值守%'`,
      [new Date(atMs)],
    );
  const waiting = async (): Promise<Record<string, number>> => {
    const [street] = await read<{ path: string }>(`select path from division where kind = 'STREET'`);
    const counts: Record<string, number> = {};
    for (const queue of practiceQueues) {
      const [row] = await read<{ count: number }>(`select (${queue.waiting})::int as count`, [street?.path]);
      counts[queue.key] = row?.count ?? 0;
    }
    return counts;
  };

  it('puts nothing into a street that has no year behind it', async () => {
    const empty = await bootApp({ role: 'api' });
    try {
      await new PeopleBuilder(empty).street();
      expect(await keepPracticeAlive({ get: (token) => empty.app.get(token, { strict: false }) })).toBeNull();
      expect(await empty.get(UnitOfWork).read('select 1 from volunteer')).toEqual([]);
    } finally {
      await empty.close();
    }
  });

  it.each([
    [1, 3, 17],
    [2, 13, 40],
    [3, 23, 50],
  ])('has a shift on, with people, %i day(s) later at %i:%i, however often it is kept', async (days, hour, minute) => {
    const day = addDays(today, days);
    const startMs = moveTo(startOfDayMs(day) + hour * HOUR_MS + minute * MINUTE_MS);
    await Promise.all([keepPracticeAlive(useCases), keepPracticeAlive(useCases)]);
    for (let after = 1; after <= 4; after += 1) {
      moveTo(startMs + after * MINUTE_MS);
      await keepPracticeAlive(useCases);
    }
    const [shift, ...others] = await shiftsOnAt(startMs + 4 * MINUTE_MS);
    expect(others).toEqual([]);
    expect(shift).toMatchObject({ came: 5, expected: 6 });
  });

  it('has the next day on at midnight, announced before', async () => {
    expect(await shiftsOnAt(startOfDayMs(addDays(today, 4)) + MINUTE_MS)).toHaveLength(1);
  });

  it('has everything that waited still waiting, and no more of it', async () => {
    const before = await waiting();
    moveTo(startOfDayMs(addDays(today, 4)) + 10 * HOUR_MS);
    await keepPracticeAlive(useCases);
    const after = await waiting();
    for (const { key, wanted, where } of practiceQueues) {
      expect([key, after[key]]).toEqual([key, Math.max(before[key] ?? 0, Math.min(after[key] ?? 0, wanted))]);
      expect([key, where, (after[key] ?? 0) <= wanted + 1]).toEqual([key, where, true]);
    }
    expect(after).toMatchObject({ registrations: 4, 'join-requests': 3, certificates: 3, openings: 1, merges: 1 });
  });

  it('fills up what has been decided, once a day', async () => {
    moveTo(startOfDayMs(addDays(today, 5)) + 9 * HOUR_MS);
    const decideAll = async (): Promise<number> => {
      const desk = await PracticeDesk.open(useCases);
      const place = desk?.places[0];
      if (!desk || !place) throw new Error('no street');
      const rows = await desk.read<{ id: string }>(
        `select id from volunteer where status = 'PENDING' and registration_channel = 'SELF'`,
      );
      const [, decides] = desk.pairOf(place);
      for (const { id } of rows) {
        await useCases
          .get(ReviewVolunteer)
          .execute(desk.command(decides, 'test-review', id), { volunteerId: id, decision: 'APPROVE' });
      }
      return rows.length;
    };
    expect(await decideAll()).toBeGreaterThan(0);
    await keepPracticeAlive(useCases);
    expect((await waiting())['registrations']).toBe(3);
    expect(await decideAll()).toBe(1);
    await keepPracticeAlive(useCases);
    // What the day had to give was given: the next ones come tomorrow.
    expect((await waiting())['registrations']).toBeLessThan(3);
  });

  it('puts another shift in where somebody closed the one that was on', async () => {
    const nowMs = moveTo(startOfDayMs(addDays(today, 6)) + 9 * HOUR_MS);
    await keepPracticeAlive(useCases);
    moveTo(nowMs + 5 * MINUTE_MS);
    const [shift] = await shiftsOnAt(nowMs + 5 * MINUTE_MS);
    const desk = await PracticeDesk.open(useCases);
    if (!desk || !shift) throw new Error('no shift');
    const [place] = desk.places;
    const [worker] = place?.staff ?? [];
    if (!worker) throw new Error('no worker');
    await useCases.get(CloseShift).execute(desk.command(worker, 'test-close', shift.id), { shiftId: shift.id });
    expect(await shiftsOnAt(nowMs + 6 * MINUTE_MS)).toEqual([]);
    expect((await keepPracticeAlive(useCases))?.newShifts).toBe(1);
    expect(await shiftsOnAt(nowMs + 8 * MINUTE_MS)).toHaveLength(1);
  });

  it('lets people leave before the end, and the leader close', async () => {
    const [shift] = await shiftsOnAt(startOfDayMs(addDays(today, 6)) + 9 * HOUR_MS + 8 * MINUTE_MS);
    for (let minute = 8; minute < 12; minute += 1) {
      moveTo(startOfDayMs(addDays(today, 6)) + 9 * HOUR_MS + minute * MINUTE_MS);
      await keepPracticeAlive(useCases);
    }
    for (let minute = 51; minute < 66; minute += 1) {
      moveTo(startOfDayMs(addDays(today, 6)) + 11 * HOUR_MS + minute * MINUTE_MS);
      await keepPracticeAlive(useCases);
    }
    const [ended] = await read<{ status: string; left: number; came: number }>(
      `select s.status, (select count(*)::int from attendance x where x.shift_id = s.id and x.state = 'OUT') as left,
         (select count(*)::int from attendance x where x.shift_id = s.id) as came from shift s where s.id = $1`,
      [shift?.id],
    );
    // One forgets to check out in the shift before noon.
    expect(ended).toEqual({ status: 'CLOSED', left: 4, came: 5 });
  });
});
