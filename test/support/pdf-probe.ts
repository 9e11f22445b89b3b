import { inflateSync } from 'node:zlib';

/** What a spec can learn of a PDF without a PDF library. */
export interface PdfProbe {
  readonly version: string;
  readonly pageCount: number;
  readonly fontNames: readonly string[];
  readonly embeddedFontCount: number;
  readonly creationDate: string | undefined;
  /** All text that can be found through the fonts' ToUnicode maps: the characters used, not their order. */
  readonly characters: ReadonlySet<string>;
  /** What is printed, piece by piece in the order of the pages' content: one line per piece. */
  readonly text: string;
}

/** Reads the objects of an unencrypted PDF, inflating its streams (object streams too). */
export function probePdf(pdf: Buffer): PdfProbe {
  const raw = pdf.toString('latin1');
  const streams = [...inflatedStreams(pdf, raw)];
  const all = [raw, ...streams].join('\n');
  return {
    version: /^%PDF-(\d\.\d)/.exec(raw)?.[1] ?? '',
    pageCount: pageCountOf(all),
    fontNames: [
      ...new Set([...all.matchAll(/\/BaseFont\s*\/[A-Z]{6}\+([\w-]+)/g)].map((match) => match[1] ?? '')),
    ].sort(),
    embeddedFontCount: (all.match(/\/FontFile[23]?\s+\d+ \d+ R/g) ?? []).length,
    creationDate: /\/CreationDate\s*\(D:(\d{14})/.exec(all)?.[1],
    characters: charactersOf(streams),
    text: printedText(pdf, raw),
  };
}

/** The count at the root of the page tree, which is the largest. */
function pageCountOf(objects: string): number {
  const trees = objects.matchAll(/\/Type\s*\/Pages\b[^>]*?\/Count\s+(\d+)/g);
  return Math.max(0, ...[...trees].map((match) => Number(match[1])));
}

function* inflatedStreams(pdf: Buffer, raw: string): Iterable<string> {
  const begin = /stream\r?\n/g;
  for (let match = begin.exec(raw); match; match = begin.exec(raw)) {
    if (raw.slice(match.index - 3, match.index) === 'end') continue;
    const from = match.index + match[0].length;
    const end = raw.indexOf('endstream', from);
    try {
      yield inflateSync(pdf.subarray(from, end), { finishFlush: 2 }).toString('latin1');
    } catch {
      yield raw.slice(from, end);
    }
    begin.lastIndex = end;
  }
}

function charactersOf(streams: readonly string[]): ReadonlySet<string> {
  const characters = new Set<string>();
  for (const stream of streams.filter((text) => text.includes('beginbfchar') || text.includes('beginbfrange'))) {
    for (const [, hex = ''] of stream.matchAll(/<[0-9a-fA-F]{4}>\s*<([0-9a-fA-F]+)>/g)) {
      for (const character of Buffer.from(hex, 'hex').swap16().toString('utf16le')) characters.add(character);
    }
  }
  return characters;
}

/** An object by its number: its dictionary, and its stream inflated. */
function objectOf(pdf: Buffer, raw: string, number: string): { readonly head: string; readonly stream: string } {
  const at = new RegExp(`(?:^|\\s)${number} 0 obj`).exec(raw)?.index ?? -1;
  const end = raw.indexOf('endobj', at);
  const object = at < 0 ? '' : raw.slice(at, end);
  const [stream = ''] = at < 0 ? [] : inflatedStreams(pdf.subarray(at, end + 6), object);
  return { head: object.split(/stream\r?\n/)[0] ?? '', stream };
}

/** The pieces of text of every page, through the maps of the fonts they are set in. */
function printedText(pdf: Buffer, raw: string): string {
  const pages = [...raw.matchAll(/\d+ 0 obj(?:(?!endobj)[\s\S])*?\/Type\s*\/Page\b(?:(?!endobj)[\s\S])*/g)].map(
    ([page]) => page,
  );
  return pages
    .map((page) => {
      const fonts = new Map(
        [...page.matchAll(/\/(f\d+) (\d+) 0 R/g)].map(([, name = '', number = '']) => {
          const map = /\/ToUnicode (\d+) 0 R/.exec(objectOf(pdf, raw, number).head)?.[1] ?? '';
          return [name, unicodeOf(objectOf(pdf, raw, map).stream)];
        }),
      );
      const content = /\/Contents (\d+) 0 R/.exec(page)?.[1] ?? '';
      return piecesOf(objectOf(pdf, raw, content).stream, fonts).join('\n');
    })
    .join('\n');
}

function unicodeOf(map: string): ReadonlyMap<number, string> {
  const pairs = [...map.matchAll(/<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>/g)];
  return new Map(
    pairs.map(([, glyph = '', hex = '']) => [
      parseInt(glyph, 16),
      Buffer.from(hex, 'hex').swap16().toString('utf16le'),
    ]),
  );
}

/** One line per text object. Strings may hold brackets and operators, so that they are read before anything else. */
function piecesOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  let font: ReadonlyMap<number, string> | undefined;
  const word = /\/(f\d+) [\d.]+ Tf|\bET\b|<([0-9a-fA-F]+)>|\(/g;
  for (let match = word.exec(content); match; match = word.exec(content)) {
    const [found, name, hex] = match;
    if (name !== undefined) font = fonts.get(name);
    else if (hex !== undefined) piece += shown(Buffer.from(hex, 'hex').toString('latin1'), font);
    else if (found === '(') {
      const end = endOfString(content, word.lastIndex);
      piece += shown(unescaped(content.slice(word.lastIndex, end)), font);
      word.lastIndex = end + 1;
    } else {
      pieces.push(piece);
      piece = '';
    }
  }
  return pieces;
}

/** Where the bracket stands that ends a string; brackets in pairs belong to it. */
function endOfString(content: string, from: number): number {
  let depth = 1;
  for (let at = from; at < content.length; at += 1) {
    if (content[at] === '\\') at += 1;
    else if (content[at] === '(') depth += 1;
    else if (content[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return content.length;
}

/** Two bytes a glyph. */
function shown(bytes: string, font: ReadonlyMap<number, string> | undefined): string {
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    text += font?.get(bytes.charCodeAt(at) * 256 + bytes.charCodeAt(at + 1)) ?? '';
  }
  return text;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

function unescaped(text: string): string {
  return text.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, code: string) =>
    /^[0-7]/.test(code) ? String.fromCharCode(parseInt(code, 8)) : (ESCAPES[code] ?? code),
  );
}
