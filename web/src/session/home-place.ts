import { read } from '../api/answer';
import { api } from '../api/client';
import type { components } from '../api/schema';

type Place = components['schemas']['DivisionResponse'];

const INSIDE: ReadonlySet<Place['kind']> = new Set<Place['kind']>(['UNIT', 'BUILDING', 'GRID']);

async function placeOf(divisionId: string): Promise<Place> {
  return read(api.GET('/api/v1/divisions/{divisionId}', { params: { path: { divisionId } } }));
}

/** The community of whoever is signed in: they are registered at it or at a building inside. @throws ReadTrouble */
export async function homePlace(): Promise<Place> {
  const own = await read(api.GET('/api/v1/me/volunteer'));
  let place = await placeOf(own.divisionId);
  while (INSIDE.has(place.kind) && place.parentId) place = await placeOf(place.parentId);
  return place;
}
