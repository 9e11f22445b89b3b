import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StartupError } from '../platform/foundation/config/startup-error';
import { outliveTerminal } from '../platform/operations/boot/terminal';
import type { SeededDemo } from '../demo/seed-demo';
import { localDayOf } from '../kernel/local-day';
import { DemoShelf, shelfFolder, versionOf } from './demo-shelf';
import { introduce, seedStreet } from './seed-street';
import { say } from './with-application';

outliveTerminal();

/** Settings that point to other places than the demo's own folder. */
const FOREIGN_SETTINGS = ['DATABASE_URL', 'REDIS_URL', 'ROLE'];

/**
 * `npm run demo`: a street on a data folder of its own, which is gone when the demo stops. Folder and database are
 * settled here, whatever the environment says; PORT and HOST are respected. A street that this version made today is
 * copied instead of made again.
 */
async function main(): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'volunteer-ledger-demo-'));
  process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  const giveUp = (): never => process.exit(130);
  process.on('SIGINT', giveUp).on('SIGTERM', giveUp);
  for (const name of FOREIGN_SETTINGS) Reflect.deleteProperty(process.env, name);
  process.env['DATA_DIR'] = dataDir;
  process.env['DEMO'] = 'true';
  // Gone with the folder either way.
  process.env['DATA_DURABLE'] = 'false';
  const stamp = { version: versionOf(__filename), day: localDayOf(Date.now()) };
  introduce(await streetIn(dataDir, new DemoShelf(shelfFolder(__filename, tmpdir()), stamp)));
  process.off('SIGINT', giveUp).off('SIGTERM', giveUp);
  await import('../main.js');
}

async function streetIn(dataDir: string, shelf: DemoShelf): Promise<SeededDemo> {
  const interruptedAt = shelf.clearInterrupted();
  if (interruptedAt !== null) {
    say(`上次（${timeOf(interruptedAt)}）生成演示街道时中途停止了，做了一半的数据已清除，这次从头生成。`);
  }
  const kept = shelf.take(dataDir);
  if (kept) {
    say(`沿用今天 ${timeOf(kept.madeAt)} 生成的演示街道（每次启动都是它的一份新副本）。`);
    return kept.demo;
  }
  say('正在生成演示街道：福镇街道，7 个社区，33 个小区，十二个月的志愿服务……');
  shelf.begin(dataDir);
  process.on('exit', () => shelf.end());
  const demo = await seedStreet();
  shelf.keep(dataDir, demo);
  shelf.end();
  return demo;
}

function timeOf(instant: string): string {
  return new Date(instant).toLocaleTimeString('zh-CN', {
    timeZone: 'Asia/Shanghai',
    hour: '2-digit',
    minute: '2-digit',
  });
}

main().catch((error: unknown) => {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${error instanceof StartupError ? error.sentence : text}\n`);
  process.exit(1);
});
