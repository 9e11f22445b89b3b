import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import { SeededRandom } from '../../src/demo/generator/random';
import type { Benchmark, Contestant, Measurement, RoundLimits, Workbench } from '../harness/benchmark';
import { type HttpRequest, runHttpLoad } from '../harness/http-load';
import { application, countingContestant, plainServer } from './punch/contestants';

/** Different check-ins of a round; with the repetitions 100,000 requests. */
const CHECK_INS = 90_000;
const REPETITIONS = 10_000;
/** Everybody checks in to every shift of a round once. */
const PEOPLE = 3_000;
const SHIFTS_PER_ROUND = CHECK_INS / PEOPLE;
/** More than any machine needs; the count ends a round. */
const ROUND_SECONDS = 600;

/** One hundred thousand check-ins that are all there at once, one in ten of them a repetition: exactly 90,000 remain. */
export const punchInstant: Benchmark = {
  name: 'punch-instant',
  description: '同一时刻到达的 100000 次签到,其中 10% 是重发,恰好记录 90000 次(--seconds 不起作用)',
  unit: 'requests/s',
  prepare: async (workbench) => [await floor(workbench), await ours(workbench)],
};

/** The floor inserts the different ones only: it has no rule that would know a repetition. */
async function floor(workbench: Workbench): Promise<Contestant> {
  const server = await plainServer(workbench, 'floor');
  const label = 'NestJS-Fastify + pg,同样的成组提交,没有重发';
  return countingContestant('floor', label, server, (limits) => {
    const shiftId = randomUUID();
    const people = Array.from({ length: PEOPLE }, () => randomUUID());
    const next = (index: number): HttpRequest => ({
      path: '/punches',
      body: {
        ...{ punchId: v7(), volunteerId: people[index % PEOPLE], shiftId, direction: 'IN', code: '042917' },
      },
    });
    return send(workbench, server.port, next, { ...limits, maxCount: Math.min(limits.maxCount, CHECK_INS) });
  });
}

async function ours(workbench: Workbench): Promise<Contestant> {
  const shifts = (workbench.options.rounds + 1) * SHIFTS_PER_ROUND;
  const server = await application(workbench, { people: PEOPLE, shifts, isEverybodyEverywhere: true });
  let round = 0;
  let newInRound = 0;
  return countingContestant(
    'ours',
    '完整应用(ROLE=all)',
    server,
    async (limits) => {
      const shiftIds = server.crowd.shiftIds.slice(round * SHIFTS_PER_ROUND, (round + 1) * SHIFTS_PER_ROUND);
      const random = new SeededRandom(round);
      round += 1;
      newInRound = 0;
      await server.punches.getReady(shiftIds);
      const sent: HttpRequest[] = [];
      const next = (index: number): HttpRequest => {
        // Every tenth request is one that was sent before, under the same id; the last ones among them are still on
        // their way.
        if (index % 10 === 9)
          return sent[sent.length - 1 - random.between(0, Math.min(sent.length, 500) - 1)] ?? fail();
        const shiftId = shiftIds[Math.floor(newInRound / PEOPLE)] ?? fail();
        const request = server.punches.request(newInRound % PEOPLE, shiftId, 'IN');
        newInRound += 1;
        sent.push(request);
        return request;
      };
      const count = Math.min(limits.maxCount, CHECK_INS + REPETITIONS);
      return send(workbench, server.port, next, { ...limits, maxCount: count });
    },
    () => newInRound,
  );
}

/** Sends requests in their order over all connections, each as soon as one is free. */
function send(
  { options }: Workbench,
  port: number,
  next: (index: number) => HttpRequest,
  { maxCount }: RoundLimits,
): Promise<Measurement> {
  let index = -1;
  const source = (): HttpRequest => next((index += 1));
  const sources = Array.from({ length: options.connections }, () => source);
  return runHttpLoad(port, sources, { seconds: ROUND_SECONDS, maxCount });
}

function fail(): never {
  throw new Error('no such request');
}
