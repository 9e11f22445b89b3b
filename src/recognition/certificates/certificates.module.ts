import { WaitingQueues } from '../../platform/security/waiting';
import { AuditChecks } from '../../platform/data/audit/audit-checks';
import { Module, type OnModuleInit } from '@nestjs/common';
import { certificateChecks } from './persistence/certificate-checks';
import { DivisionsModule } from '../../place/divisions';
import { EvidenceModule } from '../../ledger/evidence';
import { LedgerModule } from '../../ledger/ledger';
import { PersonExports, PersonTraces, VolunteersModule } from '../../people/volunteers';
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
import { CertificateRegisterFile } from './application/certificate-register-file';
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
import { personTraces } from './persistence/person-traces';
import { personTables } from './persistence/person-tables';
import { certificatesQueue } from './persistence/certificates-queue';

@Module({
  imports: [DivisionsModule, VolunteersModule, LedgerModule, EvidenceModule],
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
    CertificateRegisterFile,
    VerifyCertificate,
    CertificateDirectory,
    CertificateFactsReader,
    CertificateRepository,
  ],
  exports: [ApplyForCertificate, IssueCertificate, RevokeCertificate, SupersedeCertificates, CertificateDirectory],
})
export class CertificatesModule implements OnModuleInit {
  constructor(
    private readonly traces: PersonTraces,
    private readonly exports: PersonExports,
    private readonly audits: AuditChecks,
    queues: WaitingQueues,
  ) {
    queues.declare(certificatesQueue);
  }

  onModuleInit(): void {
    this.audits.declare(...certificateChecks);
    this.traces.declare('certificates', personTraces);
    this.exports.declare('certificates', personTables);
  }
}
