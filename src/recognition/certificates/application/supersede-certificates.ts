import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/data/audit/audit-log';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type Transaction, UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { actorIdOf, systemActor } from '../../../platform/foundation/actor/actor';
import { CertificateDirectory } from '../persistence/certificate-directory';
import { CertificateRepository } from '../persistence/certificate.repository';
import { IssueSuccessor } from './issue-successor';

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
    private readonly successors: IssueSuccessor,
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
    const supersededBy = await this.successors.execute(tx, actor, old);
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
