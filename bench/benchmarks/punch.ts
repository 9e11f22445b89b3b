import type { Benchmark, Contestant, Workbench } from '../harness/benchmark';
import { runHttpLoad } from '../harness/http-load';
import { application, countingContestant, plainContestant } from './punch/contestants';

/** Check-in and check-out over HTTP, as many as one process answers: token, validation, code, rules and the commit. */
export const punch: Benchmark = {
  name: 'punch',
  description: '每秒打卡数:完整应用(令牌、校验、打卡码、规则、落库)对照只插同一行',
  unit: 'punches/s',
  prepare: async (workbench) => {
    const floor = await plainContestant(workbench, 'floor', 'NestJS-Fastify + pg,同样的成组提交,不做任何检查');
    const peer = await plainContestant(workbench, 'peer', 'NestJS-Fastify + TypeORM repository.save(),不做任何检查');
    return [floor, peer, await ours(workbench)];
  },
};

/** By each connection: so many that nobody is asked for a second punch under one code, which would be refused. */
const PEOPLE_EACH = 20;
const SHIFTS = 20;

async function ours(workbench: Workbench): Promise<Contestant> {
  const { connections } = workbench.options;
  const plan = { people: connections * PEOPLE_EACH, shifts: SHIFTS, isEverybodyEverywhere: true };
  const server = await application(workbench, plan);
  const { shiftIds } = server.crowd;
  const sources = server.punches.sources(connections, shiftIds);
  return countingContestant('ours', '完整应用(ROLE=all)', server, async (limits) => {
    await server.punches.getReady(shiftIds);
    return runHttpLoad(server.port, sources, limits);
  });
}
