/** How far a number of a policy may go: both ends are allowed. */
export interface PolicyLimit {
  readonly min: number;
  readonly max: number;
  /** The lower end in practice, where it differs. */
  readonly practiceMin?: number;
}

/**
 * Limits by place in the policy: `dayCaps.automaticMinutes`; `*` stands for every member of a list (`rates.*.percent`).
 * A number that is null or left out is not judged.
 */
export type PolicyLimits = Readonly<Record<string, PolicyLimit>>;

export interface LimitProblem {
  /** Place in the policy, members of lists by their number. */
  readonly path: string;
  readonly min: number;
  readonly max: number;
}

/** Every number of the policy that lies outside of its limits, in the order of the limits. */
export function beyondLimits(
  body: unknown,
  limits: PolicyLimits,
  options: { readonly isPractice: boolean },
): readonly LimitProblem[] {
  return Object.entries(limits).flatMap(([place, { min, max, practiceMin }]) => {
    const low = options.isPractice ? (practiceMin ?? min) : min;
    return numbersAt(body, place.split('.'), [])
      .filter(({ value }) => value < low || value > max)
      .map(({ path }) => ({ path, min: low, max }));
  });
}

interface Found {
  readonly path: string;
  readonly value: number;
}

function numbersAt(value: unknown, steps: readonly string[], path: readonly string[]): readonly Found[] {
  const [step, ...rest] = steps;
  if (step === undefined) return typeof value === 'number' ? [{ path: path.join('.'), value }] : [];
  if (typeof value !== 'object' || value === null) return [];
  const members = step === '*' ? Object.keys(value) : [step];
  return members.flatMap((member) =>
    numbersAt((value as Readonly<Record<string, unknown>>)[member], rest, [...path, member]),
  );
}
