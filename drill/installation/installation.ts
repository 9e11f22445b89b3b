import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../src/platform/foundation/config/project-root';
import { EmbeddedDatabase, ensureSecrets, isAlive } from '../../src/platform/data/embedded';
import type { Mode } from '../plan';
import { OwnRedis } from './own-redis';
import { clockScript, ServiceProcess } from './service-process';

/** Limits are for strangers: everybody here comes from one address, and codes that have expired are sent again and again. */
const COMMON = {
  LOG_LEVEL: 'warn',
  RATE_LIMIT_PERSON: '9999999/60',
  RATE_LIMIT_ADDRESS: '9999999/60',
  RATE_LIMIT_REGISTRATION: '9999999/60',
  RATE_LIMIT_SIGN_IN_ADDRESS: '9999999/60',
  RATE_LIMIT_SIGN_IN_USERNAME: '9999999/60',
  PUNCH_CODE_GUESSES: '9999999/60',
};

/** A whole installation of the built service on a throw-away folder, every part of which can be hit. */
export interface Installation {
  readonly api: ServiceProcess;
  /** The processes that run jobs; in embedded mode the api itself. */
  readonly workers: readonly ServiceProcess[];
  readonly redis: OwnRedis | undefined;
  /** An address with every right, as of now. */
  databaseUrl(): string;
  killDatabase(): void;
  /** Runs a command of the command line against it, by the api's clock. */
  cli(parameters: readonly string[]): void;
  close(): Promise<void>;
}

/** Starts everything. @throws Error when a part does not come up; nothing is left running then. */
export async function openInstallation(mode: Mode): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'volunteer-ledger-drill-'));
  // The database server may run as another user than root: it has to reach its folder.
  chmodSync(folder, 0o755);
  const installation = await (mode === 'embedded' ? embedded(folder) : server(folder));
  try {
    for (const part of new Set([installation.api, ...installation.workers])) await part.start();
    return installation;
  } catch (error) {
    await installation.close();
    throw error;
  }
}

function embedded(folder: string): Promise<Installation> {
  const dataDir = join(folder, 'data');
  const env = { ...COMMON, DATA_DIR: dataDir };
  endWithUs(folder, dataDir);
  const api = new ServiceProcess('api', folder, env);
  const addresses = () => {
    const known = EmbeddedDatabase.running(dataDir, ensureSecrets(dataDir));
    if (!known) throw new Error('the embedded database is down');
    return known;
  };
  return Promise.resolve({
    api,
    workers: [api],
    redis: undefined,
    databaseUrl: () => addresses().ownerUrl,
    killDatabase: () => killPostmaster(dataDir),
    cli: (parameters) => runCli(parameters, { ...env, CLOCK_OFFSET_FILE: api.clockFile }),
    close: async () => {
      await api.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}

async function server(folder: string): Promise<Installation> {
  const dataDir = join(folder, 'database');
  mkdirSync(dataDir, { recursive: true, mode: 0o755 });
  endWithUs(folder, dataDir);
  const database = await EmbeddedDatabase.start({ dataDir, secrets: ensureSecrets(dataDir) });
  const redis = await OwnRedis.open(folder);
  const key = (): string => randomBytes(32).toString('base64');
  const env = {
    ...COMMON,
    DATA_DIR: join(folder, 'service'),
    DATABASE_URL: database.addresses.url,
    DATABASE_OWNER_URL: database.addresses.ownerUrl,
    ...(redis && { REDIS_URL: redis.url }),
    JWT_SECRET: key(),
    DATA_KEYS: `1:${key()}`,
    INDEX_KEY: key(),
    LEDGER_SIGNING_KEYS: `1:${key()}`,
    DATABASE_POOL: '12',
  };
  const api = new ServiceProcess('api', folder, { ...env, ROLE: 'api' });
  const workers = ['worker-1', 'worker-2'].map((name) => new ServiceProcess(name, folder, { ...env, ROLE: 'worker' }));
  return {
    api,
    workers,
    redis,
    databaseUrl: () => database.addresses.ownerUrl,
    killDatabase: () => killPostmaster(dataDir),
    cli: (parameters) => runCli(parameters, { ...env, CLOCK_OFFSET_FILE: api.clockFile }),
    close: async () => {
      await Promise.all([api, ...workers].map((part) => part.stop()));
      await redis?.kill();
      await database.stop('immediate');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An interrupted drill ends its database as well: it runs in a session of its own and would stay. */
function endWithUs(folder: string, dataDir: string): void {
  process.once('exit', () => {
    if (!existsSync(join(dataDir, 'postgres', 'postmaster.pid'))) return;
    killPostmaster(dataDir);
    rmSync(realpathSync(join(dataDir, 'postgres')), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  });
}

/** Kills the server itself; its children notice and end, and its keeper brings it back on the same port. */
function killPostmaster(dataDir: string): void {
  const pid = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  if (Number.isInteger(pid) && pid > 1 && isAlive(pid)) process.kill(pid, 'SIGKILL');
}

function runCli(parameters: readonly string[], env: Readonly<Record<string, string>>): void {
  const { PATH, HOME, TMPDIR } = process.env;
  const script = join(projectRoot(), 'dist/src/cli/main.js');
  execFileSync(process.execPath, ['--require', clockScript(), script, ...parameters], {
    env: { PATH, HOME, TMPDIR, ...env },
    stdio: 'pipe',
  });
}
