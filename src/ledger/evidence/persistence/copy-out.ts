import type { Client, Connection, Submittable } from 'pg';

/** One letter and the length in four bytes, which counts itself. */
const HEADER_BYTES = 5;
const [COPY_DATA, COPY_DONE, COPY_OUT_RESPONSE] = [...'dcH'].map((letter) => letter.charCodeAt(0));
/** What the server may say at any time: a notice, a changed setting, a notification. */
const ASIDES = new Set([...'NSA'].map((letter) => letter.charCodeAt(0)));

const CHUNK_BYTES = 1 << 18;
/** One buffer per connection for all its copies: new ones would keep the collector busy. */
const buffers = new WeakMap<Client, Buffer>();

/** The socket as pg listens to it. */
interface ByteStream {
  listeners(event: 'data'): ((chunk: Buffer) => void)[];
  on(event: 'data', listener: (chunk: Buffer) => void): void;
  removeListener(event: 'data', listener: (chunk: Buffer) => void): void;
}

/**
 * Runs a COPY … TO STDOUT and hands over what each of its messages holds, from `from` to `to` in `bytes`, valid during the
 * call. The messages are read where they arrive: pg (and pg-copy-streams on top of it) makes objects of each, and there is
 * one message per row. Nothing is read on while a message is being worked on, so the server waits for slow work.
 */
export async function copyOut(
  client: Client,
  sql: string,
  onData: (bytes: Buffer, from: number, to: number) => void,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    client.query(new CopyOut(client, sql, onData, resolve, reject));
  });
}

/** The query as pg's client drives it: everything but the data goes the usual way. */
class CopyOut implements Submittable {
  /** All chunks come into this buffer, behind what is not yet whole of the one before. */
  private bytes: Buffer;
  private end = 0;
  private stream: ByteStream | undefined;
  private usual: (chunk: Buffer) => void = () => undefined;
  private failure: Error | undefined;

  constructor(
    private readonly client: Client,
    private readonly sql: string,
    private readonly onData: (bytes: Buffer, from: number, to: number) => void,
    private readonly resolve: () => void,
    private readonly reject: (error: Error) => void,
  ) {
    this.bytes = buffers.get(client) ?? this.newBuffer(CHUNK_BYTES);
  }

  submit(connection: Connection): void {
    const { stream } = connection as unknown as { readonly stream: ByteStream };
    const [usual] = stream.listeners('data');
    if (usual) this.usual = usual;
    stream.removeListener('data', this.usual);
    stream.on('data', this.take);
    this.stream = stream;
    (connection as unknown as { query(text: string): void }).query(this.sql);
  }

  handleError(error: Error): void {
    this.giveBack();
    this.reject(this.failure ?? error);
  }

  handleCommandComplete(): void {
    // ReadyForQuery follows.
  }

  handleReadyForQuery(): void {
    if (this.failure) this.reject(this.failure);
    else this.resolve();
  }

  private readonly take = (chunk: Buffer): void => {
    if (this.end + chunk.length > this.bytes.length) {
      const whole = this.bytes;
      this.bytes = this.newBuffer(2 * (this.end + chunk.length));
      this.bytes.set(whole);
    }
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
    let at = 0;
    while (at + HEADER_BYTES <= this.end) {
      const code = this.bytes[at] ?? 0;
      const next = at + 1 + this.bytes.readUInt32BE(at + 1);
      const isOurs = code === COPY_DATA || code === COPY_DONE || code === COPY_OUT_RESPONSE;
      if (!isOurs && !ASIDES.has(code)) {
        this.giveBack();
        this.usual(Buffer.from(this.bytes.subarray(at, this.end)));
        return;
      }
      if (next > this.end) break;
      if (code === COPY_DATA) this.hand(at + HEADER_BYTES, next);
      else if (!isOurs) this.usual(Buffer.from(this.bytes.subarray(at, next)));
      at = next;
    }
    this.bytes.copyWithin(0, at, this.end);
    this.end -= at;
  };

  private newBuffer(size: number): Buffer {
    const buffer = Buffer.alloc(size);
    buffers.set(this.client, buffer);
    return buffer;
  }

  /** What fails here fails the copy, when it has come to its end: the connection stays usable. */
  private hand(from: number, to: number): void {
    if (this.failure) return;
    try {
      this.onData(this.bytes, from, to);
    } catch (error) {
      this.failure = error instanceof Error ? error : new Error(String(error));
    }
  }

  private giveBack(): void {
    this.stream?.removeListener('data', this.take);
    if (this.stream && !this.stream.listeners('data').includes(this.usual)) this.stream.on('data', this.usual);
    this.stream = undefined;
  }
}
