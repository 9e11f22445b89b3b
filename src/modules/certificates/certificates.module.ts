import { Module } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { DivisionsModule } from '../divisions';
import { VolunteersModule } from '../volunteers';
import { ApplyForCertificate } from './application/apply-for-certificate';
import { CertificateWriter, HolderReader } from './application/certificate-writer';
import {
  CertificateDesk,
  DeclineCertificate,
  IssueCertificate,
  RevokeCertificate,
} from './application/decide-certificate';
import { IssueSuccessor } from './application/issue-successor';
import { NewApplications } from './application/new-applications';
import { PrintCertificate } from './application/print-certificate';
import { ShowCertificates } from './application/show-certificates';
import { SupersedeCertificates } from './application/supersede-certificates';
import { VerifyCertificate } from './application/verify-certificate';
import { CertificateDocumentsController } from './http/certificate-documents.controller';
import { CertificatesController } from './http/certificates.controller';
import { VerificationController } from './http/verification.controller';
import { SupersedeJob } from './jobs/supersede.job';
import { CertificateDirectory } from './persistence/certificate-directory';
import { CertificateFactsReader } from './persistence/certificate-facts';
import { CertificateRepository } from './persistence/certificate.repository';

/** One address may ask this often; enough for a counter that checks a pile of papers, too little to guess codes. */
const VERIFICATIONS_PER_MINUTE = 60;

@Module({
  imports: [
    DivisionsModule,
    VolunteersModule,
    ThrottlerModule.forRoot([{ ttl: 60_000, limit: VERIFICATIONS_PER_MINUTE }]),
  ],
  controllers: [CertificatesController, CertificateDocumentsController, VerificationController],
  providers: [
    ApplyForCertificate,
    NewApplications,
    CertificateDesk,
    CertificateWriter,
    HolderReader,
    IssueCertificate,
    DeclineCertificate,
    RevokeCertificate,
    SupersedeCertificates,
    IssueSuccessor,
    SupersedeJob,
    PrintCertificate,
    ShowCertificates,
    VerifyCertificate,
    CertificateDirectory,
    CertificateFactsReader,
    CertificateRepository,
  ],
  exports: [ApplyForCertificate, IssueCertificate, RevokeCertificate, SupersedeCertificates, CertificateDirectory],
})
export class CertificatesModule {}
