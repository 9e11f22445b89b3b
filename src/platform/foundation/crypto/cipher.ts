import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Runtime } from '../config/runtime';
import { masterHeader, readHeader } from './envelope';
import { type CryptoSuite, suiteNamed } from './suites';

/**
 * Seals under the master keys: data keys of subjects, and texts that belong to no person. The header names suite and key
 * version, so that texts of older keys and of the other suite stay readable. The context (`shift.code:<row id>`) is
 * authenticated, so a cipher text moved to another row does not open.
 */
@Injectable()
export class FieldCipher {
  /** The master key that seals. */
  readonly currentVersion: number;
  private readonly suite: CryptoSuite;

  constructor(private readonly runtime: Runtime) {
    this.currentVersion = runtime.config.activeDataKey ?? Math.max(...runtime.secrets.dataKeys.keys());
    this.suite = suiteNamed(runtime.config.cryptoSuite);
  }

  /** What every text begins with that was sealed by today's key and suite. */
  get currentHeader(): Buffer {
    return masterHeader(this.suite, this.currentVersion);
  }

  /** The master keys this process can open with. */
  get versions(): readonly number[] {
    return [...this.runtime.secrets.dataKeys.keys()].sort((a, b) => a - b);
  }

  /** @param context where the text is stored: table, column and row id. */
  encrypt(plainText: string, context: string): Buffer {
    return this.sealBytes(Buffer.from(plainText, 'utf8'), context);
  }

  /** @throws Error where the key is unknown or the cipher text was changed or moved. */
  decrypt(cipherText: Buffer, context: string): string {
    return this.openBytes(cipherText, context).toString('utf8');
  }

  sealBytes(plain: Buffer, context: string): Buffer {
    const header = this.currentHeader;
    return Buffer.concat([header, this.suite.seal(this.keyOf(this.currentVersion), plain, bound(header, context))]);
  }

  /** @throws Error where the key is unknown or the cipher text was changed or moved. */
  openBytes(cipherText: Buffer, context: string): Buffer {
    const header = readHeader(cipherText);
    if (header.sort !== 'MASTER') throw new Error('the cipher text is sealed by the data key of a subject');
    const sealed = cipherText.subarray(header.bytes.length);
    return header.suite.open(this.keyOf(header.version), sealed, bound(header.bytes, context));
  }

  /** The same text under today's key and suite. */
  reseal(cipherText: Buffer, context: string): Buffer {
    return this.sealBytes(this.openBytes(cipherText, context), context);
  }

  /** Blind index: equal texts of one purpose have equal values, and nothing can be read from them. */
  blindIndex(plainText: string, purpose: string): Buffer {
    return createHmac('sha256', this.runtime.secrets.indexKey).update(`${purpose}\u0000${plainText}`).digest();
  }

  private keyOf(version: number): Buffer {
    const key = this.runtime.secrets.dataKeys.get(version);
    if (!key) throw new Error(`data key version ${version} is not configured`);
    return key;
  }
}

function bound(header: Buffer, context: string): Buffer {
  return Buffer.concat([header, Buffer.from(context, 'utf8')]);
}
