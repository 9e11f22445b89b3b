import type { Client } from 'pg';
import type { Contestant, Measurement, Role, RoundLimits, Workbench } from '../../harness/benchmark';
import { openClients, questions, verifyLedger } from './ledgers';

/** Sends one statement and answers how many postings it made. `lane` counts the clients from 0. */
export type PostOnce = (client: Client, lane: number) => Promise<number>;

/** A contestant of `clients` connections, each of which posts one statement after the other, every one its own commit. */
export async function postingContestant(
  workbench: Workbench,
  options: {
    readonly role: Role;
    readonly label: string;
    readonly url: string;
    readonly clients: number;
    readonly postOnce: PostOnce;
  },
): Promise<Contestant> {
  const clients = await openClients(options.url, options.clients);
  workbench.onFinish(async () => {
    await Promise.all(clients.map((client) => client.end()));
  });
  let acknowledged = 0;
  return {
    role: options.role,
    label: options.label,
    pid: process.pid,
    measure: async (limits) => {
      const measurement = await load(clients, options.postOnce, limits);
      acknowledged += measurement.count;
      return measurement;
    },
    verify: () => verifyLedger(options.url, acknowledged, questions[options.role]),
  };
}

async function load(clients: readonly Client[], postOnce: PostOnce, limits: RoundLimits): Promise<Measurement> {
  const latenciesMs: number[] = [];
  let count = 0;
  const beganAtMs = performance.now();
  const endsAtMs = beganAtMs + limits.seconds * 1_000;
  await Promise.all(
    clients.map(async (client, lane) => {
      for (;;) {
        const sentAtMs = performance.now();
        if (sentAtMs >= endsAtMs || count >= limits.maxCount) return;
        const posted = await postOnce(client, lane);
        count += posted;
        latenciesMs.push(performance.now() - sentAtMs);
      }
    }),
  );
  return { count, elapsedMs: performance.now() - beganAtMs, latenciesMs };
}
