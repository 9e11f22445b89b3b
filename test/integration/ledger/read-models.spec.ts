import { randomInt, randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { LedgerPosting, type Posting, ReverseCause } from '../../../src/ledger/ledger';
import {
  RankingReader,
  type RankingQuestion,
  type RankMeasure,
  RecountReadModels,
  RefreshRanking,
  TotalsReader,
} from '../../../src/ledger/ranking';
import { UnitOfWork } from '../../../src/platform/data/database/unit-of-work';
import { Sweeper } from '../../../src/platform/data/outbox';
import { postingOf } from '../../builders/posting.builder';
import { PeopleBuilder, type StreetTree } from '../../builders/people.builder';
import { letAnyCausePost } from '../../support/any-cause';
import { bootApp, type BootedApp } from '../../support/boot-app';
import { eventually } from '../../support/eventually';
import { superuserOf } from '../../support/superuser';

let booted: BootedApp;
let superuser: Client;
let people: PeopleBuilder;
let tree: StreetTree;

const manual = (change: Partial<Posting>) => postingOf({ causeKind: 'MANUAL', ...change });
const post = (...postings: Posting[]) =>
  booted.get(UnitOfWork).run((tx) => booted.get(LedgerPosting).post(tx, postings, 'system:test'));
const takeBack = (volunteerId: string, causeId: string) =>
  booted
    .get(UnitOfWork)
    .run((tx) =>
      booted
        .get(ReverseCause)
        .execute(tx, { volunteerId, causeId, reversalId: randomUUID(), recordedBy: 'system:test' }),
    );
const recount = () => booted.get(RecountReadModels).execute();
const noDrift = { drifts: [], laggingCount: 0 };

beforeAll(async () => {
  booted = await bootApp({ role: 'api' });
  await letAnyCausePost(booted.database);
  superuser = await superuserOf(booted.database);
  people = new PeopleBuilder(booted);
  tree = await people.street();
});
afterAll(async () => {
  await superuser.end();
  await booted.close();
});

/** Places as the rule says, by sorting everybody: what the read models have to agree with. */
async function placesBySorting({ divisionPath, period, measure }: RankingQuestion) {
  const { rows } = await superuser.query<{ id: string; score: string }>(
    `select e.volunteer_id as id, sum(e.amount) as score
     from ledger_entry e join volunteer v on v.id = e.volunteer_id and v.status = 'ACTIVE'
     join division d on d.id = v.division_id and starts_with(d.path, $1)
     where e.account_kind = $2 and ($3 = 'ALL' or starts_with(to_char(e.effective_at at time zone 'Asia/Shanghai', 'YYYY-MM'), $3))
     group by 1 having sum(e.amount) > 0`,
    [divisionPath, measure, period],
  );
  const scores = rows.map(({ score }) => Number(score));
  const placeOf = (score: number) => 1 + scores.filter((other) => other > score).length;
  return new Map(rows.map(({ id, score }) => [id, { place: placeOf(Number(score)), score: Number(score) }]));
}

describe('places', () => {
  it('are exact at every level, for every period and measure, with ties and with scores far apart', async () => {
    const homes = [tree.district, tree.street, tree.community, tree.otherCommunity, tree.unit];
    const volunteers = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => (await people.volunteer(homes[index % homes.length]!.id)).id),
    );
    // Around the edges of the bands, where an off-by-one would show, and many alike.
    const edges = [1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 131_072, 9_999_999];
    for (const volunteerId of volunteers) {
      const months = ['2025-12-31T16:00:00Z', '2025-06-01T00:00:00Z', '2026-11-02T00:00:00Z'];
      await post(
        ...months.flatMap((month) => [
          manual({ volunteerId, amount: edges[randomInt(edges.length)]!, effectiveAt: new Date(month) }),
          manual({
            volunteerId,
            amount: edges[randomInt(edges.length)]!,
            accountKind: 'POINT_TENTHS',
            reason: 'BONUS',
            effectiveAt: new Date(month),
          }),
        ]),
      );
    }
    await booted.get(RefreshRanking).execute(volunteers);
    const measures: RankMeasure[] = ['SERVICE_MINUTES', 'POINT_TENTHS'];
    for (const { path: divisionPath } of homes) {
      for (const period of ['ALL', '2026', '2026-01', '2024']) {
        for (const measure of measures) {
          const question = { divisionPath, period, measure };
          const expected = await placesBySorting(question);
          for (const volunteerId of volunteers) {
            const mine = await booted.get(RankingReader).rankOf(volunteerId, question);
            expect(mine).toMatchObject({
              place: expected.get(volunteerId)?.place ?? null,
              rankedCount: expected.size,
            });
          }
        }
      }
    }
    expect(await recount()).toEqual(noDrift);
  });

  it('follow the person: suspended, moved, and asked not to be shown', async () => {
    const [first, second] = [
      (await people.volunteer(tree.otherCommunity.id)).id,
      (await people.volunteer(tree.otherCommunity.id)).id,
    ];
    await post(manual({ volunteerId: first, amount: 50 }), manual({ volunteerId: second, amount: 40 }));
    await booted.get(RefreshRanking).execute([first, second]);
    const question = { divisionPath: tree.otherCommunity.path, period: '2026-11', measure: 'SERVICE_MINUTES' } as const;
    const before = (await booted.get(RankingReader).rankOf(second, question)).place!;
    await superuser.query(`update volunteer set status = 'SUSPENDED' where id = $1`, [first]);
    expect((await recount()).laggingCount).toBe(1);

    const worker = await bootApp({ role: 'worker', database: booted.database });
    try {
      await worker.get(Sweeper).sweep();
      await eventually('the place moves up', async () => {
        const { place } = await booted.get(RankingReader).rankOf(second, question);
        return place === before - 1;
      });
      await superuser.query('update volunteer set division_id = $2 where id = $1', [second, tree.unit.id]);
      await worker.get(Sweeper).sweep();
      const there = { ...question, divisionPath: tree.unit.path };
      await eventually('the place has moved', async () => {
        const { place } = await booted.get(RankingReader).rankOf(second, there);
        return place !== null && (await booted.get(RankingReader).rankOf(second, question)).place === null;
      });
    } finally {
      await worker.close();
    }
    expect(await recount()).toEqual(noDrift);
    expect((await superuser.query('select 1 from rank_stale')).rowCount).toBe(0);
  });
});

describe('totals', () => {
  it('by team, category, month and division are the sums of the entries; a reversal counts where its original did', async () => {
    const patrol = await people.team(tree.community.id, { name: '巡河队' });
    const garden = await people.team(tree.otherCommunity.id, { name: '花园队' });
    const volunteerId = (await people.volunteer(tree.unit.id)).id;
    const served = async (team: string, category: string, divisionId: string, amount: number, month: string) => {
      const recordId = await recordOf({ volunteerId, teamId: team, category, divisionId, amount });
      const effectiveAt = new Date(`${month}-05T00:00:00Z`);
      await post(postingOf({ volunteerId, amount, causeId: recordId, issuerDivisionId: divisionId, effectiveAt }));
      return recordId;
    };
    await served(patrol.id, 'RIVER_PATROL', tree.community.id, 120, '2023-03');
    await served(patrol.id, 'CITY_GARDEN', tree.community.id, 60, '2023-04');
    await served(garden.id, 'CITY_GARDEN', tree.otherCommunity.id, 30, '2023-03');
    const wrong = await served(garden.id, 'CITY_GARDEN', tree.otherCommunity.id, 500, '2023-03');
    await takeBack(volunteerId, wrong);
    await post(
      manual({
        volunteerId,
        issuerDivisionId: tree.street.id,
        amount: 7,
        effectiveAt: new Date('2023-04-01T00:00:00Z'),
      }),
    );
    await booted.get(RefreshRanking).execute([volunteerId]);

    const months = { from: '2023-01', to: '2023-12' };
    const by = async (group: 'TEAM' | 'CATEGORY' | 'MONTH' | 'DIVISION', path = tree.street.path) =>
      (await booted.get(TotalsReader).byActivity(path, months, group)).map((line) => [
        line.name ?? line.key,
        line.serviceMinutes,
        line.entryCount,
      ]);
    expect(await by('TEAM')).toEqual([
      ['巡河队', 180, 2],
      ['花园队', 30, 3],
      [null, 7, 1],
    ]);
    expect(await by('CATEGORY')).toEqual([
      ['RIVER_PATROL', 120, 1],
      ['CITY_GARDEN', 90, 4],
      [null, 7, 1],
    ]);
    expect(await by('MONTH')).toEqual([
      ['2023-03', 150, 4],
      ['2023-04', 67, 2],
    ]);
    expect(await by('DIVISION')).toEqual([
      ['御景社区', 180, 2],
      ['河畔社区', 30, 3],
      ['福镇街道', 7, 1],
    ]);
    expect(await by('CATEGORY', tree.otherCommunity.path)).toEqual([['CITY_GARDEN', 30, 3]]);
    expect(await recount()).toEqual(noDrift);
  });

  async function recordOf(given: {
    volunteerId: string;
    teamId: string;
    category: string;
    divisionId: string;
    amount: number;
  }): Promise<string> {
    const id = randomUUID();
    const { rows } = await superuser.query<{ shift: string }>(
      `with a as (
         insert into activity (id, team_id, division_id, title, kind, category, place_name, risk_level, check_in_modes,
           status, created_by, created_at)
         values (gen_random_uuid(), $1, $2, '活动', 'SERVICE', $3, '社区', 'LOW', '{CODE}', 'CLOSED', 'system:test', now())
         returning id)
       insert into shift (id, activity_id, starts_at, ends_at, status, code_secret)
       select gen_random_uuid(), id, '2023-03-05', '2023-03-05T02:00:00Z', 'CLOSED', '\\x00' from a returning id as shift`,
      [given.teamId, given.divisionId, given.category],
    );
    // A record with a result and without a past: its triggers ask for one.
    await superuser.query('set session_replication_role = replica');
    await superuser.query(
      `insert into service_record (id, volunteer_id, shift_id, activity_id, activity_title, team_id, division_id, starts_at,
         ends_at, revision, kind, category, duty, status, served_on, raw_minutes, clipped_minutes, credited_minutes, grade,
         is_grade_pending, is_points_eligible, hours_policy_version, trace, credited_intervals, occupied_intervals,
         computed_at, confirmed_at)
       select $1, $2, s.id, s.activity_id, '活动', $4, $5, s.starts_at, s.ends_at, 1, 'SERVICE', $6, 'MEMBER', 'CONFIRMED',
         '2023-03-05', $7, $7, $7, 'A', false, true, 'hours-1', '[]', '[]', '[]', now(), now() from shift s where s.id = $3`,
      [id, given.volunteerId, rows[0]!.shift, given.teamId, given.divisionId, given.category, given.amount],
    );
    await superuser.query('set session_replication_role = default');
    return id;
  }
});

describe('the read models', () => {
  it('show no drift, neither while eight post, reverse and fold nor when they have come to rest', async () => {
    const volunteers = await Promise.all(
      Array.from({ length: 12 }, async () => (await people.volunteer(tree.unit.id)).id),
    );
    let isOver = false;
    const busy = async (): Promise<void> => {
      while (!isOver) {
        const chosen = Array.from({ length: 3 }, () => volunteers[randomInt(volunteers.length)]!);
        const postings = chosen.map((volunteerId) =>
          manual({
            volunteerId,
            amount: 1 + randomInt(600),
            effectiveAt: new Date(Date.UTC(2026, randomInt(12), 1 + randomInt(28))),
          }),
        );
        await post(...postings);
        if (randomInt(3) === 0) await takeBack(postings[0]!.volunteerId, postings[0]!.causeId);
        await booted.get(RefreshRanking).execute(chosen);
      }
    };
    const lanes = Array.from({ length: 8 }, busy);
    for (let look = 0; look < 6; look += 1) expect((await recount()).drifts).toEqual([]);
    isOver = true;
    await Promise.all(lanes);
    expect(await recount()).toEqual(noDrift);
    const before = await everything();
    expect(await booted.get(RefreshRanking).execute(null)).toBe(0);
    await booted.get(RefreshRanking).rebuild();
    expect(await everything()).toEqual(before);
  });

  it('show no drift after the database has cut connections in the middle of postings and folds', async () => {
    const volunteers = await Promise.all(
      Array.from({ length: 6 }, async () => (await people.volunteer(tree.unit.id)).id),
    );
    let isOver = false;
    let cut = 0;
    const busy = async (): Promise<void> => {
      while (!isOver) {
        const volunteerId = volunteers[randomInt(volunteers.length)]!;
        try {
          await post(manual({ volunteerId, amount: 1 + randomInt(600) }), manual({ volunteerId, amount: 5 }));
          await booted.get(RefreshRanking).execute(volunteers);
        } catch {
          cut += 1;
        }
      }
    };
    const lanes = Array.from({ length: 6 }, busy);
    await eventually('connections were cut in the middle of the work', async () => {
      await superuser.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle' and usename <> current_user`,
      );
      return cut >= 10;
    });
    isOver = true;
    await Promise.all(lanes);
    expect((await recount()).drifts).toEqual([]);
    await booted.get(RefreshRanking).execute(null);
    expect(await recount()).toEqual(noDrift);
  });

  it.each([
    [
      'rank_score',
      'update rank_score set service_minutes = service_minutes + 1 where period <> $1 and service_minutes > 0',
      '1',
    ],
    ['rank_score', 'delete from rank_score where period <> $1', 'ALL'],
    ['rank_histogram', 'update rank_histogram set people = people + 1 where period = $1', 'ALL'],
    ['division_total', 'update division_total set volunteer_count = volunteer_count - 1 where period = $1', 'ALL'],
    ['activity_total', 'update activity_total set amount = amount + 1 where month > $1', '2000-01'],
    ['activity_total', 'delete from activity_total where month > $1', '2000-01'],
  ])('are found wrong where somebody changed %s (%s), and can be made anew', async (table, sql, parameter) => {
    await superuser.query(sql, [parameter]);
    const { drifts } = await recount();
    expect(new Set(drifts.map((drift) => drift.table))).toEqual(new Set([table]));
    await booted.get(RecountReadModels).repair();
    expect(await recount()).toEqual(noDrift);
  });

  it('find what was changed in the sums that the ledger itself keeps', async () => {
    const { rows } = await superuser.query<{ volunteer_id: string; account_kind: string; month: string }>(
      `update ledger_month set amount = amount + 1
       where ctid = (select ctid from ledger_month order by volunteer_id limit 1)
       returning volunteer_id, account_kind, month`,
    );
    const { drifts } = await recount();
    expect(drifts).toContainEqual({
      table: 'ledger_month',
      key: expect.stringContaining(`${rows[0]!.volunteer_id} `),
    });
    const [{ volunteer_id: id, account_kind: kind, month }] = rows as [(typeof rows)[0]];
    await superuser.query(
      'update ledger_month set amount = amount - 1 where (volunteer_id, account_kind, month) = ($1, $2, $3)',
      [id, kind, month],
    );
    expect(await recount()).toEqual(noDrift);
  });

  /** All rows that mean something: a band that nobody is in, and a total of nothing, mean the same as none. */
  async function everything(): Promise<unknown> {
    const all = [];
    for (const sql of [
      'select volunteer_id, period, service_minutes, training_minutes, point_tenths, division_path from rank_score',
      'select * from rank_histogram where people <> 0',
      'select * from division_total where (volunteer_count, service_minutes, point_tenths) <> (0, 0, 0)',
      'select * from activity_total',
      'select * from folded_account',
    ]) {
      all.push((await superuser.query(`select t.* from (${sql}) t order by t::text`)).rows);
    }
    return all;
  }
});
