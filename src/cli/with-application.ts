import path from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module';
import { openRuntime } from '../platform/operations/boot/open-runtime';
import { type AppConfig, loadConfig } from '../platform/foundation/config/config';
import { Runtime } from '../platform/foundation/config/runtime';

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Which installation a command works on: a person with several terminals has to see it. */
function placeOf({ databaseUrl, dataDir }: AppConfig): string {
  if (databaseUrl === undefined)
    return `数据文件夹：${path.resolve(dataDir)}（换一个：DATA_DIR=文件夹 npm run cli -- …）`;
  const { host, pathname } = new URL(databaseUrl);
  return `数据库：${host}${pathname}`;
}

export interface WithApplicationOptions {
  /** Settings of every database session, as in PGOPTIONS: `-c name=value`. */
  readonly sessionOptions?: string;
}

/**
 * Opens the database (the server's own, if one runs on this data folder), builds the application without HTTP and
 * without workers, does the work and closes everything again.
 */
export async function withApplication<T>(
  work: (app: INestApplicationContext) => Promise<T>,
  { sessionOptions }: WithApplicationOptions = {},
): Promise<T> {
  const config = loadConfig(process.env);
  const open = await openRuntime(config, {
    notice: (line) => void process.stderr.write(`${line}\n`),
    onLost: (reason) => {
      throw reason;
    },
    joinRunning: true,
  });
  process.stderr.write(`${placeOf(config)}\n`);
  try {
    const databaseUrl = new URL(open.runtime.databaseUrl);
    if (sessionOptions !== undefined) databaseUrl.searchParams.set('options', sessionOptions);
    const runtime = new Runtime({ ...config, role: 'api' }, databaseUrl.href, open.runtime.secrets, open.ownerUrl);
    const app = await NestFactory.createApplicationContext(AppModule.of(runtime), { logger: ['error', 'fatal'] });
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  } finally {
    await open.close();
  }
}
