import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';

const START_LIMIT_MS = 20_000;

/** A Redis of the drill's own, so that nobody else's is emptied. It keeps nothing on disk: a killed one has lost all. */
export class OwnRedis {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly port: number,
  ) {
    process.once('exit', () => this.child?.kill('SIGKILL'));
  }

  /** @returns undefined where redis-server is not installed. */
  static async open(folder: string): Promise<OwnRedis | undefined> {
    try {
      execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
    } catch {
      return undefined;
    }
    const redis = new OwnRedis(folder, await freePort());
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const settings = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    this.child = spawn('redis-server', [...settings, '--dir', this.folder], { stdio: 'ignore' });
    await this.ask((client) => client.ping());
  }

  async flush(): Promise<void> {
    await this.ask((client) => client.flushall());
  }

  async kill(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((settle) => child.once('exit', () => settle()));
    child.kill('SIGKILL');
    await gone;
  }

  private async ask(work: (client: Redis) => Promise<unknown>): Promise<void> {
    const client = new Redis(this.url, {
      maxRetriesPerRequest: null,
      retryStrategy: () => 50,
      connectTimeout: START_LIMIT_MS,
    });
    client.on('error', () => undefined);
    try {
      await work(client);
    } finally {
      client.disconnect();
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((settle, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => settle(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
