import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { SeededRandom } from '../src/demo/generator/random';
import { Client } from './client';
import { openInstallation } from './installation/installation';
import { ReplyDropper } from './installation/reply-dropper';
import { Journal } from './journal';
import type { DrillOptions } from './options';
import { type FaultKind, faultsOf, planRounds } from './plan';
import { type Drill, Round, type RoundReport } from './round';
import { type DrillResult, lineOf } from './report';
import { type RoundShift, World } from './world';

/** A fault that meets nothing this often in a row has something wrong with it. */
const MAX_REPEATS = 6;
/** The keeper of the embedded database gives up at the sixth end within a minute, as it should. */
const DATABASE_ENDS_APART_MS = 13_000;
const ENDS_DATABASE: readonly FaultKind[] = ['KILL_DATABASE', 'KILL_ALL'];

/** Runs the whole drill; ends early with the first round that breaks an invariant, because all later ones would, too. */
export async function runDrill(options: DrillOptions, say: (line: string) => void): Promise<DrillResult> {
  say(`正在启动(${options.mode},种子 ${String(options.seed)},${String(options.rounds)} 轮)……`);
  const installation = await openInstallation(options.mode);
  const random = new SeededRandom(options.seed);
  const dropper = await ReplyDropper.open(
    () => installation.api.port,
    () => random.next(),
  );
  try {
    const password = `${randomBytes(12).toString('base64url')}-7a`;
    const client = new Client(`http://127.0.0.1:${String(dropper.port)}`, password);
    const world = await World.found(installation, client, password, options.seed);
    const drill: Drill = { options, installation, dropper, client, world, journal: new Journal() };
    let isFaithful = false;
    try {
      const result = await runRounds(drill, say);
      ({ isFaithful } = result);
      return result;
    } finally {
      if (!isFaithful) sayLastOutputs(installation, say);
    }
  } finally {
    dropper.close();
    await installation.close();
  }
}

function sayLastOutputs({ api, workers }: Drill['installation'], say: (line: string) => void): void {
  for (const part of new Set([api, ...workers])) {
    say(`--- ${part.name} 最后的输出 ---\n${part.lastOutput.slice(-4_000)}`);
  }
}

/** What the processes have written down about an answer of 500, while they still know it. */
function causesOf(installation: Drill['installation'], answer: string): string {
  const requestId = /"requestId":"([0-9a-f-]+)"/.exec(answer)?.[1];
  const lines = [installation.api, ...installation.workers].flatMap(({ lastOutput }) => lastOutput.split('\n'));
  const causes = lines.filter((line) => requestId !== undefined && line.includes(requestId));
  return causes.length > 0 ? causes.join('\n') : '(日志里已找不到)';
}

async function runRounds(drill: Drill, say: (line: string) => void): Promise<DrillResult> {
  const { options, installation, journal, client } = drill;
  const known = faultsOf(options.mode, installation.redis !== undefined);
  const faults = options.only.length > 0 ? known.filter((fault) => options.only.includes(fault)) : known;
  const reports: RoundReport[] = [];
  let earlier: readonly RoundShift[] = [];
  let repeated = 0;
  let explained = 0;
  let databaseEndedAt = -Infinity;
  for (const plan of planRounds(options.seed, options.rounds, faults)) {
    for (let attempt = 1; ; attempt += 1) {
      if (ENDS_DATABASE.includes(plan.fault)) {
        await sleep(Math.max(0, databaseEndedAt + DATABASE_ENDS_APART_MS - performance.now()));
        databaseEndedAt = performance.now();
      }
      const { report, shifts } = await new Round(drill, plan, earlier).run();
      earlier = shifts;
      say(lineOf(report));
      for (const answer of client.serverErrors.slice(explained)) {
        say(`500 的回答:${answer}\n${causesOf(installation, answer)}`);
      }
      explained = client.serverErrors.length;
      const isBroken = report.broken.length > 0;
      if (report.isTelling || isBroken) reports.push(report);
      if (isBroken) return { rounds: reports, repeated, journal, serverErrors: client.serverErrors, isFaithful: false };
      if (report.isTelling) break;
      if (attempt === MAX_REPEATS) throw new Error(`${plan.fault} met nothing ${String(MAX_REPEATS)} times in a row`);
      repeated += 1;
    }
  }
  return { rounds: reports, repeated, journal, serverErrors: client.serverErrors, isFaithful: true };
}
