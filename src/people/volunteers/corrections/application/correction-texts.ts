import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import type { Identity, IdentityChange } from '../domain/identity-correction';
import { type FieldOpener, type FieldSealer, PersonalFields, type VolunteerRow } from '../../person';
import type { StoredCorrection } from '../persistence/identity-corrections';

/** What a request says. */
export interface CorrectionRequest extends IdentityChange {
  readonly reason: string;
}

/** A request with its texts opened. */
export interface OpenedCorrection {
  readonly before: Identity;
  readonly asked: CorrectionRequest;
  readonly answer: string | null;
}

/** Seals and opens the texts of corrections: all of them name the person, and go with the data key. */
@Injectable()
export class CorrectionTexts {
  constructor(private readonly fields: PersonalFields) {}

  /** @throws VOLUNTEER_CLOSED */
  async sealer(tx: Transaction, volunteerId: string): Promise<FieldSealer> {
    return this.fields.sealer(tx, volunteerId);
  }

  async opener(volunteerIds: readonly string[], tx?: Transaction): Promise<FieldOpener> {
    return this.fields.opener(volunteerIds, tx);
  }

  indexOf(idNumber: string): Buffer {
    return this.fields.indexOf('id_number', idNumber);
  }

  /** Name and ID number as they are registered now; the row is not closed. */
  async known(tx: Transaction, row: VolunteerRow): Promise<Identity> {
    const opener = await this.opener([row.id], tx);
    const idNumber = row.idNumberCipher === null ? '' : opener.open('id_number', row.id, row.idNumberCipher);
    return { name: row.name ?? '', idNumber };
  }

  open(opener: FieldOpener, correction: StoredCorrection): OpenedCorrection {
    const { id, volunteerId, answerCipher } = correction;
    const textOf = (part: string, cipher: Buffer): string => opener.open(placeOf(part, id), volunteerId, cipher);
    return {
      before: JSON.parse(textOf('before', correction.beforeCipher)) as Identity,
      asked: JSON.parse(textOf('request', correction.requestCipher)) as CorrectionRequest,
      answer: answerCipher === null ? null : textOf('answer', answerCipher),
    };
  }
}

/** Where a text of a correction is stored: a cipher text that was moved does not open. */
export function placeOf(part: string, correctionId: string): string {
  return `correction_${part}:${correctionId}`;
}
