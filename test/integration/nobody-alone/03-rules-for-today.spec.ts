import { v7 } from 'uuid';
import hoursDefault from '../../../config/policies/hours.default.json';
import type { LocalDay } from '../../../src/kernel/local-day';
import { PolicyDirectory, PublishPolicy, SeedDefaults, WorkingCalendar } from '../../../src/place/policies';
import { ComputeHours, CorrectRecord } from '../../../src/service/service-hours';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { Decisions } from '../../../src/platform/security/decisions';
import type { SignedIn } from '../../builders/people.builder';
import { at, DAY, ServiceBuilder } from '../../builders/service.builder';
import { ApiClient } from '../../support/api-client';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { askThenDecide } from '../../support/decisions';

let booted: BootedApp;
let street: ServiceBuilder;
let anna: SignedIn;
let berta: SignedIn;

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  street = await ServiceBuilder.on(booted);
  // Tokens of people who sign in are checked against the real clock.
  booted.setNow(undefined);
  anna = await street.people.staff('STREET_ADMIN', street.tree.street.id);
  berta = await street.people.staff('STREET_ADMIN', street.tree.street.id);
});
afterAll(async () => booted.close());

interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

async function call(user: SignedIn, path: string, body: object): Promise<Reply> {
  const headers = { authorization: `Bearer ${user.token}` };
  const answer = await new ApiClient(booted.url).call('POST', path, { headers, body });
  return { status: answer.status, body: answer.json<Record<string, unknown>>() };
}

/** As the API takes it: caps of 12 hours where the street had 8, at once. */
function generous(version: string, effectiveFrom: string, given: object = {}) {
  const dayCaps = { automaticMinutes: 600, communityMinutes: 720, investigationMinutes: 960 };
  const body = { ...hoursDefault, version, effectiveFrom, dayCaps, ...given };
  return { kind: 'HOURS' as const, divisionId: street.tree.street.id, body, reason: '街道会议决定' };
}

async function decide(user: SignedIn, id: unknown) {
  return call(user, `/decisions/${String(id)}/decisions`, { decision: 'APPROVE' });
}

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const inDays = (days: number) => new Date(Date.now() + (8 + 24 * days) * 3_600_000).toISOString().slice(0, 10);

describe('the rules of today', () => {
  it('are not changed by one person, nor for today by two', async () => {
    expect((await call(anna, '/policies', generous('hours-now', today()))).body).toMatchObject({
      code: 'POLICY_NOT_FORWARD',
    });
    const asked = await call(anna, '/policies', generous('hours-later', inDays(2)));
    expect(asked).toMatchObject({ status: 201, body: { version: 'hours-later' } });
    expect((await decide(anna, asked.body['decisionId'])).body).toMatchObject({ code: 'DECISION_SAME_PERSON' });
    const directory = booted.get(PolicyDirectory);
    const versions = async () => (await directory.list('HOURS')).map(({ version }) => version);
    expect(await versions()).not.toContain('hours-later');
    expect((await decide(berta, asked.body['decisionId'])).status).toBe(200);
    expect(await versions()).toContain('hours-later');
    const { path } = street.tree.street;
    expect((await directory.effective('HOURS', path, today() as LocalDay)).version).toBe('hours-1');
  });

  it('are not changed by a decision that comes after their day', async () => {
    booted.setNow(new Date('2026-11-20T09:00:00+08:00'));
    const { decisionId } = await booted
      .get(PublishPolicy)
      .execute(street.context(), generous('hours-too-late', '2026-11-21'));
    booted.setNow(new Date('2026-11-21T00:00:00+08:00'));
    await expect(askThenDecide(booted, () => Promise.resolve({ decisionId }))).rejects.toMatchObject({
      code: 'DECISION_EXPIRED',
    });
    booted.setNow(undefined);
  });

  it('have floors and ceilings that two people cannot leave either', async () => {
    for (const given of [
      { publicityWorkingDays: 0 },
      { correctionWorkingDays: 0 },
      { dayCaps: { automaticMinutes: 1_440, communityMinutes: 1_440, investigationMinutes: 1_440 } },
    ]) {
      expect((await call(anna, '/policies', generous('hours-wild', inDays(2), given))).body).toMatchObject({
        code: 'POLICY_INVALID',
      });
    }
  });

  it('a record in publicity keeps those of its day, also when it is judged again', async () => {
    const volunteerId = await street.volunteer();
    const shift = await street.shift('07:00', '17:00');
    await street.attend(volunteerId, shift, '07:00', '16:23');
    await street.closeAndCompute(shift);
    expect(await street.records(volunteerId)).toMatchObject([{ creditedMinutes: 480, pendingCommunityMinutes: 83 }]);
    booted.setNow(new Date('2026-11-29T13:00:00+08:00'));
    await askThenDecide(booted, (asking) =>
      booted.get(PublishPolicy).execute(asking, generous('hours-generous', '2026-11-30')),
    );
    booted.setNow(new Date('2026-12-01T09:00:00+08:00'));
    const [record] = await street.records(volunteerId);
    await booted.get(CorrectRecord).execute(street.context(), {
      recordId: record?.id ?? '',
      times: { checkedInAt: at('07:00'), checkedOutAt: at('16:22') },
      reason: '按签到表更正一分钟',
    });
    expect(await street.records(volunteerId)).toMatchObject([{ creditedMinutes: 480, pendingCommunityMinutes: 82 }]);
    await booted.get(ComputeHours).execute(shift.shiftId);
    const rows = await booted
      .get(UnitOfWork)
      .read('select hours_policy_version as version from service_record where volunteer_id = $1', [volunteerId]);
    expect(rows).toEqual([{ version: 'hours-1' }]);
    booted.setNow(undefined);
  });
});

describe('a variant: the days that periods are counted in', () => {
  it('are not changed by one person, nor when they have begun', async () => {
    const calendar = booted.get(WorkingCalendar);
    const before = await calendar.year(2026);
    const { knownYears } = await calendar.load();
    expect(knownYears.has(2026)).toBe(true);
    booted.setNow(new Date('2026-12-11T09:00:00+08:00'));
    // A Saturday that has begun becomes a working day, so that publicity would end sooner.
    const asked = await booted.get(UnitOfWork).run(async (tx) =>
      booted.get(Decisions).ask(
        tx,
        { kind: 'SYSTEM', name: 'one' },
        {
          kind: 'policies.import-calendar',
          divisionId: street.tree.street.id,
          payload: {
            year: 2026,
            source: '没有的通知',
            exceptions: [
              ...before.items.map(({ day, isWorking, label }) => ({ day, isWorking, label: label ?? '' })),
              { day: '2026-11-28', isWorking: true, label: '' },
            ],
          },
          reason: '没有的通知',
        },
      ),
    );
    await expect(askThenDecide(booted, () => Promise.resolve({ decisionId: asked.id }))).rejects.toMatchObject({
      code: 'CALENDAR_NOT_FORWARD',
    });
    expect(await calendar.year(2026)).toEqual(before);
    booted.setNow(undefined);
  });
});

describe('the database', () => {
  const asApplication = (sql: string, parameters: readonly unknown[] = []) =>
    booted.get(UnitOfWork).run((tx) => tx.query(sql, parameters));

  it('takes no policy and no day without the decision of two', async () => {
    const policy = (kind: string, divisionId: string | null, decisionId: string | null) =>
      asApplication(
        `insert into policy (id, kind, version, division_id, effective_from, body, created_by, decision_id)
         values ($1, $2, $1::uuid::text, $3, '2024-01-01', '{}', 'system:seed', $4)`,
        [v7(), kind, divisionId, decisionId],
      );
    await expect(policy('SIGNALS', null, null)).rejects.toThrow('decision of two');
    await expect(policy('SIGNALS', street.tree.street.id, null)).rejects.toThrow('decision of two');
    const [{ decisionId } = { decisionId: null }] = await booted
      .get(UnitOfWork)
      .read<{ decisionId: string }>(`select decision_id as "decisionId" from policy where version = 'hours-later'`);
    await expect(policy('SIGNALS', street.tree.street.id, decisionId)).rejects.toThrow('something else');
    const day = `insert into calendar_day (day, is_working, source) values ('2026-12-05', true, 'x')`;
    await expect(asApplication(day)).rejects.toThrow('decision of two');
    await expect(asApplication(`update calendar_day set is_working = true where day = '2026-10-01'`)).rejects.toThrow(
      'decision of two',
    );
    await expect(asApplication(`delete from calendar_day where day = '2026-10-01'`)).rejects.toThrow(
      'permission denied',
    );
    // What comes with the application comes once, however often a process starts.
    await booted.get(SeedDefaults).execute();
  });

  it('lets no record change its rules', async () => {
    const other = `update service_record set hours_policy_version = 'hours-later' where served_on = $1`;
    await expect(asApplication(other, [DAY])).rejects.toThrow('a record keeps its rules');
  });
});

describe('practice', () => {
  it('alone has publicity of no days, and rules from the same day on', async () => {
    const practice = await bootApp({ role: 'api', mode: 'PRACTICE' });
    try {
      const own = await ServiceBuilder.on(practice);
      const command = {
        ...{ kind: 'HOURS' as const, divisionId: own.tree.street.id, reason: '练习' },
        body: { ...hoursDefault, version: 'hours-practice', effectiveFrom: '2026-11-20', publicityWorkingDays: 0 },
      };
      await askThenDecide(practice, (asking) => practice.get(PublishPolicy).execute(asking, command));
      const { path } = own.tree.street;
      const day = '2026-11-20' as LocalDay;
      expect((await practice.get(PolicyDirectory).effective('HOURS', path, day)).version).toBe('hours-practice');
    } finally {
      await practice.close();
    }
  });
});
