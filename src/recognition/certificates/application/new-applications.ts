import { Injectable } from '@nestjs/common';
import type { LocalDay } from '../../../kernel/local-day';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { IdSource } from '../../../platform/foundation/ids/id-source';
import { DivisionDirectory } from '../../../place/divisions';
import { displayOfSuccessor, type IdNumberChoice, type IdNumberChooser } from '../domain/id-number-display';
import { certificateErrors } from '../errors';
import type { CertificateView } from '../persistence/certificate-directory';
import { CertificateRepository } from '../persistence/certificate.repository';

export interface ApplicationFields {
  readonly volunteer: { readonly id: string; readonly divisionPath: string };
  readonly periodFrom: LocalDay;
  readonly periodTo: LocalDay;
  readonly purpose: string | null;
  readonly idNumberDisplay: IdNumberChoice;
  readonly idNumberChosenBy: IdNumberChooser;
  readonly appliedBy: string;
  readonly appliedAt: Date;
}

/** Writes an application down and finds out which street will certify: the one the volunteer belongs to. */
@Injectable()
export class NewApplications {
  constructor(
    private readonly divisions: DivisionDirectory,
    private readonly certificates: CertificateRepository,
    private readonly ids: IdSource,
  ) {}

  /** @returns the id of the application. @throws CERTIFICATE_STREET_MISSING, CERTIFICATE_APPLICATION_OPEN */
  async add(tx: Transaction, fields: ApplicationFields): Promise<string> {
    const ancestors = await this.divisions.ancestorsOf(fields.volunteer.divisionPath, tx);
    const street = ancestors.find((division) => division.kind === 'STREET');
    if (!street) throw certificateErrors.refuse('CERTIFICATE_STREET_MISSING');
    const id = this.ids.next();
    await this.certificates.insertApplication(tx, {
      id,
      volunteerId: fields.volunteer.id,
      divisionId: street.id,
      purpose: fields.purpose,
      idNumberDisplay: fields.idNumberDisplay,
      idNumberChosenBy: fields.idNumberChosenBy,
      periodFrom: fields.periodFrom,
      periodTo: fields.periodTo,
      appliedBy: fields.appliedBy,
      appliedAt: fields.appliedAt,
    });
    return id;
  }

  /**
   * The application that replaces a certificate, at the same street. An application of the holder that waits for the
   * same period is taken up instead: it would be answered with the same figures.
   */
  async addSuccessor(tx: Transaction, old: CertificateView, applied: { by: string; at: Date }): Promise<string> {
    const open = await this.certificates.lockOpenApplication(tx, old.volunteerId, old.periodFrom, old.periodTo);
    if (open !== null) return open;
    const id = this.ids.next();
    await this.certificates.insertApplication(tx, {
      id,
      volunteerId: old.volunteerId,
      divisionId: old.divisionId,
      purpose: old.purpose,
      idNumberDisplay: displayOfSuccessor(old.idNumberDisplay),
      idNumberChosenBy: old.idNumberChosenBy,
      periodFrom: old.periodFrom,
      periodTo: old.periodTo,
      appliedBy: applied.by,
      appliedAt: applied.at,
    });
    return id;
  }
}
