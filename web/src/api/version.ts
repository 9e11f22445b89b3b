/** The version of what is changed, for `If-Match`: whoever changed it in between is not written over. */
export function ifMatch(version: number): string {
  return `"${version}"`;
}
