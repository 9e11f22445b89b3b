import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { projectRoot } from '../../../platform/foundation/config/project-root';

/**
 * Has the year of a practice street written by a process of its own: it takes minutes of computing, and the setup page has to
 * answer meanwhile. The process ends with this one.
 */
@Injectable()
export class PracticeWriter implements BeforeApplicationShutdown {
  private readonly logger = new Logger(PracticeWriter.name);
  private child: ChildProcess | null = null;
  private failure: string | null = null;

  get isRunning(): boolean {
    return this.child !== null;
  }

  /** True where the writer of this process ended before the year was whole. */
  get hasFailed(): boolean {
    return this.failure !== null;
  }

  /** Begins, unless it is being done here already. */
  start(): void {
    if (this.child) return;
    this.failure = null;
    const command = [join(projectRoot(), 'dist/src/cli/main.js'), 'demo:seed'];
    // The channel is closed when this process is gone, however it went; the command then ends.
    const child = spawn(process.execPath, command, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    this.child = child;
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = `${said}${text}`.slice(-2_000)));
    const end = (reason: string | null): void => {
      if (this.child !== child) return;
      this.child = null;
      if (reason === null) return;
      this.failure = reason;
      this.logger.error(`the practice year broke off: ${reason}`);
    };
    child.once('error', (error) => end(error.message));
    child.once('close', (code, signal) => end(code === 0 ? null : `${signal ?? String(code)} ${said}`));
  }

  beforeApplicationShutdown(): void {
    const { child } = this;
    this.child = null;
    child?.kill('SIGTERM');
  }
}
