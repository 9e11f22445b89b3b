import type { DocumentValue } from './pdf-renderer';

const FORMAT_SEGMENTED = 12;

/**
 * The code points a TrueType file has glyphs for, read from its `cmap` table (format 12, which every font beyond the
 * basic plane carries).
 */
export function codePointsOf(font: Buffer): ReadonlySet<number> {
  const codePoints = new Set<number>();
  const tables = font.readUInt16BE(4);
  for (let table = 0; table < tables; table++) {
    const record = 12 + 16 * table;
    if (font.toString('latin1', record, record + 4) !== 'cmap') continue;
    const cmap = font.readUInt32BE(record + 8);
    const encodings = font.readUInt16BE(cmap + 2);
    for (let encoding = 0; encoding < encodings; encoding++) {
      const subtable = cmap + font.readUInt32BE(cmap + 8 + 8 * encoding);
      if (font.readUInt16BE(subtable) === FORMAT_SEGMENTED) addGroups(font, subtable, codePoints);
    }
  }
  return codePoints;
}

function addGroups(font: Buffer, subtable: number, codePoints: Set<number>): void {
  const groups = font.readUInt32BE(subtable + 12);
  for (let group = 0; group < groups; group++) {
    const at = subtable + 16 + 12 * group;
    const last = font.readUInt32BE(at + 4);
    for (let codePoint = font.readUInt32BE(at); codePoint <= last; codePoint++) codePoints.add(codePoint);
  }
}

/**
 * `text` with every character the fonts cannot print written as 〔U+20BB7〕. A rare character of a name is then never
 * dropped silently or shown as an empty box: the reader sees that one is missing, and which. Control characters other
 * than the line break are left out; variation selectors are invisible and left out too.
 */
export function printable(text: string, available: ReadonlySet<number>): string {
  let result = '';
  for (const character of text.normalize('NFC')) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (character === '\n' || available.has(codePoint)) result += character;
    else if (character === '\t') result += ' ';
    else if (!isInvisible(character)) result += `〔U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}〕`;
  }
  return result;
}

function isInvisible(character: string): boolean {
  return /\p{Cc}|\p{Cf}|\p{Variation_Selector}/u.test(character);
}

/** The same value with every string in it made printable; member names are left alone. */
export function printableValue(value: DocumentValue, available: ReadonlySet<number>): DocumentValue {
  if (typeof value === 'string') return printable(value, available);
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map((member) => printableValue(member, available));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, printableValue(member, available)]));
}

function isList(value: DocumentValue): value is readonly DocumentValue[] {
  return Array.isArray(value);
}
