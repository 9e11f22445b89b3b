import { v7 } from 'uuid';
import { accessTokenOf, type Crowd } from '../../harness/crowd';
import type { HttpRequest, RequestSource } from '../../harness/http-load';

/** Access tokens live 15 minutes and a round at most a few. */
const TOKEN_FRESH_MS = 8 * 60_000;
/** A code is shown for 30 s; the crowd reads it more often than that. */
const READ_CODE_EVERY_MS = 10_000;

type Direction = 'IN' | 'OUT';

/** The people of a crowd, each with a token, who check in and out by the codes that the leader's phone shows. */
export class PunchCrowd {
  private tokens: readonly string[] = [];
  private leadersToken = '';
  private clerksToken = '';
  private signedInAtMs = Number.NEGATIVE_INFINITY;
  private readonly codes = new Map<string, string>();
  private watched: readonly string[] = [];
  private reading: NodeJS.Timeout | undefined;

  /** @param baseUrl of the API, with its prefix. */
  constructor(
    private readonly baseUrl: string,
    private readonly crowd: Crowd,
    private readonly jwtSecret: string,
  ) {}

  /** Makes new tokens where they are old, and keeps reading the codes of these shifts. */
  async getReady(shiftIds: readonly string[]): Promise<void> {
    if (performance.now() - this.signedInAtMs > TOKEN_FRESH_MS) {
      this.tokens = this.crowd.people.map((member) => accessTokenOf(member, this.jwtSecret));
      this.leadersToken = accessTokenOf(this.crowd.leader, this.jwtSecret);
      this.clerksToken = accessTokenOf(this.crowd.clerk, this.jwtSecret);
      this.signedInAtMs = performance.now();
    }
    this.watched = shiftIds;
    await this.readCodes();
    // A code that could not be read shows as a refused punch, 30 s later at the latest.
    this.reading ??= setInterval(() => void this.readCodes().catch(() => undefined), READ_CODE_EVERY_MS);
  }

  /** A punch of the n-th person with the code of the moment and a new id. */
  request(person: number, shiftId: string, direction: Direction): HttpRequest {
    return {
      path: '/api/v1/me/punches',
      headers: this.headers(person),
      body: { punchId: v7(), shiftId, direction, code: this.codes.get(`${shiftId}/${direction}`) },
    };
  }

  /** What every request of the n-th person carries. */
  headers(person: number): Readonly<Record<string, string>> {
    return { authorization: `Bearer ${this.tokens[person] ?? ''}` };
  }

  /** What every request of the leader carries. */
  leaderHeaders(): Readonly<Record<string, string>> {
    return { authorization: `Bearer ${this.leadersToken}` };
  }

  /** What every request of the clerk carries. */
  clerkHeaders(): Readonly<Record<string, string>> {
    return { authorization: `Bearer ${this.clerksToken}` };
  }

  /**
   * Sources that share the people out among themselves. A code is taken once per person, shift and direction, so each goes
   * on after IN and OUT: to its next person, and after the last one to the next shift.
   */
  sources(count: number, shiftIds: readonly string[]): readonly RequestSource[] {
    const people = this.crowd.people.length / count;
    return Array.from({ length: count }, (_, source) => {
      let turn = -1;
      return () => {
        turn += 1;
        const visit = Math.floor(turn / 2);
        const shiftId = shiftIds[Math.floor(visit / people) % shiftIds.length] ?? '';
        return this.request(source + count * (visit % people), shiftId, turn % 2 === 0 ? 'IN' : 'OUT');
      };
    });
  }

  disperse(): void {
    clearInterval(this.reading);
  }

  private async readCodes(): Promise<void> {
    const headers = this.leaderHeaders();
    for (const shiftId of this.watched) {
      for (const direction of ['IN', 'OUT'] as const) {
        const url = `${this.baseUrl}/shifts/${shiftId}/code?direction=${direction}`;
        this.codes.set(`${shiftId}/${direction}`, await digitsOf(await fetch(url, { headers })));
      }
    }
  }
}

async function digitsOf(answer: Response): Promise<string> {
  const body: unknown = await answer.json();
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'digits') : undefined;
  if (!answer.ok || typeof value !== 'string')
    throw new Error(`${answer.url}: ${answer.status} ${JSON.stringify(body)}`);
  return value;
}
