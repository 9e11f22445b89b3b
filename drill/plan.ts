import { SeededRandom } from '../src/demo/generator/random';

export const modes = ['embedded', 'server'] as const;
/** `embedded`: one process with its own PostgreSQL. `server`: api and workers apart, PostgreSQL and Redis beside them. */
export type Mode = (typeof modes)[number];

export const faultKinds = [
  'KILL_API',
  'KILL_WORKER',
  'KILL_DATABASE',
  'KILL_ALL',
  'STOP_API',
  'STOP_WORKER',
  'REDIS_FLUSH',
  'REDIS_OUTAGE',
  'DROP_REPLIES',
  'CLOCK_FORWARD',
  'CLOCK_BACK',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** In embedded mode api and worker are one process, and there is no Redis. */
const embeddedFaults: readonly FaultKind[] = [
  'KILL_API',
  'KILL_DATABASE',
  'STOP_API',
  'DROP_REPLIES',
  'CLOCK_FORWARD',
  'CLOCK_BACK',
];

/** Faults after which some replies never come: a round of them in which every reply came has tested nothing. */
export const cutsReplies: ReadonlySet<FaultKind> = new Set([
  'KILL_API',
  'KILL_DATABASE',
  'KILL_ALL',
  'STOP_API',
  'DROP_REPLIES',
]);

/** Faults of what works behind the answers: they have to meet open work. */
export const meetsWorkers: ReadonlySet<FaultKind> = new Set([
  'KILL_WORKER',
  'STOP_WORKER',
  'REDIS_FLUSH',
  'REDIS_OUTAGE',
]);

export type Phase = 'CHECK_IN' | 'CHECK_OUT';

export interface RoundPlan {
  readonly number: number;
  /** Of everything that is drawn in the round. */
  readonly seed: number;
  readonly fault: FaultKind;
  /** Where the fault strikes. */
  readonly phase: Phase;
  /** Share of the phase's sends after which the fault strikes, 0..1. */
  readonly afterShare: number;
}

/** What can go wrong in a mode, with or without a Redis. */
export function faultsOf(mode: Mode, hasRedis: boolean): readonly FaultKind[] {
  if (mode === 'embedded') return embeddedFaults;
  return faultKinds.filter((kind) => hasRedis || !kind.startsWith('REDIS'));
}

/** The whole plan from one seed. Faults come in shuffled decks, so that each has its turn before one comes again. */
export function planRounds(seed: number, rounds: number, faults: readonly FaultKind[]): readonly RoundPlan[] {
  const random = new SeededRandom(seed);
  let deck: FaultKind[] = [];
  return Array.from({ length: rounds }, (_, index) => {
    if (deck.length === 0) deck = random.sample(faults, faults.length);
    const fault = deck.pop();
    if (!fault) throw new Error('no fault to choose from');
    const phase: Phase = meetsWorkers.has(fault) || random.chance(70) ? 'CHECK_OUT' : 'CHECK_IN';
    return {
      number: index + 1,
      seed: random.between(1, 0x7fff_ffff),
      fault,
      phase,
      afterShare: random.between(25, 60) / 100,
    };
  });
}
