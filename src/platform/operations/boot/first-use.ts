import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AppConfig } from '../../foundation/config/config';
import { Runtime } from '../../foundation/config/runtime';
import { discardCluster } from '../../data/embedded';
import { isOpen, type Opening, readOpening } from '../../data/installation';
import type { OpenRuntime } from './open-runtime';

const LOOK_PAUSE_MS = 500;

/** What the application brings for the time before the choice; the platform itself does not know the setup. */
export interface FirstUse {
  /** The application with nothing but the setup to reach. */
  moduleOf(runtime: Runtime): DynamicModule;
  /** Shuts everything else; before it listens. */
  guard(app: NestFastifyApplication, address: string): void;
  /** A fresh setup code. */
  codeOf(app: NestFastifyApplication): Promise<string>;
  /** Chooses practice once more and has its year written. */
  practiseAgain(app: NestFastifyApplication): Promise<void>;
}

export interface FirstUseOptions {
  readonly open: OpenRuntime;
  readonly firstUse: FirstUse;
  /** Practice was chosen, and its year broke off. */
  readonly again: boolean;
  readonly build: (module: DynamicModule, config: AppConfig) => Promise<NestFastifyApplication>;
  readonly listen: (app: NestFastifyApplication) => Promise<number>;
  readonly notice: (line: string) => void;
  readonly signal: AbortSignal;
}

/** The setup as it is served. */
export interface ServedSetup {
  readonly app: NestFastifyApplication;
  readonly port: number;
  /** Settles once the service may begin, whoever made the choice: this process, another one, or a command. */
  readonly chosen: Promise<Opening>;
}

/** Serves the setup and says where it is. Processes that only do jobs wait and say nothing. */
export async function serveSetup(options: FirstUseOptions): Promise<ServedSetup> {
  const { open, firstUse, notice, signal } = options;
  const { config, databaseUrl, secrets } = open.runtime;
  // No jobs before the choice, whatever the role.
  const runtime = new Runtime({ ...config, role: 'api' }, databaseUrl, secrets);
  const app = await options.build(firstUse.moduleOf(runtime), config);
  firstUse.guard(app, `${config.publicUrl}/setup`);
  try {
    const port = await options.listen(app);
    if (options.again) await firstUse.practiseAgain(app);
    notice(await words(options, app, port));
    return { app, port, chosen: waitForChoice(databaseUrl, signal) };
  } catch (error) {
    await app.close();
    throw error;
  }
}

async function words({ firstUse, again, open }: FirstUseOptions, app: NestFastifyApplication, port: number) {
  const { config } = open.runtime;
  const page = `${config.publicUrl.replace(/:0$/, `:${port}`)}/setup`;
  if (config.role === 'worker') return '等待设置：选定用途以后，后台任务自己开始。';
  if (again || (await readOpening(open.runtime.databaseUrl)).mode !== null) {
    return `\n正在准备练习街道，进度见  ${page}\n`;
  }
  return [
    '',
    '志愿服务积分与时长台账 第一次启动，请先设置',
    '',
    `  请打开    ${page}#${await firstUse.codeOf(app)}`,
    '',
    '  在那里选“正式使用”或“先练习”。网址里带着设置码，24 小时内有效，只用一次，请不要发给别人。',
    '  这台机器没有浏览器：另开终端执行 npm run cli -- setup --help',
    ...(config.databaseUrl === undefined ? [`  数据在    ${config.dataDir}`] : []),
    '  停止      Ctrl-C',
    '',
  ].join('\n');
}

async function waitForChoice(databaseUrl: string, signal: AbortSignal): Promise<Opening> {
  for (;;) {
    await sleep(LOOK_PAUSE_MS, undefined, { signal });
    // A database that is away for a moment is asked again.
    const opening = await readOpening(databaseUrl).catch(() => null);
    if (opening && isOpen(opening)) return opening;
  }
}

/**
 * Throws away the embedded database of a practice installation whose year broke off: nobody was ever let in, and what is half
 * written cannot be written on. Call it with the database stopped.
 */
export async function clearBrokenPractice({ dataDir }: AppConfig): Promise<void> {
  await discardCluster(dataDir);
  await rm(join(dataDir, 'witness'), { recursive: true, force: true });
}
