import { DomainError, errorCatalogue } from '../../../kernel/domain-error';

/** Parameters of routes whose unknown ids have a code that is not the parameter's own name. */
const namedOtherwise: Readonly<Record<string, string>> = {
  id: 'OPENING_UNKNOWN',
  roundId: 'SELECTION_ROUND_UNKNOWN',
  runId: 'RECOMPUTE_UNKNOWN',
  punchId: 'CLAIM_UNKNOWN',
  importId: 'PEOPLE_IMPORT_UNKNOWN',
  requestId: 'REVEAL_REQUEST_UNKNOWN',
};

/** Refusals that say "this exists, but not for you". */
const TELLING = new Set(['SCOPE_FOREIGN', 'PERMISSION_MISSING', 'OBJECTION_NOT_CONCERNED']);
/** Parameters that decide although another one follows: what stands below is looked for inside of it. */
const OUTER = ['spotCheckId', 'userId'];

/**
 * What the caller hears instead of a refusal that would tell them that a foreign id exists: the same as for an id that
 * nobody has. The audit log keeps the true code.
 *
 * @param params of the route. A refusal that names a field is about the body or the query, and stays.
 * @returns null where the refusal tells nothing: then it is answered as it is.
 */
export function foreignAsUnknown(error: DomainError, params: unknown): DomainError | null {
  if (!TELLING.has(error.code) || error.field !== undefined) return null;
  if (typeof params !== 'object' || params === null) return null;
  const code = unknownCodeOf(Object.keys(params));
  if (code === null) return null;
  const definition = errorCatalogue().get(code) ?? errorCatalogue().get('NOT_FOUND');
  return definition ? new DomainError(code, definition.kind, definition.sentence) : null;
}

/** The code for what nobody has under a route with these parameters; null where it has none. */
export function unknownCodeOf(names: readonly string[]): string | null {
  const name = OUTER.find((outer) => names.includes(outer)) ?? names.at(-1);
  if (name === undefined) return null;
  return namedOtherwise[name] ?? `${name.replace(/Id$/, '').replace(/[A-Z]/g, '_$&').toUpperCase()}_UNKNOWN`;
}

/** A field of the refusal that is no field of the form but the address itself says nothing, and is left out. */
export function isFieldOfAddress(field: string | undefined, params: unknown): boolean {
  return field !== undefined && typeof params === 'object' && params !== null && field in params;
}
