import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../src/app.module';
import { openRuntime } from '../../src/platform/boot/open-runtime';
import { loadConfig } from '../../src/platform/config/config';
import { Runtime } from '../../src/platform/config/runtime';
import type { Workbench } from './benchmark';

/** The application with these settings, in this process, without HTTP; closed after the run. */
export async function openApplication(
  workbench: Workbench,
  env: Readonly<Record<string, string>>,
): Promise<INestApplicationContext> {
  const config = loadConfig({ ...env, LOG_LEVEL: 'error' });
  const open = await openRuntime(config, {
    notice: () => undefined,
    onLost: (reason) => {
      throw reason;
    },
  });
  const runtime = new Runtime({ ...config, role: 'api' }, open.runtime.databaseUrl, open.runtime.secrets);
  const app = await NestFactory.createApplicationContext(AppModule.of(runtime), { logger: ['error', 'fatal'] });
  workbench.onFinish(async () => {
    await app.close();
    await open.close();
  });
  return app;
}
