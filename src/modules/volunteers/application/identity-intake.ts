import { Injectable } from '@nestjs/common';
import { type LocalDay, localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/clock/clock';
import { IdSource } from '../../../platform/ids/id-source';
import { type Gender, readIdNumber } from '../domain/id-number';
import { readMobilePhone } from '../domain/phone';
import { volunteerErrors } from '../errors';
import { PersonalFields, type SealedField, type SealedPhone } from '../persistence/personal-fields';

/** A person at the door: checked, with the personal fields already sealed for the new row. */
export interface Intake {
  readonly volunteerId: string;
  readonly registeredAt: Date;
  readonly birthDate: LocalDay;
  readonly gender: Gender;
  readonly idNumber: SealedField;
  readonly phone: SealedPhone | null;
}

/** Reads what a registration says about identity; the plain texts go no further than this class. */
@Injectable()
export class IdentityIntake {
  constructor(
    private readonly ids: IdSource,
    private readonly clock: Clock,
    private readonly fields: PersonalFields,
  ) {}

  /** @throws ID_NUMBER_*, PHONE_INVALID */
  take(given: { readonly idNumber: string; readonly phone: string | null }): Intake {
    const registeredAt = this.clock.now();
    const reading = readIdNumber(given.idNumber, localDayOf(registeredAt.getTime()));
    if (!reading.isValid) throw volunteerErrors.refuse(reading.problem, { field: 'idNumber' });
    const volunteerId = this.ids.next();
    return {
      volunteerId,
      registeredAt,
      birthDate: reading.facts.birthDate,
      gender: reading.facts.gender,
      idNumber: this.fields.seal('id_number', volunteerId, reading.facts.idNumber),
      phone: this.takePhone(volunteerId, given.phone),
    };
  }

  /** Seals a phone for a row; null stays null. @throws PHONE_INVALID */
  takePhone(volunteerId: string, text: string | null): SealedPhone | null {
    if (text === null) return null;
    const phone = readMobilePhone(text);
    if (phone === null) throw volunteerErrors.refuse('PHONE_INVALID', { field: 'phone' });
    return this.fields.sealPhone(volunteerId, phone);
  }
}
