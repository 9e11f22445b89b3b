import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { StartupError } from '../../../platform/foundation/config/startup-error';
import { Runtime } from '../../../platform/foundation/config/runtime';

export interface SigningKey {
  readonly version: number;
  /** The private half: 32 bytes. Never in the database, never in a log. */
  readonly seed: Buffer;
}

const FILE = 'signing-keys.txt';
const HINT = '应为 1:<32 字节的 base64>,多个版本用逗号隔开。可用 openssl rand -base64 32 生成一把。';

/** The keys that sign checkpoints: those of LEDGER_SIGNING_KEYS, or of a file in the data folder that is made once. */
@Injectable()
export class SigningKeys {
  private readonly path: string;

  constructor(private readonly runtime: Runtime) {
    this.path = join(runtime.config.dataDir, FILE);
  }

  get isGiven(): boolean {
    return this.runtime.config.signingKeys !== undefined;
  }

  /** All versions, the lowest first; the last one signs. Read anew each time, so that a rotation needs no restart. */
  all(): readonly SigningKey[] {
    if (!this.isGiven && !existsSync(this.path)) this.makeFirst();
    return this.existing();
  }

  /** Those there are, without making the first. */
  existing(): readonly SigningKey[] {
    const given = this.runtime.config.signingKeys;
    if (given !== undefined) return parsed(given, 'LEDGER_SIGNING_KEYS');
    return existsSync(this.path) ? parsed(readFileSync(this.path, 'utf8').trim(), this.path) : [];
  }

  /**
   * Adds a key to the data folder and answers its version. Checkpoints are signed with it from now on.
   *
   * @throws StartupError where the keys come from the environment, which only its administrator can change.
   */
  rotate(): number {
    const keys = this.all();
    const version = (keys.at(-1)?.version ?? 0) + 1;
    const text = [...keys, { version, seed: randomBytes(32) }].map(written).join(',');
    if (this.isGiven) {
      throw new StartupError(
        '签名密钥来自 LEDGER_SIGNING_KEYS,请在那里的末尾加上一把新密钥(版本号加一),再重启各进程。',
      );
    }
    const draft = this.draft(text);
    renameSync(draft, this.path);
    return version;
  }

  /** Whoever is first makes it; the others find it whole. */
  private makeFirst(): void {
    const draft = this.draft(written({ version: 1, seed: randomBytes(32) }));
    try {
      linkSync(draft, this.path);
    } catch (error) {
      if (!(typeof error === 'object' && error && 'code' in error && error.code === 'EEXIST')) throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }

  private draft(text: string): string {
    mkdirSync(this.runtime.config.dataDir, { recursive: true });
    const draft = `${this.path}.${process.pid}.${randomBytes(4).toString('hex')}`;
    const file = openSync(draft, 'wx', 0o600);
    try {
      writeSync(file, `${text}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return draft;
  }
}

function written({ version, seed }: SigningKey): string {
  return `${version}:${seed.toString('base64')}`;
}

function parsed(text: string, place: string): readonly SigningKey[] {
  const keys = text.split(',').map((part): SigningKey => {
    const [, version, seed] = /^\s*([1-9]\d{0,4}):([A-Za-z0-9+/]{43}=)\s*$/.exec(part) ?? [];
    if (version === undefined || seed === undefined) throw new StartupError(`${place} 的写法不对,${HINT}`);
    return { version: Number(version), seed: Buffer.from(seed, 'base64') };
  });
  return keys.sort((a, b) => a.version - b.version);
}
