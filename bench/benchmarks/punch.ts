import { randomUUID } from 'node:crypto';
import type { Benchmark, Contestant, Role, Workbench } from '../harness/benchmark';
import { startChildServer } from '../harness/child-server';
import { onServer } from '../harness/databases';
import { type RequestSource, runHttpLoad } from '../harness/http-load';
import { applicationEnv, seedShift } from './punch/application';
import { createPlainTable, plainPunches } from './punch/plain-punch';
import { PunchCrowd } from './punch/punch-crowd';

/** Check-in and check-out over HTTP, as many as one process answers: token, validation, code, rules and the commit. */
export const punch: Benchmark = {
  name: 'punch',
  description: '每秒打卡数:完整应用(令牌、校验、打卡码、规则、落库)对照只插同一行',
  unit: 'punches/s',
  prepare: async (workbench) => {
    const floor = await plainContestant(workbench, 'floor', 'NestJS-Fastify + pg,一条 INSERT,不做任何检查');
    const peer = await plainContestant(workbench, 'peer', 'NestJS-Fastify + TypeORM repository.save(),不做任何检查');
    return [floor, peer, await ours(workbench)];
  },
};

interface PunchServer {
  readonly role: Role;
  readonly label: string;
  readonly pid: number;
  readonly port: number;
  readonly databaseUrl: string;
  readonly sources: readonly RequestSource[];
  /** What a contestant has to do before each round; not measured. */
  readonly beforeRound?: () => Promise<void>;
}

function contestantOf({ role, label, pid, port, databaseUrl, sources, beforeRound }: PunchServer): Contestant {
  let acknowledged = 0;
  return {
    role,
    label,
    pid,
    measure: async (limits) => {
      await beforeRound?.();
      const measurement = await runHttpLoad(port, sources, limits);
      acknowledged += measurement.count;
      return measurement;
    },
    verify: async () => {
      const { rows } = await onServer(databaseUrl, (client) =>
        client.query<{ count: string }>('select count(*) as count from punch'),
      );
      const stored = Number(rows[0]?.count);
      if (stored !== acknowledged) throw new Error(`${role}: ${acknowledged} punches acknowledged, ${stored} stored`);
    },
  };
}

async function plainContestant(workbench: Workbench, role: 'floor' | 'peer', label: string): Promise<Contestant> {
  const databaseUrl = await workbench.createDatabase(role);
  await createPlainTable(databaseUrl);
  const server = await startChildServer(`bench/benchmarks/punch/${role}-server.js`, { DATABASE_URL: databaseUrl });
  workbench.onFinish(() => server.stop());
  const shiftId = randomUUID();
  const sources = Array.from({ length: workbench.options.connections }, () => plainPunches(shiftId));
  return contestantOf({ role, label, ...server, databaseUrl, sources });
}

async function ours(workbench: Workbench): Promise<Contestant> {
  const databaseUrl = await workbench.createDatabase('ours');
  const env = applicationEnv(databaseUrl);
  workbench.say(`准备:登记 ${workbench.options.connections} 位志愿者,开设活动,报名`);
  const shift = await seedShift(env, workbench.options.connections);
  const server = await startChildServer('src/main.js', env);
  workbench.onFinish(() => server.stop());
  const crowd = new PunchCrowd(`http://127.0.0.1:${server.port}/api/v1`, shift);
  workbench.onFinish(() => crowd.disperse());
  return contestantOf({
    role: 'ours',
    label: '完整应用(ROLE=all)',
    ...server,
    databaseUrl,
    sources: crowd.sources(),
    beforeRound: () => crowd.getReady(),
  });
}
