import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Runtime } from '../config/runtime';

const MAC_BYTES = 16;
const TOKEN = /^[A-Za-z0-9_-]{22,400}$/;

/**
 * Short texts that this service made itself and recognises later, without a table: payload ‖ HMAC-SHA-256 (128 bits) in
 * base64url. Each purpose has a key of its own, so that a token of one sort never passes for another. A payload can be
 * read by whoever holds the token: ids and times only.
 */
@Injectable()
export class SignedTokens {
  private readonly keys = new Map<string, Buffer>();

  constructor(private readonly runtime: Runtime) {}

  /** @param purpose stable name of the sort of token, e.g. `scan-ticket/v1`. */
  seal(purpose: string, payload: Buffer): string {
    return Buffer.concat([payload, this.mac(purpose, payload)]).toString('base64url');
  }

  /** The payload, or null where this service never made such a token. */
  open(purpose: string, token: string): Buffer | null {
    if (!TOKEN.test(token)) return null;
    const bytes = Buffer.from(token, 'base64url');
    const payload = bytes.subarray(0, bytes.length - MAC_BYTES);
    const mac = bytes.subarray(bytes.length - MAC_BYTES);
    // The last character of base64url may carry spare bits: only one spelling counts.
    if (mac.length !== MAC_BYTES || bytes.toString('base64url') !== token) return null;
    return timingSafeEqual(mac, this.mac(purpose, payload)) ? payload : null;
  }

  private mac(purpose: string, payload: Buffer): Buffer {
    return createHmac('sha256', this.keyOf(purpose)).update(payload).digest().subarray(0, MAC_BYTES);
  }

  private keyOf(purpose: string): Buffer {
    const known = this.keys.get(purpose);
    if (known) return known;
    const key = createHmac('sha256', this.runtime.secrets.jwtSecret).update(`volunteer-ledger/${purpose}`).digest();
    this.keys.set(purpose, key);
    return key;
  }
}
