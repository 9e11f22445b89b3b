import { SeededRandom } from '../src/demo/generator/random';
import { type Client, pause } from './client';
import { onDatabase, strike } from './faults';
import type { Installation } from './installation/installation';
import type { ReplyDropper } from './installation/reply-dropper';
import { brokenInvariants, brokenSums, openWork, type Totals } from './invariants';
import type { Journal, Operation } from './journal';
import {
  agreementOf,
  backfillOf,
  closing,
  helpFor,
  impostorOf,
  type ListedRecord,
  reviewOf,
  secondTryOf,
  sendsOf,
} from './load';
import type { DrillOptions } from './options';
import { cutsReplies, meetsWorkers, type Phase, type RoundPlan } from './plan';
import { CHECK_IN_OFFSET_MS, inParallel, PLANNING_OFFSET_MS, type RoundShift, type World } from './world';

const LANES = 16;
/** So many requests have to be open before a fault may strike. */
const OPEN_AT_STRIKE = 4;
const IMPOSTOR_PERCENT = 10;
const REVIEWS = 14;
const SAMPLE_EVERY_MS = 300;
const RESENDS = 60;
const SETTLE_LIMIT_MS = 180_000;
const QUIET_LIMIT_MS = 5_000;

export interface Drill {
  readonly options: DrillOptions;
  readonly installation: Installation;
  readonly dropper: ReplyDropper;
  readonly client: Client;
  readonly world: World;
  readonly journal: Journal;
}

export interface JournalCounts {
  readonly acknowledged: number;
  readonly refused: number;
  readonly unknown: number;
  /** Acknowledged punches with the code at the door. */
  readonly byCode: number;
}

export interface RoundReport {
  readonly plan: RoundPlan;
  readonly sends: number;
  /** Requests without an answer at the moment of the fault. */
  readonly openAtStrike: number;
  /** Of those, the ones whose answer never came. */
  readonly unanswered: number;
  /** Jobs that were due at the moment of the fault. */
  readonly openWork: number;
  readonly resent: number;
  /** Snapshots taken under load in which all sums agreed. */
  readonly samples: number;
  readonly settledMs: number;
  readonly totals: Totals;
  /** Of the whole drill so far. */
  readonly counts: JournalCounts;
  readonly broken: readonly string[];
  /** False where the fault met nothing: the round has tested nothing and is repeated. */
  readonly isTelling: boolean;
}

/** One round: load, one fault in the middle of it, everything sent again that got no answer, and the reckoning. */
export class Round {
  private readonly random: SeededRandom;
  private readonly broken: string[] = [];
  private readonly fates = new Map<symbol, boolean>();
  private readonly withCodes = new Map<string, Promise<Operation>>();
  private atStrike: { readonly open: ReadonlySet<symbol>; readonly work: number } | undefined;
  private sends = 0;
  private samples = 0;
  private resent = 0;
  private isOver = false;

  constructor(
    private readonly drill: Drill,
    private readonly plan: RoundPlan,
    /** Shifts of the round before, which are computed by now. */
    private readonly earlier: readonly RoundShift[],
  ) {
    this.random = new SeededRandom(plan.seed);
  }

  /** @returns the report, and the shifts for the next round. */
  async run(): Promise<{ readonly report: RoundReport; readonly shifts: readonly RoundShift[] }> {
    const { world, options, installation } = this.drill;
    installation.api.setClock(PLANNING_OFFSET_MS);
    await pause(150);
    const shifts = await world.prepareRound(this.plan.number, options.shifts, options.people);
    const sampling = this.sample();
    await this.phase('CHECK_IN', shifts);
    await this.phase('CHECK_OUT', shifts);
    await inParallel(shifts.map(closing), LANES, (operation) => this.send(operation));
    await this.resend();
    const settledMs = await this.settle();
    this.isOver = true;
    await sampling;
    return { report: await this.reckon(settledMs), shifts };
  }

  private async phase(phase: Phase, shifts: readonly RoundShift[]): Promise<void> {
    const { installation } = this.drill;
    const clockMs = phase === 'CHECK_IN' ? CHECK_IN_OFFSET_MS : 0;
    installation.api.setClock(clockMs);
    await pause(150);
    const sends = sendsOf(phase, shifts, this.random);
    let fault: Promise<void> | undefined;
    let done = 0;
    const isTime = (): boolean => {
      if (fault || this.plan.phase !== phase || this.drill.client.inFlight < OPEN_AT_STRIKE) return false;
      if (meetsWorkers.has(this.plan.fault)) return this.hasClosed(shifts);
      return done >= sends.length * this.plan.afterShare;
    };
    const load = inParallel(sends, LANES, async (operation) => {
      await this.whileDown();
      if (isTime()) fault = this.strike(clockMs);
      await this.send(operation);
      done += 1;
      if (isTime()) fault = this.strike(clockMs);
    });
    await Promise.all([load, phase === 'CHECK_OUT' ? this.review() : undefined]);
    await fault;
    await this.resend();
    await this.helpRefused(sends, shifts);
  }

  /** Whose code was refused reads the new one; whoever is refused again asks the leader. */
  private async helpRefused(sends: readonly Operation[], shifts: readonly RoundShift[]): Promise<void> {
    const helps = [secondTryOf, (operation: Operation) => helpFor(operation, shifts)];
    let operations: readonly Operation[] = [...new Map(sends.map((operation) => [operation.key, operation])).values()];
    for (const help of helps) {
      const refused = new Set(this.drill.journal.of('REFUSED', 'punch').map(({ operation }) => operation.key));
      operations = operations.filter(({ key }) => refused.has(key)).flatMap((operation) => help(operation) ?? []);
      await inParallel(operations, LANES, (operation) => this.send(operation));
      await this.resend();
    }
  }

  private hasClosed(shifts: readonly RoundShift[]): boolean {
    const paths = new Set(shifts.map(({ id }) => `/shifts/${id}/close`));
    return this.drill.journal.of('ACKNOWLEDGED', 'close').some(({ operation }) => paths.has(operation.path));
  }

  private async strike(clockMs: number): Promise<void> {
    const { installation, dropper, options, client } = this.drill;
    const open = client.snapshot();
    const work = meetsWorkers.has(this.plan.fault) ? await onDatabase(installation, openWork) : 0;
    this.atStrike = { open, work };
    const { stopMs, outageMs } = options;
    await strike(this.plan.fault, { installation, dropper, random: this.random, clockMs, stopMs, outageMs });
  }

  /** A person whose request fails waits until the service is there again. */
  private async whileDown(): Promise<void> {
    while (!this.drill.installation.api.isUp) await pause(50);
  }

  private async send(given: Operation): Promise<void> {
    const { client, journal } = this.drill;
    const operation = await this.withCode(given);
    const request = Symbol(operation.key);
    const wasAcknowledged = journal.send(operation);
    this.sends += 1;
    const answer = await client.send(operation, request);
    this.fates.set(request, answer.outcome !== 'UNKNOWN');
    journal.note(operation, answer, wasAcknowledged);
    const impostor = impostorOf(operation);
    if (answer.outcome !== 'ACKNOWLEDGED' || !impostor || !this.random.chance(IMPOSTOR_PERCENT)) return;
    journal.noteImpostor(impostor, await client.send(impostor));
  }

  /** The operation with the code that was at the door when it went out for the first time: a phone sends the same again. */
  private withCode(operation: Operation): Operation | Promise<Operation> {
    const { code, key, body } = operation;
    if (!code || 'code' in body) return operation;
    const read = async (): Promise<Operation> => {
      await this.whileDown();
      const path = `/shifts/${code.shiftId}/code?direction=${code.direction}`;
      const { digits } = await this.drill.client.ok<{ digits: string }>('leader', 'GET', path);
      return { ...operation, body: { ...body, code: digits } };
    };
    const known = this.withCodes.get(key) ?? read();
    this.withCodes.set(key, known);
    return known;
  }

  /** Reviews and corrections of what earlier rounds have left, while people check out. */
  private async review(): Promise<void> {
    for (const shift of this.earlier) if (this.random.chance(50)) await this.send(backfillOf(shift));
    for (let count = 0; count < REVIEWS; count += 1) {
      const status = this.random.chance(60) ? 'UNDER_REVIEW' : 'CONFIRMED';
      const { items } = await this.drill.client.ok<{ items: ListedRecord[] }>(
        'admin',
        'GET',
        `/records?status=${status}&limit=50`,
      );
      if (items.length > 0) await this.send(reviewOf(this.random.pick(items), this.random));
    }
    const asked = await this.drill.client.ok<{ items: { id: string }[] }>(
      'boss',
      'GET',
      '/decisions?status=WAITING&kind=service-hours.correction&limit=50',
    );
    for (const { id } of asked.items) if (this.random.chance(80)) await this.send(agreementOf(id, this.random));
  }

  private async sample(): Promise<void> {
    while (!this.isOver) {
      await pause(SAMPLE_EVERY_MS);
      try {
        this.broken.push(...(await onDatabase(this.drill.installation, brokenSums)));
        this.samples += 1;
      } catch {
        // The database is down at the moment: that is what the drill is for.
      }
    }
  }

  /** Sends again what got no answer, under the same keys, until everything has one. */
  private async resend(): Promise<void> {
    const { journal } = this.drill;
    for (let turn = 0; turn < RESENDS; turn += 1) {
      await this.quiet();
      const open = journal.takeUnknown();
      if (open.length === 0) return;
      this.resent += open.length;
      await inParallel(this.random.sample(open, open.length), LANES, (operation) => this.send(operation));
      if (turn > 0) await pause(500);
    }
  }

  /** Waits until no request whose client has gone is carried out any more: after that a refusal is final. */
  private async quiet(): Promise<void> {
    const deadline = performance.now() + QUIET_LIMIT_MS;
    while (performance.now() < deadline) {
      await this.whileDown();
      await pause(150);
      const busy = await onDatabase(this.drill.installation, async (database) => {
        const { rows } = await database.query<{ n: string }>(
          `select count(*) n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
           and xact_start is not null and application_name not like '%queue%'`,
        );
        return Number(rows[0]?.n ?? 0);
      }).catch(() => 1);
      if (busy === 0) return;
    }
  }

  /** Waits until nothing that is due is left undone. @returns how long that took. */
  private async settle(): Promise<number> {
    const startedAt = performance.now();
    for (;;) {
      const left = await onDatabase(this.drill.installation, openWork).catch(() => -1);
      const tookMs = performance.now() - startedAt;
      if (left === 0) return tookMs;
      if (tookMs > SETTLE_LIMIT_MS) {
        this.broken.push(`${String(left)} due jobs were not done within ${String(SETTLE_LIMIT_MS / 1_000)} s`);
        return tookMs;
      }
      await pause(200);
    }
  }

  private async reckon(settledMs: number): Promise<RoundReport> {
    const { installation, journal } = this.drill;
    const { broken, totals } = await onDatabase(installation, (database) =>
      brokenInvariants(database, installation.databaseUrl(), journal),
    );
    const { plan, sends, resent, samples } = this;
    const open = this.atStrike?.open ?? new Set<symbol>();
    const unanswered = [...open].filter((request) => this.fates.get(request) === false).length;
    const work = this.atStrike?.work ?? 0;
    const isTelling =
      open.size > 0 &&
      (!cutsReplies.has(plan.fault) || this.hasCutReplies(unanswered)) &&
      (!meetsWorkers.has(plan.fault) || work > 0);
    return {
      plan,
      sends,
      openAtStrike: open.size,
      unanswered,
      openWork: work,
      resent,
      samples,
      settledMs,
      totals,
      counts: {
        acknowledged: journal.count('ACKNOWLEDGED'),
        refused: journal.count('REFUSED'),
        unknown: journal.count('UNKNOWN'),
        byCode: journal.of('ACKNOWLEDGED', 'punch').filter(({ operation }) => operation.code).length,
      },
      broken: [...this.broken, ...broken],
      isTelling,
    };
  }

  /** Replies that are dropped one by one are counted as they come; those of a kill are the ones that were open. */
  private hasCutReplies(unanswered: number): boolean {
    return this.plan.fault === 'DROP_REPLIES' ? this.resent > 0 : unanswered > 0;
  }
}
