import { Injectable } from '@nestjs/common';
import { FieldCipher } from '../../../platform/crypto/cipher';

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

/** Seals and opens ID numbers and phones. The cipher text is bound to its row: moved to another one it does not open. */
@Injectable()
export class PersonalFields {
  constructor(private readonly cipher: FieldCipher) {}

  seal(field: PersonalField, volunteerId: string, text: string): SealedField {
    return { cipher: this.cipher.encrypt(text, contextOf(field, volunteerId)), index: this.indexOf(field, text) };
  }

  sealPhone(volunteerId: string, phone: string): SealedPhone {
    return { ...this.seal('phone', volunteerId, phone), tailIndex: this.tailIndexOf(phone) };
  }

  /** Blind index of the last four digits of a phone, or of these digits alone. */
  tailIndexOf(phone: string): Buffer {
    return this.cipher.blindIndex(phone.slice(-TAIL_DIGITS), 'volunteer.phone-tail');
  }

  open(field: PersonalField, volunteerId: string, cipherText: Buffer): string {
    return this.cipher.decrypt(cipherText, contextOf(field, volunteerId));
  }

  indexOf(field: PersonalField, text: string): Buffer {
    return this.cipher.blindIndex(text, `volunteer.${field}`);
  }
}

function contextOf(field: PersonalField, volunteerId: string): string {
  return `volunteer.${field}:${volunteerId}`;
}
