import { Injectable } from '@nestjs/common';
import { type LocalDay, localDayOf } from '../../../../kernel/local-day';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { IdSource } from '../../../../platform/foundation/ids/id-source';
import { type Gender, readIdNumber } from '../domain/id-number';
import { readMobilePhone } from '../domain/phone';
import type { DetailsChange, PrivateDetails } from '../domain/private-details';
import { volunteerErrors } from '../../errors';
import { type FieldSealer, PersonalFields, type SealedField, type SealedPhone } from '../persistence/personal-fields';

/** A person at the door: checked, with the personal fields already sealed for the new row. */
export interface Intake {
  readonly volunteerId: string;
  readonly registeredAt: Date;
  readonly birthDate: LocalDay;
  readonly gender: Gender;
  readonly idNumber: SealedField;
  readonly phone: SealedPhone | null;
  readonly privateDetails: Buffer | null;
  /** The data key that sealed them, as it is stored with the row. */
  readonly wrappedKey: Buffer;
}

export interface GivenIdentity {
  readonly idNumber: string;
  readonly phone: string | null;
  readonly details?: PrivateDetails;
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
  take(given: GivenIdentity): Intake {
    const registeredAt = this.clock.now();
    const reading = readIdNumber(given.idNumber, localDayOf(registeredAt.getTime()));
    if (!reading.isValid) throw volunteerErrors.refuse(reading.problem, { field: 'idNumber' });
    const volunteerId = this.ids.next();
    const { sealer, wrappedKey } = this.fields.forNew(volunteerId);
    return {
      volunteerId,
      registeredAt,
      birthDate: reading.facts.birthDate,
      gender: reading.facts.gender,
      idNumber: sealer.seal('id_number', reading.facts.idNumber),
      phone: this.takePhone(sealer, given.phone),
      privateDetails: sealer.sealDetails(this.takeDetails(given.details ?? {})),
      wrappedKey,
    };
  }

  /** Reads the details: the phone of the emergency contact is a number that can be called. @throws PHONE_INVALID */
  takeDetails<T extends PrivateDetails | DetailsChange>(details: T): T {
    const contact = details.emergencyContact;
    if (!contact) return details;
    const phone = readMobilePhone(contact.phone);
    if (phone === null) throw volunteerErrors.refuse('PHONE_INVALID', { field: 'emergencyContact.phone' });
    return { ...details, emergencyContact: { ...contact, phone } };
  }

  /** Seals a phone; null stays null. @throws PHONE_INVALID */
  takePhone(sealer: FieldSealer, text: string | null): SealedPhone | null {
    if (text === null) return null;
    const phone = readMobilePhone(text);
    if (phone === null) throw volunteerErrors.refuse('PHONE_INVALID', { field: 'phone' });
    return sealer.sealPhone(phone);
  }
}
