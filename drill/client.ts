import { canonicalJson } from '../src/kernel/canonical-json';
import type { Answer, Operation, Sender } from './journal';

/** Longer than a healthy answer takes on a busy machine, shorter than a stopped process stays stopped. */
const ANSWER_LIMIT_MS = 8_000;
/** Longer than everything takes to come up again after all of it was killed. */
const PATIENCE_MS = 240_000;
const ATTEMPT_PAUSE_MS = 300;

interface Reply {
  readonly status: number;
  readonly text: string;
}

/** Thrown where there is no reply: reset, refused, too late. */
class NoReply extends Error {}

/** The clients of the drill: they sign in, send, and know what has no answer yet. */
export class Client {
  private readonly tokens = new Map<Sender, string>();
  private readonly open = new Set<symbol>();
  /** Answers that are none: 500, which the service promises never to give. */
  readonly serverErrors: string[] = [];

  constructor(
    private readonly baseUrl: string,
    private readonly password: string,
  ) {}

  /** How many requests wait for their answer now. */
  get inFlight(): number {
    return this.open.size;
  }

  /** The requests that wait for their answer now. */
  snapshot(): ReadonlySet<symbol> {
    return new Set(this.open);
  }

  /** Sends an operation once. @param request its mark among those in flight. */
  async send(operation: Operation, request = Symbol(operation.key)): Promise<Answer> {
    this.open.add(request);
    try {
      const headers = { 'idempotency-key': operation.key };
      const reply = await this.request(operation.as, 'POST', operation.path, operation.body, headers);
      if (reply.status === 500) this.serverErrors.push(`${operation.kind}: ${reply.text}`);
      return answerOf(operation, reply);
    } catch (error) {
      if (error instanceof NoReply) return { outcome: 'UNKNOWN', reason: error.message };
      throw error;
    } finally {
      this.open.delete(request);
    }
  }

  /** For preparing and looking: the body of an answer that has to be good. Repeats while there is no reply. */
  async ok<T>(as: Sender, method: 'GET' | 'POST', path: string, body?: object, headers = {}): Promise<T> {
    const key = { 'idempotency-key': `drill-${crypto.randomUUID()}` };
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const reply = await this.request(as, method, path, body, { ...key, ...headers }).catch((error: unknown) => error);
      if (!(reply instanceof Error)) {
        const { status, text } = reply as Reply;
        if (status < 300) return JSON.parse(text) as T;
        if (status < 500) throw new Error(`${method} ${path}: ${String(status)} ${text}`);
      }
      if (performance.now() > deadline) throw new Error(`${method} ${path}: no answer`, { cause: reply });
      await pause(ATTEMPT_PAUSE_MS);
    }
  }

  private async request(as: Sender, method: string, path: string, body?: object, extra = {}): Promise<Reply> {
    for (let attempt = 1; ; attempt += 1) {
      if (as === 'anybody') return this.exchange(method, path, body, extra);
      const token = this.tokens.get(as) ?? (await this.signIn(as));
      const reply = await this.exchange(method, path, body, { ...extra, authorization: `Bearer ${token}` });
      // A token ends with the clock that jumps; whoever holds it signs in again, as a person would.
      if (reply.status !== 401 || attempt === 3) return reply;
      if (this.tokens.get(as) === token) this.tokens.delete(as);
    }
  }

  private async signIn(as: Sender): Promise<string> {
    const reply = await this.exchange('POST', '/auth/sign-in', { username: `drill.${as}`, password: this.password });
    if (reply.status !== 200) throw new NoReply(`sign-in: ${String(reply.status)} ${reply.text}`);
    const { accessToken } = JSON.parse(reply.text) as { accessToken: string };
    this.tokens.set(as, accessToken);
    return accessToken;
  }

  private async exchange(method: string, path: string, body?: object, headers = {}): Promise<Reply> {
    try {
      const response = await fetch(`${this.baseUrl}/api/v1${path}`, {
        method,
        headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
      });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      throw new NoReply(error instanceof Error ? error.message : String(error));
    }
  }
}

/** A reply in the words of the journal. Whoever is busy or failed has not said whether it was done. */
function answerOf(operation: Operation, { status, text }: Reply): Answer {
  if (status >= 500 || status === 429 || status === 401) {
    return { outcome: 'UNKNOWN', reason: `${String(status)} ${text}` };
  }
  if (status >= 300) return { outcome: 'REFUSED', code: (JSON.parse(text) as { code: string }).code };
  if (!operation.path.endsWith('/roll-calls'))
    return { outcome: 'ACKNOWLEDGED', text: canonicalJson(JSON.parse(text)) };
  const [line] = (JSON.parse(text) as { items: { status: string; code?: string }[] }).items;
  if (line?.status === 'RETRY') return { outcome: 'UNKNOWN', reason: line.code ?? '' };
  if (line?.status === 'RECORDED') return { outcome: 'ACKNOWLEDGED', text: canonicalJson(line) };
  return { outcome: 'REFUSED', code: line?.code ?? 'NO_LINE' };
}

export function pause(ms: number): Promise<void> {
  return new Promise((settle) => setTimeout(settle, ms));
}
