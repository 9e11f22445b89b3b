import { join } from 'node:path';
import { z } from 'zod';
import { type AccessConfig, accessConfigOf, accessProblems, accessSettings } from './access-settings';
import {
  type IdNumberLimits,
  idNumberLimitsOf,
  type Limit,
  limitSettings,
  type RequestLimits,
  requestLimitsOf,
} from './limit-settings';
import { isSafeTarget, unsafeTarget } from './safe-target';

const PLAIN_POSTGRES = /^postgres(ql)?:\/\//;
const PLAIN_REDIS = /^rediss?:\/\//;

/** Every setting of the service, with its default. Read once at start; nothing else looks at the environment. */
const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('0.0.0.0'),
  ROLE: z.enum(['api', 'worker', 'all']).default('all'),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z.string().regex(PLAIN_POSTGRES, '须以 postgres:// 开头').optional(),
  REDIS_URL: z.string().regex(PLAIN_REDIS, '须以 redis:// 开头').optional(),
  QUEUE_PREFIX: z.string().min(1).default('volunteer-ledger'),
  PUBLIC_URL: z.url({ error: '须是完整网址,如 https://ledger.example.cn' }).optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(20),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  DEMO: z.stringbool().default(false),
  /** False: the embedded database does not wait for the disk. For a folder that nobody keeps; demonstrations only. */
  DATA_DURABLE: z.stringbool().default(true),
  NODE_ENV: z.string().optional(),
  /** How many reverse proxies stand before the service; true is one. */
  TRUST_PROXY: z
    .string()
    .regex(/^(true|false|\d)$/, '须是 false、true(一层反向代理)或反向代理的层数(0 到 9)')
    .default('false')
    .transform((text) => (text === 'true' ? 1 : text === 'false' ? 0 : Number(text))),
  /** Base64 of 32 bytes each. Server mode must bring them; the embedded default makes its own in DATA_DIR. */
  JWT_SECRET: z.string().min(32, '至少 32 个字符').optional(),
  DATA_KEYS: z.string().optional(),
  INDEX_KEY: z.string().optional(),
  /** The version of DATA_KEYS that seals; default: the highest. Lower it while a new key is handed to all processes. */
  DATA_KEY_ACTIVE: z.coerce.number().int().min(1).max(65_535).optional(),
  /** AES: AES-256-GCM. SM: SM4-CTR with HMAC-SM3. Either reads what the other has sealed. */
  CRYPTO_SUITE: z.enum(['AES', 'SM']).default('AES'),
  ...limitSettings,
  /** Versions and 32-byte seeds of the keys that sign checkpoints, `1:<base64>,2:<base64>`; default: DATA_DIR. */
  LEDGER_SIGNING_KEYS: z.string().optional(),
  /** Where every checkpoint is written a second time. Better on another disk or machine; default: in DATA_DIR. */
  WITNESS_FILE: z.string().min(1).optional(),
  /** The robot of a group chat (WeCom, DingTalk) that is told of alerts; what stands behind it in the address is its key. */
  ALERT_URL: z.url({ error: '须是群机器人的完整网址' }).optional(),
  /** The owner of the tables, for migrations; DATABASE_URL is then a role that owns nothing. */
  DATABASE_OWNER_URL: z.string().regex(PLAIN_POSTGRES, '须以 postgres:// 开头').optional(),
  /** Single-role pilots: start although the database does not refuse this process what it must not do. */
  ALLOW_WEAK_DATABASE: z.stringbool().default(false),
  ...accessSettings,
});

export interface AppConfig {
  readonly port: number;
  readonly host: string;
  readonly role: 'api' | 'worker' | 'all';
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly queuePrefix: string;
  /** Where the outside reaches the service: printed in QR codes. Without a trailing slash. */
  readonly publicUrl: string;
  readonly databasePool: number;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
  readonly demo: boolean;
  /** Whether the embedded database waits for the disk before it answers. */
  readonly isDurable: boolean;
  /**
   * Reverse proxies before the service. A client's address is the one that the outermost of them has seen: what a client
   * itself writes into X-Forwarded-For stands further left and counts for nothing.
   */
  readonly trustedProxyHops: number;
  /** null: no limits; only for tests and demonstrations. */
  readonly requestLimits: RequestLimits | null;
  /** Wrong punch codes that one volunteer may hand in on one shift. */
  readonly punchCodeGuesses: Limit;
  /** Wrong entries at one tablet. */
  readonly kioskGuesses: Limit;
  readonly idNumberLimits: IdNumberLimits;
  /** Wrong setup codes of an installation that nobody has set up yet. */
  readonly setupGuesses: Limit;
  /** Secrets given by the environment; see `resolveSecrets` for those the embedded default makes itself. */
  readonly givenSecrets: {
    readonly jwtSecret: string | undefined;
    readonly dataKeys: string | undefined;
    readonly indexKey: string | undefined;
  };
  /** Which data key seals; undefined: the highest version. */
  readonly activeDataKey: number | undefined;
  /** What personal data is sealed with; either suite reads what the other has sealed. */
  readonly cryptoSuite: 'AES' | 'SM';
  /** As given; undefined: keys of the data folder. */
  readonly signingKeys: string | undefined;
  readonly witnessFile: string;
  /** Whether an administrator has said where the witness is; otherwise it lies in the data folder. */
  readonly isWitnessChosen: boolean;
  /** null: alerts are kept and shown, and nobody is told. */
  readonly alertUrl: string | null;
  readonly databaseOwnerUrl: string | undefined;
  readonly allowWeakDatabase: boolean;
  readonly access: AccessConfig;
}

/** A configuration that cannot work. The message lists every problem at once, in Chinese. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`配置有误,服务没有启动:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Parses the environment.
 *
 * @throws ConfigError with all problems together.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): AppConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const settings = parsed.data;
  const problems: string[] = [];
  if (settings.DATABASE_URL) {
    for (const name of ['JWT_SECRET', 'DATA_KEYS', 'INDEX_KEY'] as const) {
      if (!settings[name] && !settings.DEMO) problems.push(`${name}: 使用外部数据库时必须提供,不设默认密钥`);
    }
  }
  if (!settings.DATA_DURABLE && !settings.DEMO) {
    problems.push('DATA_DURABLE: 只有演示(DEMO=true)可以不等数据写到磁盘;正式使用请去掉这一项');
  }
  if (settings.REDIS_URL && !settings.DATABASE_URL) {
    problems.push('REDIS_URL: 只与 DATABASE_URL 一起使用;内置模式的队列在内置数据库里');
  }
  if (settings.ROLE !== 'all' && !settings.DATABASE_URL) {
    problems.push('ROLE: 内置数据库只供一个进程使用,请去掉 ROLE,或提供 DATABASE_URL');
  }
  if (settings.RATE_LIMITS === 'off' && !settings.DEMO && settings.NODE_ENV !== 'test') {
    problems.push(
      'RATE_LIMITS: 只有演示(DEMO=true)和自动测试可以关闭限流;请改为调高单项,如 RATE_LIMIT_ADDRESS=5000/60',
    );
  }
  if (settings.ALERT_URL !== undefined && !isSafeTarget(settings.ALERT_URL)) {
    problems.push(`ALERT_URL: ${unsafeTarget}`);
  }
  problems.push(...accessProblems(settings));
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    port: settings.PORT,
    host: settings.HOST,
    role: settings.ROLE,
    dataDir: settings.DATA_DIR,
    databaseUrl: settings.DATABASE_URL,
    redisUrl: settings.REDIS_URL,
    queuePrefix: settings.QUEUE_PREFIX,
    publicUrl: (settings.PUBLIC_URL ?? `http://127.0.0.1:${settings.PORT}`).replace(/\/$/, ''),
    databasePool: settings.DATABASE_POOL,
    logLevel: settings.LOG_LEVEL,
    demo: settings.DEMO,
    isDurable: settings.DATA_DURABLE,
    trustedProxyHops: settings.TRUST_PROXY,
    requestLimits: requestLimitsOf(settings),
    punchCodeGuesses: settings.PUNCH_CODE_GUESSES,
    kioskGuesses: settings.KIOSK_GUESSES,
    idNumberLimits: idNumberLimitsOf(settings),
    setupGuesses: settings.SETUP_GUESSES,
    givenSecrets: { jwtSecret: settings.JWT_SECRET, dataKeys: settings.DATA_KEYS, indexKey: settings.INDEX_KEY },
    activeDataKey: settings.DATA_KEY_ACTIVE,
    cryptoSuite: settings.CRYPTO_SUITE,
    signingKeys: settings.LEDGER_SIGNING_KEYS,
    witnessFile: settings.WITNESS_FILE ?? join(settings.DATA_DIR, 'witness', 'checkpoints.jsonl'),
    isWitnessChosen: settings.WITNESS_FILE !== undefined,
    alertUrl: settings.ALERT_URL ?? null,
    databaseOwnerUrl: settings.DATABASE_OWNER_URL,
    allowWeakDatabase: settings.ALLOW_WEAK_DATABASE,
    access: accessConfigOf(settings),
  };
}
