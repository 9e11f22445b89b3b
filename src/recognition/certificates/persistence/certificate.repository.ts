import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import { type Transaction, violatedConstraint } from '../../../platform/data/database/unit-of-work';
import type { Grade } from '../domain/certificate-content';
import { certificateErrors } from '../errors';
import type { IdNumberChoice, IdNumberChooser } from '../domain/id-number-display';
import type { SealedAccount } from './certificate-directory';
import { type StoredContent, storedContentSchema } from './stored-content';

export interface NewApplication {
  readonly id: string;
  readonly volunteerId: string;
  readonly divisionId: string;
  readonly purpose: string | null;
  readonly idNumberDisplay: IdNumberChoice;
  readonly idNumberChosenBy: IdNumberChooser;
  readonly periodFrom: LocalDay;
  readonly periodTo: LocalDay;
  readonly appliedBy: string;
  readonly appliedAt: Date;
}

export interface IssuedFields {
  readonly certificateNo: string;
  readonly verificationCode: string;
  readonly issuedAt: Date;
  readonly issuedBy: string;
  readonly serviceMinutes: number;
  readonly trainingMinutes: number;
  readonly minutesByGrade: Readonly<Record<Grade, number>>;
  readonly content: StoredContent;
  readonly ledgerSeal: readonly SealedAccount[];
}

export interface Ending {
  readonly status: 'REVOKED' | 'SUPERSEDED';
  readonly at: Date;
  readonly by: string;
  readonly reason: string;
  readonly supersededBy?: string;
}

/** Writes certificates. Whoever changes one has locked it before. */
@Injectable()
export class CertificateRepository {
  /** Locks the row for the rest of the transaction; nothing where it does not exist. */
  async lock(tx: Transaction, id: string): Promise<void> {
    await tx.query('select 1 from certificate where id = $1 for update', [id]);
  }

  /** Locks the valid certificates of a volunteer that rest on a record, oldest first, and answers their ids. */
  async lockValidOn(tx: Transaction, volunteerId: string, recordId: string): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }>(
      `select id from certificate
       where volunteer_id = $1 and status = 'VALID' and jsonb_exists(content->'recordIds', $2)
       order by id for update`,
      [volunteerId, recordId],
    );
    return rows.map((row) => row.id);
  }

  /** Locks the open application of a volunteer for a period; null where there is none. */
  async lockOpenApplication(
    tx: Transaction,
    volunteerId: string,
    periodFrom: LocalDay,
    periodTo: LocalDay,
  ): Promise<string | null> {
    const [row] = await tx.query<{ id: string }>(
      `select id from certificate
       where volunteer_id = $1 and period_from = $2 and period_to = $3 and status = 'APPLIED' for update`,
      [volunteerId, periodFrom, periodTo],
    );
    return row?.id ?? null;
  }

  /** @throws CERTIFICATE_APPLICATION_OPEN */
  async insertApplication(tx: Transaction, application: NewApplication): Promise<void> {
    try {
      await tx.query(
        `insert into certificate (id, volunteer_id, division_id, status, purpose, id_number_display, period_from,
           period_to, applied_by, applied_at, id_number_chosen_by)
         values ($1, $2, $3, 'APPLIED', $4, $5, $6, $7, $8, $9, $10)`,
        [
          application.id,
          application.volunteerId,
          application.divisionId,
          application.purpose,
          application.idNumberDisplay,
          application.periodFrom,
          application.periodTo,
          application.appliedBy,
          application.appliedAt,
          application.idNumberChosenBy,
        ],
      );
    } catch (error) {
      if (violatedConstraint(error) === 'certificate_open_application') {
        throw certificateErrors.refuse('CERTIFICATE_APPLICATION_OPEN', { field: 'periodFrom' });
      }
      throw error;
    }
  }

  async decline(tx: Transaction, id: string, reason: string): Promise<void> {
    await tx.query(
      `update certificate set status = 'DECLINED', decline_reason = $2, version = version + 1 where id = $1`,
      [id, reason],
    );
  }

  /**
   * The next serial of a street and year. Its counter stays locked until the commit and goes back with a rollback: no
   * number is missing and none is used twice.
   */
  async nextSerial(tx: Transaction, divisionId: string, year: number): Promise<number> {
    const [row] = await tx.query<{ serial: number }>(
      `insert into certificate_counter as c (division_id, year, last_no) values ($1, $2, 1)
       on conflict (division_id, year) do update set last_no = c.last_no + 1 returning last_no as serial`,
      [divisionId, year],
    );
    if (!row) throw new Error('the counter of certificates gave no number');
    return row.serial;
  }

  async issue(tx: Transaction, id: string, fields: IssuedFields): Promise<void> {
    await tx.query(
      `update certificate set status = 'VALID', certificate_no = $2, verification_code = $3, issued_at = $4,
         issued_by = $5, service_minutes = $6, training_minutes = $7, minutes_by_grade = $8, content = $9,
         ledger_seal = $10, version = version + 1
       where id = $1`,
      [
        id,
        fields.certificateNo,
        fields.verificationCode,
        fields.issuedAt,
        fields.issuedBy,
        fields.serviceMinutes,
        fields.trainingMinutes,
        JSON.stringify(fields.minutesByGrade),
        JSON.stringify(fields.content),
        JSON.stringify(fields.ledgerSeal),
      ],
    );
  }

  async end(tx: Transaction, id: string, ending: Ending): Promise<void> {
    await tx.query(
      `update certificate set status = $2, ended_at = $3, ended_by = $4, end_reason = $5, superseded_by = $6,
         version = version + 1
       where id = $1`,
      [id, ending.status, ending.at, ending.by, ending.reason, ending.supersededBy ?? null],
    );
  }

  /** What an issued certificate prints. @throws CERTIFICATE_NOT_ISSUED */
  async content(tx: Transaction, id: string): Promise<StoredContent> {
    const [row] = await tx.query<{ content: unknown }>('select content from certificate where id = $1', [id]);
    if (!row?.content) throw certificateErrors.refuse('CERTIFICATE_NOT_ISSUED');
    return storedContentSchema.parse(row.content);
  }
}
