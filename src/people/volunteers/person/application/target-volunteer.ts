import type { Transaction } from '../../../../platform/data/database/unit-of-work';
import { requireScope, requireVolunteer } from '../../../../platform/security/identity/access';
import type { Actor } from '../../../../platform/foundation/actor/actor';
import type { Permission } from '../../../../platform/foundation/actor/permissions';
import { volunteerErrors } from '../../errors';
import type { VolunteerDirectory, VolunteerView } from '../persistence/volunteer-directory';

export interface Target {
  readonly volunteer: VolunteerView;
  /** True where people act for themselves. */
  readonly isOwn: boolean;
}

/**
 * Whom a change is about: without an id the volunteer behind the account, with an id one inside the actor's scope.
 *
 * @throws VOLUNTEER_ACCOUNT_REQUIRED, VOLUNTEER_UNKNOWN, PERMISSION_MISSING, SCOPE_FOREIGN, VOLUNTEER_CLOSED
 */
export async function targetVolunteer(
  tx: Transaction,
  directory: VolunteerDirectory,
  request: { readonly actor: Actor; readonly volunteerId?: string | undefined; readonly permission: Permission },
): Promise<Target> {
  const isOwn = request.volunteerId === undefined;
  const volunteer = await directory.byId(request.volunteerId ?? requireVolunteer(request.actor), tx);
  if (!isOwn) requireScope(request.actor, request.permission, volunteer.divisionPath);
  if (volunteer.status === 'CLOSED') throw volunteerErrors.refuse('VOLUNTEER_CLOSED');
  return { volunteer, isOwn };
}
