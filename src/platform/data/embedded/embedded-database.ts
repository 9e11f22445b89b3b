import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError } from '../../foundation/config/startup-error';
import { ensureCluster } from './cluster';
import { resolveClusterHome } from './cluster-home';
import { locateEngine } from './engine';
import { FolderLock, folderHolder } from './folder-lock';
import { Postmaster, runningPlace, type PostmasterOptions } from './postmaster';
import { APP_ROLE, databaseUrl, OWNER_ROLE, provision, type ServerPlace } from './provision';
import type { Secrets } from './secrets';
import { resolveServerUser } from './server-user';

const MAX_RESTARTS_PER_MINUTE = 5;

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly secrets: Secrets;
  /** False switches fsync off: only for servers whose data nobody keeps. */
  readonly durable?: boolean;
  /** Where a line for the person at the terminal goes. */
  readonly notice?: (line: string) => void;
  /** Called when the server died and could not be brought back; the process should end. */
  readonly onLost?: (reason: StartupError) => void;
}

/** Addresses of a database: the application's own role, the owner's for migrations, the superuser's for tests. */
export interface DatabaseAddresses {
  readonly url: string;
  readonly ownerUrl: string;
  readonly superuserUrl: string;
}

/**
 * A real PostgreSQL server that belongs to this process: it runs in the data folder, on a free loopback port, is brought
 * back when it dies and stops when the process stops.
 */
export class EmbeddedDatabase {
  private stopping = false;
  private restarts: number[] = [];

  private constructor(
    private server: Postmaster,
    private readonly serverOptions: PostmasterOptions,
    private readonly lock: FolderLock,
    private readonly options: EmbeddedOptions,
  ) {}

  /**
   * Starts the database of a data folder, making it when the folder is empty.
   *
   * @throws StartupError (Chinese sentence) when another process uses the folder or the server cannot run.
   */
  static async start(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
    const dataDir = resolve(options.dataDir);
    const notice = options.notice ?? (() => undefined);
    mkdirSync(dataDir, { recursive: true });
    const lock = FolderLock.take(dataDir);
    try {
      const user = resolveServerUser();
      const home = resolveClusterHome(dataDir, user, notice);
      const engine = locateEngine(join(home, 'engine'), user);
      const durable = options.durable ?? true;
      const superuserPassword = options.secrets.databaseSuperuserPassword;
      const cluster = await ensureCluster({ engine, home, user, superuserPassword, durable, notice });
      const serverOptions = {
        program: engine.postgres,
        cluster,
        user,
        logPath: join(dataDir, 'postgres.log'),
        durable,
      };
      const server = await Postmaster.start(serverOptions);
      const database = new EmbeddedDatabase(server, serverOptions, lock, options);
      database.watch();
      try {
        await provision(server.place, options.secrets);
      } catch (error) {
        await database.stop();
        throw error;
      }
      return database;
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** The addresses of the database that another process runs in this folder; `undefined` when none does. */
  static running(dataDir: string, secrets: Secrets): DatabaseAddresses | undefined {
    const folder = resolve(dataDir);
    const place = folderHolder(folder) && runningPlace(join(folder, 'postgres'));
    return place === undefined ? undefined : addresses(place, secrets);
  }

  get addresses(): DatabaseAddresses {
    return addresses(this.server.place, this.options.secrets);
  }

  get serverPid(): number {
    return this.server.pid;
  }

  /** Stops the server and frees the folder. May be called twice. */
  async stop(mode: 'fast' | 'immediate' = 'fast'): Promise<void> {
    this.stopping = true;
    await this.server.stop(mode);
    this.lock.release();
  }

  /** Brings a server that died back on the same port, so that pools reconnect; gives up when it keeps dying. */
  private watch(): void {
    void this.server.ended.then(async () => {
      if (this.stopping) return;
      const now = Date.now();
      this.restarts = [...this.restarts.filter((at) => now - at < 60_000), now];
      try {
        if (this.restarts.length > MAX_RESTARTS_PER_MINUTE) {
          throw new StartupError(
            `数据库在一分钟内停了 ${this.restarts.length} 次,不再重启。请查看日志 ${this.serverOptions.logPath}。`,
          );
        }
        this.options.notice?.('数据库进程意外停止,正在重新启动……');
        await sleep(50);
        this.server = await Postmaster.start(this.serverOptions, this.server.place.port);
        this.options.notice?.('数据库已恢复。');
        if (this.isStopping()) await this.server.stop();
        else this.watch();
      } catch (error) {
        const reason = error instanceof StartupError ? error : new StartupError('数据库无法恢复。', { cause: error });
        this.options.onLost?.(reason);
      }
    });
  }

  /** Read again after an await: `stop()` may have been called meanwhile. */
  private isStopping(): boolean {
    return this.stopping;
  }
}

function addresses(place: ServerPlace, secrets: Secrets): DatabaseAddresses {
  return {
    url: databaseUrl(place, APP_ROLE, secrets.databaseAppPassword),
    ownerUrl: databaseUrl(place, OWNER_ROLE, secrets.databaseOwnerPassword),
    superuserUrl: databaseUrl(place, 'postgres', secrets.databaseSuperuserPassword, 'postgres'),
  };
}
