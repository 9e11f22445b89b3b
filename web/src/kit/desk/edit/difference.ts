/** One field of a form, with its name for people. */
export interface EditField<T> {
  readonly key: keyof T & string;
  readonly name: string;
  /** What a value is called; without it the value itself. */
  readonly word?: (value: unknown) => string;
}

/** A field that somebody else changed meanwhile, or that both did. */
export interface Difference<K extends string = string> {
  readonly key: K;
  readonly name: string;
  /** What stands there now, and what one wrote oneself, in words. */
  readonly theirs: string;
  readonly mine: string;
  /** Both changed it, differently: one of the two has to be chosen. */
  readonly isBoth: boolean;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The fields that one changed oneself. */
export function changed<T extends object>(fields: readonly EditField<T>[], base: T, mine: T): Partial<T> {
  const keys = fields.map(({ key }) => key).filter((key) => !same(base[key], mine[key]));
  return Object.fromEntries(keys.map((key) => [key, mine[key]])) as Partial<T>;
}

/** What differs between what stands there now and what one wrote, when both began from the same. */
export function differences<T extends object>(
  fields: readonly EditField<T>[],
  base: T,
  theirs: T,
  mine: T,
): readonly Difference<keyof T & string>[] {
  return fields
    .filter(({ key }) => !same(theirs[key], mine[key]))
    .map(({ key, name, word = (value) => String(value ?? '（空着）') }) => ({
      key,
      name,
      theirs: word(theirs[key]),
      mine: word(mine[key]),
      isBoth: !same(base[key], theirs[key]) && !same(base[key], mine[key]),
    }));
}

/** What one goes on with: what stands there now, with the own changes in it. */
export function merged<T extends object>(fields: readonly EditField<T>[], base: T, theirs: T, mine: T): T {
  return { ...theirs, ...changed(fields, base, mine) };
}
