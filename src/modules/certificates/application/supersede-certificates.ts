import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/audit/audit-log';
import { Clock } from '../../../platform/clock/clock';
import { type Transaction, UnitOfWork } from '../../../platform/database/unit-of-work';
import { actorIdOf, systemActor } from '../../../platform/identity/actor';
import { VolunteerDirectory } from '../../volunteers';
import { CertificateDirectory, type CertificateView } from '../persistence/certificate-directory';
import { CertificateRepository } from '../persistence/certificate.repository';
import { CertificateWriter } from './certificate-writer';
import { NewApplications } from './new-applications';

const actor = systemActor('certificates.supersede');
const REASON = '证明所依据的服务记录已被冲正。';

/**
 * Rule §5: a correction below a certificate supersedes it. Every valid certificate that rests on the reversed record is
 * ended, and a successor with the corrected figures is issued in its place; where nothing is left to certify there is
 * none. Doing it again changes nothing: the successor does not rest on the record.
 */
@Injectable()
export class SupersedeCertificates {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly certificates: CertificateRepository,
    private readonly directory: CertificateDirectory,
    private readonly successors: SuccessorIssue,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @param recordId the service record whose entries were reversed. */
  async execute(volunteerId: string, recordId: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      for (const id of await this.certificates.lockValidOn(tx, volunteerId, recordId)) await this.supersede(tx, id);
    });
  }

  private async supersede(tx: Transaction, id: string): Promise<void> {
    const old = await this.directory.byId(id, tx);
    const supersededBy = await this.successors.execute(tx, old);
    await this.certificates.end(tx, id, {
      status: 'SUPERSEDED',
      at: this.clock.now(),
      by: actorIdOf(actor),
      reason: REASON,
      ...(supersededBy !== null && { supersededBy }),
    });
    await this.audit.record(tx, actor, {
      action: 'certificates.supersede',
      subjectKind: 'certificate',
      subjectId: id,
      reason: REASON,
    });
  }
}

/** Issues the successor of a certificate: same holder, period and issuer, the figures of today. */
@Injectable()
export class SuccessorIssue {
  constructor(
    private readonly volunteers: VolunteerDirectory,
    private readonly applications: NewApplications,
    private readonly writer: CertificateWriter,
    private readonly certificates: CertificateRepository,
    private readonly directory: CertificateDirectory,
    private readonly clock: Clock,
  ) {}

  /** @returns the id of the successor; null where no minute is left in the period, or the holder has left. */
  async execute(tx: Transaction, old: CertificateView): Promise<string | null> {
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
