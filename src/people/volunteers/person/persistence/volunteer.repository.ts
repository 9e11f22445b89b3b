import { Injectable } from '@nestjs/common';
import { DataKeys } from '../../../../platform/data/sealing/data-keys';
import { type Transaction, violatedConstraint } from '../../../../platform/data/database/unit-of-work';
import { IdSource } from '../../../../platform/foundation/ids/id-source';
import type { GivenConsent } from '../domain/consent';
import { nameInitials } from '../domain/name-initials';
import { volunteerNoOf } from '../domain/volunteer-no';
import type { VolunteerStatus } from '../domain/volunteer-status';
import { volunteerErrors } from '../../errors';
import type { SealedPhone } from './personal-fields';
import { ConsentRow, VolunteerRow } from './volunteer.row';

export type NewVolunteer = Omit<
  VolunteerRow,
  | 'nameInitials'
  | 'volunteerNo'
  | 'idType'
  | 'status'
  | 'statusReason'
  | 'activatedAt'
  | 'updatedAt'
  | 'version'
  | 'occupation'
> & {
  /** The person's data key as it is stored; it sealed the cipher texts. */
  readonly wrappedKey: Buffer;
};

export type ProfileChange = Pick<
  VolunteerRow,
  'name' | 'privateCipher' | 'politicalStatus' | 'skills' | 'availability'
>;

export interface StatusChange {
  readonly status: VolunteerStatus;
  readonly reason: string | null;
  readonly at: Date;
}

export interface ConsentRecord {
  readonly volunteerId: string;
  readonly consents: readonly GivenConsent[];
  readonly grantedAt: Date;
  readonly recordedBy: string;
}

/** Writes volunteers and their consents. */
@Injectable()
export class VolunteerRepository {
  constructor(
    private readonly ids: IdSource,
    private readonly keys: DataKeys,
  ) {}

  /** Locks the row for the rest of the transaction. */
  async find(tx: Transaction, id: string): Promise<VolunteerRow | null> {
    return tx.manager.findOne(VolunteerRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** Who registered somebody and when; nothing is locked. */
  async registrationOf(tx: Transaction, id: string): Promise<{ readonly by: string; readonly at: Date }> {
    const [row] = await tx.query<{ by: string; at: Date }>(
      'select registered_by as by, registered_at as at from volunteer where id = $1',
      [id],
    );
    if (!row) throw volunteerErrors.refuse('VOLUNTEER_UNKNOWN');
    return row;
  }

  /** Locks the row. @throws VOLUNTEER_UNKNOWN */
  async get(tx: Transaction, id: string): Promise<VolunteerRow> {
    const volunteer = await this.find(tx, id);
    if (!volunteer) throw volunteerErrors.refuse('VOLUNTEER_UNKNOWN', { field: 'volunteerId' });
    return volunteer;
  }

  /** The row as it is, not locked. @throws VOLUNTEER_UNKNOWN */
  async read(tx: Transaction, id: string): Promise<VolunteerRow> {
    const volunteer = await tx.manager.findOne(VolunteerRow, { where: { id } });
    if (!volunteer) throw volunteerErrors.refuse('VOLUNTEER_UNKNOWN', { field: 'volunteerId' });
    return volunteer;
  }

  /** Inserts a PENDING volunteer and returns the new volunteer number. @throws VOLUNTEER_DUPLICATE */
  async insert(tx: Transaction, { wrappedKey, ...volunteer }: NewVolunteer): Promise<string> {
    if ((await this.ownerOf(tx, volunteer.idNumberIndex)) !== null) throw duplicate();
    const volunteerNo = await this.drawNumber(tx);
    try {
      await tx.manager.insert(VolunteerRow, {
        ...volunteer,
        volunteerNo,
        nameInitials: volunteer.name === null ? null : nameInitials(volunteer.name),
        availability: [...volunteer.availability],
        status: 'PENDING',
        updatedAt: volunteer.registeredAt,
        version: 1,
      });
    } catch (error) {
      if (violatedConstraint(error) === 'volunteer_id_number') throw duplicate();
      throw error;
    }
    await this.keys.store(tx, 'volunteer', volunteer.id, wrappedKey);
    return volunteerNo;
  }

  /** Moves the status; false where the version is not the expected one. The first activation is kept. */
  async changeStatus(tx: Transaction, id: string, expectedVersion: number, change: StatusChange): Promise<boolean> {
    const rows = await tx.query(
      `update volunteer set status = $3, status_reason = $4, updated_at = $5, version = version + 1,
         activated_at = case when $3 = 'ACTIVE' then coalesce(activated_at, $5) else activated_at end
       where id = $1 and version = $2 returning 1`,
      [id, expectedVersion, change.status, change.reason, change.at],
    );
    return rows.length > 0;
  }

  /** Gives somebody another phone; whether that is wanted was proven by the caller. */
  async setPhone(tx: Transaction, id: string, phone: SealedPhone, at: Date): Promise<void> {
    await tx.query(
      `update volunteer set phone_cipher = $2, phone_index = $3, phone_tail_index = $4, updated_at = $5,
         version = version + 1
       where id = $1`,
      [id, phone.cipher, phone.index, phone.tailIndex, at],
    );
  }

  /** Saves the profile; false where the version is not the expected one. */
  async updateProfile(
    tx: Transaction,
    id: string,
    expectedVersion: number,
    change: ProfileChange & { readonly at: Date },
  ): Promise<boolean> {
    const rows = await tx.query(
      `update volunteer set name = $3, political_status = $4, private_cipher = $5, occupation = null, skills = $6,
         availability = $7, updated_at = $8, name_initials = $9, version = version + 1
       where id = $1 and version = $2 returning 1`,
      [
        id,
        expectedVersion,
        change.name,
        change.politicalStatus,
        change.privateCipher,
        change.skills,
        JSON.stringify(change.availability),
        change.at,
        change.name === null ? null : nameInitials(change.name),
      ],
    );
    return rows.length > 0;
  }

  /** Corrects who somebody is; the caller holds the row. @throws CORRECTION_ID_TAKEN where another was faster by a moment. */
  async correctIdentity(
    tx: Transaction,
    id: string,
    identity: Pick<VolunteerRow, 'name' | 'idNumberCipher' | 'idNumberIndex' | 'birthDate' | 'gender'> & {
      readonly at: Date;
    },
  ): Promise<void> {
    const { name } = identity;
    try {
      await tx.query(
        `update volunteer set name = $2, name_initials = $3, id_number_cipher = $4, id_number_index = $5, birth_date = $6,
           gender = $7, updated_at = $8, version = version + 1 where id = $1`,
        [
          id,
          name,
          name === null ? null : nameInitials(name),
          identity.idNumberCipher,
          identity.idNumberIndex,
          identity.birthDate,
          identity.gender,
          identity.at,
        ],
      );
    } catch (error) {
      if (violatedConstraint(error) === 'volunteer_id_number') throw volunteerErrors.refuse('CORRECTION_ID_TAKEN');
      throw error;
    }
  }

  /** Points a merged number to the surviving one, for good. */
  async link(
    tx: Transaction,
    link: {
      readonly mergedId: string;
      readonly survivingId: string;
      readonly mergeId: string;
      readonly at: Date;
      readonly by: string;
    },
  ): Promise<void> {
    await tx.query(
      `insert into volunteer_link (merged_volunteer_id, surviving_volunteer_id, merge_id, linked_at, linked_by)
       values ($1, $2, $3, $4, $5)`,
      [link.mergedId, link.survivingId, link.mergeId, link.at, link.by],
    );
  }

  /** The numbers that were merged into this one, over any number of merges. */
  async mergedInto(tx: Transaction, id: string): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }>(
      `with recursive merged as (
         select merged_volunteer_id as id from volunteer_link where surviving_volunteer_id = $1
         union
         select l.merged_volunteer_id from volunteer_link l join merged m on m.id = l.surviving_volunteer_id)
       select id from merged order by id`,
      [id],
    );
    return rows.map((row) => row.id);
  }

  /** Moves a volunteer to another division. */
  async move(tx: Transaction, id: string, divisionId: string, at: Date): Promise<void> {
    await tx.query('update volunteer set division_id = $2, updated_at = $3, version = version + 1 where id = $1', [
      id,
      divisionId,
      at,
    ]);
  }

  /** Takes everything that names the person out of a closed row; number, division and status stay for the ledger. */
  async erasePerson(tx: Transaction, id: string, at: Date): Promise<void> {
    await tx.query('update consent set withdrawn_at = $2 where volunteer_id = $1 and withdrawn_at is null', [id, at]);
    await tx.query(
      `update volunteer set name = null, gender = null, birth_date = null, id_number_cipher = null,
         id_number_index = null, phone_cipher = null, phone_index = null, private_cipher = null, status_reason = null, political_status = 'UNSPECIFIED',
         occupation = null, skills = '{}', availability = '[]'
       where id = $1 and status = 'CLOSED'`,
      [id],
    );
  }

  /** Records consents. @returns their ids. @throws CONSENT_ALREADY_GRANTED */
  async addConsents(tx: Transaction, record: ConsentRecord): Promise<readonly string[]> {
    const rows = record.consents.map((consent) => ({ id: this.ids.next(), ...consent }));
    try {
      await tx.manager.insert(
        ConsentRow,
        rows.map((consent) => ({
          id: consent.id,
          volunteerId: record.volunteerId,
          purpose: consent.purpose,
          textVersion: consent.textVersion,
          channel: consent.channel,
          grantedAt: record.grantedAt,
          recordedBy: record.recordedBy,
        })),
      );
    } catch (error) {
      if (violatedConstraint(error) === 'consent_open') throw volunteerErrors.refuse('CONSENT_ALREADY_GRANTED');
      throw error;
    }
    return rows.map(({ id }) => id);
  }

  /** Withdraws the open consent to a purpose; false where there is none. */
  async withdrawConsent(tx: Transaction, volunteerId: string, purpose: string, at: Date): Promise<boolean> {
    const rows = await tx.query(
      `update consent set withdrawn_at = $3 where volunteer_id = $1 and purpose = $2 and withdrawn_at is null
       returning 1`,
      [volunteerId, purpose, at],
    );
    return rows.length > 0;
  }

  async hasConsent(tx: Transaction, volunteerId: string, purpose: string): Promise<boolean> {
    const rows = await tx.query(
      'select 1 from consent where volunteer_id = $1 and purpose = $2 and withdrawn_at is null',
      [volunteerId, purpose],
    );
    return rows.length > 0;
  }

  /** Who is registered under this ID number; null where nobody is. */
  async ownerOf(tx: Transaction, idNumberIndex: Buffer | null): Promise<string | null> {
    const [owner] = await tx.query<{ id: string }>('select id from volunteer where id_number_index = $1', [
      idNumberIndex,
    ]);
    return owner?.id ?? null;
  }

  /** The next volunteer number; it is used up, whether somebody gets it or not. */
  async drawNumber(tx: Transaction): Promise<string> {
    const [serial] = await tx.query<{ value: string }>(`select nextval('volunteer_serial')::text as value`);
    const volunteerNo = volunteerNoOf(Number(serial?.value));
    if (volunteerNo === null) throw new Error('the sequence of volunteer numbers is used up');
    return volunteerNo;
  }
}

function duplicate() {
  return volunteerErrors.refuse('VOLUNTEER_DUPLICATE', { field: 'idNumber' });
}
