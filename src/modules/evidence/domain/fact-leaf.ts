import { copyBytes, sha256Text, Views } from './sha256';

/** How the value of a column arrives: an id of 16 bytes, a text in UTF-8, or what JSON says of it already. */
export type ValueForm = 'ID' | 'TEXT' | 'JSON';

const [QUOTE, BACKSLASH, SPACE, CLOSING] = [0x22, 0x5c, 0x20, 0x7d];
const NULL = Buffer.from('null', 'latin1');
const HEX = Buffer.from('0123456789abcdef', 'latin1');
const ID_BYTES = 16;
/** Behind which bytes of an id a hyphen stands. */
const HYPHENS = new Set([3, 5, 7, 9]);
const HYPHEN = 0x2d;
/** What stands for a control character in a text: as JSON.stringify writes it, which is as PostgreSQL does. */
const CONTROLS = Array.from({ length: SPACE }, (_, code) =>
  Buffer.from(JSON.stringify(String.fromCharCode(code)).slice(1, -1), 'latin1'),
);
/** A control character becomes six bytes. */
const LONGEST_ESCAPE = 6;

/**
 * The leaf of a fact (docs/checkpoints.md), put together from the values of its row: `H(00 ‖ text)`, the text being the JSON
 * that the database prints. Made here for the audit, because printing takes the database longer than everything else it
 * does for a row. One object for one row after the other: `clear`, the columns in their order, `digest`.
 */
export class FactLeaf {
  private bytes = Buffer.alloc(4_096);
  private views = new Views(this.bytes);
  private end = 1;
  private readonly names: readonly Buffer[];

  /** @param columns in the order in which jsonb prints them. */
  constructor(columns: readonly string[]) {
    this.names = columns.map((name, index) => Buffer.from(`${index === 0 ? '{' : ', '}${JSON.stringify(name)}: `));
  }

  clear(): void {
    this.end = 1;
  }

  /** The value of the next column. @param length -1 for null. */
  value(column: number, form: ValueForm, source: Buffer, at: number, length: number): void {
    const name = this.names[column] ?? NULL;
    this.makeRoom(name.length + LONGEST_ESCAPE * Math.max(ID_BYTES, length) + 2);
    this.raw(name, 0, name.length);
    if (length < 0) this.raw(NULL, 0, NULL.length);
    else if (form === 'ID') this.id(source, at);
    else if (form === 'TEXT') this.text(source, at, length);
    else this.raw(source, at, length);
  }

  /** The hash of the leaf, as `sha256Text`. */
  digest(): string {
    this.bytes[this.end] = CLOSING;
    return sha256Text(this.views.view(0, this.end + 1));
  }

  private raw(source: Buffer, at: number, length: number): void {
    copyBytes(source, at, length, this.bytes, this.end);
    this.end += length;
  }

  private id(source: Buffer, at: number): void {
    const { bytes } = this;
    let { end } = this;
    bytes[end++] = QUOTE;
    for (let index = 0; index < ID_BYTES; index += 1) {
      const byte = source[at + index] ?? 0;
      bytes[end++] = HEX[byte >> 4] ?? 0;
      bytes[end++] = HEX[byte & 15] ?? 0;
      if (HYPHENS.has(index)) bytes[end++] = HYPHEN;
    }
    bytes[end++] = QUOTE;
    this.end = end;
  }

  private text(source: Buffer, at: number, length: number): void {
    const { bytes } = this;
    bytes[this.end++] = QUOTE;
    for (let index = 0; index < length; index += 1) {
      const byte = source[at + index] ?? 0;
      const control = byte < SPACE ? CONTROLS[byte] : undefined;
      if (control) {
        this.raw(control, 0, control.length);
        continue;
      }
      if (byte === QUOTE || byte === BACKSLASH) bytes[this.end++] = BACKSLASH;
      bytes[this.end++] = byte;
    }
    bytes[this.end++] = QUOTE;
  }

  private makeRoom(count: number): void {
    if (this.end + count <= this.bytes.length) return;
    this.bytes = Buffer.concat([this.bytes], 2 * (this.end + count));
    this.views = new Views(this.bytes);
  }
}
