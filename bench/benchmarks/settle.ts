import { Client } from 'pg';
import { ComputeHours } from '../../src/service/service-hours';
import type { Benchmark, Contestant } from '../harness/benchmark';
import { gatherCrowd } from '../harness/crowd';
import { onServer } from '../harness/databases';
import { openApplication } from '../harness/open-application';
import { applicationEnv } from './punch/application';

const PEOPLE_PER_SHIFT = 10_000;
/** As many rows per statement as the application writes. */
const ROWS_PER_STATEMENT = 500;
const MINUTE_MS = 60_000;

/** Computing the hours of one shift of 10,000 people, beside inserting the rows that come of it. */
export const settle: Benchmark = {
  name: 'settle',
  description: '一个 10000 人的场次算时长(读打卡、逐人按规则计算、落库),对照只插入同样的行',
  unit: 'records/s',
  prepare: async (workbench) => {
    const databaseUrl = await workbench.createDatabase('settle');
    const env = applicationEnv(databaseUrl);
    // One for each round, one for the warm-up, one that the floor copies in its first turn.
    const shifts = workbench.options.rounds + 2;
    workbench.say(`准备:${shifts} 个场次,每场 ${PEOPLE_PER_SHIFT} 人已打卡`);
    const now = Date.now();
    const crowd = await gatherCrowd(env, {
      people: shifts * PEOPLE_PER_SHIFT,
      shifts,
      isEverybodyEverywhere: false,
      startsAt: new Date(now - MINUTE_MS),
      endsAt: new Date(now + 119 * MINUTE_MS),
    });
    await onServer(databaseUrl, holdYesterday);
    const app = await openApplication(workbench, env);
    const computed: string[] = [];
    const compute = async (): Promise<void> => {
      const shiftId = crowd.shiftIds[computed.length];
      if (shiftId === undefined) throw new Error('no shift is left');
      await app.get(ComputeHours, { strict: false }).execute(shiftId);
      computed.push(shiftId);
    };
    await compute();
    return [floor(databaseUrl, () => computed.at(-1) ?? ''), ours(databaseUrl, compute, () => computed.length)];
  },
};

function ours(databaseUrl: string, compute: () => Promise<void>, computedShifts: () => number): Contestant {
  return {
    role: 'ours',
    label: '算时长:规则、痕迹、公示期、防重叠',
    pid: process.pid,
    measure: async () => timed(compute),
    verify: async () => {
      const stored = await countRecords(databaseUrl);
      const expected = computedShifts() * PEOPLE_PER_SHIFT;
      if (stored !== expected) throw new Error(`${stored} records of ${expected} people`);
    },
  };
}

/** Takes the rows of the shift that was computed last out of the tables and puts them back; only the latter counts. */
function floor(databaseUrl: string, lastComputed: () => string): Contestant {
  return {
    role: 'floor',
    label: `只插入同样的行,每条语句 ${ROWS_PER_STATEMENT} 行`,
    pid: process.pid,
    measure: async () =>
      onServer(databaseUrl, async (client) => {
        const records = await rowsOf(client, 'service_record r where r.shift_id = $1', lastComputed());
        const spans = await rowsOf(
          client,
          'credited_span r where r.record_id in (select id from service_record where shift_id = $1)',
          lastComputed(),
        );
        await client.query('delete from service_record where shift_id = $1', [lastComputed()]);
        await client.query('vacuum service_record, credited_span');
        return timed(async () => {
          await insert(client, 'service_record', records);
          await insert(client, 'credited_span', spans);
        });
      }),
    verify: () => Promise.resolve(),
  };
}

async function rowsOf(client: Client, from: string, shiftId: string): Promise<readonly unknown[]> {
  const { rows } = await client.query<{ row: unknown }>(`select to_jsonb(r) as row from ${from}`, [shiftId]);
  return rows.map(({ row }) => row);
}

async function insert(client: Client, table: string, rows: readonly unknown[]): Promise<void> {
  for (let first = 0; first < rows.length; first += ROWS_PER_STATEMENT) {
    await client.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [
      JSON.stringify(rows.slice(first, first + ROWS_PER_STATEMENT)),
    ]);
  }
}

async function timed(work: () => Promise<void>) {
  const beganAtMs = performance.now();
  await work();
  return { count: PEOPLE_PER_SHIFT, elapsedMs: performance.now() - beganAtMs, latenciesMs: [] };
}

async function countRecords(databaseUrl: string): Promise<number> {
  const { rows } = await onServer(databaseUrl, (client) =>
    client.query<{ count: string }>('select count(*) as count from service_record'),
  );
  return Number(rows[0]?.count);
}

/** Everybody came ten minutes late and left on time; the shifts ended yesterday and are closed. */
async function holdYesterday(client: Client): Promise<void> {
  await client.query('alter table shift disable trigger shift_declared_in_time');
  await client.query(
    `update shift set starts_at = starts_at - interval '1 day', ends_at = ends_at - interval '1 day',
       status = 'CLOSED', closed_at = ends_at - interval '1 day', closed_by = 'bench'`,
  );
  await client.query('alter table shift enable trigger shift_declared_in_time');
  await client.query(
    `insert into punch (volunteer_id, id, shift_id, direction, method, punched_at, received_at, recorded_by,
       payload_hash)
     select g.volunteer_id, gen_random_uuid(), s.id, d.direction, 'CODE', d.at, d.at, 'bench', '\\x00'
     from signup g join shift s on s.id = g.shift_id
       cross join lateral (values ('IN', s.starts_at + interval '10 minutes'), ('OUT', s.ends_at)) d (direction, at)`,
  );
  await client.query('vacuum analyze');
}
