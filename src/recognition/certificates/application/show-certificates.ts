import { Injectable } from '@nestjs/common';
import type { Page, PageQuery } from '../../../platform/delivery/http/paging';
import { requireScope, requireVolunteer } from '../../../platform/security/identity/access';
import { type Actor, scopesOf } from '../../../platform/foundation/actor/actor';
import { VolunteerDirectory } from '../../../people/volunteers';
import { DecisionGuard, type Matter, type Standing } from '../../../platform/security/decisions';
import {
  CertificateDirectory,
  type CertificateState,
  type CertificateView,
} from '../persistence/certificate-directory';
import { certificateMatter } from './certificate-matter';
import { requireReader } from './print-certificate';

/** Shows certificates and applications to their holders and to staff. */
@Injectable()
export class ShowCertificates {
  constructor(
    private readonly directory: CertificateDirectory,
    private readonly guard: DecisionGuard,
    private readonly volunteers: VolunteerDirectory,
  ) {}

  /** @throws CERTIFICATE_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async one(actor: Actor, certificateId: string): Promise<CertificateView & Standing> {
    const certificate = await this.directory.byId(certificateId);
    requireReader(actor, certificate);
    // Who decides is told to staff, not to the holder.
    const isStaff = scopesOf(actor, 'certificate.read').length > 0;
    return this.guard.withStanding(actor, certificate, isStaff ? waitingMatter(certificate) : null);
  }

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED */
  async mine(actor: Actor, query: PageQuery): Promise<Page<CertificateView>> {
    return this.directory.ofVolunteer(requireVolunteer(actor), query);
  }

  /** Of one volunteer, to staff of their place. @throws VOLUNTEER_UNKNOWN, SCOPE_FOREIGN, CURSOR_INVALID */
  async ofVolunteer(actor: Actor, volunteerId: string, query: PageQuery): Promise<Page<CertificateView & Standing>> {
    requireScope(actor, 'certificate.read', (await this.volunteers.byId(volunteerId)).divisionPath);
    const { items, next } = await this.directory.ofVolunteer(volunteerId, query);
    return { items: await this.guard.withStandings(actor, items, waitingMatter), next };
  }

  /** To staff: an application that waits says who may decide on it. @throws CURSOR_INVALID */
  async inScope(
    actor: Actor,
    status: CertificateState | undefined,
    query: PageQuery,
  ): Promise<Page<CertificateView & Standing>> {
    const { items, next } = await this.directory.inScopes(scopesOf(actor, 'certificate.read'), status, query);
    return { items: await this.guard.withStandings(actor, items, waitingMatter), next };
  }
}

function waitingMatter(certificate: CertificateView): Matter | null {
  return certificate.status === 'APPLIED' ? certificateMatter(certificate) : null;
}
