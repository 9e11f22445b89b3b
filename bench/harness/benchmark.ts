/** The three that are measured against each other: the least that could work, what everybody would write, and ours. */
export const roles = ['floor', 'peer', 'ours'] as const;
export type Role = (typeof roles)[number];

/** How long one contestant may run in one round; whichever comes first ends it. */
export interface RoundLimits {
  readonly seconds: number;
  readonly maxCount: number;
}

/** What one contestant did in one round. */
export interface Measurement {
  readonly count: number;
  readonly elapsedMs: number;
  /** One value per unit of work, in milliseconds; empty where the work is one batch. */
  readonly latenciesMs: readonly number[];
}

export interface Contestant {
  readonly role: Role;
  /** What it is, for the table. */
  readonly label: string;
  /** The process whose peak memory counts. */
  readonly pid: number;
  measure(limits: RoundLimits): Promise<Measurement>;
  /** Called after the last round. @throws Error where what was acknowledged is not what was done. */
  verify(): Promise<void>;
}

export interface BenchmarkOptions {
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  /** Of the large ledger that `growth` makes. */
  readonly entries: number;
  /** Volunteers with entries in it. */
  readonly accounts: number;
}

/** What a benchmark uses while it prepares: databases of its own, and a way to say how to clean up. */
export interface Workbench {
  readonly options: BenchmarkOptions;
  /** Makes an empty database and answers its address; it is dropped after the run. */
  createDatabase(purpose: string): Promise<string>;
  /** Called after the run in reverse order, also when the run failed. */
  onFinish(clean: () => Promise<void> | void): void;
  say(line: string): void;
}

/** One benchmark is one file: it prepares its contestants, and the harness does the rest. */
export interface Benchmark {
  readonly name: string;
  /** One line for `--list`. */
  readonly description: string;
  /** What is counted per second, e.g. `punches/s`. */
  readonly unit: string;
  /** Connections where the command line names none; 64 where the benchmark does not care. */
  readonly connections?: number;
  /** Floor and ours are required, a peer is there where one exists. */
  prepare(workbench: Workbench): Promise<readonly Contestant[]>;
}
