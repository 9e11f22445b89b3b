import { type ChildProcess, spawn, execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/platform/foundation/config/project-root';
import { setupOf } from './open-street';

const START_LIMIT_MS = 120_000;
const MAX_STARTS = 5;
const KEPT_OUTPUT = 500_000;

/** What is loaded before a program to give it a clock that can be moved. */
export function clockScript(): string {
  return join(projectRoot(), 'test/support/fixtures/clock-offset.cjs');
}

/** One process of the built server that can be killed, stopped, started again and have its clock moved. */
export class ServiceProcess {
  private child: ChildProcess | undefined;
  private exited: Promise<void> = Promise.resolve();
  private output = '';
  /** The port it listens on; 0 while it is down. */
  port = 0;

  /**
   * @param name for messages and for the clock's file.
   * @param folder where the file of its clock lies.
   */
  constructor(
    readonly name: string,
    private readonly folder: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {
    this.setClock(0);
    process.once('exit', () => this.signal('SIGKILL'));
  }

  /** Moves its clock against the machine's, also while it runs. */
  setClock(offsetMs: number): void {
    writeFileSync(this.clockFile, String(offsetMs));
  }

  /**
   * Starts it and waits until it listens, again where it ends instead, as a supervisor would.
   *
   * @throws Error with what it printed, when it never comes up.
   */
  async start(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.tryToStart();
        return;
      } catch (error) {
        if (attempt === MAX_STARTS) throw error;
      }
    }
  }

  private async tryToStart(): Promise<void> {
    const root = projectRoot();
    const { PATH, HOME, TMPDIR } = process.env;
    const child = spawn(process.execPath, ['--require', clockScript(), join(root, 'dist/main.js')], {
      cwd: root,
      env: { PATH, HOME, TMPDIR, PORT: '0', HOST: '127.0.0.1', CLOCK_OFFSET_FILE: this.clockFile, ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.exited = new Promise((settle) => child.once('close', () => settle()));
    const before = this.output.length;
    let started = '';
    let isSettingUp = false;
    const listening = new Promise<void>((settle) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => {
          this.output = (this.output + text).slice(-KEPT_OUTPUT);
          if (this.port !== 0 || child !== this.child) return;
          started += text;
          const setup = setupOf(started);
          if (setup && !isSettingUp) {
            isSettingUp = true;
            this.choosePractice();
          }
          const port = /接口\s+http:\/\/127\.0\.0\.1:(\d+)/.exec(started)?.[1];
          if (port === undefined) return;
          this.port = Number(port);
          settle();
        });
      }
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), START_LIMIT_MS);
    await Promise.race([listening, this.exited]);
    clearTimeout(timer);
    if (this.port === 0) throw new Error(`${this.name} did not come up:\n${this.output.slice(before)}`);
  }

  /** In practice alone minutes are confirmed without waiting for days. */
  private choosePractice(): void {
    const { PATH, HOME, TMPDIR } = process.env;
    const script = join(projectRoot(), 'dist/src/cli/main.js');
    const env = { PATH, HOME, TMPDIR, CLOCK_OFFSET_FILE: this.clockFile, ...this.env };
    execFile(
      process.execPath,
      ['--require', clockScript(), script, 'setup', '--practice', '--empty'],
      { env },
      (error) => {
        if (error) this.output += error.message;
      },
    );
  }

  /** Ends it at once and waits until it is gone. */
  async kill(): Promise<void> {
    this.port = 0;
    this.signal('SIGKILL');
    await this.exited;
  }

  /** Ends it in order. */
  async stop(): Promise<void> {
    this.port = 0;
    this.signal('SIGCONT');
    this.signal('SIGTERM');
    await this.exited;
  }

  signal(name: NodeJS.Signals): void {
    if (this.child?.exitCode === null && this.child.signalCode === null) this.child.kill(name);
  }

  /** The end of what it printed, for a report of what went wrong. */
  get lastOutput(): string {
    return this.output;
  }

  get isUp(): boolean {
    return this.port !== 0 && this.child?.exitCode === null && this.child.signalCode === null;
  }

  /** Where its clock reads how far it is off. */
  get clockFile(): string {
    return join(this.folder, `clock-${this.name}`);
  }
}
