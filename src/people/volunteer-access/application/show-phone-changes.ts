import { Injectable } from '@nestjs/common';
import { requireScope, requireVolunteer } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { maskPhone, PersonalFields, VolunteerDirectory } from '../../volunteers';
import { type PhoneChange, PhoneChanges } from '../persistence/phone-changes';

export interface PhoneChangeView {
  readonly id: string;
  readonly newPhoneMasked: string;
  readonly status: 'WAITING' | 'DUE' | 'IN_FORCE' | 'STOPPED';
  readonly askedAt: string;
  readonly dueAt: string | null;
}

/** Shows changes of phones to the person and to staff, masked. */
@Injectable()
export class ShowPhoneChanges {
  constructor(
    private readonly changes: PhoneChanges,
    private readonly directory: VolunteerDirectory,
    private readonly fields: PersonalFields,
  ) {}

  /** @throws VOLUNTEER_ACCOUNT_REQUIRED */
  async own(actor: Actor): Promise<readonly PhoneChangeView[]> {
    return this.of(requireVolunteer(actor));
  }

  /** @throws VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN */
  async ofVolunteer(actor: Actor, volunteerId: string): Promise<readonly PhoneChangeView[]> {
    const view = await this.directory.byId(volunteerId);
    requireScope(actor, 'volunteer.register', view.divisionPath);
    return this.of(view.id);
  }

  private async of(volunteerId: string): Promise<readonly PhoneChangeView[]> {
    const rows = await this.changes.ofVolunteer(volunteerId);
    const opener = await this.fields.opener([volunteerId]);
    return rows.map((change) => ({
      id: change.id,
      newPhoneMasked: maskPhone(opener.open('phone', volunteerId, change.newCipher)),
      status: statusOf(change),
      askedAt: change.askedAt.toISOString(),
      dueAt: change.dueAt?.toISOString() ?? null,
    }));
  }
}

function statusOf(change: PhoneChange): PhoneChangeView['status'] {
  if (change.appliedAt) return 'IN_FORCE';
  if (change.endedAt) return 'STOPPED';
  return change.dueAt ? 'DUE' : 'WAITING';
}
