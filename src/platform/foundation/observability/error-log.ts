import type { Logger } from '@nestjs/common';

const QUIET_MS = 10_000;

/** Logs what a connection complains about, each source at most once in ten seconds: an outage must not flood the log. */
export class ErrorLog {
  private readonly lastAt = new Map<string, number>();

  constructor(private readonly logger: Logger) {}

  report(source: string, error: unknown): void {
    const now = performance.now();
    const last = this.lastAt.get(source);
    if (last !== undefined && now - last < QUIET_MS) return;
    this.lastAt.set(source, now);
    this.logger.error(`${source}: ${error instanceof Error ? error.message || error.name : String(error)}`);
  }
}
