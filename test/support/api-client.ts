import { randomUUID } from 'node:crypto';

/** A refusal as the API sends it. */
export interface ProblemBody {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly field?: string;
  readonly errors?: readonly { field: string; message: string }[];
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  json<T = Record<string, never>>(): T;
}

export interface CallOptions {
  readonly body?: object;
  readonly key?: string;
  readonly version?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Speaks to the API as one person would through a front end: token, idempotency keys, versions. */
export class ApiClient {
  private token: string | undefined;

  constructor(private readonly baseUrl: string) {}

  /** A client that has signed in. */
  async signIn(username: string, password: string): Promise<this> {
    const tokens = await this.ok<{ accessToken: string }>('POST', '/auth/sign-in', { body: { username, password } });
    this.token = tokens.accessToken;
    return this;
  }

  async call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const response = await fetch(`${this.baseUrl}${path.startsWith('/verify/') ? '' : '/api/v1'}${path}`, {
      method,
      headers: {
        ...(this.token !== undefined && { authorization: `Bearer ${this.token}` }),
        ...(options.body && { 'content-type': 'application/json' }),
        ...(method === 'POST' && { 'idempotency-key': options.key ?? randomUUID() }),
        ...(options.version !== undefined && { 'if-match': `"${String(options.version)}"` }),
        ...options.headers,
      },
      ...(options.body && { body: JSON.stringify(options.body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: <T>() => JSON.parse(text) as T };
  }

  /** The answer's body; fails with the problem's text where the request was refused. */
  async ok<T = Record<string, unknown>>(method: string, path: string, options: CallOptions = {}): Promise<T> {
    const answer = await this.call(method, path, options);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${String(answer.status)} ${answer.text}`);
    return answer.text === '' ? (undefined as T) : answer.json<T>();
  }

  /** A download, as bytes. */
  async file(path: string): Promise<Buffer> {
    const headers = { ...(this.token !== undefined && { authorization: `Bearer ${this.token}` }) };
    const response = await fetch(`${this.baseUrl}/api/v1${path}`, { headers });
    if (!response.ok) throw new Error(`GET ${path}: ${String(response.status)} ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  }

  async get<T = Record<string, unknown>>(path: string): Promise<T> {
    return this.ok<T>('GET', path);
  }

  async post<T = Record<string, unknown>>(path: string, body?: object, key?: string): Promise<T> {
    return this.ok<T>('POST', path, { ...(body && { body }), ...(key !== undefined && { key }) });
  }

  /** The problem of a request that must be refused. */
  async refusal(method: string, path: string, options: CallOptions = {}): Promise<ProblemBody> {
    const answer = await this.call(method, path, options);
    if (answer.status < 400) throw new Error(`${method} ${path} was not refused: ${answer.text}`);
    if (!answer.headers.get('content-type')?.startsWith('application/problem+json')) {
      throw new Error(`${method} ${path}: not a problem: ${answer.text}`);
    }
    return answer.json<ProblemBody>();
  }
}
