import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { type Actor, actorIdOf } from '../../../platform/foundation/actor/actor';
import { DecisionGuard } from '../../../platform/security/decisions';
import { certificateErrors } from '../errors';
import { CertificateDirectory, type CertificateView } from '../persistence/certificate-directory';
import { CertificateRepository } from '../persistence/certificate.repository';
import { certificateMatter } from './certificate-matter';
import { CertificateWriter } from './certificate-writer';

/** A certificate is revoked of one's own accord. */
const NOT_ASKED = 'system:not-asked';

export interface IssueCommand {
  readonly certificateId: string;
  /** The issuing body as printed; left out: the practice station of the street. */
  readonly issuerName?: string;
  readonly personInCharge: string;
  /** Left out: the display name of the account. */
  readonly handler?: string;
  readonly contact: string;
}

/** Finds a certificate for somebody who decides about it: locks it, and checks that they may. */
@Injectable()
export class CertificateDesk {
  constructor(
    private readonly certificates: CertificateRepository,
    private readonly directory: CertificateDirectory,
    private readonly guard: DecisionGuard,
  ) {}

  /**
   * @throws CERTIFICATE_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, DECISION_OWN, DECISION_OWN_HOUSEHOLD,
   *   DECISION_OWN_LEADER, DECISION_SAME_PERSON
   */
  async open(
    tx: Transaction,
    actor: Actor,
    { certificateId, isAskedFor = true }: { readonly certificateId: string; readonly isAskedFor?: boolean },
  ): Promise<CertificateView> {
    await this.certificates.lock(tx, certificateId);
    const certificate = await this.directory.byId(certificateId, tx);
    const matter = certificateMatter(certificate);
    await this.guard.requireDecider(tx, actor, isAskedFor ? matter : { ...matter, askedBy: NOT_ASKED });
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
   * @throws CERTIFICATE_UNKNOWN, SCOPE_FOREIGN, DECISION_*, CERTIFICATE_NOT_APPLIED, CERTIFICATE_NO_SERVICE,
   * CERTIFICATE_LEDGER_DISAGREES, VOLUNTEER_CLOSED
   */
  async execute(context: CommandContext, command: IssueCommand): Promise<CertificateView> {
    return this.commands.run(context, 'certificates.issue', command, async (tx) => {
      const { actor } = context;
      const certificate = await this.desk.open(tx, actor, command);
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

  /** @throws CERTIFICATE_UNKNOWN, SCOPE_FOREIGN, DECISION_*, CERTIFICATE_NOT_APPLIED */
  async execute(context: CommandContext, command: { certificateId: string; reason: string }): Promise<CertificateView> {
    return this.commands.run(context, 'certificates.decline', command, async (tx) => {
      const certificate = await this.desk.open(tx, context.actor, command);
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

  /** @throws CERTIFICATE_UNKNOWN, SCOPE_FOREIGN, DECISION_*, CERTIFICATE_NOT_VALID */
  async execute(context: CommandContext, command: { certificateId: string; reason: string }): Promise<CertificateView> {
    return this.commands.run(context, 'certificates.revoke', command, async (tx) => {
      const certificate = await this.desk.open(tx, context.actor, { ...command, isAskedFor: false });
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
