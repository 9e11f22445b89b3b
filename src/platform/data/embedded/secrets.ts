import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StartupError } from '../../foundation/config/startup-error';
import { holdsCluster } from './cluster-home';

const key256 = z.string().refine((text) => Buffer.from(text, 'base64').length === 32, '必须是 32 字节的 base64');

const secretsSchema = z.object({
  /** Signs access tokens. */
  jwtSecret: z.string().min(32),
  /** Encrypt personal data: key version → 32 bytes, base64. The highest version encrypts, all of them decrypt. */
  dataKeys: z.record(z.string().regex(/^[1-9]\d*$/), key256),
  /** HMAC key of blind indexes (equality search over encrypted values), 32 bytes, base64. Never rotated alone. */
  indexKey: key256,
  /** HMAC key of the rotating check-in codes, 32 bytes, base64. */
  codeKey: key256,
  databaseSuperuserPassword: z.string().min(16),
  databaseOwnerPassword: z.string().min(16),
  databaseAppPassword: z.string().min(16),
});

/** The secrets of one installation. They are generated, never shipped: there is no default value for any of them. */
export type Secrets = Readonly<z.infer<typeof secretsSchema>>;

/** The file that holds the secrets of a data folder. It must be backed up together with the database. */
export function secretsPath(dataDir: string): string {
  return join(dataDir, 'secrets.json');
}

/**
 * Reads the secrets of a data folder, generating them once. Several processes may call this at the same time: all of
 * them get the same secrets.
 *
 * @throws StartupError when the file is unreadable, or is missing although the folder already holds a database (new
 *   keys would make the encrypted data unreadable for good, so nothing is generated then).
 */
export function ensureSecrets(dataDir: string): Secrets {
  mkdirSync(dataDir, { recursive: true });
  const path = secretsPath(dataDir);
  if (!existsSync(path)) {
    refuseIfDatabaseExists(dataDir, path);
    writeOnce(path, generateSecrets());
  }
  return readSecrets(path);
}

function generateSecrets(): Secrets {
  const key = (): string => randomBytes(32).toString('base64');
  const password = (): string => randomBytes(24).toString('base64url');
  return {
    jwtSecret: randomBytes(48).toString('base64url'),
    dataKeys: { '1': key() },
    indexKey: key(),
    codeKey: key(),
    databaseSuperuserPassword: password(),
    databaseOwnerPassword: password(),
    databaseAppPassword: password(),
  };
}

function refuseIfDatabaseExists(dataDir: string, path: string): void {
  if (holdsCluster(dataDir)) {
    throw new StartupError(
      `数据文件夹 ${dataDir} 里已有数据库,但密钥文件 ${path} 不见了。没有原来的密钥,加密的数据无法读出。\n` +
        `请从备份恢复 ${path} 后再启动;如果确实要从零开始,请换一个空文件夹(DATA_DIR=...)。`,
    );
  }
}

/** Writes a complete file and links it into place: the path holds either nothing or all of it, whoever was first. */
function writeOnce(path: string, secrets: Secrets): void {
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, `${JSON.stringify(secrets, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function readSecrets(path: string): Secrets {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
    if ((lstatSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  } catch (error) {
    throw new StartupError(`密钥文件 ${path} 读不出来。请检查它的权限,应由运行本服务的用户所有,权限 0600。`, {
      cause: error,
    });
  }
  const parsed = secretsSchema.safeParse(safeJson(text));
  if (!parsed.success) {
    const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || '(整个文件)'))].join('、');
    throw new StartupError(`密钥文件 ${path} 不完整,有问题的项:${fields}。请从备份恢复这个文件。`);
  }
  return parsed.data;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
