import { randomUUID } from 'node:crypto';
import type { Contestant, Role, Workbench } from '../../harness/benchmark';
import { type ChildServer, startChildServer } from '../../harness/child-server';
import { type CrowdPlan, type Crowd, gatherCrowd } from '../../harness/crowd';
import { onServer } from '../../harness/databases';
import { runHttpLoad } from '../../harness/http-load';
import { applicationEnv } from './application';
import { createPlainTable, plainPunches } from './plain-punch';
import { PunchCrowd } from './punch-crowd';

const MINUTE_MS = 60_000;
/** Long enough for every run: 100 rounds of a minute for each of three. */
const SHIFT_MINUTES = 12 * 60;

/** A server on a database of its own. */
export interface PunchServer extends ChildServer {
  readonly databaseUrl: string;
}

export interface Application extends PunchServer {
  readonly crowd: Crowd;
  readonly punches: PunchCrowd;
}

/** A server that does nothing but insert, and people whom nobody knows. */
export async function plainServer(workbench: Workbench, role: 'floor' | 'peer'): Promise<PunchServer> {
  const databaseUrl = await workbench.createDatabase(role);
  await createPlainTable(databaseUrl);
  const server = await startChildServer(`bench/benchmarks/punch/${role}-server.js`, { DATABASE_URL: databaseUrl });
  workbench.onFinish(() => server.stop());
  return { ...server, databaseUrl };
}

export async function plainContestant(
  workbench: Workbench,
  role: 'floor' | 'peer',
  label: string,
): Promise<Contestant> {
  const server = await plainServer(workbench, role);
  const shiftId = randomUUID();
  const sources = Array.from({ length: workbench.options.connections }, () => plainPunches(shiftId));
  return countingContestant(role, label, server, (limits) => runHttpLoad(server.port, sources, limits));
}

/** The whole application as `npm start` runs it, with a crowd that is signed up for shifts which are being held. */
export async function application(
  workbench: Workbench,
  plan: Pick<CrowdPlan, 'people' | 'shifts' | 'isEverybodyEverywhere'>,
): Promise<Application> {
  const databaseUrl = await workbench.createDatabase('ours');
  const env = applicationEnv(databaseUrl);
  workbench.say(`准备:${plan.people} 位志愿者,${plan.shifts} 个场次`);
  const startsAtMs = Date.now() - MINUTE_MS;
  const endsAtMs = startsAtMs + SHIFT_MINUTES * MINUTE_MS;
  const crowd = await gatherCrowd(env, { ...plan, startsAt: new Date(startsAtMs), endsAt: new Date(endsAtMs) });
  await onServer(databaseUrl, (client) => client.query('analyze'));
  const server = await startChildServer('main.js', env);
  workbench.onFinish(() => server.stop());
  const punches = new PunchCrowd(`http://127.0.0.1:${server.port}/api/v1`, crowd, env.JWT_SECRET);
  workbench.onFinish(() => punches.disperse());
  return { ...server, databaseUrl, crowd, punches };
}

/** Counts the punches that were new, and demands at the end that exactly these are stored. */
export function countingContestant(
  role: Role,
  label: string,
  { pid, databaseUrl }: PunchServer,
  measure: Contestant['measure'],
  newOnes: (answered: number) => number = (answered) => answered,
): Contestant {
  let acknowledged = 0;
  return {
    role,
    label,
    pid,
    measure: async (limits) => {
      const measurement = await measure(limits);
      acknowledged += newOnes(measurement.count);
      return measurement;
    },
    verify: async () => {
      await requireStored(databaseUrl, acknowledged).catch((error: unknown) => {
        throw new Error(`${role}: the rows are not the answers`, { cause: error });
      });
    },
  };
}

/** @throws Error where what is stored is not what was acknowledged. */
export async function requireStored(databaseUrl: string, acknowledged: number): Promise<void> {
  const { rows } = await onServer(databaseUrl, (client) =>
    client.query<{ count: string }>('select count(*) as count from punch'),
  );
  const stored = Number(rows[0]?.count);
  if (stored !== acknowledged) throw new Error(`${acknowledged} punches acknowledged, ${stored} stored`);
}
