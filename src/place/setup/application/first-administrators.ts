import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../../platform/foundation/clock/clock';
import { Runtime } from '../../../platform/foundation/config/runtime';
import { newPasswordHash } from '../../../platform/security/identity/change-password';
import { passwordMatches } from '../../../platform/security/identity/passwords';
import { setupErrors } from '../errors';

/** As typed by the person. */
export interface TypedAdministrator {
  readonly username: string;
  readonly displayName: string;
  readonly password: string;
}

/** Ready to be written: the password is a hash already. */
export interface PreparedAdministrator {
  readonly username: string;
  readonly displayName: string;
  readonly passwordHash: string;
}

const VALID_MS = 30 * 60_000;
const IV_BYTES = 12;
const TAG_BYTES = 16;

const noteSchema = z.object({
  username: z.string(),
  displayName: z.string(),
  passwordHash: z.string(),
  expiresAtMs: z.number(),
});

/**
 * The two first security administrators, typed one after the other at one keyboard. What the first has typed waits in the
 * page for the second, as a note that only this service can read or make: the second cannot look at the first one's
 * password, not even at its hash.
 */
@Injectable()
export class FirstAdministrators {
  private readonly key: Buffer;

  constructor(
    private readonly clock: Clock,
    runtime: Runtime,
  ) {
    this.key = createHmac('sha256', runtime.secrets.jwtSecret)
      .update('volunteer-ledger/first-administrator/v1')
      .digest();
  }

  /** @throws PASSWORD_WEAK */
  async prepare(typed: TypedAdministrator): Promise<PreparedAdministrator> {
    const username = typed.username.toLowerCase();
    const passwordHash = await newPasswordHash(typed.password, username);
    return { username, displayName: typed.displayName.trim(), passwordHash };
  }

  /** @throws SETUP_SAME_PERSON, SETUP_SAME_PASSWORD */
  async requireTwoPersons(first: PreparedAdministrator, second: TypedAdministrator): Promise<void> {
    const isSame = first.username === second.username.toLowerCase() || first.displayName === second.displayName.trim();
    if (isSame) throw setupErrors.refuse('SETUP_SAME_PERSON', { field: 'username' });
    if (await passwordMatches(first.passwordHash, second.password)) {
      throw setupErrors.refuse('SETUP_SAME_PASSWORD', { field: 'password' });
    }
  }

  seal(first: PreparedAdministrator): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, iv);
    const note = JSON.stringify({ ...first, expiresAtMs: this.clock.nowMs() + VALID_MS });
    return Buffer.concat([iv, cipher.update(note, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  /** @throws SETUP_FIRST_EXPIRED also where this service never made such a note. */
  open(seal: string): PreparedAdministrator {
    const note = this.read(Buffer.from(seal, 'base64url'));
    if (!note || note.expiresAtMs < this.clock.nowMs()) throw setupErrors.refuse('SETUP_FIRST_EXPIRED');
    return note;
  }

  private read(bytes: Buffer): z.infer<typeof noteSchema> | null {
    if (bytes.length <= IV_BYTES + TAG_BYTES) return null;
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, IV_BYTES));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
      return noteSchema.parse(JSON.parse(text.toString('utf8')));
    } catch {
      return null;
    }
  }
}
