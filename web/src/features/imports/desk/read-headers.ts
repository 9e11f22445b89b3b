/** So much of a part is read: the headers of a sheet stand at its beginning. */
const MOST = 2_000_000;
const DEEP = 15;

interface Part {
  readonly start: number;
  readonly size: number;
  readonly isDeflated: boolean;
}

/**
 * The texts of the first rows of an .xlsx, to guess what it is. Empty where the browser cannot look into it, or where it is
 * none: then the person says what it is, and the service judges.
 */
export async function headersOf(file: Blob): Promise<readonly string[]> {
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const parts = partsOf(bytes);
    const sheet = [...parts.keys()].filter((name) => /^xl\/worksheets\/sheet\d+\.xml$/.test(name)).sort(byNumber)[0];
    if (sheet === undefined) return [];
    const shared = sharedTexts(await textOf(bytes, parts.get('xl/sharedStrings.xml')));
    return textsOf(await textOf(bytes, parts.get(sheet)), shared);
  } catch {
    return [];
  }
}

function byNumber(a: string, b: string): number {
  return Number(/\d+/.exec(a)?.[0]) - Number(/\d+/.exec(b)?.[0]);
}

/** What lies where, by the list at the end of the archive. */
function partsOf(bytes: Uint8Array): ReadonlyMap<string, Part> {
  const view = new DataView(bytes.buffer);
  const parts = new Map<string, Part>();
  let end = bytes.length - 22;
  while (end > 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    const length = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length));
    const local = view.getUint32(at + 42, true);
    parts.set(name, {
      start: local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true),
      size: view.getUint32(at + 20, true),
      isDeflated: view.getUint16(at + 10, true) === 8,
    });
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return parts;
}

async function textOf(bytes: Uint8Array, part: Part | undefined): Promise<string> {
  if (!part) return '';
  const packed = bytes.slice(part.start, part.start + part.size);
  if (!part.isDeflated) return new TextDecoder().decode(packed.subarray(0, MOST));
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    text += decoder.decode(read.value, { stream: true });
    if (text.length > MOST) break;
  }
  void reader.cancel();
  return text;
}

function plain(xml: string): string {
  const texts = [...xml.matchAll(/<t(?:\s[^>]*)?>([^<]*)<\/t>/g)].map(([, text]) => text ?? '');
  return texts
    .join('')
    .replace(
      /&(amp|lt|gt|quot|apos);/g,
      (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" })[name] ?? '',
    )
    .trim();
}

function sharedTexts(xml: string): readonly string[] {
  return [...xml.matchAll(/<si>([\s\S]*?)<\/si>/g)].map(([, item]) => plain(item ?? ''));
}

function textsOf(xml: string, shared: readonly string[]): readonly string[] {
  const rows = [...xml.matchAll(/<row[\s>][\s\S]*?<\/row>/g)].slice(0, DEEP);
  const cells = rows.flatMap(([row]) => [...row.matchAll(/<c\s([^>]*?)>([\s\S]*?)<\/c>/g)]);
  return cells
    .map(([, attributes = '', inside = '']) => {
      if (!/t="s"/.test(attributes)) return plain(inside);
      return shared[Number(/<v>(\d+)<\/v>/.exec(inside)?.[1])] ?? '';
    })
    .filter((text) => text !== '');
}
