/** The only door of this module. */
export { ApplyForCertificate, type ApplyCommand } from './application/apply-for-certificate';
export { IssueCertificate, type IssueCommand, RevokeCertificate } from './application/decide-certificate';
export { SupersedeCertificates } from './application/supersede-certificates';
export { CertificatesModule } from './certificates.module';
export { certificateErrors } from './errors';
export { CertificateDirectory, type CertificateView } from './persistence/certificate-directory';
