import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StartupError } from '../platform/boot/startup-error';
import { outliveTerminal } from '../platform/boot/terminal';
import { seedStreet } from './seed-street';
import { say } from './with-application';

outliveTerminal();

/** Settings that point to other places than the demo's own folder. */
const FOREIGN_SETTINGS = ['DATABASE_URL', 'REDIS_URL', 'ROLE'];

/**
 * `npm run demo`: a street on a data folder of its own, which is gone when the demo stops. Folder and database are
 * settled here, whatever the environment says; PORT and HOST are respected.
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
  say('正在生成演示街道:福镇街道,7 个社区,33 个小区,十二个月的志愿服务……');
  await seedStreet();
  process.off('SIGINT', giveUp).off('SIGTERM', giveUp);
  await import('../main.js');
}

main().catch((error: unknown) => {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${error instanceof StartupError ? error.sentence : text}\n`);
  process.exit(1);
});
