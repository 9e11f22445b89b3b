import { newId } from '../api/key';

/** One tap of a leader: who came or left, when, and what has become of it. It holds no name. */
export interface Tap {
  /** Made with the tap and kept for all its tries: the service records it once, however often it comes. */
  readonly punchId: string;
  readonly userId: string;
  readonly shiftId: string;
  readonly volunteerId: string;
  readonly direction: 'IN' | 'OUT';
  /** By the clock of the phone. */
  readonly tappedAt: number;
  /**
   * WAITING is not sent, or its answer was lost; the others are what the service has said. RECORDED is no longer kept, and
   * stays on the page until the list shows it.
   */
  readonly state: 'WAITING' | 'RECORDED' | 'IN_REVIEW' | 'REFUSED';
  readonly tries: number;
  /** What the service said of it, for people. */
  readonly message?: string;
}

/** Where taps outlive the page. */
export interface TapStore {
  all(): Promise<readonly Tap[]>;
  put(taps: readonly Tap[]): Promise<void>;
  remove(punchIds: readonly string[]): Promise<void>;
}

/** How the service answered one line. */
export interface LineAnswer {
  readonly punchId: string;
  readonly status: 'RECORDED' | 'IN_REVIEW' | 'DECLINED' | 'REFUSED' | 'RETRY';
  readonly message: string;
  readonly code?: string;
}

/** Null: no answer came, and nobody knows; a text: the whole call was refused, with this sentence. */
export type Sent = readonly LineAnswer[] | null | { readonly refused: string };

export interface RollCallSender {
  /** On the spot; counts when it arrives. */
  live(shiftId: string, taps: readonly Tap[]): Promise<Sent>;
  /** Later; counts when it was tapped. */
  late(shiftId: string, taps: readonly Tap[]): Promise<Sent>;
}

/** As long a tap can be taken back, and nothing is sent of it. */
export const UNDO_MS = 5_000;
/** Until then a tap is sent as what it is: somebody stands there now. */
const LIVE_MS = 60_000;
/** The service takes a thousand lines; small batches come through a bad network better. */
const AT_ONCE = 50;

/**
 * What says again what is known: another leader, or the person, was faster; or the answer to an earlier try was lost on
 * the way. There is nothing left to do.
 */
const KNOWN_ALREADY = new Set(['ALREADY_CHECKED_IN', 'ALREADY_CHECKED_OUT', 'PUNCH_ID_REUSED']);

/**
 * The roll call of one leader on one phone. Each tap is kept before anything is sent and let go only when the service
 * has answered for it, so that neither a dead network nor a reload loses it, and no repetition counts twice.
 */
export class RollCallQueue {
  private taps: readonly Tap[] = [];
  private isSending = false;

  constructor(
    private readonly store: TapStore,
    private readonly sender: RollCallSender,
    private readonly owner: { readonly userId: string; readonly shiftId: string },
    private readonly changed: (taps: readonly Tap[]) => void,
    private readonly now: () => number = Date.now,
  ) {}

  async load(): Promise<void> {
    const { userId, shiftId } = this.owner;
    const kept = (await this.store.all()).filter((tap) => tap.userId === userId && tap.shiftId === shiftId);
    const known = new Set(this.taps.map(({ punchId }) => punchId));
    this.show([...kept.filter(({ punchId }) => !known.has(punchId)), ...this.taps]);
  }

  /** A second tap for the same person and direction takes the place of one that was refused, and is none otherwise. */
  async tap(volunteerId: string, direction: Tap['direction']): Promise<void> {
    const same = this.taps.filter((tap) => tap.volunteerId === volunteerId && tap.direction === direction);
    if (same.some(({ state }) => state !== 'REFUSED')) return;
    await this.forget(same);
    const tappedAt = this.now();
    const tap: Tap = {
      ...{ ...this.owner, volunteerId, direction, tappedAt },
      ...{ punchId: newId(tappedAt), state: 'WAITING', tries: 0 },
    };
    this.show([...this.taps, tap]);
    await this.store.put([tap]);
  }

  /** @returns milliseconds in which the tap can still be taken back; 0 where it cannot. */
  undoable(tap: Tap): number {
    if (tap.state !== 'WAITING' || tap.tries > 0) return 0;
    const ageMs = this.now() - tap.tappedAt;
    // The clock of the phone has gone back since: what waits for it might wait for an hour.
    return ageMs < 0 ? 0 : Math.max(0, UNDO_MS - ageMs);
  }

  async undo(tap: Tap): Promise<void> {
    if (this.undoable(tap) > 0) await this.forget([tap]);
  }

  /** Takes off the list what somebody has read. */
  async dismiss(tap: Tap): Promise<void> {
    if (tap.state !== 'WAITING') await this.forget([tap]);
  }

  /** @returns the taps that no answer has come for. */
  get waiting(): readonly Tap[] {
    return this.taps.filter(({ state }) => state === 'WAITING');
  }

  /**
   * Sends what is due, one call after the other. A call that gets no answer ends the round: the next would not either.
   *
   * @returns false where the service was not reached.
   */
  async flush(): Promise<boolean> {
    if (this.isSending) return true;
    this.isSending = true;
    try {
      for (let due = this.due(); due.length > 0; due = this.due()) {
        if (!(await this.send(due))) return false;
      }
      return true;
    } finally {
      this.isSending = false;
    }
  }

  /** Live and late ones go different ways; the older ones first. */
  private due(): readonly Tap[] {
    const ready = this.waiting.filter((tap) => this.undoable(tap) === 0);
    const late = ready.filter((tap) => !this.isLive(tap));
    return (late.length > 0 ? late : ready).slice(0, AT_ONCE);
  }

  private isLive(tap: Tap): boolean {
    const ageMs = this.now() - tap.tappedAt;
    return ageMs >= 0 && ageMs < LIVE_MS;
  }

  private async send(due: readonly Tap[]): Promise<boolean> {
    const first = due[0];
    if (!first) return true;
    const tried = due.map((tap) => ({ ...tap, tries: tap.tries + 1 }));
    await this.update(tried);
    const way = this.isLive(first) ? 'live' : 'late';
    const sent = await this.sender[way](this.owner.shiftId, tried);
    if (sent === null) return false;
    if ('refused' in sent) {
      await this.update(tried.map((tap) => ({ ...tap, state: 'REFUSED' as const, message: sent.refused })));
      return true;
    }
    const answers = new Map(sent.map((answer) => [answer.punchId, answer]));
    const fates = tried.map((tap) => ({ tap, answer: answers.get(tap.punchId) }));
    await this.settle(fates.filter(({ answer }) => answer && isSettled(answer)).map(({ tap }) => tap.punchId));
    await this.update(fates.flatMap(({ tap, answer }) => (answer ? toKeep(tap, answer) : [])));
    return !fates.some(({ answer }) => answer === undefined || answer.status === 'RETRY');
  }

  private async update(taps: readonly Tap[]): Promise<void> {
    const byId = new Map(taps.map((tap) => [tap.punchId, tap]));
    this.show(this.taps.map((tap) => byId.get(tap.punchId) ?? tap));
    await this.store.put(taps);
  }

  private async settle(punchIds: readonly string[]): Promise<void> {
    await this.store.remove(punchIds);
    this.show(this.taps.map((tap) => (punchIds.includes(tap.punchId) ? { ...tap, state: 'RECORDED' as const } : tap)));
  }

  private async forget(taps: readonly Tap[]): Promise<void> {
    const gone = taps.map(({ punchId }) => punchId);
    this.show(this.taps.filter(({ punchId }) => !gone.includes(punchId)));
    await this.store.remove(gone);
  }

  private show(taps: readonly Tap[]): void {
    this.taps = taps;
    this.changed(taps);
  }
}

function isSettled({ status, code }: LineAnswer): boolean {
  return status === 'RECORDED' || (status === 'REFUSED' && code !== undefined && KNOWN_ALREADY.has(code));
}

function toKeep(tap: Tap, answer: LineAnswer): readonly Tap[] {
  if (isSettled(answer) || answer.status === 'RETRY') return [];
  return [{ ...tap, state: answer.status === 'IN_REVIEW' ? 'IN_REVIEW' : 'REFUSED', message: answer.message }];
}
