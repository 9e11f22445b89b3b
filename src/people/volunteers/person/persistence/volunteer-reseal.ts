import { Injectable, type OnModuleInit } from '@nestjs/common';
import { FieldCipher } from '../../../../platform/foundation/crypto/cipher';
import {
  type Resealed,
  type ResealStep,
  ResealSteps,
  type VersionCount,
} from '../../../../platform/data/sealing/reseal-steps';
import { countsOf, masterHeaderSql } from '../../../../platform/data/sealing/sealed-column';
import { type Transaction, UnitOfWork } from '../../../../platform/data/database/unit-of-work';
import { changedDetails } from '../domain/private-details';
import { type FieldOpener, type FieldSealer, PersonalFields } from './personal-fields';

interface OldRow {
  readonly id: string;
  readonly idNumber: Buffer | null;
  readonly phone: Buffer | null;
  readonly details: Buffer | null;
  readonly occupation: string | null;
}

/** Sealed by the data key of a subject: nothing of it hangs on a master key. */
const SUBJECT_SEALED = `'\\x000002'::bytea`;
const isOld = (column: string): string => `substring(${column} from 1 for 3) <> ${SUBJECT_SEALED}`;
/** Someone registered before data keys, or before details were sealed. */
const OLD = `(${isOld('id_number_cipher')} or ${isOld('phone_cipher')} or occupation is not null)`;

/**
 * Brings volunteers of the time before data keys under keys of their own: ID number and phone change from the master key
 * to the data key, a plain occupation is sealed. Blind indexes stay: they hang on the index key.
 */
@Injectable()
export class VolunteerReseal implements ResealStep, OnModuleInit {
  readonly name = 'volunteer';

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly cipher: FieldCipher,
    private readonly fields: PersonalFields,
    private readonly steps: ResealSteps,
  ) {}

  onModuleInit(): void {
    this.steps.register(this);
  }

  async versions(): Promise<readonly VersionCount[]> {
    const rows = await this.unitOfWork.read<{ header: Buffer; count: string }>(
      `select ${masterHeaderSql('c.sealed')} as header, count(*) as count
       from volunteer v cross join lateral (values (v.id_number_cipher), (v.phone_cipher)) c (sealed)
       where ${isOld('c.sealed')} group by 1`,
    );
    return countsOf(rows, this.cipher).map((row) => ({ ...row, isCurrent: false }));
  }

  async advance(tx: Transaction, after: readonly string[] | null, limit: number): Promise<Resealed> {
    const rows = await tx.query<OldRow>(
      `select id, id_number_cipher as "idNumber", phone_cipher as phone, private_cipher as details, occupation
       from volunteer where ${OLD} and status <> 'CLOSED' and ($1::uuid is null or id > $1) order by id limit $2 for update`,
      [after?.[0] ?? null, limit],
    );
    for (const row of rows) {
      const sealer = await this.fields.sealer(tx, row.id);
      const opener = await this.fields.opener([row.id], tx);
      await this.reseal(tx, row, sealer, opener);
    }
    return { count: rows.length, next: rows.length < limit ? null : [rows.at(-1)?.id ?? ''] };
  }

  /** The version of the row stays: nothing that anybody sees has changed. */
  private async reseal(tx: Transaction, row: OldRow, sealer: FieldSealer, opener: FieldOpener): Promise<void> {
    const sealed = (place: 'id_number' | 'phone', text: Buffer | null): Buffer | null =>
      text && sealer.sealText(place, opener.open(place, row.id, text));
    const details = changedDetails(
      { ...(row.occupation !== null && { occupation: row.occupation }) },
      opener.openDetails(row.id, row.details),
    );
    await tx.query(
      `update volunteer set id_number_cipher = $2, phone_cipher = $3, private_cipher = $4, occupation = null
       where id = $1`,
      [row.id, sealed('id_number', row.idNumber), sealed('phone', row.phone), sealer.sealDetails(details)],
    );
  }
}
