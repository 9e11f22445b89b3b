import type { Transaction } from '../../../platform/data/database/unit-of-work';
import { requireScope } from '../../../platform/security/identity/access';
import type { Actor } from '../../../platform/foundation/actor/actor';
import type { DivisionDirectory, DivisionView } from '../../divisions';
import { kindErrors } from '../errors';

/**
 * The place whose kinds somebody changes: a district or a street in use, inside of the actor's scope.
 *
 * @throws DIVISION_UNKNOWN, DIVISION_CLOSED, PERMISSION_MISSING, SCOPE_FOREIGN, KIND_PLACE_WRONG
 */
export async function kindPlace(
  divisions: DivisionDirectory,
  tx: Transaction,
  { actor, divisionId }: { readonly actor: Actor; readonly divisionId: string },
): Promise<DivisionView> {
  const place = await divisions.activeById(divisionId, tx);
  requireScope(actor, 'policy.manage', place.path, 'divisionId');
  if (place.kind !== 'DISTRICT' && place.kind !== 'STREET') {
    throw kindErrors.refuse('KIND_PLACE_WRONG', { field: 'divisionId' });
  }
  return place;
}

/** No two kinds of a place have one name, those out of use included: a name is what people go by. @throws KIND_NAME_TAKEN */
export function requireOwnName(
  all: readonly { readonly code: string; readonly name: string }[],
  { code, name }: { readonly code: string; readonly name: string },
): void {
  if (all.some((other) => other.code !== code && other.name === name)) {
    throw kindErrors.refuse('KIND_NAME_TAKEN', { field: 'name' });
  }
}
