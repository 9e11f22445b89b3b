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
