import { connect, type Socket } from 'node:net';
import type { Measurement, RoundLimits } from './benchmark';

export interface HttpRequest {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body: unknown;
}

/** What one client asks for next. It is asked again when the answer has come, so it may keep state between requests. */
export type RequestSource = () => HttpRequest;

const ANSWER_LIMIT_MS = 60_000;
const HEAD_END = '\r\n\r\n';

/** The answer to a request that did not end as it must. */
export class UnexpectedAnswer extends Error {
  constructor(path: string, answer: string) {
    super(`POST ${path} was answered with:\n${answer}`);
  }
}

/**
 * One keep-alive connection that POSTs JSON. It speaks just enough HTTP/1.1 for that, because client and server share the
 * machine: every microsecond a general client takes is missing on the other side.
 */
class HttpConnection {
  private received = '';
  private onAnswer: ((answer: { status: number; text: string }) => void) | undefined;
  private onFailure: ((error: Error) => void) | undefined;

  private constructor(
    private readonly socket: Socket,
    private readonly host: string,
  ) {
    // Latin-1 keeps one character per byte, so that content-length counts characters.
    socket.setNoDelay(true).setEncoding('latin1').setTimeout(ANSWER_LIMIT_MS);
    socket.on('data', (text: string) => this.receive(text));
    socket.on('timeout', () => socket.destroy(new Error(`no answer within ${ANSWER_LIMIT_MS} ms`)));
    socket.on('error', (error) => this.onFailure?.(error));
    socket.on('close', () => this.onFailure?.(new Error('the server closed the connection')));
  }

  static async open(port: number): Promise<HttpConnection> {
    const socket = connect({ host: '127.0.0.1', port });
    await new Promise<void>((settle, fail) => socket.once('connect', settle).once('error', fail));
    return new HttpConnection(socket, `127.0.0.1:${port}`);
  }

  async post({ path, headers = {}, body }: HttpRequest): Promise<{ status: number; text: string }> {
    const json = JSON.stringify(body);
    const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const answer = new Promise<{ status: number; text: string }>((settle, fail) => {
      this.onAnswer = settle;
      this.onFailure = fail;
    });
    this.socket.write(
      `POST ${path} HTTP/1.1\r\nhost: ${this.host}\r\ncontent-type: application/json\r\n` +
        `content-length: ${Buffer.byteLength(json)}\r\n${fields.join('')}\r\n${json}`,
      'utf8',
    );
    return answer;
  }

  close(): void {
    this.onFailure = undefined;
    this.socket.destroy();
  }

  private receive(text: string): void {
    this.received += text;
    const headEnd = this.received.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.received.slice(0, headEnd);
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
    if (length === undefined) {
      this.socket.destroy(new Error(`an answer without content-length:\n${head}`));
      return;
    }
    const bodyStart = headEnd + HEAD_END.length;
    if (this.received.length < bodyStart + Number(length)) return;
    const body = Buffer.from(this.received.slice(bodyStart), 'latin1').toString('utf8');
    this.received = '';
    this.onAnswer?.({ status: Number(head.slice(9, 12)), text: body });
  }
}

/**
 * Lets every source send its requests one after the other over a connection of its own, all at once, until the time or
 * the count is used up; requests on their way are waited for, so what is counted is exactly what was answered.
 *
 * @throws UnexpectedAnswer at the first answer that is not 201.
 */
export async function runHttpLoad(
  port: number,
  sources: readonly RequestSource[],
  limits: RoundLimits,
): Promise<Measurement> {
  const connections = await Promise.all(sources.map(() => HttpConnection.open(port)));
  const latenciesMs: number[] = [];
  let started = 0;
  const beganAtMs = performance.now();
  const endsAtMs = beganAtMs + limits.seconds * 1_000;
  const drive = async (connection: HttpConnection, source: RequestSource): Promise<void> => {
    for (let sentAtMs = performance.now(); sentAtMs < endsAtMs && started < limits.maxCount;) {
      started += 1;
      const request = source();
      const { status, text } = await connection.post(request);
      if (status !== 201) throw new UnexpectedAnswer(request.path, `${status} ${text}`);
      const nowMs = performance.now();
      latenciesMs.push(nowMs - sentAtMs);
      sentAtMs = nowMs;
    }
  };
  try {
    await Promise.all(connections.map((connection, index) => drive(connection, sources[index] ?? fail)));
    return { count: latenciesMs.length, elapsedMs: performance.now() - beganAtMs, latenciesMs };
  } finally {
    for (const connection of connections) connection.close();
  }
}

function fail(): never {
  throw new Error('a connection without a source');
}
