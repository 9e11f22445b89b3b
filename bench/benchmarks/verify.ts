import { AuditChecks } from '../../src/platform/data/audit/audit-checks';
import { randomBytes } from 'node:crypto';
import { LedgerAudit, MakeCheckpoint, Witness } from '../../src/ledger/evidence';
import { certificateChecks } from '../../src/recognition/certificates/persistence/certificate-checks';
import { CheckpointRepository } from '../../src/ledger/evidence/persistence/checkpoint.repository';
import { LeafSource } from '../../src/ledger/evidence/persistence/leaf-source';
import { SigningKeys } from '../../src/ledger/evidence/persistence/signing-keys';
import { badEntriesSql, badMonthsSql, badRecordsSql, leavesSql } from '../../src/ledger/ledger';
import { rankingChecks } from '../../src/ledger/ranking/persistence/ranking-checks';
import { hoursChecks } from '../../src/service/service-hours/records/persistence/hours-checks';
import { Clock } from '../../src/platform/foundation/clock/clock';
import { loadConfig } from '../../src/platform/foundation/config/config';
import { Runtime } from '../../src/platform/foundation/config/runtime';
import { dataSourceOptions, migrate } from '../../src/platform/data/database/data-source';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import { DataSource } from 'typeorm';
import type { Benchmark, Contestant, Measurement } from '../harness/benchmark';
import { letAnyCausePost } from '../harness/any-cause';
import { onServer } from '../harness/databases';
import { applicationEnv } from './punch/application';

const VOLUNTEERS = 10_000;
const POSTINGS_PER_CALL = 1_000;

/** The whole audit (chains, balances, trees, signatures, links) beside one that only walks the chains in the database. */
export const verify: Benchmark = {
  name: 'verify',
  description: '每秒核对的分录:完整核对(链、余额、Merkle 树、签名、对应关系)对照数据库里一遍 SQL 核对链与余额',
  unit: 'entries/s',
  prepare: async (workbench) => {
    const entries = Number(process.env['VERIFY_ENTRIES'] ?? '200000');
    const databaseUrl = await workbench.createDatabase('ours');
    await migrate(databaseUrl);
    workbench.say(`准备:入账 ${entries} 笔`);
    await fill(databaseUrl, entries);
    const runtime = runtimeOf(databaseUrl);
    workbench.say('准备:签署检查点');
    const witness = await sign(runtime);
    await onServer(databaseUrl, (client) => client.query('vacuum analyze'));
    const dataSource = await openDataSource(databaseUrl);
    workbench.onFinish(() => dataSource.destroy());
    const audit = new LedgerAudit(runtime, witness, new UnitOfWork(dataSource), checks());
    return [floor(databaseUrl, entries), ours(audit, entries)];
  },
};

/** Posts through the ledger's own function: the chains are real. */
async function fill(databaseUrl: string, entries: number): Promise<void> {
  await letAnyCausePost(databaseUrl);
  await onServer(databaseUrl, async (client) => {
    await client.query(
      'create table bench_volunteer as select row_number() over () as no, gen_random_uuid() as id from generate_series(1, $1::int)'.replace(
        '$1::int',
        String(VOLUNTEERS),
      ),
    );
    for (let from = 0; from < entries; from += POSTINGS_PER_CALL) {
      await client.query(
        `select count(*) from (
           select array_agg(v.id order by v.id) as v, array_agg('SERVICE_MINUTES'::text) as k, array_agg(gen_random_uuid()) as e,
             array_agg(60::bigint) as a, array_agg(gen_random_uuid()) as i, array_agg('SERVICE'::text) as r,
             array_agg('MANUAL'::text) as ck, array_agg(gen_random_uuid()) as c, array_agg(null::bigint) as rev,
             array_agg('hours-1'::text) as rule, array_agg('2026-01-01T00:00:00Z'::timestamptz + n * interval '1 minute') as at
           from generate_series($1::int, $2::int) n join bench_volunteer v on v.no = 1 + (n * 7919::bigint) % ${VOLUNTEERS}) p
         cross join lateral ledger_post(p.v, p.k, p.e, p.a, p.i, p.r, p.ck, p.c, p.rev, p.rule, p.at, now(), 'system:bench')`,
        [from, Math.min(entries, from + POSTINGS_PER_CALL) - 1],
      );
    }
    // What was posted by hand must have been decided; the auditor asks for that too.
    await client.query(`
      begin;
      set local session_replication_role = replica;
      insert into day_cap_decision (id, volunteer_id, record_id, level, approved_minutes, refused_minutes, intervals, reason,
        decided_by, decided_at)
        select cause_id, volunteer_id, gen_random_uuid(), 'COMMUNITY', amount, 0, '[]', 'bench', 'system:bench', now()
        from ledger_entry;
      commit`);
    await client.query('drop table bench_volunteer');
  });
}

function runtimeOf(databaseUrl: string): Runtime {
  const config = loadConfig(applicationEnv(databaseUrl));
  const key = randomBytes(32);
  return new Runtime(config, databaseUrl, { jwtSecret: '', dataKeys: new Map([[1, key]]), indexKey: key });
}

async function openDataSource(url: string): Promise<DataSource> {
  return new DataSource(
    dataSourceOptions({ url, poolSize: 4, applicationName: 'volunteer-ledger bench' }),
  ).initialize();
}

/** What the modules declare whose rows an entry leads to. */
function checks(): AuditChecks {
  const declared = new AuditChecks();
  declared.declare(...hoursChecks, ...certificateChecks, ...rankingChecks);
  return declared;
}

async function sign(runtime: Runtime): Promise<Witness> {
  const dataSource = await openDataSource(runtime.databaseUrl);
  const unitOfWork = new UnitOfWork(dataSource);
  const witness = new Witness(runtime);
  const checkpoints = new CheckpointRepository(unitOfWork);
  const source = new LeafSource();
  const maker = new MakeCheckpoint(unitOfWork, checkpoints, source, new SigningKeys(runtime), witness, new Clock());
  await maker.execute();
  await dataSource.destroy();
  return witness;
}

/** One pass as often as the time allows, at least once. */
async function repeatedly(entries: number, seconds: number, pass: () => Promise<void>): Promise<Measurement> {
  const startedAt = performance.now();
  const latenciesMs: number[] = [];
  do {
    const passAt = performance.now();
    await pass();
    latenciesMs.push(performance.now() - passAt);
  } while (performance.now() - startedAt < seconds * 1_000);
  return { count: entries * latenciesMs.length, elapsedMs: performance.now() - startedAt, latenciesMs };
}

function floor(databaseUrl: string, entries: number): Contestant {
  const pass = (): Promise<void> =>
    onServer(databaseUrl, async (client) => {
      await client.query('begin isolation level repeatable read read only');
      await client.query(`set local work_mem = '128MB'`);
      const { rows } = await client.query<{ entryLeaf: string; accountLeaf: string }>(leavesSql);
      for (const { entryLeaf, accountLeaf } of rows) {
        const bad = await client.query(badEntriesSql(entryLeaf, accountLeaf), [1]);
        if (bad.rowCount !== 0) throw new Error(`a bad row in ${entryLeaf}`);
      }
      for (const sql of [badMonthsSql, badRecordsSql]) await client.query(sql, [1]);
    });
  return {
    role: 'floor',
    label: '一遍 SQL:链、编号、余额、月度合计、服务记录;没有检查点、见证和打卡',
    pid: process.pid,
    measure: ({ seconds }) => repeatedly(entries, seconds, pass),
    verify: () => Promise.resolve(),
  };
}

function ours(audit: LedgerAudit, entries: number): Contestant {
  return {
    role: 'ours',
    label: 'ledger:verify 全部内容',
    pid: process.pid,
    measure: ({ seconds }) =>
      repeatedly(entries, seconds, async () => {
        const result = await audit.execute();
        if (!result.isIntact || result.entryCount !== entries) throw new Error('the audit found what is not there');
      }),
    verify: () => Promise.resolve(),
  };
}
