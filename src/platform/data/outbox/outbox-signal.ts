import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { Runtime } from '../../foundation/config/runtime';
import { UnitOfWork } from '../database/unit-of-work';

const CHANNEL = 'outbox';
/** A NOTIFY costs a lock that all commits share, so it is sent outside of them and not more often than this. */
const NOTIFY_PAUSE_MS = 50;
const RECONNECT_MS = 2_000;

/**
 * Says "the outbox has something" right after a commit: to the relay of this process directly, from `api` processes to
 * `worker` processes through NOTIFY. A lost signal costs the relay's poll interval, nothing else.
 */
@Injectable()
export class OutboxSignal implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(OutboxSignal.name);
  private readonly listeners: (() => void)[] = [];
  private pendingNotify: NodeJS.Timeout | undefined;
  private client: Client | undefined;
  private isStopping = false;

  constructor(
    private readonly runtime: Runtime,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onRing(listener: () => void): void {
    this.listeners.push(listener);
  }

  ring(): void {
    for (const listener of this.listeners) listener();
    if (this.runtime.config.role !== 'api' || this.pendingNotify || this.isStopping) return;
    this.pendingNotify = setTimeout(() => {
      this.pendingNotify = undefined;
      this.unitOfWork.read(`select pg_notify('${CHANNEL}', '')`).catch(() => undefined);
    }, NOTIFY_PAUSE_MS);
  }

  onApplicationBootstrap(): void {
    if (this.runtime.config.role === 'worker') void this.listen();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.pendingNotify);
    await this.client?.end().catch(() => undefined);
  }

  private async listen(): Promise<void> {
    while (!this.isStopping) {
      const client = new Client({ connectionString: this.runtime.databaseUrl, keepAlive: true });
      const lost = new Promise<void>((settle) => client.once('end', settle).on('error', () => settle()));
      client.on('notification', () => this.listeners.forEach((listener) => listener()));
      this.client = client;
      try {
        await client.connect();
        await client.query(`listen ${CHANNEL}`);
        await lost;
      } catch (error) {
        this.logger.warn(`listening for outbox signals failed, polling meanwhile: ${String(error)}`);
      }
      await client.end().catch(() => undefined);
      if (this.mayContinue()) await sleep(RECONNECT_MS, undefined, { ref: false });
    }
  }

  /** Asked again after an await: a stop may have come meanwhile. */
  private mayContinue(): boolean {
    return !this.isStopping;
  }
}
