import { setTimeout as sleep } from 'node:timers/promises';
import type { Workbench } from '../harness/benchmark';
import { openBenchServer } from '../harness/databases';
import { machineLine, rssMb } from '../harness/machine';
import { median, percentile, rounded } from '../harness/statistics';
import { type Application, application, requireStored } from './punch/contestants';

export interface SoakOptions {
  readonly minutes: number;
  /** Requests per second, whether or not the earlier ones have been answered. */
  readonly rate: number;
}

/** What a tenth of the run was like. */
export interface SoakPart {
  /** Medians of the samples of this part. */
  readonly rssMb: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface SoakResult extends SoakOptions {
  readonly server: string;
  readonly requests: number;
  readonly parts: readonly SoakPart[];
  /** Memory of the last tenth over that of the third, by when everything has been in use once. */
  readonly growth: number;
}

export const soakName = 'soak';
export const soakDescription = '开环负载下接口进程的内存是否平稳:每秒固定次数的打卡、查台账、查积分,不等回答';

const PARTS = 10;
/** The first parts fill caches, pools and compiled code. */
const SETTLED_PART = 2;
const GOAL_GROWTH = 1.1;
const TICK_MS = 20;
const SAMPLE_MS = 2_000;
const PEOPLE = 2_000;
/** Of ten requests one reads the own ledger and one the own points; the others punch. */
const PUNCHES_OF_TEN = 8;
const READS = ['/api/v1/me/ledger', '/api/v1/me/points'];
/** More unanswered ones than this, and the service does not keep up: that is an answer, too. */
const MAX_OPEN = 5_000;
/** Codes are read again and tokens renewed this often. */
const LOOK_AFTER_MS = 60_000;
const CODES_FRESH_MS = 5_000;

/** Sends at a fixed rate for so long, whatever the answers take, and watches the memory of the process. */
export async function measureSoak(options: SoakOptions, say: (line: string) => void): Promise<SoakResult> {
  const server = await openBenchServer(process.env['BENCH_DATABASE_URL']);
  const cleaners: (() => Promise<void> | void)[] = [() => server.stop()];
  try {
    const punchCount = Math.ceil((options.minutes * 60 * options.rate * PUNCHES_OF_TEN) / 10);
    const workbench: Workbench = {
      options: { rounds: 1, seconds: 1, connections: 1, entries: 0, accounts: 0 },
      createDatabase: (purpose) => server.createDatabase(purpose),
      onFinish: (clean) => void cleaners.push(clean),
      say,
    };
    const shifts = Math.ceil(punchCount / (2 * PEOPLE)) + 1;
    const target = await application(workbench, { people: PEOPLE, shifts, isEverybodyEverywhere: true });
    const { samples, punched } = await send(target, options, say);
    await requireStored(target.databaseUrl, punched);
    const parts = Array.from({ length: PARTS }, (_, part) => partOf(samples, part));
    const [settled, last] = [parts[SETTLED_PART], parts.at(-1)];
    return {
      ...options,
      server: server.description,
      requests: samples.latencies.length,
      parts,
      growth: rounded((last?.rssMb ?? Number.NaN) / (settled?.rssMb ?? Number.NaN), 3),
    };
  } finally {
    for (const clean of cleaners.reverse()) await clean();
  }
}

interface Samples {
  /** Milliseconds from the first request on. */
  readonly memory: { readonly atMs: number; readonly mb: number }[];
  readonly latencies: { readonly atMs: number; readonly ms: number }[];
  durationMs: number;
}

async function send(
  { port, pid, punches, crowd }: Application,
  { minutes, rate }: SoakOptions,
  say: (line: string) => void,
): Promise<{ readonly samples: Samples; readonly punched: number }> {
  const samples: Samples = { memory: [], latencies: [], durationMs: minutes * 60_000 };
  const base = `http://127.0.0.1:${port}`;
  const failures: string[] = [];
  let open = 0;
  let sent = 0;
  let punched = 0;
  let readyFor = -1;
  let readyAtMs = 0;
  /** Everybody checks in to a shift, then everybody out, then the next shift. */
  const shiftOf = (punch: number): number => Math.floor(punch / (2 * PEOPLE));
  const lookAfter = async (): Promise<void> => {
    const shift = shiftOf(punched);
    if (shift === readyFor && performance.now() - readyAtMs < LOOK_AFTER_MS) return;
    readyFor = shift;
    readyAtMs = performance.now();
    await punches.getReady(crowd.shiftIds.slice(shift, shift + 2));
  };
  await lookAfter();
  const beganAtMs = performance.now();
  const request = (no: number): Promise<Response> => {
    if (no % 10 < PUNCHES_OF_TEN) {
      const person = punched % PEOPLE;
      const direction = Math.floor(punched / PEOPLE) % 2 === 0 ? 'IN' : 'OUT';
      const { path, headers, body } = punches.request(person, crowd.shiftIds[shiftOf(punched)] ?? '', direction);
      punched += 1;
      const json = { ...headers, 'content-type': 'application/json' };
      return fetch(`${base}${path}`, { method: 'POST', headers: json, body: JSON.stringify(body) });
    }
    return fetch(`${base}${READS[no % READS.length] ?? ''}`, { headers: punches.headers(no % PEOPLE) });
  };
  const ask = async (no: number): Promise<void> => {
    const askedAtMs = performance.now();
    open += 1;
    try {
      const response = await request(no);
      const text = await response.text();
      if (!response.ok) failures.push(`${response.url}: ${response.status} ${text}`);
      samples.latencies.push({ atMs: askedAtMs - beganAtMs, ms: performance.now() - askedAtMs });
    } catch (error) {
      failures.push(String(error));
    } finally {
      open -= 1;
    }
  };
  const sampling = setInterval(() => {
    const mb = rssMb(pid);
    if (mb !== null) samples.memory.push({ atMs: performance.now() - beganAtMs, mb });
  }, SAMPLE_MS);
  const saying = setInterval(() => say(`${sent} 次,内存 ${samples.memory.at(-1)?.mb ?? '?'} MB`), LOOK_AFTER_MS);
  const looking = setInterval(
    () => void lookAfter().catch((error: unknown) => failures.push(String(error))),
    CODES_FRESH_MS,
  );
  try {
    for (let nowMs = 0; nowMs < samples.durationMs; nowMs = performance.now() - beganAtMs) {
      for (; sent < (nowMs * rate) / 1_000; sent += 1) void ask(sent);
      if (failures.length > 0) throw new Error(failures.slice(0, 3).join('\n'));
      if (open > MAX_OPEN) throw new Error(`${open} requests are unanswered: the rate is too high for this machine`);
      await sleep(TICK_MS);
    }
    while (open > 0) await sleep(TICK_MS);
    if (failures.length > 0) throw new Error(failures.slice(0, 3).join('\n'));
  } finally {
    for (const timer of [sampling, saying, looking]) clearInterval(timer);
  }
  return { samples, punched };
}

function partOf({ memory, latencies, durationMs }: Samples, part: number): SoakPart {
  const isIn = ({ atMs }: { readonly atMs: number }): boolean => Math.floor((atMs * PARTS) / durationMs) === part;
  const ms = latencies.filter(isIn).map((one) => one.ms);
  return {
    rssMb: Math.round(median(memory.filter(isIn).map(({ mb }) => mb))),
    p50Ms: rounded(median(ms), 2),
    p99Ms: rounded(percentile(ms, 0.99), 2),
  };
}

/** The table for people. */
export function soakTable({ minutes, rate, requests, server, parts, growth }: SoakResult): string {
  const row = (cells: readonly (string | number)[]) => cells.map((cell) => String(cell).padStart(9)).join(' ');
  return [
    `soak: ${soakDescription}`,
    `${minutes} 分钟,每秒 ${rate} 次,共 ${requests} 次,全部成功 · ${server} · ${machineLine()}`,
    '',
    row(['段', 'RSS MB', 'p50 ms', 'p99 ms']),
    ...parts.map(({ rssMb: mb, p50Ms, p99Ms }, index) => row([`${index + 1}/${PARTS}`, mb, p50Ms, p99Ms])),
    '',
    `最后一段 / 第 ${SETTLED_PART + 1} 段 = ${growth}(目标 ≤ ${GOAL_GROWTH};短于十分钟时还在预热,不作数)`,
  ].join('\n');
}

/** The one line of `--json`. */
export function soakJson({ minutes, rate, requests, parts, growth }: SoakResult): object {
  return { bench: soakName, minutes, rate, requests, parts, growth };
}
