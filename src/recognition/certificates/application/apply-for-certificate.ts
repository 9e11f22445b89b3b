import { Injectable } from '@nestjs/common';
import { type LocalDay, localDayOf } from '../../../kernel/local-day';
import { AuditLog } from '../../../platform/data/audit/audit-log';
import { Clock } from '../../../platform/foundation/clock/clock';
import { type CommandContext, Commands } from '../../../platform/data/database/commands';
import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { requireScope, requireVolunteer } from '../../../platform/security/identity/access';
import { type Actor, actorIdOf } from '../../../platform/foundation/actor/actor';
import { AuditReasons, VolunteerDirectory, type VolunteerView } from '../../../people/volunteers';
import type { IdNumberChoice } from '../domain/id-number-display';
import { certificateErrors } from '../errors';
import { CertificateDirectory, type CertificateView } from '../persistence/certificate-directory';
import { NewApplications } from './new-applications';

export interface ApplyCommand {
  /** Left out: the account's own volunteer. */
  readonly volunteerId?: string;
  /** Both days inclusive. */
  readonly periodFrom: LocalDay;
  readonly periodTo: LocalDay;
  readonly purpose?: string;
  readonly idNumberDisplay: IdNumberChoice;
  /** The holder's own wish in the words of the staff; needed to show anything of the number on somebody else's behalf. */
  readonly idNumberReason?: string;
}

/** Applies for a certificate: the volunteer for themselves, or staff for somebody at the counter. */
@Injectable()
export class ApplyForCertificate {
  constructor(
    private readonly commands: Commands,
    private readonly volunteers: VolunteerDirectory,
    private readonly applications: NewApplications,
    private readonly directory: CertificateDirectory,
    private readonly reasons: AuditReasons,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws VOLUNTEER_UNKNOWN, VOLUNTEER_NOT_ACTIVE, VOLUNTEER_ACCOUNT_REQUIRED, PERMISSION_MISSING, SCOPE_FOREIGN,
   * CERTIFICATE_PERIOD_INVALID, CERTIFICATE_ID_NUMBER_REASON_REQUIRED, CERTIFICATE_STREET_MISSING,
   * CERTIFICATE_APPLICATION_OPEN
   */
  async execute(context: CommandContext, command: ApplyCommand): Promise<CertificateView> {
    return this.commands.run(context, 'certificates.apply', command, async (tx) => {
      const volunteerId = command.volunteerId ?? requireVolunteer(context.actor);
      const volunteer = await this.volunteers.activeById(volunteerId, tx);
      const isOwn = context.actor.kind === 'USER' && context.actor.volunteerId === volunteer.id;
      if (!isOwn) requireScope(context.actor, 'volunteer.register', volunteer.divisionPath);
      const now = this.clock.now();
      if (command.periodTo < command.periodFrom || command.periodTo > localDayOf(now.getTime())) {
        throw certificateErrors.refuse('CERTIFICATE_PERIOD_INVALID', { field: 'periodTo' });
      }
      const id = await this.applications.add(tx, {
        volunteer,
        ...command,
        idNumberChosenBy: isOwn ? 'HOLDER' : 'STAFF',
        purpose: command.purpose ?? null,
        appliedBy: actorIdOf(context.actor),
        appliedAt: now,
      });
      if (!isOwn && command.idNumberDisplay !== 'NONE') await this.recordWish(tx, context.actor, volunteer, command);
      return this.directory.byId(id, tx);
    });
  }

  private async recordWish(
    tx: Transaction,
    actor: Actor,
    volunteer: VolunteerView,
    command: ApplyCommand,
  ): Promise<void> {
    if (command.idNumberReason === undefined) {
      throw certificateErrors.refuse('CERTIFICATE_ID_NUMBER_REASON_REQUIRED', { field: 'idNumberReason' });
    }
    await this.audit.record(tx, actor, {
      action: 'certificates.choose-id-number',
      subjectKind: 'volunteer',
      subjectId: volunteer.id,
      reason: await this.reasons.about(tx, volunteer.id, command.idNumberReason),
      details: { idNumberDisplay: command.idNumberDisplay },
    });
  }
}
