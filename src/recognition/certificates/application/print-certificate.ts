import { Injectable } from '@nestjs/common';
import { PdfRenderer } from '../../../platform/delivery/documents/pdf-renderer';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { requireScope } from '../../../platform/security/identity/access';
import { type Actor, covers } from '../../../platform/foundation/actor/actor';
import { checkpointNote } from '../../../ledger/evidence';
import { IdNumberAccess, maskIdNumber } from '../../../people/volunteers';
import { printedIdNumber } from '../domain/id-number-display';
import { groupedCode } from '../domain/verification-code';
import { certificateErrors } from '../errors';
import { CertificateDirectory, type CertificateView } from '../persistence/certificate-directory';
import { CertificateRepository } from '../persistence/certificate.repository';
import type { StoredContent } from '../persistence/stored-content';
import type { CertificateDocument } from '../rendering/certificate-document';
import { renderCertificate } from '../rendering/render-certificate';

/** Printed in the place of the number. */
const NOT_SHOWN = '本人选择不显示';

export interface PrintedCertificate {
  readonly fileName: string;
  readonly pdf: Buffer;
}

/** Prints an issued certificate from its frozen content; only the state may differ from the day of issue. */
@Injectable()
export class PrintCertificate {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly directory: CertificateDirectory,
    private readonly certificates: CertificateRepository,
    private readonly idNumbers: IdNumberAccess,
    private readonly renderer: PdfRenderer,
  ) {}

  /**
   * @throws CERTIFICATE_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, CERTIFICATE_NOT_ISSUED, VOLUNTEER_CLOSED,
   *   REVEAL_APPROVAL_REQUIRED
   */
  async execute(actor: Actor, certificateId: string): Promise<PrintedCertificate> {
    const document = await this.unitOfWork.run(async (tx) => {
      const certificate = await this.directory.byId(certificateId, tx);
      requireReader(actor, certificate);
      const content = await this.certificates.content(tx, certificate.id);
      return documentOf(certificate, content, await this.idNumber(tx, actor, certificate, content));
    });
    return { fileName: `${document.certificateNo}.pdf`, pdf: await renderCertificate(this.renderer, document) };
  }

  /** What the page says of the number, see `printedIdNumber`; what is more than the first character is logged every time. */
  private async idNumber(
    tx: Transaction,
    actor: Actor,
    certificate: CertificateView,
    content: StoredContent,
  ): Promise<string> {
    // A closed account has left the name and the number blank.
    if (content.holder.name === '') return '';
    const { volunteerId, idNumberChosenBy } = certificate;
    const shown = printedIdNumber({
      display: certificate.idNumberDisplay,
      chosenBy: idNumberChosenBy,
      isHolder: isHolder(actor, certificate),
      mayIssue: covers(actor, 'certificate.issue', certificate.divisionPath),
      mayReveal: covers(actor, 'volunteer.reveal', certificate.holderPath),
    });
    if (shown === 'NONE') return NOT_SHOWN;
    if (shown === 'AS_ISSUED') return content.holder.maskedIdNumber;
    if (shown === 'FIRST') return maskIdNumber(content.holder.maskedIdNumber);
    const isHoldersWish = idNumberChosenBy === 'HOLDER' || isHolder(actor, certificate);
    return this.idNumbers.forCertificate(tx, actor, volunteerId, { shown, isHoldersWish });
  }
}

/** Refuses whoever is neither the holder nor staff of the holder's place. @throws PERMISSION_MISSING, SCOPE_FOREIGN */
export function requireReader(actor: Actor, certificate: CertificateView): void {
  if (!isHolder(actor, certificate)) requireScope(actor, 'certificate.read', certificate.holderPath);
}

function isHolder(actor: Actor, certificate: CertificateView): boolean {
  return actor.kind === 'USER' && actor.volunteerId === certificate.volunteerId;
}

function documentOf(certificate: CertificateView, content: StoredContent, idNumber: string): CertificateDocument {
  const { status, certificateNo, verificationCode, serviceMinutes, trainingMinutes, minutesByGrade } = certificate;
  const isIssued = status === 'VALID' || status === 'SUPERSEDED' || status === 'REVOKED';
  if (!isIssued || certificateNo === null || verificationCode === null || minutesByGrade === null) {
    throw certificateErrors.refuse('CERTIFICATE_NOT_ISSUED');
  }
  const { holder, issuer, contentSummary, details, openedHours, verificationUrl, checkpoint } = content;
  const seal =
    certificate.ledgerSeal?.find((account) => account.kind === 'SERVICE_MINUTES') ?? certificate.ledgerSeal?.[0];
  return {
    certificateNo,
    issuedOn: content.issuedOn,
    status,
    ...(certificate.supersededByNo !== null && { supersededByNo: certificate.supersededByNo }),
    volunteer: {
      name: holder.name === '' ? '(持有人已注销)' : holder.name,
      idType: holder.idType,
      idNumber,
      volunteerNo: holder.volunteerNo,
    },
    service: {
      periodStart: certificate.periodFrom,
      periodEnd: certificate.periodTo,
      creditedMinutes: serviceMinutes ?? 0,
      contentSummary,
      minutesByGrade,
      trainingClassMinutes: trainingMinutes ?? 0,
      details,
      openedHours,
    },
    issuer,
    verification: { code: groupedCode(verificationCode), url: verificationUrl },
    ledgerSeal: { lastSeq: seal?.seq ?? 0, hash: seal?.headHash ?? '' },
    checkpoint: checkpointNote(checkpoint),
  };
}
