import type { UserActor } from '../../../platform/foundation/actor/actor';
import type { ImportPlace } from './import-kind';

/**
 * Whoever confirmed an import, as the use cases see them while it runs: under their own id, so that facts and audit lines
 * name a person, but inside the import's division only. What they may do was checked when they confirmed.
 */
export function actingFor(userId: string, importId: string, place: ImportPlace): UserActor {
  return {
    kind: 'USER',
    userId,
    sessionId: importId,
    displayName: '',
    volunteerId: null,
    grants: [{ role: 'STREET_ADMIN', divisionId: place.divisionId, divisionPath: place.path }],
  };
}
