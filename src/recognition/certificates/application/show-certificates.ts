import { Injectable } from '@nestjs/common';
import type { Page, PageQuery } from '../../../platform/delivery/http/paging';
import { requireScope, requireVolunteer } from '../../../platform/security/identity/access';
import { type Actor, scopesOf } from '../../../platform/foundation/actor/actor';
import { DecisionGuard, type Matter, type Standing } from '../../../platform/security/decisions';
import { DivisionDirectory } from '../../../place/divisions';
import { VolunteerDirectory } from '../../../people/volunteers';
import { certificateErrors } from '../errors';
import {
  CertificateDirectory,
  type CertificateFilter,
  type CertificateView,
} from '../persistence/certificate-directory';
import { certificateMatter } from './certificate-matter';
import { requireReader } from './print-certificate';

/** What staff ask of the register; a place stands for its whole subtree. */
export interface RegisterQuery extends Omit<CertificateFilter, 'divisionPath'>, PageQuery {
  readonly divisionId?: string;
}

/** A certificate with whose it is. */
export interface HeldCertificate extends CertificateView {
  /** Null after the holder closed the account. */
  readonly holderName: string | null;
  readonly volunteerNo: string;
}

/** Shows certificates and applications to their holders and to staff. */
@Injectable()
export class ShowCertificates {
  constructor(
    private readonly directory: CertificateDirectory,
    private readonly divisions: DivisionDirectory,
    private readonly volunteers: VolunteerDirectory,
    private readonly guard: DecisionGuard,
  ) {}

  /** @throws CERTIFICATE_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async one(actor: Actor, certificateId: string): Promise<HeldCertificate & Standing> {
    const certificate = await this.directory.byId(certificateId);
    requireReader(actor, certificate);
    // Who decides is told to staff, not to the holder.
    const isStaff = scopesOf(actor, 'certificate.read').length > 0;
    const [held] = await this.held([certificate]);
    if (!held) throw certificateErrors.refuse('CERTIFICATE_UNKNOWN');
    return this.guard.withStanding(actor, held, isStaff ? waitingMatter(certificate) : null);
  }

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED */
  async mine(actor: Actor, query: PageQuery): Promise<Page<CertificateView>> {
    return this.directory.ofVolunteer(requireVolunteer(actor), query);
  }

  /** Of one volunteer, to staff of their place. @throws VOLUNTEER_UNKNOWN, SCOPE_FOREIGN, CURSOR_INVALID */
  async ofVolunteer(actor: Actor, volunteerId: string, query: PageQuery): Promise<Page<HeldCertificate & Standing>> {
    requireScope(actor, 'certificate.read', (await this.volunteers.byId(volunteerId)).divisionPath);
    const { items, next } = await this.directory.ofVolunteer(volunteerId, query);
    return { items: await this.guard.withStandings(actor, await this.held(items), waitingMatter), next };
  }

  /**
   * To staff: an application that waits says who may decide on it.
   *
   * @throws DIVISION_UNKNOWN, CERTIFICATE_DAYS_INVALID, CURSOR_INVALID
   */
  async inScope(actor: Actor, query: RegisterQuery): Promise<Page<HeldCertificate & Standing>> {
    const { items, next } = await this.register(actor, query);
    return { items: await this.guard.withStandings(actor, items, waitingMatter), next };
  }

  /** The same without who may decide. @throws DIVISION_UNKNOWN, CERTIFICATE_DAYS_INVALID, CURSOR_INVALID */
  async register(actor: Actor, query: RegisterQuery): Promise<Page<HeldCertificate>> {
    const { divisionId, from, until } = query;
    if (from !== undefined && until !== undefined && until < from) {
      throw certificateErrors.refuse('CERTIFICATE_DAYS_INVALID', { field: 'until' });
    }
    const divisionPath = divisionId === undefined ? undefined : (await this.divisions.byId(divisionId)).path;
    const scopes = scopesOf(actor, 'certificate.read');
    const { items, next } = await this.directory.inScopes(scopes, { ...query, divisionPath }, query);
    return { items: await this.held(items), next };
  }

  private async held(certificates: readonly CertificateView[]): Promise<readonly HeldCertificate[]> {
    const names = await this.volunteers.displayNames(certificates.map(({ volunteerId }) => volunteerId));
    return certificates.map((certificate) => {
      const holder = names.get(certificate.volunteerId);
      return { ...certificate, holderName: holder?.name ?? null, volunteerNo: holder?.volunteerNo ?? '' };
    });
  }
}

function waitingMatter(certificate: CertificateView): Matter | null {
  return certificate.status === 'APPLIED' ? certificateMatter(certificate) : null;
}
