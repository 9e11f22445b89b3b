import type { Problem } from './answer';

/** What a refusal says about one field, '' where nothing: for `wrong` of a field. */
export function wrongAt(problem: Problem | null, field: string): string {
  if (problem === null) return '';
  const own = problem.errors?.find((error) => error.field === field);
  if (own) return own.message;
  return problem.field === field ? problem.title : '';
}

/** A refusal that no field of the page can show stands above the form. */
export function unplaced(problem: Problem | null, fields: readonly string[]): Problem | null {
  if (problem === null || fields.some((field) => wrongAt(problem, field) !== '')) return null;
  return problem;
}
