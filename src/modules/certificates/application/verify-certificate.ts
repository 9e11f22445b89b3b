import { Injectable } from '@nestjs/common';
import { parseVerificationCode } from '../domain/verification-code';
import { CertificateDirectory, type PublicCertificate } from '../persistence/certificate-directory';

/** Public verification. A code that is unknown and a text that is no code get the same answer: null. */
@Injectable()
export class VerifyCertificate {
  constructor(private readonly directory: CertificateDirectory) {}

  async execute(text: string): Promise<PublicCertificate | null> {
    const code = parseVerificationCode(text);
    return code === null ? null : this.directory.byCode(code);
  }
}
