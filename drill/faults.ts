import { Client as Database } from 'pg';
import type { SeededRandom } from '../src/demo/generator/random';
import { pause } from './client';
import type { Installation } from './installation/installation';
import type { ReplyDropper } from './installation/reply-dropper';
import type { ServiceProcess } from './installation/service-process';
import type { FaultKind } from './plan';

const HOUR_MS = 3_600_000;
const DEAD_FOR_MS = 300;
const CLOCK_OFF_FOR_MS = 3_000;
const DROPPING_SHARE = 0.3;
const DROPPING_MS = 4_000;
const FLUSHES = 3;
const DATABASE_LIMIT_MS = 60_000;

export interface FaultSetting {
  readonly installation: Installation;
  readonly dropper: ReplyDropper;
  readonly random: SeededRandom;
  /** How far the api's clock is off already. */
  readonly clockMs: number;
  readonly stopMs: number;
  readonly outageMs: number;
}

/** Lets the fault happen and mends it. Settles when everything is up again. */
export async function strike(fault: FaultKind, setting: FaultSetting): Promise<void> {
  const { installation, dropper, random, stopMs, outageMs } = setting;
  const { api, workers, redis } = installation;
  switch (fault) {
    case 'KILL_API':
      return revive([api]);
    case 'KILL_WORKER':
      return revive([random.pick(workers)]);
    case 'KILL_DATABASE':
      installation.killDatabase();
      return databaseIsUp(installation);
    case 'KILL_ALL':
      installation.killDatabase();
      return revive([api, ...workers], () => databaseIsUp(installation));
    case 'STOP_API':
      return stopFor(api, stopMs);
    case 'STOP_WORKER':
      return stopFor(random.pick(workers), stopMs);
    case 'REDIS_FLUSH':
      for (let flush = 0; flush < FLUSHES; flush += 1) {
        await redis?.flush();
        await pause(DEAD_FOR_MS);
      }
      return;
    case 'REDIS_OUTAGE':
      await redis?.kill();
      await pause(outageMs);
      return redis?.start();
    case 'DROP_REPLIES':
      dropper.drop(DROPPING_SHARE);
      await pause(DROPPING_MS);
      dropper.drop(0);
      return;
    case 'CLOCK_FORWARD':
    case 'CLOCK_BACK':
      return moveClocks(setting, fault === 'CLOCK_FORWARD' ? HOUR_MS : -HOUR_MS);
  }
}

async function revive(parts: readonly ServiceProcess[], meanwhile = () => pause(DEAD_FOR_MS)): Promise<void> {
  await Promise.all(parts.map((part) => part.kill()));
  await meanwhile();
  for (const part of parts) await part.start();
}

async function stopFor(part: ServiceProcess, stopMs: number): Promise<void> {
  part.signal('SIGSTOP');
  await pause(stopMs);
  part.signal('SIGCONT');
}

/** The api's clock alone, or everybody's: the database keeps the right time in either case. */
async function moveClocks({ installation, random, clockMs }: FaultSetting, byMs: number): Promise<void> {
  const { api, workers } = installation;
  const others = random.chance(50) ? workers.filter((worker) => worker !== api) : [];
  api.setClock(clockMs + byMs);
  for (const worker of others) worker.setClock(byMs);
  await pause(CLOCK_OFF_FOR_MS);
  api.setClock(clockMs);
  for (const worker of others) worker.setClock(0);
}

async function databaseIsUp(installation: Installation): Promise<void> {
  const deadline = performance.now() + DATABASE_LIMIT_MS;
  for (;;) {
    await pause(200);
    try {
      await onDatabase(installation, (database) => database.query('select 1'));
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
  }
}

/** Works on a connection of the drill's own. */
export async function onDatabase<T>(installation: Installation, work: (database: Database) => Promise<T>): Promise<T> {
  const database = new Database({ connectionString: installation.databaseUrl() });
  database.on('error', () => undefined);
  await database.connect();
  try {
    return await work(database);
  } finally {
    await database.end();
  }
}
