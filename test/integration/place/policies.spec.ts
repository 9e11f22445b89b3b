import { readFileSync } from 'node:fs';
import type { Client } from 'pg';
import type { LocalDay } from '../../../src/kernel/local-day';
import { CreateDivision } from '../../../src/place/divisions';
import { LedgerPosting } from '../../../src/ledger/ledger';
import { PointsForRecord, type RecordFacts, StarLevels } from '../../../src/ledger/points';
import { PolicyDirectory, PublishPolicy, SeedDefaults, WorkingCalendar } from '../../../src/place/policies';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { systemActor } from '../../../src/platform/foundation/actor/actor';
import { postingOf } from '../../builders/posting.builder';
import { letAnyCausePost } from '../../support/any-cause';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { askThenDecide } from '../../support/decisions';
import { superuserOf } from '../../support/superuser';
import { randomUUID } from 'node:crypto';

const now = new Date('2026-11-24T02:00:00Z');
const today = '2026-11-24' as LocalDay;
const tomorrow = '2026-11-25' as LocalDay;
const points = JSON.parse(readFileSync('config/policies/points.default.json', 'utf8')) as Record<string, unknown>;
let booted: BootedApp;
let superuser: Client;

const context = () => ({ actor: systemActor('test'), idempotencyKey: randomUUID() });
/** From tomorrow on unless another day is given: by two, the clock stands on the day. */
const publish = (divisionId: string | null, change: Record<string, unknown>) =>
  askThenDecide(booted, (asking) =>
    booted.get(PublishPolicy).execute(asking, {
      ...{ kind: 'POINTS', divisionId, reason: '街道会议决定' },
      body: { ...points, effectiveFrom: tomorrow, ...change },
    }),
  );
const facts = (change: Partial<RecordFacts> = {}): RecordFacts => ({
  volunteerId: randomUUID(),
  divisionPath: '/',
  servedOn: '2026-11-02' as LocalDay,
  activityKind: 'SERVICE',
  category: 'CLEANING',
  duty: 'MEMBER',
  creditedIntervals: [{ startMs: Date.parse('2026-11-02T01:00:00Z'), endMs: Date.parse('2026-11-02T03:00:00Z') }],
  grade: 'A',
  isPointsEligible: true,
  ...change,
});

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  await letAnyCausePost(booted.database);
  superuser = await superuserOf(booted.database);
  booted.setNow(now);
});
afterAll(async () => {
  await superuser.end();
  await booted.close();
});

describe('policies', () => {
  it('are seeded once, however many processes start', async () => {
    const seed = booted.get(SeedDefaults);
    await Promise.all(Array.from({ length: 5 }, () => seed.execute()));
    const { rows } = await superuser.query('select kind, count(*)::int as count from policy group by kind');
    expect(rows.length).toBeGreaterThanOrEqual(3);
    expect(rows.every(({ count }) => count === 1)).toBe(true);
    const calendar = await booted.get(WorkingCalendar).load();
    expect(calendar.knownYears.has(2026)).toBe(true);
    expect(calendar.exceptions.get('2026-01-01' as LocalDay)).toBe(false);
  });

  it('work forward, the nearest division first, and only from their day on', async () => {
    const create = booted.get(CreateDivision);
    const district = await create.execute(context(), { parentId: null, kind: 'DISTRICT', code: 'PD', name: '区' });
    const street = await create.execute(context(), { parentId: district.id, kind: 'STREET', code: 'PS', name: '街道' });
    await publish(district.id, { version: 'district-1' });
    await publish(street.id, { version: 'street-1', effectiveFrom: '2026-12-01' });
    const directory = booted.get(PolicyDirectory);
    const versionAt = async (path: string, day: string) =>
      (await directory.effective('POINTS', path, day as LocalDay)).version;
    expect(await versionAt(street.path, '2026-11-24')).toBe('points-1');
    expect(await versionAt(street.path, '2026-11-25')).toBe('district-1');
    expect(await versionAt(street.path, '2026-12-01')).toBe('street-1');
    expect(await versionAt(district.path, '2026-12-01')).toBe('district-1');
    await expect(directory.effective('POINTS', street.path, '2023-01-01' as LocalDay)).rejects.toMatchObject({
      code: 'POLICY_MISSING',
    });
  });

  it.each([
    ['POLICY_NOT_FORWARD', { version: 'x-1', effectiveFrom: '2026-11-23' }],
    ['POLICY_NOT_FORWARD', { version: 'x-1', effectiveFrom: today }],
    ['POLICY_VERSION_TAKEN', { version: 'points-1' }],
    ['POLICY_INVALID', { version: 'x-2', rates: [{ pointTenthsPerHour: -1 }] }],
    ['POLICY_INVALID', { version: 'x-3', surprise: true }],
    ['POLICY_INVALID', { version: 'x-4', rates: [{ pointTenthsPerHour: 501 }] }],
  ])('are refused with %s', async (code, change) => {
    await expect(publish(null, change)).rejects.toMatchObject({ code });
    const { rowCount } = await superuser.query(`select 1 from policy where version like 'x-%'`);
    expect(rowCount).toBe(0);
  });
});

describe('points and stars', () => {
  it('price a record by the policy of its day', async () => {
    const result = await booted.get(PointsForRecord).calculate(facts());
    expect(result).toMatchObject({ pointTenths: 200, ruleVersion: 'points-1' });
    expect((await booted.get(PointsForRecord).calculate(facts({ grade: 'D' }))).pointTenths).toBe(0);
  });

  it('keep a day’s cap when records are confirmed at once', async () => {
    const division = await booted
      .get(CreateDivision)
      .execute(context(), { parentId: null, kind: 'DISTRICT', code: 'PC', name: '区' });
    await publish(division.id, {
      version: 'capped-1',
      caps: { recordPointTenths: null, dayPointTenths: 500, monthPointTenths: null },
    });
    const startMs = Date.parse('2026-11-25T01:00:00Z');
    const record = facts({
      divisionPath: division.path,
      servedOn: tomorrow,
      creditedIntervals: [{ startMs, endMs: startMs + 7_200_000 }],
    });
    const confirm = () =>
      booted.get(UnitOfWork).run(async (tx) => {
        const { pointTenths, ruleVersion } = await booted.get(PointsForRecord).calculate(record, tx);
        if (pointTenths === 0) return 0;
        const posting = postingOf({
          volunteerId: record.volunteerId,
          accountKind: 'POINT_TENTHS',
          amount: pointTenths,
          ruleVersion,
          effectiveAt: new Date(startMs),
        });
        await booted.get(LedgerPosting).post(tx, [posting], 'system:test');
        return pointTenths;
      });
    const earned = await Promise.all(Array.from({ length: 6 }, confirm));
    expect([...earned].sort((a, b) => b - a)).toEqual([200, 200, 100, 0, 0, 0]);
  });

  it('refuse a day type in a year without a calendar', async () => {
    const division = await booted
      .get(CreateDivision)
      .execute(context(), { parentId: null, kind: 'DISTRICT', code: 'PY', name: '区' });
    await publish(division.id, {
      version: 'restdays-1',
      multipliers: [{ name: '休息日', dayType: 'REST_DAY', percent: 200 }],
    });
    const on = (day: string) => {
      const startMs = Date.parse(`${day}T01:00:00Z`);
      return facts({
        divisionPath: division.path,
        servedOn: day as LocalDay,
        creditedIntervals: [{ startMs, endMs: startMs + 3_600_000 }],
      });
    };
    expect((await booted.get(PointsForRecord).calculate(on('2026-11-29'))).pointTenths).toBe(200);
    await expect(booted.get(PointsForRecord).calculate(on('2031-11-29'))).rejects.toMatchObject({
      code: 'POINTS_CALENDAR_MISSING',
    });
  });

  it('name a star at exactly its hours', async () => {
    expect(await booted.get(StarLevels).of(5_999, '/')).toEqual({ stars: 0, minutesToNext: 1 });
    expect(await booted.get(StarLevels).of(6_000, '/')).toEqual({ stars: 1, minutesToNext: 12_000 });
  });
});
