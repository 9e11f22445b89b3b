import { v7 } from 'uuid';
import type { RequestSource } from '../../harness/http-load';
import type { SeededShift } from './application';

/** Access tokens live 15 minutes and a round at most one. */
const TOKEN_FRESH_MS = 10 * 60_000;
/** A code is shown for 30 s; the crowd reads it more often than that. */
const READ_CODE_EVERY_MS = 10_000;

type Direction = 'IN' | 'OUT';

/** The volunteers of a shift, each signed in, who check in and out by the code that the leader's phone shows. */
export class PunchCrowd {
  private tokens: readonly string[] = [];
  private signedInAtMs = Number.NEGATIVE_INFINITY;
  private readonly codes: Record<Direction, string> = { IN: '', OUT: '' };
  private reading: NodeJS.Timeout | undefined;

  /** @param baseUrl of the API, with its prefix. */
  constructor(
    private readonly baseUrl: string,
    private readonly shift: SeededShift,
  ) {}

  /** Signs in where tokens are old, and reads the code. */
  async getReady(): Promise<void> {
    if (performance.now() - this.signedInAtMs > TOKEN_FRESH_MS) {
      this.tokens = await Promise.all(this.shift.usernames.map((username) => this.signIn(username)));
      this.signedInAtMs = performance.now();
    }
    await this.readCodes();
    // A code that could not be read shows as a refused punch, 30 s later at the latest.
    this.reading ??= setInterval(() => void this.readCodes().catch(() => undefined), READ_CODE_EVERY_MS);
  }

  /** One source per volunteer: IN, OUT, IN, … with a new punch id each time. */
  sources(): readonly RequestSource[] {
    return this.shift.usernames.map((_, index) => {
      let direction: Direction = 'OUT';
      return () => {
        direction = direction === 'IN' ? 'OUT' : 'IN';
        return {
          path: '/api/v1/me/punches',
          headers: { authorization: `Bearer ${this.tokens[index] ?? ''}` },
          body: { punchId: v7(), shiftId: this.shift.shiftId, direction, code: this.codes[direction] },
        };
      };
    });
  }

  disperse(): void {
    clearInterval(this.reading);
  }

  private async signIn(username: string): Promise<string> {
    const answer = await fetch(`${this.baseUrl}/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: this.shift.password }),
    });
    return fieldOf(answer, 'accessToken');
  }

  private async readCodes(): Promise<void> {
    const authorization = `Bearer ${this.tokens[0] ?? ''}`;
    for (const direction of ['IN', 'OUT'] as const) {
      const url = `${this.baseUrl}/shifts/${this.shift.shiftId}/code?direction=${direction}`;
      this.codes[direction] = await fieldOf(await fetch(url, { headers: { authorization } }), 'digits');
    }
  }
}

async function fieldOf(answer: Response, field: string): Promise<string> {
  const body: unknown = await answer.json();
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, field) : undefined;
  if (!answer.ok || typeof value !== 'string')
    throw new Error(`${answer.url}: ${answer.status} ${JSON.stringify(body)}`);
  return value;
}
