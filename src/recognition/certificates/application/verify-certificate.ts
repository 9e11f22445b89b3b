import { Injectable } from '@nestjs/common';
import { PrintedCheckpoints } from '../../../ledger/evidence';
import { PublicNames } from '../../../people/volunteers';
import { parseVerificationCode } from '../domain/verification-code';
import { CertificateDirectory, type PublicCertificate } from '../persistence/certificate-directory';

/** Public verification. A code that is unknown and a text that is no code get the same answer: null. */
@Injectable()
export class VerifyCertificate {
  constructor(
    private readonly directory: CertificateDirectory,
    private readonly publicNames: PublicNames,
    private readonly checkpoints: PrintedCheckpoints,
  ) {}

  async execute(given: string): Promise<PublicCertificate | null> {
    const code = parseVerificationCode(given);
    const found = code === null ? null : await this.directory.byCode(code);
    if (!found) return null;
    const { volunteerId, checkpoint, ...certificate } = found;
    const { isKnown, text } = (await this.publicNames.of([volunteerId], 'VERIFICATION'))(volunteerId);
    return {
      ...certificate,
      maskedName: isKnown ? text : null,
      checkpoint: checkpoint && { ...checkpoint, isPublished: await this.checkpoints.stands(checkpoint) },
    };
  }
}
