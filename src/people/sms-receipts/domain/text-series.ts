/** Texts of one series to one person are so far apart at least, and so many a day at most. */
const BETWEEN_TEXTS_MS = 10 * 60_000;
const TEXTS_A_DAY = 3;
export const DAY_MS = 24 * 3_600_000;

/** News of which only the newest holds. Their subject keys are `<subject>.<version>`. */
const REPLACED_BY_NEWER: ReadonlySet<string> = new Set(['ACTIVITY_MOVED']);

/** What the news is about whatever its version; null for news that stands for itself. */
export function seriesOf({ kind, subjectKey }: { readonly kind: string; readonly subjectKey: string }): string | null {
  return REPLACED_BY_NEWER.has(kind) ? subjectKey.slice(0, subjectKey.lastIndexOf('.')) : null;
}

/**
 * When the text about the newest of a series is to go out: at once, or as soon as the last one is long enough ago.
 *
 * @param earlier when the others of the series were written within a day, the oldest first.
 * @returns null where a text waits already, which will say the newest, or where the day has had its texts.
 */
export function nextTextAt(earlier: readonly Date[], now: Date): Date | null {
  const texts: number[] = [];
  const next = (atMs: number): number | null => {
    const last = texts.at(-1) ?? -Infinity;
    if (last > atMs || texts.length >= TEXTS_A_DAY) return null;
    texts.push(Math.max(atMs, last + BETWEEN_TEXTS_MS));
    return texts.at(-1) ?? null;
  };
  for (const at of earlier) next(at.getTime());
  const atMs = next(now.getTime());
  return atMs === null ? null : new Date(atMs);
}
