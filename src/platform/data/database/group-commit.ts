export interface GroupCommitOptions<Item, Answer> {
  /**
   * Carries out a group in one transaction and settles after its commit, with one answer per item in their order. When
   * it rejects, nothing of the group may have been acknowledged.
   */
  readonly commit: (group: readonly Item[]) => Promise<readonly Answer[]>;
  /** What must not stand twice in one group, nor in two groups at once: items with one key go one after the other. */
  readonly keyOf: (item: Item) => string;
  /**
   * True where an error may be the fault of a single item (a value the database does not take), so that the others
   * deserve another try without it; false where it concerns the group as a whole (a lost connection).
   */
  readonly isItemFault: (error: unknown) => boolean;
  /** Made for an item that comes when the queue is full, and for one that comes after `close`. */
  readonly refuse: (reason: 'FULL' | 'CLOSED') => Error;
  /** Groups that may be under way at once. */
  readonly maxInFlight: number;
  readonly maxGroupSize: number;
  /** Items that may wait; those under way do not count. */
  readonly maxWaiting: number;
}

interface Entry<Item, Answer> {
  readonly item: Item;
  readonly key: string;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lets requests that come together share a commit. There is no timer: while fewer than `maxInFlight` groups are under
 * way, what has come in one turn of the event loop leaves at once, and otherwise what arrives meanwhile is the next
 * group. So a single request waits for nobody, and under load the groups grow by themselves.
 *
 * Every item gets its own answer, and gets it after its commit. An item that the database does not take fails alone: its
 * group is halved until it stands by itself. Items of one key keep the order in which they came.
 */
export class GroupCommit<Item, Answer> {
  /** Items whose key nobody ahead of them holds, in order of arrival. */
  private ready: Entry<Item, Answer>[] = [];
  /** Keys of items that are ready or under way, with the items that wait behind them. */
  private readonly lines = new Map<string, Entry<Item, Answer>[]>();
  private waiting = 0;
  private inFlight = 0;
  private isDepartureDue = false;
  private isClosed = false;
  private onIdle: (() => void)[] = [];

  constructor(private readonly options: GroupCommitOptions<Item, Answer>) {}

  /** Items that wait for a group to take them. */
  get waitingCount(): number {
    return this.waiting;
  }

  /** Groups under way. */
  get inFlightCount(): number {
    return this.inFlight;
  }

  /**
   * Settles when the item's group is committed, or with the error that kept it from being committed.
   *
   * @throws what `refuse` makes: the item was not taken, and nothing of it has been done.
   */
  submit(item: Item): Promise<Answer> {
    if (this.isClosed) return Promise.reject(this.options.refuse('CLOSED'));
    if (this.waiting >= this.options.maxWaiting) return Promise.reject(this.options.refuse('FULL'));
    return new Promise<Answer>((resolve, reject) => {
      this.waiting += 1;
      this.lineUp({ item, key: this.options.keyOf(item), resolve, reject });
      this.scheduleDeparture();
    });
  }

  /** Takes nothing more; settles when everything that was taken has its answer. */
  async close(): Promise<void> {
    this.isClosed = true;
    if (this.waiting === 0 && this.inFlight === 0) return;
    await new Promise<void>((settle) => this.onIdle.push(settle));
  }

  private lineUp(entry: Entry<Item, Answer>): void {
    const line = this.lines.get(entry.key);
    if (line) {
      line.push(entry);
      return;
    }
    this.lines.set(entry.key, []);
    this.ready.push(entry);
  }

  /** At the end of this turn of the event loop, so that requests that were read together leave together. */
  private scheduleDeparture(): void {
    if (this.isDepartureDue || this.ready.length === 0 || this.inFlight >= this.options.maxInFlight) return;
    this.isDepartureDue = true;
    setImmediate(() => {
      this.isDepartureDue = false;
      this.depart();
    });
  }

  private depart(): void {
    while (this.inFlight < this.options.maxInFlight && this.ready.length > 0) {
      const group = this.ready.splice(0, this.options.maxGroupSize);
      this.waiting -= group.length;
      this.inFlight += 1;
      void this.carryOut(group).then(() => this.arrive(group));
    }
  }

  private arrive(group: readonly Entry<Item, Answer>[]): void {
    this.inFlight -= 1;
    for (const { key } of group) {
      const next = this.lines.get(key)?.shift();
      if (next) this.ready.push(next);
      else this.lines.delete(key);
    }
    if (this.waiting > 0) this.scheduleDeparture();
    else if (this.inFlight === 0) for (const settle of this.onIdle.splice(0)) settle();
  }

  /** Answers every member of the group. Never rejects. */
  private async carryOut(group: readonly Entry<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.options.commit(group.map(({ item }) => item));
      if (answers.length !== group.length) {
        throw new Error(`a group of ${group.length} got ${answers.length} answers`);
      }
      // The lengths are equal; the answer may itself be undefined.
      for (const [index, { resolve }] of group.entries()) resolve(answers[index] as Answer);
    } catch (error) {
      if (group.length > 1 && this.options.isItemFault(error)) {
        const half = group.length >> 1;
        await this.carryOut(group.slice(0, half));
        await this.carryOut(group.slice(half));
        return;
      }
      for (const { reject } of group) reject(error);
    }
  }
}
