import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Runtime } from '../config/runtime';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 2;

/**
 * Encrypts fields of personal data: AES-256-GCM with a versioned key. Layout: key version (2 bytes) ‖ IV ‖ tag ‖ text.
 * The context (`volunteer.id_number:<row id>`) is authenticated, so a cipher text moved to another row does not open.
 */
@Injectable()
export class FieldCipher {
  private readonly currentVersion: number;

  constructor(private readonly runtime: Runtime) {
    this.currentVersion = Math.max(...runtime.secrets.dataKeys.keys());
  }

  /** @param context where the text is stored: table, column and row id. */
  encrypt(plainText: string, context: string): Buffer {
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt16BE(this.currentVersion);
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.keyOf(this.currentVersion), iv);
    cipher.setAAD(Buffer.concat([header, Buffer.from(context, 'utf8')]));
    const body = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
    return Buffer.concat([header, iv, cipher.getAuthTag(), body]);
  }

  /** @throws Error where the key is unknown or the cipher text was changed or moved. */
  decrypt(cipherText: Buffer, context: string): string {
    const header = cipherText.subarray(0, HEADER_BYTES);
    const iv = cipherText.subarray(HEADER_BYTES, HEADER_BYTES + IV_BYTES);
    const tag = cipherText.subarray(HEADER_BYTES + IV_BYTES, HEADER_BYTES + IV_BYTES + TAG_BYTES);
    const body = cipherText.subarray(HEADER_BYTES + IV_BYTES + TAG_BYTES);
    const decipher = createDecipheriv(ALGORITHM, this.keyOf(header.readUInt16BE()), iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.concat([header, Buffer.from(context, 'utf8')]));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
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
