import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../src/app.module';
import { openRuntime } from '../../src/platform/operations/boot/open-runtime';
import { loadConfig } from '../../src/platform/foundation/config/config';
import { Runtime } from '../../src/platform/foundation/config/runtime';
import type { Workbench } from './benchmark';

export interface OpenedApplication {
  readonly app: INestApplicationContext;
  readonly close: () => Promise<void>;
}

/** The application with these settings, in this process, without HTTP; its tables are migrated first. */
export async function bringUp(env: Readonly<Record<string, string>>): Promise<OpenedApplication> {
  const config = loadConfig({ ...env, LOG_LEVEL: 'error' });
  const open = await openRuntime(config, {
    notice: () => undefined,
    onLost: (reason) => {
      throw reason;
    },
  });
  const runtime = new Runtime(
    { ...config, role: 'api' },
    open.runtime.databaseUrl,
    open.runtime.secrets,
    open.ownerUrl,
  );
  const app = await NestFactory.createApplicationContext(AppModule.of(runtime), { logger: ['error', 'fatal'] });
  return {
    app,
    close: async () => {
      await app.close();
      await open.close();
    },
  };
}

/** The same for a whole run, after which it is closed. */
export async function openApplication(
  workbench: Workbench,
  env: Readonly<Record<string, string>>,
): Promise<INestApplicationContext> {
  const { app, close } = await bringUp(env);
  workbench.onFinish(close);
  return app;
}
