import type { TraceSubject } from '../../foundation/actor/request-trace';

/** A refusal worth a line, as the request knew it. */
export interface Refusal {
  readonly actorId: string;
  readonly actorKind: 'USER' | 'ANONYMOUS';
  readonly remoteAddress: string;
  readonly sessionId: string | null;
  readonly requestId: string;
  /** `POST /api/v1/volunteers/:volunteerId/reviews`. */
  readonly route: string;
  readonly subject: TraceSubject | null;
  readonly code: string;
  readonly status: number;
}

/** Refusals of one sort, as one line: the first one, and how many there were. */
export interface RefusalLine {
  readonly refusal: Refusal;
  readonly count: number;
}

/** Lines of one caller between two writings; what comes on top is one line per code. */
export const LINES_PER_CALLER = 20;
/** Lines of all callers between two writings; what comes on top is one line of nobody. */
export const LINES_AT_MOST = 100;

/**
 * Gathers refusals between two writings. What repeats is counted instead of written, and neither one caller nor all of
 * them together can make more lines than a bound, so that an attacker fills no disk.
 */
export class RefusalLines {
  private readonly lines = new Map<string, { refusal: Refusal; count: number }>();
  private readonly linesOf = new Map<string, number>();

  add(refusal: Refusal): void {
    const caller = refusal.actorKind === 'USER' ? refusal.actorId : refusal.remoteAddress;
    const exact = [caller, refusal.code, refusal.route, refusal.subject?.id ?? ''].join('\n');
    if (this.count(exact)) return;
    const held = this.linesOf.get(caller) ?? 0;
    if (held < LINES_PER_CALLER && this.lines.size < LINES_AT_MOST) {
      this.linesOf.set(caller, held + 1);
      this.lines.set(exact, { refusal, count: 1 });
      return;
    }
    const isRoomLeft = this.lines.size < LINES_AT_MOST;
    const rest = isRoomLeft ? `${caller}\n${refusal.code}` : '';
    if (this.count(rest)) return;
    this.lines.set(rest, {
      refusal: isRoomLeft ? { ...refusal, route: '*', subject: null } : nobody(refusal),
      count: 1,
    });
  }

  /** Hands out what was gathered and begins anew. */
  take(): readonly RefusalLine[] {
    const lines = [...this.lines.values()];
    this.lines.clear();
    this.linesOf.clear();
    return lines;
  }

  private count(key: string): boolean {
    const line = this.lines.get(key);
    if (line) line.count += 1;
    return line !== undefined;
  }
}

function nobody({ requestId, status }: Refusal): Refusal {
  const actor = { actorId: 'anonymous', actorKind: 'ANONYMOUS', remoteAddress: '*', sessionId: null } as const;
  return { ...actor, requestId, status, route: '*', subject: null, code: 'MANY' };
}
