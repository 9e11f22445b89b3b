import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig, type AppConfig } from '../../foundation/config/config';
import type { Runtime } from '../../foundation/config/runtime';
import { isOpen, type Opening, readOpening } from '../../data/installation';
import { clearBrokenPractice, type FirstUse, type ServedSetup, serveSetup } from './first-use';
import { openRuntime, type OpenRuntime } from './open-runtime';
import { StartupError } from '../../foundation/config/startup-error';

/** How long requests in flight may take after a stop was asked for. */
const REQUEST_LIMIT_MS = 5_000;
/** How long the whole application may take to close; then the database is stopped anyway. */
const CLOSE_LIMIT_MS = 30_000;

export interface Server {
  readonly config: AppConfig;
  /** The port it listens on (PORT=0 takes a free one). */
  readonly port: number;
  /**
   * Settles once the service itself answers. Until somebody has chosen what the installation is for, only the setup does.
   * Never settles where it is stopped before; rejects where the service cannot begin.
   */
  readonly opened: Promise<Opening>;
  /** Stops in order: no new requests, running jobs end, pools close, the database stops. May be called twice. */
  stop(): Promise<void>;
  /** Ends everything at once; the next start recovers. */
  stopNow(): Promise<void>;
}

/** The application's root, which the platform itself does not know. */
export interface RootModule {
  readonly AppModule: { of(runtime: Runtime): DynamicModule };
  readonly firstUse: FirstUse;
}

export interface ServeOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Loads the root module. Late, because loading it takes as long as starting the database: both happen at once. */
  readonly root: () => Promise<RootModule>;
  readonly notice: (line: string) => void;
  readonly onLost: (reason: StartupError) => void;
}

/**
 * Starts one process of the service, of the role the environment asks for, and listens: with the setup alone where nobody
 * has chosen yet, see `opened`.
 *
 * @throws ConfigError or StartupError; nothing is left running then.
 */
export async function serve(options: ServeOptions): Promise<Server> {
  const { env, root, notice, onLost } = options;
  const config = loadConfig(env);
  const reopen = () => openRuntime(config, { notice, onLost });
  const [opened, application] = await Promise.allSettled([reopen(), loadApplication(root)]);
  if (opened.status === 'rejected') throw opened.reason;
  let open = opened.value;
  try {
    if (application.status === 'rejected') throw application.reason;
    const opening = await readOpening(open.runtime.databaseUrl);
    if (config.demo && opening.mode === 'REAL') throw new StartupError(REAL_IS_NO_DEMO);
    const again = opening.isBeingWritten && config.databaseUrl === undefined;
    if (again) {
      notice('上次准备练习数据时中断了，现在从头准备……');
      await open.close();
      await clearBrokenPractice(config);
      open = await reopen();
    }
    const process = new ServedProcess(config, open, { loaded: application.value, notice });
    return await (isOpen(opening) ? process.begin(opening) : process.setUp(again));
  } catch (error) {
    await open.close();
    throw error;
  }
}

const REAL_IS_NO_DEMO =
  '这套系统是正式使用的，不能带着 DEMO=true 启动，没有启动。请去掉 DEMO 后再启动；要看练习数据，请换一个空的数据文件夹。';

type LoadedApplication = Awaited<ReturnType<typeof loadApplication>>;

/** What one process serves: the setup first where it is needed, then the service, on the same port. */
class ServedProcess {
  private app: NestFastifyApplication | undefined;
  private readonly stopping = new AbortController();

  constructor(
    private readonly config: AppConfig,
    private readonly open: OpenRuntime,
    private readonly ways: { readonly loaded: LoadedApplication; readonly notice: (line: string) => void },
  ) {}

  /** The service itself. */
  async begin(opening: Opening): Promise<Server> {
    const { loaded } = this.ways;
    const app = await loaded.build(this.open);
    await this.listen(app, this.config.port);
    loaded.useStructuredLogs(app);
    return this.server(Promise.resolve(opening));
  }

  /** The setup, and the service behind it. */
  async setUp(again: boolean): Promise<Server> {
    const { loaded, notice } = this.ways;
    const setup = await serveSetup({
      ...{ open: this.open, firstUse: loaded.firstUse, again, notice, signal: this.stopping.signal },
      build: loaded.create,
      listen: (app) => this.listen(app, this.config.port),
    });
    const opened = setup.chosen.then(
      async (opening) => {
        await this.openAfter(setup);
        return opening;
      },
      () => new Promise<Opening>(() => undefined),
    );
    return this.server(opened);
  }

  /** Built beside the setup, which answers meanwhile, so that the port is free for a moment only. */
  private async openAfter({ app: setup, port }: ServedSetup): Promise<void> {
    const { loaded } = this.ways;
    const app = await loaded.build(this.open);
    await closeListener(setup);
    await within(setup.close(), CLOSE_LIMIT_MS);
    if (this.stopping.signal.aborted) return app.close();
    await this.listen(app, port);
    loaded.useStructuredLogs(app);
  }

  private async listen(app: NestFastifyApplication, port: number): Promise<number> {
    const { config } = this;
    try {
      await app.listen({ port, host: config.host });
    } catch (error) {
      await app.close();
      throw portError(error, config) ?? error;
    }
    this.app = app;
    return this.port();
  }

  private port(): number {
    const address: unknown = this.app?.getHttpServer().address();
    return typeof address === 'object' && address && 'port' in address ? Number(address.port) : this.config.port;
  }

  private server(opened: Promise<Opening>): Server {
    let stopped: Promise<void> | undefined;
    const stop = async (): Promise<void> => {
      this.stopping.abort();
      if (this.app) {
        await closeListener(this.app);
        await within(this.app.close(), CLOSE_LIMIT_MS);
      }
      await this.open.close();
    };
    const { config } = this;
    return {
      ...{ config, port: this.port(), opened },
      stop: () => (stopped ??= stop()),
      stopNow: () => this.open.close('immediate'),
    };
  }
}

async function loadApplication(root: ServeOptions['root']) {
  // Lets the database's start go first: what follows blocks this thread.
  await sleep(1);
  const [{ AppModule, firstUse }, { createApplication, serveApiDocs, useStructuredLogs }, { serveWeb }] =
    await Promise.all([root(), import('./application.js'), import('../../delivery/http/web-shells.js')]);
  return {
    firstUse,
    create: createApplication,
    async build({ runtime }: OpenRuntime): Promise<NestFastifyApplication> {
      const app = await createApplication(AppModule.of(runtime), runtime.config);
      serveApiDocs(app);
      if (runtime.config.role !== 'worker') await serveWeb(app);
      return app;
    },
    useStructuredLogs,
  };
}

async function closeListener(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpServer();
  const closed = new Promise<void>((settle) => server.close(() => settle()));
  server.closeIdleConnections();
  await within(closed, REQUEST_LIMIT_MS);
  server.closeAllConnections();
}

async function within(work: Promise<void>, limitMs: number): Promise<void> {
  const timer = new AbortController();
  const limit = sleep(limitMs, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([work.catch(() => undefined), limit]);
  timer.abort();
}

function portError(error: unknown, config: AppConfig): StartupError | undefined {
  if (!(error instanceof Error && 'code' in error)) return undefined;
  if (error.code === 'EADDRINUSE') {
    return new StartupError(
      `端口 ${config.port} 已被别的程序占用。请换一个端口,例如:PORT=${config.port + 1} npm start`,
      { cause: error },
    );
  }
  if (error.code === 'EACCES') {
    return new StartupError(`没有权限监听端口 ${config.port}。请用 1024 以上的端口,例如:PORT=3000 npm start`, {
      cause: error,
    });
  }
  return undefined;
}
