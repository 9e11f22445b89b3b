import { StringDecoder } from 'node:string_decoder';
import { promisify } from 'node:util';
import { inflateRaw } from 'node:zlib';
import { spreadsheetErrors } from './errors';

const inflate = promisify(inflateRaw);

const END_SIGNATURE = 0x06054b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const MAX_COMMENT_BYTES = 65_535;
/** Parts smaller than this may compress as well as they like. */
const HARMLESS_BYTES = 1_048_576;
/** As much of a part is a string at a time. */
const ESCAPE_BYTES = 1_048_576;

export interface ArchiveLimits {
  readonly maxFileBytes: number;
  /** All parts that are read, together. */
  readonly maxUncompressedBytes: number;
  /** Uncompressed : compressed bytes of a part. Honest sheets stay below 60. */
  readonly maxRatio: number;
}

interface Part {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly uncompressedBytes: number;
  readonly compressed: Buffer;
}

/**
 * A new archive that holds only what is needed to read the first visible sheet, in the order a streaming reader wants
 * (styles and strings before the sheet, so nothing is spilled to disk). Every part was inflated once within the limits
 * first: what the archive says about its own sizes is not believed.
 *
 * @throws SPREADSHEET_UNREADABLE, SPREADSHEET_TOO_LARGE, SPREADSHEET_SUSPICIOUS
 */
export async function firstSheetArchive(file: Buffer, limits: ArchiveLimits): Promise<Buffer> {
  if (file.length > limits.maxFileBytes) throw spreadsheetErrors.refuse('SPREADSHEET_TOO_LARGE');
  const parts = partsOf(file);
  const budget = { bytes: limits.maxUncompressedBytes };
  const need = async (name: string): Promise<Buffer> => {
    const part = parts.get(name);
    if (!part) throw spreadsheetErrors.refuse('SPREADSHEET_UNREADABLE');
    return inflatePart(part, budget, limits.maxRatio);
  };
  const workbook = await need('xl/workbook.xml');
  const relations = await need('xl/_rels/workbook.xml.rels');
  const sheet = await need(firstSheetPath(workbook.toString('utf8'), relations.toString('utf8')));
  const kept = [plainPart('xl/_rels/workbook.xml.rels', relations), plainPart('xl/workbook.xml', workbook)];
  for (const name of ['xl/styles.xml', 'xl/sharedStrings.xml']) {
    if (parts.has(name)) kept.push(plainPart(name, await need(name)));
  }
  if (!parts.has('xl/sharedStrings.xml')) kept.push(noSharedStrings());
  return archiveOf([...kept, plainPart('xl/worksheets/sheet1.xml', sheet)]);
}

/**
 * A part whose characters are all ASCII: any other is written as a reference (&#x6842;). exceljs decodes each chunk of an
 * entry by itself, so a character of several bytes that lies across the border of two chunks would come out as rubbish,
 * silently, in somebody's name.
 */
function plainPart(name: string, content: Buffer): Part {
  // Inside CDATA a reference would be read as its letters; no spreadsheet program writes any.
  if (content.includes('<![CDATA[')) throw spreadsheetErrors.refuse('SPREADSHEET_UNREADABLE');
  const decoder = new StringDecoder('utf8');
  const pieces: Buffer[] = [];
  for (let start = 0; start < content.length; start += ESCAPE_BYTES) {
    const text = decoder.write(content.subarray(start, start + ESCAPE_BYTES));
    pieces.push(Buffer.from(text.replace(/[^\0-\x7f]/gu, asReference), 'latin1'));
  }
  pieces.push(Buffer.from(decoder.end().replace(/[^\0-\x7f]/gu, asReference), 'latin1'));
  const plain = Buffer.concat(pieces);
  return { name, method: STORED, crc: 0, uncompressedBytes: plain.length, compressed: plain };
}

/** A byte order mark stands before the XML, where no reference may be; it says nothing here. */
function asReference(character: string): string {
  return character === '\ufeff' ? '' : `&#x${(character.codePointAt(0) ?? 0).toString(16)};`;
}

/** The central directory, by name. Encrypted and ZIP64 archives are not workbooks anybody fills in by hand. */
function partsOf(file: Buffer): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>();
  try {
    const end = endRecordOf(file);
    let at = file.readUInt32LE(end + 16);
    for (let count = file.readUInt16LE(end + 10); count > 0; count--) {
      if (file.readUInt32LE(at) !== CENTRAL_SIGNATURE) throw spreadsheetErrors.refuse('SPREADSHEET_UNREADABLE');
      const nameBytes = file.readUInt16LE(at + 28);
      const name = file.toString('utf8', at + 46, at + 46 + nameBytes).replace(/^\//, '');
      parts.set(name, partAt(file, at, name));
      at += 46 + nameBytes + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
    }
  } catch (error) {
    if (isOutsideFile(error)) throw spreadsheetErrors.refuse('SPREADSHEET_UNREADABLE');
    throw error;
  }
  return parts;
}

function endRecordOf(file: Buffer): number {
  const lowest = Math.max(0, file.length - 22 - MAX_COMMENT_BYTES);
  for (let at = file.length - 22; at >= lowest; at--) if (file.readUInt32LE(at) === END_SIGNATURE) return at;
  throw spreadsheetErrors.refuse('SPREADSHEET_UNREADABLE');
}

function partAt(file: Buffer, central: number, name: string): Part {
  const isEncrypted = (file.readUInt16LE(central + 8) & 1) === 1;
  const method = file.readUInt16LE(central + 10);
  const compressedBytes = file.readUInt32LE(central + 20);
  const local = file.readUInt32LE(central + 42);
  const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  const isPlain = method === STORED || method === DEFLATED;
  if (
    isEncrypted ||
    !isPlain ||
    file.readUInt32LE(local) !== LOCAL_SIGNATURE ||
    start + compressedBytes > file.length
  ) {
    throw spreadsheetErrors.refuse('SPREADSHEET_UNREADABLE');
  }
  return {
    name,
    method,
    crc: file.readUInt32LE(central + 16),
    uncompressedBytes: file.readUInt32LE(central + 24),
    compressed: file.subarray(start, start + compressedBytes),
  };
}

async function inflatePart(part: Part, budget: { bytes: number }, maxRatio: number): Promise<Buffer> {
  const byRatio = Math.max(HARMLESS_BYTES, part.compressed.length * maxRatio);
  const limitBytes = Math.min(byRatio, budget.bytes);
  let content = part.compressed;
  if (part.method === DEFLATED) {
    try {
      content = await inflate(part.compressed, { maxOutputLength: limitBytes });
    } catch (error) {
      if (isTooLong(error))
        throw spreadsheetErrors.refuse(byRatio <= budget.bytes ? 'SPREADSHEET_SUSPICIOUS' : 'SPREADSHEET_TOO_LARGE');
      throw spreadsheetErrors.refuse('SPREADSHEET_UNREADABLE');
    }
  } else if (content.length > limitBytes) {
    throw spreadsheetErrors.refuse('SPREADSHEET_TOO_LARGE');
  }
  budget.bytes -= content.length;
  return content;
}

/** The codes of Node's Buffer and zlib, read from the error itself. */
function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && codes.some((code) => code === error.code);
}

function isOutsideFile(error: unknown): boolean {
  return hasCode(error, 'ERR_OUT_OF_RANGE', 'ERR_BUFFER_OUT_OF_BOUNDS');
}

function isTooLong(error: unknown): boolean {
  return hasCode(error, 'ERR_BUFFER_TOO_LARGE');
}

/** The part of the first sheet that is not hidden, from the workbook and its relations. */
function firstSheetPath(workbook: string, relations: string): string {
  const sheets = [...workbook.matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)].map((match) => match[0]);
  const visible = sheets.find((sheet) => (attribute(sheet, 'state') ?? 'visible') === 'visible') ?? '';
  const id = attribute(visible, 'r:id');
  const relation = [...relations.matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)]
    .map((match) => match[0])
    .find((candidate) => attribute(candidate, 'Id') === id);
  const target = relation && attribute(relation, 'Target');
  if (id === undefined || target === undefined) throw spreadsheetErrors.refuse('SPREADSHEET_UNREADABLE');
  return target.startsWith('/') ? target.slice(1) : `xl/${target}`;
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1];
}

/** A workbook without shared strings gets an empty table, which the reader waits for before it reads a sheet. */
function noSharedStrings(): Part {
  const content = Buffer.from('<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>');
  return {
    name: 'xl/sharedStrings.xml',
    method: STORED,
    crc: 0,
    uncompressedBytes: content.length,
    compressed: content,
  };
}

/** Local headers and contents in order, and an end record; the reader streams and needs no central directory. */
function archiveOf(parts: readonly Part[]): Buffer {
  const chunks = parts.flatMap((part) => {
    const name = Buffer.from(part.name);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(LOCAL_SIGNATURE, 0);
    header.writeUInt16LE(20, 4);
    header.writeUInt16LE(part.method, 8);
    header.writeUInt32LE(part.crc, 14);
    header.writeUInt32LE(part.compressed.length, 18);
    header.writeUInt32LE(part.uncompressedBytes, 22);
    header.writeUInt16LE(name.length, 26);
    return [header, name, part.compressed];
  });
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END_SIGNATURE, 0);
  return Buffer.concat([...chunks, end]);
}
