import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { CreateDivision } from '../../../src/place/divisions';
import { LedgerPosting, type Posting } from '../../../src/ledger/ledger';
import { RankingReader, RefreshRanking, TotalsReader } from '../../../src/ledger/ranking';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { systemActor } from '../../../src/platform/foundation/actor/actor';
import type { LocalDay } from '../../../src/kernel/local-day';
import { postingOf } from '../../builders/posting.builder';
import { letAnyCausePost } from '../../support/any-cause';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { eventually } from '../../support/eventually';
import { superuserOf } from '../../support/superuser';

const today = '2026-11-24' as LocalDay;
let booted: BootedApp;
let superuser: Client;
let district: { id: string; path: string };
let street: { id: string; path: string };

const post = (...postings: Posting[]) =>
  booted.get(UnitOfWork).run((tx) => booted.get(LedgerPosting).post(tx, postings, 'system:test'));
const manual = (change: Partial<Posting>) => postingOf({ causeKind: 'MANUAL', ...change });
const scores = async () => {
  const { rows } = await superuser.query(
    'select period, volunteer_id, service_minutes, training_minutes, point_tenths from rank_score order by 1, 2',
  );
  return rows as unknown[];
};

async function divisionOf(parentId: string | null, kind: 'DISTRICT' | 'STREET', code: string) {
  const context = { actor: systemActor('test'), idempotencyKey: `division-${code}` };
  return booted.get(CreateDivision).execute(context, { parentId, kind, code, name: code });
}

async function volunteerOf(
  divisionId: string,
  name: string,
  options: { birthDate?: string; hasConsent?: boolean; status?: string } = {},
) {
  const id = randomUUID();
  await superuser.query(
    `insert into volunteer (id, volunteer_no, division_id, name, birth_date, id_number_cipher, id_number_index, status,
       registered_by, registration_channel, registered_at, updated_at)
     values ($1, $2, $3, $4, $5, '\\x00', decode(replace($2, '-', ''), 'hex'), $6, 'system:test', 'IMPORT', now(), now())`,
    [id, id, divisionId, name, options.birthDate ?? '1990-01-01', options.status ?? 'ACTIVE'],
  );
  if (options.hasConsent ?? true) {
    await superuser.query(
      `insert into consent (id, volunteer_id, purpose, text_version, channel, granted_at, recorded_by)
       values ($1, $2, 'RANKING_DISPLAY', '1', 'SELF', now(), 'system:test')`,
      [randomUUID(), id],
    );
  }
  return id;
}

beforeAll(async () => {
  booted = await bootApp();
  await letAnyCausePost(booted.database);
  superuser = await superuserOf(booted.database);
  district = await divisionOf(null, 'DISTRICT', 'D1');
  street = await divisionOf(district.id, 'STREET', 'S1');
});
afterAll(async () => {
  await superuser.end();
  await booted.close();
});

describe('the ranking', () => {
  it('follows postings through the outbox, by month, year and all time', async () => {
    const volunteerId = await volunteerOf(street.id, '张三丰');
    await post(
      manual({ volunteerId, amount: 120 }),
      manual({ volunteerId, amount: 60, effectiveAt: new Date('2025-12-31T16:00:00Z') }),
      manual({ volunteerId, amount: 200, accountKind: 'POINT_TENTHS', reason: 'BONUS' }),
    );
    const reader = booted.get(RankingReader);
    const of = (period: string) =>
      reader.rankOf(volunteerId, { divisionPath: street.path, period, measure: 'SERVICE_MINUTES' });
    await eventually('the score arrives', async () => (await of('ALL')).score === 180);
    expect(await of('2026-11')).toEqual({ place: 1, score: 120, rankedCount: 1 });
    // 2025-12-31T16:00Z is the first minute of 2026 in China.
    expect((await of('2026-01')).score).toBe(60);
    expect((await of('2026')).score).toBe(180);
    expect(await of('2025')).toEqual({ place: null, score: 0, rankedCount: 0 });
  });

  it('is the same after duplicates, races and a rebuild', async () => {
    const people = [
      await volunteerOf(street.id, '李一'),
      await volunteerOf(street.id, '李二'),
      await volunteerOf(street.id, '李三'),
    ];
    const refresh = booted.get(RefreshRanking);
    await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        await post(manual({ volunteerId: people[index % 3]!, amount: 10 + index }));
        await Promise.all([refresh.execute(people), refresh.execute([people[index % 3]!])]);
      }),
    );
    const before = await scores();
    expect(await refresh.execute(null)).toBe(0);
    expect(await scores()).toEqual(before);
    await superuser.query('delete from rank_score');
    await refresh.execute(null);
    expect(await scores()).toEqual(before);
  });

  it('shows adults who agreed, masked; the others keep their place unseen', async () => {
    const place = await divisionOf(district.id, 'STREET', 'S2');
    const ids = {
      first: await volunteerOf(place.id, '欧阳锋'),
      silent: await volunteerOf(place.id, '王五', { hasConsent: false }),
      minor: await volunteerOf(place.id, '赵小', { birthDate: '2008-01-01' }),
      justAdult: await volunteerOf(place.id, '钱六', { birthDate: '2007-12-31' }),
      closed: await volunteerOf(place.id, '孙七', { status: 'SUSPENDED' }),
    };
    await post(
      manual({ volunteerId: ids.first, amount: 500 }),
      manual({ volunteerId: ids.silent, amount: 500 }),
      manual({ volunteerId: ids.minor, amount: 400 }),
      manual({ volunteerId: ids.justAdult, amount: 300 }),
      manual({ volunteerId: ids.closed, amount: 900 }),
    );
    await booted.get(RefreshRanking).execute(Object.values(ids));
    const reader = booted.get(RankingReader);
    const question = { divisionPath: place.path, period: '2026-11', measure: 'SERVICE_MINUTES' } as const;
    expect(await reader.top(question, { limit: 10, today })).toEqual([
      { place: 1, maskedName: '欧阳*', divisionName: 'S2', score: 500 },
      { place: 4, maskedName: '钱*', divisionName: 'S2', score: 300 },
    ]);
    expect(await reader.top(question, { limit: 1, today })).toHaveLength(1);
    expect(await reader.rankOf(ids.minor, question)).toEqual({ place: 3, score: 400, rankedCount: 4 });
    const totals = await booted.get(TotalsReader).byResidence(place.id, { from: '2026-11', to: '2026-11' });
    expect(totals).toEqual([
      {
        divisionId: place.id,
        divisionName: 'S2',
        month: '2026-11',
        volunteerCount: 5,
        serviceMinutes: 2600,
        trainingMinutes: 0,
        pointTenths: 0,
      },
    ]);
  });
});
