import { newId } from '../api/key';
import type { Sent } from './roll-call-queue';
import type { Shelf } from './shelf';

/** One check-in or check-out that somebody made on the own phone, and what has become of it. It holds no name. */
export interface OwnPunch {
  /** Made with the punch and kept for all its tries, on the spot and later: the service records it once. */
  readonly punchId: string;
  /** Whose it is: nobody else who signs in on this phone sends it. */
  readonly volunteerId: string;
  readonly shiftId: string;
  /** Of the activity. */
  readonly title: string;
  readonly direction: 'IN' | 'OUT';
  /** Six digits of the screen, or the end of its link. */
  readonly code: string;
  /** By the clock of the phone, ISO 8601; every try says it again, to the letter. */
  readonly happenedAt: string;
  /**
   * WAITING is not sent, or its answer was lost. The others are what the service has said: RECORDED and KNOWN (it knew already)
   * are no longer kept and stay on the page; IN_REVIEW and REFUSED are kept until they have been read.
   */
  readonly state: 'WAITING' | 'RECORDED' | 'KNOWN' | 'IN_REVIEW' | 'REFUSED';
  /** What the service said of it, for people, and its code. */
  readonly message?: string;
  readonly reason?: string;
  readonly isRead?: boolean;
}

export type NewPunch = Pick<OwnPunch, 'shiftId' | 'title' | 'direction' | 'code'>;
export type OwnPunchSender = (volunteerId: string, punches: readonly OwnPunch[]) => Promise<Sent>;

/** The service takes fifty lines. */
const AT_ONCE = 20;
/** As long what is being looked at says that a check-in was made, also after it has been read. */
const DAY_MS = 86_400_000;
/** Whoever was checked in by another, or by an earlier try, is checked in. */
const KNOWN = new Set(['ALREADY_CHECKED_IN', 'ALREADY_CHECKED_OUT', 'CODE_USED']);

/**
 * The own punches of one person on one phone. Each is kept before anything is sent and let go only when the service has answered
 * for it, so that neither a dead network nor a page that ends loses it, and no repetition counts twice.
 */
export class OwnPunchQueue {
  private punches: readonly OwnPunch[] = [];
  private isSending = false;
  private ofOthers = 0;
  /** On their way on the spot. */
  private readonly held = new Set<string>();

  constructor(
    private readonly store: Shelf<OwnPunch>,
    private readonly sender: OwnPunchSender,
    private readonly volunteerId: string,
    /** @param ofOthers how many wait on this phone for somebody else. */
    private readonly changed: (own: readonly OwnPunch[], ofOthers: number) => void,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * Takes in what the phone keeps; what another page of it has done since is seen, too. What waits here and is no longer kept has
   * been answered to another page, or the browser was emptied: it goes once more, and the service says again what it said.
   */
  async load(): Promise<void> {
    const kept = await this.store.all();
    const own = kept.filter(({ volunteerId }) => volunteerId === this.volunteerId);
    const old = own.filter((punch) => punch.isRead && this.now() - Date.parse(punch.happenedAt) > DAY_MS);
    const there = new Set(own.map(({ punchId }) => punchId));
    const gone = this.waiting.filter(({ punchId }) => !there.has(punchId));
    const ends = this.punches.filter(isOver);
    const over = new Set([...ends, ...old].map(({ punchId }) => punchId));
    const others = kept.filter(({ volunteerId, state }) => volunteerId !== this.volunteerId && state === 'WAITING');
    this.show([...ends, ...gone, ...own.filter(({ punchId }) => !over.has(punchId))], others.length);
    if (old.length > 0) await this.store.remove(old.map(({ punchId }) => punchId));
    if (gone.length > 0) await this.store.put(gone);
  }

  /**
   * Keeps a punch; nothing is sent yet.
   *
   * @param isHeld somebody sends it on the spot: it waits here until it is released.
   */
  async keep(given: NewPunch, isHeld: boolean): Promise<OwnPunch> {
    const now = this.now();
    const happenedAt = new Date(now).toISOString();
    const punch = {
      ...given,
      punchId: newId(now),
      volunteerId: this.volunteerId,
      happenedAt,
      state: 'WAITING',
    } as const;
    if (isHeld) this.held.add(punch.punchId);
    await this.store.put([punch]);
    this.show([...this.punches.filter(({ punchId }) => punchId !== punch.punchId), punch]);
    return punch;
  }

  /** No answer came on the spot. */
  release({ punchId }: OwnPunch): void {
    this.held.delete(punchId);
  }

  /** An answer came on the spot: it is not kept any longer. */
  async answered({ punchId }: OwnPunch): Promise<void> {
    this.show(this.punches.filter((punch) => punch.punchId !== punchId));
    await this.store.remove([punchId]);
  }

  /** Somebody has read what became of it. */
  async dismiss(punch: OwnPunch): Promise<void> {
    if (punch.state === 'IN_REVIEW') await this.update([{ ...punch, isRead: true }]);
    else if (punch.state !== 'WAITING') await this.answered(punch);
  }

  get waiting(): readonly OwnPunch[] {
    return this.punches.filter(({ state }) => state === 'WAITING');
  }

  /**
   * Sends what waits, the oldest first.
   *
   * @returns whether the service has answered for any.
   */
  async flush(): Promise<boolean> {
    if (this.isSending) return false;
    this.isSending = true;
    try {
      await this.load();
      const due = this.waiting
        .filter(({ punchId }) => !this.held.has(punchId))
        .sort((a, b) => (a.happenedAt < b.happenedAt ? -1 : 1))
        .slice(0, AT_ONCE);
      if (due.length === 0) return false;
      const sent = await this.sender(this.volunteerId, due);
      if (sent === null) return false;
      if ('refused' in sent) {
        await this.update(due.map((punch) => ({ ...punch, state: 'REFUSED', message: sent.refused })));
        return true;
      }
      const answers = new Map(sent.map((answer) => [answer.punchId, answer]));
      const fates = due.flatMap((punch) => {
        const answer = answers.get(punch.punchId);
        return answer === undefined || answer.status === 'RETRY' ? [] : [fateOf(punch, answer)];
      });
      await this.update(fates);
      return fates.length > 0;
    } finally {
      this.isSending = false;
    }
  }

  private async update(punches: readonly OwnPunch[]): Promise<void> {
    const byId = new Map(punches.map((punch) => [punch.punchId, punch]));
    this.show(this.punches.map((punch) => byId.get(punch.punchId) ?? punch));
    await this.store.put(punches.filter((punch) => !isOver(punch)));
    await this.store.remove(punches.filter(isOver).map(({ punchId }) => punchId));
  }

  private show(punches: readonly OwnPunch[], ofOthers = this.ofOthers): void {
    this.punches = punches;
    this.ofOthers = ofOthers;
    this.changed(punches, ofOthers);
  }
}

/** Such a one is no longer kept. */
function isOver({ state }: OwnPunch): boolean {
  return state === 'RECORDED' || state === 'KNOWN';
}

type Line = Exclude<Sent, null | { readonly refused: string }>[number];

function fateOf(punch: OwnPunch, { status, message, code }: Line): OwnPunch {
  const said = { ...punch, message, ...(code !== undefined && { reason: code }) };
  if (status === 'RECORDED' || status === 'IN_REVIEW') return { ...said, state: status };
  return { ...said, state: code !== undefined && KNOWN.has(code) ? 'KNOWN' : 'REFUSED' };
}
