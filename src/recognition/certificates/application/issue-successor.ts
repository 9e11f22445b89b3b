import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { type Actor, actorIdOf } from '../../../platform/foundation/actor/actor';
import { VolunteerDirectory } from '../../../people/volunteers';
import { CertificateDirectory, type CertificateView } from '../persistence/certificate-directory';
import { CertificateRepository } from '../persistence/certificate.repository';
import { CertificateWriter } from './certificate-writer';
import { NewApplications } from './new-applications';

/** Issues the successor of a certificate: same holder, period and issuer, the figures of today. */
@Injectable()
export class IssueSuccessor {
  constructor(
    private readonly volunteers: VolunteerDirectory,
    private readonly applications: NewApplications,
    private readonly writer: CertificateWriter,
    private readonly certificates: CertificateRepository,
    private readonly directory: CertificateDirectory,
    private readonly clock: Clock,
  ) {}

  /** @returns the id of the successor; null where no minute is left in the period, or the holder has left. */
  async execute(tx: Transaction, actor: Actor, old: CertificateView): Promise<string | null> {
    const holder = await this.volunteers.byId(old.volunteerId, tx);
    if (holder.status === 'CLOSED') return null;
    const sealed = await this.writer.figures(tx, old);
    if (sealed.figures.recordIds.length === 0) return null;
    const { issuer } = await this.certificates.content(tx, old.id);
    const id = await this.applications.addSuccessor(tx, old, { by: actorIdOf(actor), at: this.clock.now() });
    await this.writer.issue(tx, actor, await this.directory.byId(id, tx), { ...sealed, issuer });
    return id;
  }
}
