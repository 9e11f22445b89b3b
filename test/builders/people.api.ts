import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import type { BootedApp } from '../support/boot-app';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // The tests read answers member by member, whatever their shape.
  readonly body: Record<string, unknown>;
}

export interface Call {
  readonly token?: string;
  readonly body?: unknown;
  /** Default: a fresh key. */
  readonly key?: string;
  readonly version?: number;
}

let keyCount = 0;

/** Speaks to the application as a browser would. */
export class PeopleApi {
  constructor(private readonly booted: BootedApp) {}

  async get(path: string, token?: string): Promise<Answer> {
    return this.send('GET', path, token === undefined ? {} : { token });
  }

  async post(path: string, call: Call): Promise<Answer> {
    keyCount += 1;
    return this.send('POST', path, { key: `people-api-${String(keyCount)}`, ...call });
  }

  async patch(path: string, call: Call): Promise<Answer> {
    return this.send('PATCH', path, call);
  }

  /** Posts and expects a refusal that leaves no trace in the tables of people. */
  async refused(path: string, call: Call): Promise<unknown> {
    const before = await this.footprint();
    const answer = await this.post(path, call);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await this.footprint()).toEqual(before);
    return answer.body['code'];
  }

  /** Everything people's commands write to, as counts and versions. */
  async footprint(): Promise<unknown> {
    const tables = ['division', 'volunteer', 'head_appointment', 'team', 'team_membership', 'user_account'];
    const versions = tables.map(
      (table) => `(select count(*) || '/' || coalesce(sum(version), 0) from ${table}) "${table}"`,
    );
    const counts = ['consent', 'command_key'].map((table) => `(select count(*) from ${table}) "${table}"`);
    // Refusals are written seconds later, those of earlier requests perhaps just now.
    const deeds = "(select count(*) from audit_log where action <> 'access.refuse') audit_log";
    return this.booted.get(UnitOfWork).read(`select ${[...versions, ...counts, deeds].join(', ')}`);
  }

  private async send(method: string, path: string, call: Call): Promise<Answer> {
    const response = await fetch(`${this.booted.url}/api/v1/${path}`, {
      method,
      headers: {
        ...(call.token !== undefined && { authorization: `Bearer ${call.token}` }),
        ...(call.key !== undefined && { 'idempotency-key': call.key }),
        ...(call.version !== undefined && { 'if-match': `"${String(call.version)}"` }),
        ...(method !== 'GET' && { 'content-type': 'application/json' }),
      },
      ...(method !== 'GET' && { body: JSON.stringify(call.body ?? {}) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    };
  }
}
