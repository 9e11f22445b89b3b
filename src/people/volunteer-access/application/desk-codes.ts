import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../platform/data/audit/audit-log';
import { UnitOfWork } from '../../../platform/data/database/unit-of-work';
import { requireScope } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { OwnPhones, phoneSignInErrors, SendCode } from '../../phone-sign-in';
import { VolunteerDirectory } from '../../volunteers';

/** Sends a code to somebody's registered phone, for the person to read out at the desk. It opens no session. */
@Injectable()
export class DeskCodes {
  constructor(
    private readonly directory: VolunteerDirectory,
    private readonly phones: OwnPhones,
    private readonly sending: SendCode,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditLog,
  ) {}

  /** @throws VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, PHONE_NONE, SMS_NOT_SET_UP, RATE_LIMITED */
  async send(actor: Actor, volunteerId: string): Promise<void> {
    const view = await this.directory.byId(volunteerId);
    requireScope(actor, 'volunteer.register', view.divisionPath);
    const phone = await this.phones.of(view.id);
    if (phone === null) throw phoneSignInErrors.refuse('PHONE_NONE');
    await this.sending.execute(phone.text, 'DESK', () => Promise.resolve(true));
    await this.unitOfWork.run((tx) =>
      this.audit.record(tx, actor, {
        action: 'volunteer-access.desk-code',
        subjectKind: 'volunteer',
        subjectId: view.id,
      }),
    );
  }
}
