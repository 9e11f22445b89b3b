import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock/clock';
import { type CommandContext, Commands } from '../../../platform/database/commands';
import type { Transaction } from '../../../platform/database/unit-of-work';
import { requireScope } from '../../../platform/identity/access';
import { type Actor, actorIdOf } from '../../../platform/identity/actor';
import { certificateErrors } from '../errors';
import { CertificateDirectory, type CertificateView } from '../persistence/certificate-directory';
import { CertificateRepository } from '../persistence/certificate.repository';
import { CertificateWriter } from './certificate-writer';

export interface IssueCommand {
  readonly certificateId: string;
  /** The issuing body as printed; left out: the practice station of the street. */
  readonly issuerName?: string;
  readonly personInCharge: string;
  /** Left out: the display name of the account. */
  readonly handler?: string;
  readonly contact: string;
}

/** Finds a certificate for somebody who decides about it: locks it, checks the scope, and that it is not their own. */
@Injectable()
export class CertificateDesk {
  constructor(
    private readonly certificates: CertificateRepository,
    private readonly directory: CertificateDirectory,
  ) {}

  /** @throws CERTIFICATE_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, CERTIFICATE_OWN */
  async open(tx: Transaction, actor: Actor, certificateId: string): Promise<CertificateView> {
    await this.certificates.lock(tx, certificateId);
    const certificate = await this.directory.byId(certificateId, tx);
    requireScope(actor, 'certificate.issue', certificate.divisionPath);
    const isOwn = actor.kind === 'USER' && actor.volunteerId === certificate.volunteerId;
    if (isOwn) throw certificateErrors.refuse('CERTIFICATE_OWN');
    return certificate;
  }
}

/** Certifies what the ledger says, under the next number of the street. */
@Injectable()
export class IssueCertificate {
  constructor(
    private readonly commands: Commands,
    private readonly desk: CertificateDesk,
    private readonly writer: CertificateWriter,
    private readonly directory: CertificateDirectory,
  ) {}

  /**
   * @throws CERTIFICATE_UNKNOWN, SCOPE_FOREIGN, CERTIFICATE_OWN, CERTIFICATE_NOT_APPLIED, CERTIFICATE_NO_SERVICE,
   * CERTIFICATE_LEDGER_DISAGREES, VOLUNTEER_CLOSED
   */
  async execute(context: CommandContext, command: IssueCommand): Promise<CertificateView> {
    return this.commands.run(context, 'certificates.issue', command, async (tx) => {
      const { actor } = context;
      const certificate = await this.desk.open(tx, actor, command.certificateId);
      if (certificate.status !== 'APPLIED') throw certificateErrors.refuse('CERTIFICATE_NOT_APPLIED');
      const sealed = await this.writer.figures(tx, certificate);
      const issuer = {
        name: command.issuerName ?? `${certificate.divisionName}新时代文明实践所`,
        personInCharge: command.personInCharge,
        handler: command.handler ?? (actor.kind === 'USER' ? actor.displayName : '系统'),
        contact: command.contact,
      };
      await this.writer.issue(tx, actor, certificate, { ...sealed, issuer });
      return this.directory.byId(certificate.id, tx);
    });
  }
}

/** Sends an application back with the reason. */
@Injectable()
export class DeclineCertificate {
  constructor(
    private readonly commands: Commands,
    private readonly desk: CertificateDesk,
    private readonly certificates: CertificateRepository,
    private readonly directory: CertificateDirectory,
  ) {}

  /** @throws CERTIFICATE_UNKNOWN, SCOPE_FOREIGN, CERTIFICATE_OWN, CERTIFICATE_NOT_APPLIED */
  async execute(context: CommandContext, command: { certificateId: string; reason: string }): Promise<CertificateView> {
    return this.commands.run(context, 'certificates.decline', command, async (tx) => {
      const certificate = await this.desk.open(tx, context.actor, command.certificateId);
      if (certificate.status !== 'APPLIED') throw certificateErrors.refuse('CERTIFICATE_NOT_APPLIED');
      await this.certificates.decline(tx, certificate.id, command.reason);
      return this.directory.byId(certificate.id, tx);
    });
  }
}

/** Takes a certificate out of force; verification says so from the same moment. */
@Injectable()
export class RevokeCertificate {
  constructor(
    private readonly commands: Commands,
    private readonly desk: CertificateDesk,
    private readonly certificates: CertificateRepository,
    private readonly directory: CertificateDirectory,
    private readonly clock: Clock,
  ) {}

  /** @throws CERTIFICATE_UNKNOWN, SCOPE_FOREIGN, CERTIFICATE_OWN, CERTIFICATE_NOT_VALID */
  async execute(context: CommandContext, command: { certificateId: string; reason: string }): Promise<CertificateView> {
    return this.commands.run(context, 'certificates.revoke', command, async (tx) => {
      const certificate = await this.desk.open(tx, context.actor, command.certificateId);
      if (certificate.status !== 'VALID') throw certificateErrors.refuse('CERTIFICATE_NOT_VALID');
      await this.certificates.end(tx, certificate.id, {
        status: 'REVOKED',
        at: this.clock.now(),
        by: actorIdOf(context.actor),
        reason: command.reason,
      });
      return this.directory.byId(certificate.id, tx);
    });
  }
}
