/**
 * JSON with sorted keys and without white space, so that equal values have equal text. `undefined` members are left out,
 * as JSON.stringify does; Dates become ISO strings.
 */
export function canonicalJson(value: unknown): string {
  // JSON.stringify answers undefined for undefined, whatever its type says.
  const text = JSON.stringify(value) as string | undefined;
  return JSON.stringify(sorted(JSON.parse(text ?? 'null')));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, sorted(member)]));
}
