import { idNumberCheckCharacter } from '../../src/people/volunteers/person/domain/id-number';

/** What a text tells about an ID number: the words that were found, and which numbers they leave. */
export interface Clue {
  readonly found: string;
  fits(idNumber: string): boolean;
}

/** Ids, hashes and tokens: random characters, in which any four digits turn up by chance. */
const RANDOM = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{16,}|[A-Za-z0-9_-]{40,}/gi;

/** Every way in which a birth date may be written, with what it says of characters 7 to 14. */
function birthTexts(idNumber: string): readonly (readonly [string, number, number])[] {
  const [y, m, d] = [idNumber.slice(6, 10), idNumber.slice(10, 12), idNumber.slice(12, 14)];
  const [month, day] = [String(Number(m)), String(Number(d))];
  return [
    ...[`${y}-${m}-${d}`, `${y}${m}${d}`, `${y}/${m}/${d}`, `${y}.${m}.${d}`].map((text) => [text, 6, 14] as const),
    ...[`${y}/${month}/${day}`, `${y}年${month}月${day}日`, `${y}年${m}月${d}日`].map((text) => [text, 6, 14] as const),
    ...[`${y.slice(2)}${m}${d}`, `${d}/${m}/${y}`, `${m}/${d}/${y}`].map((text) => [text, 6, 14] as const),
    ...[`${m}-${d}`, `${m}/${d}`, `${m}${d}`, `${month}月${day}日`, `${m}月${d}日`].map(
      (text) => [text, 10, 14] as const,
    ),
    ...[`${y}-${m}`, `${y}${m}`, `${y}/${m}`, `${y}年${month}月`, `${y}年${m}月`].map((text) => [text, 6, 12] as const),
    ...[-8, 0].flatMap((hours) => {
      const ms = Date.UTC(Number(y), Number(m) - 1, Number(d), hours);
      return [`${ms}`, `${ms / 1000}`, new Date(ms).toISOString()].map((text) => [text, 6, 14] as const);
    }),
  ];
}

/** Reads a text for everything that is derived from a number: parts of it, masks of it, the birth date, the check digit. */
export function cluesIn(text: string, idNumber: string): readonly Clue[] {
  const plain = text.replace(RANDOM, ' ');
  const clues: Clue[] = [];
  const note = (found: string, from: number, to: number): void => {
    const part = idNumber.slice(from, to);
    clues.push({ found, fits: (other) => other.slice(from, to) === part });
  };
  const has = (word: string): boolean =>
    new RegExp(`(?<![0-9A-Za-z]|\\d[-/.年])${escaped(word)}(?![0-9A-Za-z])`, 'i').test(plain);
  for (const length of [4, 5, 6, 8, 12])
    if (has(idNumber.slice(-length))) note(idNumber.slice(-length), 18 - length, 18);
  for (const [from, to] of [
    [0, 18],
    [0, 17],
    [6, 18],
    [14, 17],
  ] as const) {
    if (has(idNumber.slice(from, to))) note(idNumber.slice(from, to), from, to);
  }
  const old = idNumber.slice(0, 6) + idNumber.slice(8, 17);
  if (has(old)) note(old, 8, 17);
  for (const [word, from, to] of birthTexts(idNumber)) if (has(word)) note(word, from, to);
  for (const [mask] of plain.matchAll(/[0-9Xx*＊•.…]*[*＊•…]{3,}[0-9Xx*＊•.…]*/g))
    clues.push(...maskClues(mask, idNumber));
  const check = /(?:check[_-]?(?:digit|char(?:acter)?)|校验[位码])["':： ]{0,4}([0-9X])(?![0-9A-Za-z])/gi;
  for (const [words, digit] of plain.matchAll(check)) if (digit === idNumber.slice(17)) note(words, 17, 18);
  return clues;
}

/** A mask of 18 characters says what stands where; a shorter or longer one, what the number begins and ends with. */
function maskClues(mask: string, idNumber: string): readonly Clue[] {
  const [head = '', tail = ''] = [/^[0-9Xx]*/.exec(mask)?.[0], /[0-9Xx]*$/.exec(mask)?.[0]];
  // 138****5678 is a phone number.
  if (/^1\d{2}\*{4}\d{4}$/.test(mask)) return [];
  if (!idNumber.startsWith(head) || !idNumber.endsWith(tail.toUpperCase())) return [];
  if (mask.length === 18 && [...mask].some((one, at) => /[0-9Xx]/.test(one) && one.toUpperCase() !== idNumber[at]))
    return [];
  const middle = [...mask]
    .map((one, at) => (mask.length === 18 && /[0-9Xx]/.test(one) ? at : -1))
    .filter((at) => at >= 0);
  return [
    {
      found: mask,
      fits: (other) =>
        other.startsWith(head) &&
        other.endsWith(tail.toUpperCase()) &&
        middle.every((at) => other[at] === idNumber[at]),
    },
  ];
}

const numbersOf = new Map<string, readonly string[]>();

/** Every number of this region, year of birth and gender: what is left to whoever knows these and nothing else. */
function everyNumber(region: string, year: string, gender: number): readonly string[] {
  const key = `${region}/${year}/${gender}`;
  const known = numbersOf.get(key);
  if (known) return known;
  const numbers: string[] = [];
  for (let day = Date.UTC(Number(year), 0, 1); day < Date.UTC(Number(year) + 1, 0, 1); day += 86_400_000) {
    const birth = new Date(day).toISOString().slice(0, 10).replaceAll('-', '');
    for (let serial = gender; serial < 1000; serial += 2) {
      const first17 = region + birth + String(serial).padStart(3, '0');
      numbers.push(first17 + idNumberCheckCharacter(first17));
    }
  }
  numbersOf.set(key, numbers);
  return numbers;
}

/** How many numbers it may still be for somebody who has these clues and knows region, gender and year of birth. */
export function candidatesLeft(idNumber: string, clues: readonly Clue[]): number {
  const all = everyNumber(idNumber.slice(0, 6), idNumber.slice(6, 10), Number(idNumber[16]) % 2);
  return clues.length === 0 ? all.length : all.filter((other) => clues.every((clue) => clue.fits(other))).length;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
