const WORDS = { INSIDE: '范围内', OUTSIDE: '范围外', UNSURE: '范围内外说不准' } as const;

/** Where a phone was by the fence of the activity, in words; null where the person was not located. Metres are rounded. */
export function placeWords(place: keyof typeof WORDS | null, distanceMeters: number | null): string | null {
  if (place === null) return null;
  return distanceMeters === null ? WORDS[place] : `${WORDS[place]}，离活动地点约 ${String(distanceMeters)} 米`;
}

/** What the phones of one person's punches say; null where none is known. @param others people besides, phone by phone. */
export function phoneSentence(others: readonly (number | null)[]): string | null {
  const known = others.filter((count) => count !== null);
  if (known.length === 0) return null;
  const most = Math.max(...known);
  return most === 0 ? '打卡的手机在本场只打过本人的卡。' : `打卡的手机在本场还给另外 ${String(most)} 人打过卡。`;
}
