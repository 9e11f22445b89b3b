import { Injectable } from '@nestjs/common';
import { type LocalDay, localDayOf } from '../../../../kernel/local-day';
import { Clock } from '../../../../platform/foundation/clock/clock';
import { DivisionDirectory } from '../../../../place/divisions';
import { ageInYear } from '../domain/age-rules';
import { maskIdNumber, maskPhone } from '../domain/masking';
import { type FieldOpener, PersonalFields } from './personal-fields';

export interface SealedRow {
  readonly id: string;
  readonly birthDate: LocalDay | null;
  readonly idNumberCipher: Buffer | null;
  readonly phoneCipher: Buffer | null;
  readonly divisionPath: string;
}

/** What a row shows in the place of what is sealed. */
export interface ShownFields {
  /** Year minus birth year; the birth date itself is for the person only. */
  readonly age: number | null;
  readonly idType: 'RESIDENT_ID' | null;
  /** The first character and stars. */
  readonly idNumberMasked: string | null;
  readonly phoneMasked: string | null;
  /** Community, grid, building and unit. */
  readonly placeName: string;
}

/** How the rows of a list are shown; made for these rows. */
export interface Showing {
  readonly opener: FieldOpener;
  readonly show: <T extends SealedRow>(row: T) => Omit<T, Exclude<keyof SealedRow, 'id'>> & ShownFields;
}

/**
 * Rows as they leave the module: ID number and phone masked, an age instead of the birth date, and the place, by which people
 * are told apart. All of it together must not bring an ID number below 100,000 that it may be: year and gender leave 365 days
 * of 500 numbers each, anything more does not.
 */
@Injectable()
export class ShownRows {
  constructor(
    private readonly fields: PersonalFields,
    private readonly divisions: DivisionDirectory,
    private readonly clock: Clock,
  ) {}

  async of(rows: readonly SealedRow[]): Promise<Showing> {
    const opener = await this.fields.opener(rows.map(({ id }) => id));
    const places = await this.divisions.placesOf(rows.map(({ divisionPath }) => divisionPath));
    const today = localDayOf(this.clock.nowMs());
    return {
      opener,
      show: ({ idNumberCipher, phoneCipher, birthDate, divisionPath, ...rest }) => ({
        ...rest,
        age: birthDate && ageInYear(birthDate, today),
        idType: idNumberCipher && 'RESIDENT_ID',
        idNumberMasked: idNumberCipher && maskIdNumber(opener.open('id_number', rest.id, idNumberCipher)),
        phoneMasked: phoneCipher && maskPhone(opener.open('phone', rest.id, phoneCipher)),
        placeName: places.get(divisionPath) ?? '',
      }),
    };
  }
}
