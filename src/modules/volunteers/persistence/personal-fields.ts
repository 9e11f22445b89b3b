import { Injectable } from '@nestjs/common';
import { FieldCipher } from '../../../platform/crypto/cipher';

export type PersonalField = 'id_number' | 'phone';

/** A personal field as it is stored. */
export interface SealedField {
  readonly cipher: Buffer;
  /** Blind index: equal for equal texts, and nothing can be read from it. */
  readonly index: Buffer;
}

/** Seals and opens ID numbers and phones. The cipher text is bound to its row: moved to another one it does not open. */
@Injectable()
export class PersonalFields {
  constructor(private readonly cipher: FieldCipher) {}

  seal(field: PersonalField, volunteerId: string, text: string): SealedField {
    return { cipher: this.cipher.encrypt(text, contextOf(field, volunteerId)), index: this.indexOf(field, text) };
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
