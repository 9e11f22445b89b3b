import { Injectable } from '@nestjs/common';
import { FieldCipher } from '../../../../platform/foundation/crypto/cipher';
import { type DataKey, DataKeys } from '../../../../platform/data/sealing/data-keys';
import { readHeader } from '../../../../platform/foundation/crypto/envelope';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import type { PrivateDetails } from '../domain/private-details';
import { volunteerErrors } from '../../errors';

export type PersonalField = 'id_number' | 'phone';

/** A personal field as it is stored. */
export interface SealedField {
  readonly cipher: Buffer;
  /** Blind index: equal for equal texts, and nothing can be read from it. */
  readonly index: Buffer;
}

/** A phone is also found by its last four digits. */
export interface SealedPhone extends SealedField {
  readonly tailIndex: Buffer;
}

const TAIL_DIGITS = 4;

/** Seals what belongs to one person with the data key of that person. */
export class FieldSealer {
  constructor(
    readonly volunteerId: string,
    private readonly key: DataKey,
    private readonly cipher: FieldCipher,
  ) {}

  seal(field: PersonalField, text: string): SealedField {
    return { cipher: this.sealText(field, text), index: indexOf(this.cipher, field, text) };
  }

  sealPhone(phone: string): SealedPhone {
    return { ...this.seal('phone', phone), tailIndex: tailIndexOf(this.cipher, phone) };
  }

  /** null where there is nothing to keep. */
  sealDetails(details: PrivateDetails): Buffer | null {
    return Object.keys(details).length === 0 ? null : this.sealText('private', JSON.stringify(details));
  }

  /** @param place the column, with the row's id where it is not the volunteer's own row. */
  sealText(place: string, text: string): Buffer {
    return this.key.seal(text, contextOf(place, this.volunteerId));
  }
}

/** Opens what was loaded for a known set of people. */
export class FieldOpener {
  constructor(
    private readonly keys: ReadonlyMap<string, DataKey>,
    private readonly cipher: FieldCipher,
  ) {}

  /** @throws Error where the person's key was destroyed, or the text belongs to another row. */
  open(place: string, volunteerId: string, cipherText: Buffer): string {
    const context = contextOf(place, volunteerId);
    // Rows from before data keys are sealed by the master key until the rotation has passed over them.
    if (readHeader(cipherText).sort === 'MASTER') return this.cipher.decrypt(cipherText, context);
    const key = this.keys.get(volunteerId);
    if (!key) throw new Error('there is no data key for this cipher text');
    return key.open(cipherText, context);
  }

  openDetails(volunteerId: string, cipherText: Buffer | null): PrivateDetails {
    return cipherText === null ? {} : (JSON.parse(this.open('private', volunteerId, cipherText)) as PrivateDetails);
  }
}

/**
 * Seals and opens what is personal, each person's texts with the data key of that person. A cipher text is bound to its
 * row: moved to another one it does not open.
 */
@Injectable()
export class PersonalFields {
  constructor(
    private readonly cipher: FieldCipher,
    private readonly keys: DataKeys,
  ) {}

  /** For somebody who is about to be registered: the wrapped key is stored with the new row. */
  forNew(volunteerId: string): { readonly sealer: FieldSealer; readonly wrappedKey: Buffer } {
    const { key, wrapped } = this.keys.make('volunteer', volunteerId);
    return { sealer: new FieldSealer(volunteerId, key, this.cipher), wrappedKey: wrapped };
  }

  /** For somebody who is registered. @throws VOLUNTEER_CLOSED where the key was destroyed. */
  async sealer(tx: Transaction, volunteerId: string): Promise<FieldSealer> {
    const key = await this.keys.obtain(tx, 'volunteer', volunteerId);
    if (!key) throw volunteerErrors.refuse('VOLUNTEER_CLOSED');
    return new FieldSealer(volunteerId, key, this.cipher);
  }

  /** Loads the keys of several people in one question. */
  async opener(volunteerIds: readonly string[], tx?: Transaction): Promise<FieldOpener> {
    return new FieldOpener(await this.keys.open('volunteer', volunteerIds, tx), this.cipher);
  }

  /** Blind index of the last four digits of a phone, or of these digits alone. */
  tailIndexOf(phone: string): Buffer {
    return tailIndexOf(this.cipher, phone);
  }

  indexOf(field: PersonalField, text: string): Buffer {
    return indexOf(this.cipher, field, text);
  }

  /** Blind index of what several ID numbers begin with. */
  groupIndexOf(head: string): Buffer {
    return this.cipher.blindIndex(head, 'volunteer.id-number-group');
  }
}

function indexOf(cipher: FieldCipher, field: PersonalField, text: string): Buffer {
  return cipher.blindIndex(text, `volunteer.${field}`);
}

function contextOf(place: string, volunteerId: string): string {
  return `volunteer.${place}:${volunteerId}`;
}

function tailIndexOf(cipher: FieldCipher, phone: string): Buffer {
  return cipher.blindIndex(phone.slice(-TAIL_DIGITS), 'volunteer.phone-tail');
}
