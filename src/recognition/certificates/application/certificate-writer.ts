import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { localDayOf } from '../../../kernel/local-day';
import { Clock } from '../../../platform/foundation/clock/clock';
import { Runtime } from '../../../platform/foundation/config/runtime';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { type Actor, actorIdOf } from '../../../platform/foundation/actor/actor';
import { DivisionDirectory } from '../../../place/divisions';
import { PrintedCheckpoints } from '../../../ledger/evidence';
import { IdNumberAccess, VolunteerDirectory } from '../../../people/volunteers';
import { certificateFigures, type CertificateFigures, type OpenedHours } from '../domain/certificate-content';
import { certificateNoOf } from '../domain/certificate-no';
import { VERIFICATION_CODE_BYTES, verificationCodeOf } from '../domain/verification-code';
import { certificateErrors } from '../errors';
import type { CertificateView, SealedAccount } from '../persistence/certificate-directory';
import { CertificateFactsReader } from '../persistence/certificate-facts';
import { CertificateRepository } from '../persistence/certificate.repository';
import type { StoredContent } from '../persistence/stored-content';

export type Issuer = StoredContent['issuer'];

/** The figures of a certificate and the state of the ledger they belong to. */
export interface SealedFigures {
  readonly figures: CertificateFigures;
  readonly openedHours: readonly OpenedHours[];
  readonly seal: readonly SealedAccount[];
}

/** Who the holder of a certificate is, for the printed page. */
@Injectable()
export class HolderReader {
  constructor(
    private readonly volunteers: VolunteerDirectory,
    private readonly idNumbers: IdNumberAccess,
  ) {}

  /** @throws VOLUNTEER_UNKNOWN, VOLUNTEER_CLOSED */
  async read(tx: Transaction, volunteerId: string): Promise<StoredContent['holder']> {
    const maskedIdNumber = await this.idNumbers.masked(tx, volunteerId);
    const { volunteerNo, name } = await this.volunteers.byId(volunteerId, tx);
    const names = await this.volunteers.displayNames([volunteerId], tx);
    const maskedName = names.get(volunteerId)?.maskedName ?? '*';
    return { name: name ?? '', maskedName, volunteerNo, idType: '居民身份证', maskedIdNumber };
  }
}

/** Turns an application into a certificate: figures, number, code, content and seal, all frozen in one transaction. */
@Injectable()
export class CertificateWriter {
  constructor(
    private readonly facts: CertificateFactsReader,
    private readonly certificates: CertificateRepository,
    private readonly divisions: DivisionDirectory,
    private readonly holders: HolderReader,
    private readonly checkpoints: PrintedCheckpoints,
    private readonly runtime: Runtime,
    private readonly clock: Clock,
  ) {}

  /**
   * What the confirmed records of the period add up to, compared with what the ledger holds for them.
   *
   * @throws CERTIFICATE_LEDGER_DISAGREES
   */
  async figures(tx: Transaction, certificate: CertificateView): Promise<SealedFigures> {
    const { volunteerId, periodFrom, periodTo } = certificate;
    const seal = await this.facts.sealAccounts(tx, volunteerId);
    const figures = certificateFigures(await this.facts.confirmedRecords(tx, volunteerId, periodFrom, periodTo));
    const postedMinutes = await this.facts.postedMinutes(tx, volunteerId, figures.recordIds);
    if (postedMinutes !== figures.serviceMinutes + figures.trainingMinutes) {
      throw certificateErrors.refuse('CERTIFICATE_LEDGER_DISAGREES');
    }
    const openedHours = await this.facts.openedHours(tx, volunteerId, periodFrom, periodTo);
    return { figures, openedHours, seal };
  }

  /** Issues a locked application. @throws CERTIFICATE_NO_SERVICE, VOLUNTEER_CLOSED */
  async issue(
    tx: Transaction,
    actor: Actor,
    certificate: CertificateView,
    work: SealedFigures & { readonly issuer: Issuer },
  ): Promise<void> {
    const { figures, openedHours, seal, issuer } = work;
    if (figures.serviceMinutes + figures.trainingMinutes === 0)
      throw certificateErrors.refuse('CERTIFICATE_NO_SERVICE');
    const issuedAt = this.clock.now();
    const issuedOn = localDayOf(issuedAt.getTime());
    const year = Number(issuedOn.slice(0, 4));
    const street = await this.divisions.byId(certificate.divisionId, tx);
    const holder = await this.holders.read(tx, certificate.volunteerId);
    const checkpoint = await this.checkpoints.latest(tx);
    const verificationCode = verificationCodeOf(randomBytes(VERIFICATION_CODE_BYTES));
    // The counter comes last: it makes other issuers of this street wait until the commit.
    const serial = await this.certificates.nextSerial(tx, certificate.divisionId, year);
    await this.certificates.issue(tx, certificate.id, {
      certificateNo: certificateNoOf(street.code, year, serial),
      verificationCode,
      issuedAt,
      issuedBy: actorIdOf(actor),
      serviceMinutes: figures.serviceMinutes,
      trainingMinutes: figures.trainingMinutes,
      minutesByGrade: figures.minutesByGrade,
      ledgerSeal: seal,
      content: {
        holder,
        issuer,
        issuedOn,
        contentSummary: figures.contentSummary,
        verificationUrl: `${this.runtime.config.publicUrl}/verify/${verificationCode}`,
        checkpoint,
        openedHours: openedHours.map(({ kind, grade, minutes, documentTitle, documentKeeper }) => ({
          kind,
          grade,
          minutes,
          documentTitle,
          documentKeeper,
        })),
        recordIds: [...figures.recordIds, ...openedHours.flatMap(({ rowIds }) => rowIds)],
        details: figures.details.map(({ day, activityName, teamName, creditedMinutes, grade }) => ({
          day,
          activityName,
          teamName,
          creditedMinutes,
          grade,
        })),
      },
    });
  }
}
