import { type CryptoSuite, suiteOfCode } from './suites';

/**
 * What stands before a sealed text. `LEGACY`: key version (2 bytes, never 0), sealed by AES under a master key.
 * Everything else begins with two zero bytes, one byte for the sort of key and one for the suite; under a master key its
 * version follows (2 bytes).
 */
export type Header =
  | { readonly sort: 'MASTER'; readonly version: number; readonly suite: CryptoSuite; readonly bytes: Buffer }
  | { readonly sort: 'SUBJECT'; readonly suite: CryptoSuite; readonly bytes: Buffer };

const VERSION_BYTES = 2;
const SORT_AT = 2;
const SUITE_AT = 3;
const NEW_BYTES = 4;
const SORT_MASTER = 1;
const SORT_SUBJECT = 2;
const AES_CODE = 1;

/** The header of texts under a master key. AES keeps the layout that the first installations wrote. */
export function masterHeader(suite: CryptoSuite, version: number): Buffer {
  const written = Buffer.alloc(VERSION_BYTES);
  written.writeUInt16BE(version);
  return suite.code === AES_CODE ? written : Buffer.concat([Buffer.from([0, 0, SORT_MASTER, suite.code]), written]);
}

/** The header of texts under the data key of a subject. */
export function subjectHeader(suite: CryptoSuite): Buffer {
  return Buffer.from([0, 0, SORT_SUBJECT, suite.code]);
}

/** @throws Error where the bytes were made by nothing we know. */
export function readHeader(sealed: Buffer): Header {
  if (sealed.length < NEW_BYTES) throw new Error('the cipher text is too short');
  const version = sealed.readUInt16BE();
  if (version !== 0) {
    return { sort: 'MASTER', version, suite: suiteOfCode(AES_CODE), bytes: sealed.subarray(0, VERSION_BYTES) };
  }
  const suite = suiteOfCode(sealed.readUInt8(SUITE_AT));
  const sort = sealed.readUInt8(SORT_AT);
  if (sort === SORT_SUBJECT) return { sort: 'SUBJECT', suite, bytes: sealed.subarray(0, NEW_BYTES) };
  if (sort !== SORT_MASTER) throw new Error(`cipher texts of the sort ${sort} are not known`);
  const bytes = sealed.subarray(0, NEW_BYTES + VERSION_BYTES);
  return { sort: 'MASTER', version: bytes.readUInt16BE(NEW_BYTES), suite, bytes };
}
