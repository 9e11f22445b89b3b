import { Injectable } from '@nestjs/common';
import type { Page, PageQuery } from '../../../platform/http/paging';
import { requireVolunteer } from '../../../platform/identity/access';
import { type Actor, scopesOf } from '../../../platform/identity/actor';
import {
  CertificateDirectory,
  type CertificateState,
  type CertificateView,
} from '../persistence/certificate-directory';
import { requireReader } from './print-certificate';

/** Shows certificates and applications to their holders and to staff. */
@Injectable()
export class ShowCertificates {
  constructor(private readonly directory: CertificateDirectory) {}

  /** @throws CERTIFICATE_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async one(actor: Actor, certificateId: string): Promise<CertificateView> {
    const certificate = await this.directory.byId(certificateId);
    requireReader(actor, certificate);
    return certificate;
  }

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED */
  async mine(actor: Actor, query: PageQuery): Promise<Page<CertificateView>> {
    return this.directory.ofVolunteer(requireVolunteer(actor), query);
  }

  async inScope(actor: Actor, status: CertificateState | undefined, query: PageQuery): Promise<Page<CertificateView>> {
    return this.directory.inScopes(scopesOf(actor, 'certificate.read'), status, query);
  }
}
