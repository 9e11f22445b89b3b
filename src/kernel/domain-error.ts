/** What sort of refusal an error is. The HTTP layer turns the kind into a status; no other layer knows about HTTP. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'gone'
  | 'precondition-failed'
  | 'precondition-required'
  | 'too-large'
  | 'too-many'
  | 'unavailable';

export interface ErrorDefinition {
  readonly kind: ErrorKind;
  /** One Chinese sentence for the person who gets the answer: what happened and what to do next. No names, no ids. */
  readonly sentence: string;
}

export type ErrorTable = Readonly<Record<string, ErrorDefinition>>;

/** A value that may travel in an error's details: counts, times, codes. Never personal data. */
export type ErrorDetail = string | number | boolean | null | readonly string[] | readonly number[];

export interface RefusalOptions {
  /** The request field the refusal is about, in the API's spelling (`idNumber`, `shifts[2].startsAt`). */
  readonly field?: string;
  readonly details?: Readonly<Record<string, ErrorDetail>>;
}

/** A refusal of the domain: a stable code, its kind and its Chinese sentence. Thrown by use cases, never by rules. */
export class DomainError extends Error {
  readonly field: string | undefined;
  readonly details: Readonly<Record<string, ErrorDetail>>;

  constructor(
    readonly code: string,
    readonly kind: ErrorKind,
    readonly sentence: string,
    options: RefusalOptions = {},
  ) {
    super(`${code}: ${sentence}`);
    this.name = 'DomainError';
    this.field = options.field;
    this.details = options.details ?? {};
  }
}

const catalogue = new Map<string, ErrorDefinition>();

/**
 * Declares the refusals of one module. A code that is not in a table cannot be thrown, and a code stands in one table
 * only, so the union of all tables is the exhaustive catalogue (see `errorCatalogue`).
 *
 * @returns `refuse(code, options)`, which builds the DomainError to throw.
 */
export function defineErrors<const T extends ErrorTable>(
  table: T,
): { refuse: (code: keyof T & string, options?: RefusalOptions) => DomainError; codes: readonly (keyof T & string)[] } {
  for (const [code, definition] of Object.entries(table)) {
    const known = catalogue.get(code);
    if (known && known.sentence !== definition.sentence) {
      throw new Error(`error code ${code} is declared in two tables`);
    }
    catalogue.set(code, definition);
  }
  return {
    refuse: (code, options) => {
      const definition = table[code];
      if (!definition) throw new Error(`unknown error code ${code}`);
      return new DomainError(code, definition.kind, definition.sentence, options);
    },
    codes: Object.keys(table),
  };
}

/** All declared refusals, code → definition, for the documentation and the tests. */
export function errorCatalogue(): ReadonlyMap<string, ErrorDefinition> {
  return catalogue;
}
