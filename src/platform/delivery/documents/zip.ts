import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** Name inside the archive, UTF-8. */
  readonly name: string;
  readonly bytes: Buffer;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
const DEFLATE = 8;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;

/** A ZIP archive (PKWARE APPNOTE 6.3, without ZIP64) of a few small files, deflated, with names in UTF-8. */
export function zipOf(entries: readonly ZipEntry[], modifiedAt: Date): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const fileName = Buffer.from(name, 'utf8');
    const packed = deflateRawSync(bytes);
    const about = aboutOf({ fileName, bytes, packed, modifiedAt });
    const local = Buffer.alloc(LOCAL_BYTES);
    local.writeUInt32LE(LOCAL, 0);
    about.copy(local, 4);
    const central = Buffer.alloc(CENTRAL_BYTES);
    central.writeUInt32LE(CENTRAL, 0);
    central.writeUInt16LE(VERSION, 4);
    about.copy(central, 6);
    central.writeUInt32LE(offset, 42);
    parts.push(local, fileName, packed);
    directory.push(central, fileName);
    offset += local.length + fileName.length + packed.length;
  }
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(
    directory.reduce((sum, part) => sum + part.length, 0),
    12,
  );
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

/** The 26 bytes that a file's own header and the directory have in common. */
function aboutOf(file: {
  readonly fileName: Buffer;
  readonly bytes: Buffer;
  readonly packed: Buffer;
  readonly modifiedAt: Date;
}): Buffer {
  const about = Buffer.alloc(26);
  const at = file.modifiedAt;
  about.writeUInt16LE(VERSION, 0);
  about.writeUInt16LE(UTF8_NAMES, 2);
  about.writeUInt16LE(DEFLATE, 4);
  about.writeUInt16LE((at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1), 6);
  about.writeUInt16LE(((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate(), 8);
  about.writeUInt32LE(crc32(file.bytes), 10);
  about.writeUInt32LE(file.packed.length, 14);
  about.writeUInt32LE(file.bytes.length, 18);
  about.writeUInt16LE(file.fileName.length, 22);
  return about;
}
