import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig, type AppConfig } from '../config/config';
import type { Runtime } from '../config/runtime';
import { openRuntime, type OpenRuntime } from './open-runtime';
import { StartupError } from './startup-error';

/** How long requests in flight may take after a stop was asked for. */
const REQUEST_LIMIT_MS = 5_000;
/** How long the whole application may take to close; then the database is stopped anyway. */
const CLOSE_LIMIT_MS = 30_000;

export interface Server {
  readonly config: AppConfig;
  /** The port it listens on (PORT=0 takes a free one). */
  readonly port: number;
  /** Stops in order: no new requests, running jobs end, pools close, the database stops. May be called twice. */
  stop(): Promise<void>;
  /** Ends everything at once; the next start recovers. */
  stopNow(): Promise<void>;
}

/** The application's root, which the platform itself does not know. */
export interface RootModule {
  readonly AppModule: { of(runtime: Runtime): DynamicModule };
}

export interface ServeOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Loads the root module. Late, because loading it takes as long as starting the database: both happen at once. */
  readonly root: () => Promise<RootModule>;
  readonly notice: (line: string) => void;
  readonly onLost: (reason: StartupError) => void;
}

/**
 * Starts one process of the service, of the role the environment asks for, and listens.
 *
 * @throws ConfigError or StartupError; nothing is left running then.
 */
export async function serve({ env, root, notice, onLost }: ServeOptions): Promise<Server> {
  const config = loadConfig(env);
  const [opened, application] = await Promise.allSettled([
    openRuntime(config, { notice, onLost }),
    loadApplication(root),
  ]);
  if (opened.status === 'rejected') throw opened.reason;
  const open = opened.value;
  try {
    if (application.status === 'rejected') throw application.reason;
    const app = await application.value.build(open);
    try {
      await app.listen({ port: config.port, host: config.host });
      application.value.useStructuredLogs(app);
    } catch (error) {
      await app.close();
      throw portError(error, config) ?? error;
    }
    return running(app, open, config);
  } catch (error) {
    await open.close();
    throw error;
  }
}

async function loadApplication(root: ServeOptions['root']) {
  // Lets the database's start go first: what follows blocks this thread.
  await sleep(1);
  const [{ AppModule }, { createApplication, serveApiDocs, useStructuredLogs }] = await Promise.all([
    root(),
    import('../http/application.js'),
  ]);
  return {
    async build({ runtime }: OpenRuntime): Promise<NestFastifyApplication> {
      const app = await createApplication(AppModule.of(runtime), runtime.config);
      serveApiDocs(app);
      return app;
    },
    useStructuredLogs,
  };
}

function running(app: NestFastifyApplication, open: OpenRuntime, config: AppConfig): Server {
  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await closeListener(app);
    await within(app.close(), CLOSE_LIMIT_MS);
    await open.close();
  };
  const address: unknown = app.getHttpServer().address();
  const port = typeof address === 'object' && address && 'port' in address ? Number(address.port) : config.port;
  return { config, port, stop: () => (stopped ??= stop()), stopNow: () => open.close('immediate') };
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
