import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { GroupCommit } from './group-commit';

interface Item {
  readonly no: number;
  readonly key: string;
  readonly isBad: boolean;
}

class BadItem extends Error {}
class LostConnection extends Error {}
class Refused extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

interface UnderWay {
  readonly items: readonly Item[];
  readonly resolve: (answers: readonly string[]) => void;
  readonly reject: (error: Error) => void;
}

/** A group that ends lets the next one depart at the end of the turn that comes after. */
async function twoTurns(): Promise<void> {
  await nextTurn();
  await nextTurn();
}

/** A database that commits when the test says so, and takes notes of what must never happen. */
class Bench {
  readonly groups: (readonly Item[])[] = [];
  readonly underWay: UnderWay[] = [];
  readonly committed = new Set<number>();
  readonly answers = new Map<number, string[]>();
  readonly answeredTooEarly: number[] = [];
  mostInFlight = 0;
  hasKeyTwice = false;
  readonly group: GroupCommit<Item, string>;

  constructor(limits: Partial<{ maxInFlight: number; maxGroupSize: number; maxWaiting: number }> = {}) {
    this.group = new GroupCommit<Item, string>({
      commit: (items) => this.commit(items),
      keyOf: ({ key }) => key,
      isItemFault: (error) => error instanceof BadItem,
      refuse: (reason) => new Refused(reason),
      maxInFlight: 2,
      maxGroupSize: 100,
      maxWaiting: 1_000,
      ...limits,
    });
  }

  submit(no: number, key = String(no), isBad = false): void {
    const note = (answer: string): void => {
      this.answers.set(no, [...(this.answers.get(no) ?? []), answer]);
    };
    this.group.submit({ no, key, isBad }).then(
      (answer) => {
        if (!this.committed.has(no)) this.answeredTooEarly.push(no);
        note(answer);
      },
      (error: unknown) => note(error instanceof Refused ? error.reason : (error as Error).constructor.name),
    );
  }

  /** Ends one of the groups under way, as the database would: all of it, or nothing because of a bad item. */
  finish(index: number): void {
    const [one] = this.underWay.splice(index % Math.max(1, this.underWay.length), 1);
    if (!one) return;
    if (one.items.some(({ isBad }) => isBad)) {
      one.reject(new BadItem());
      return;
    }
    for (const { no } of one.items) this.committed.add(no);
    one.resolve(one.items.map(({ no }) => `done ${no}`));
  }

  async finishAll(): Promise<void> {
    await twoTurns();
    while (this.underWay.length > 0) {
      this.finish(0);
      await twoTurns();
    }
  }

  private commit(items: readonly Item[]): Promise<readonly string[]> {
    this.groups.push(items);
    const keys = [...this.underWay.flatMap((one) => one.items), ...items].map(({ key }) => key);
    this.hasKeyTwice ||= new Set(keys).size < keys.length;
    return new Promise((resolve, reject) => {
      this.underWay.push({ items, resolve, reject });
      this.mostInFlight = Math.max(this.mostInFlight, this.underWay.length);
    });
  }
}

const numbersOf = (bench: Bench): number[][] => bench.groups.map((items) => items.map(({ no }) => no));

describe('GroupCommit', () => {
  it('lets a single request leave in the same turn of the event loop', async () => {
    const bench = new Bench();
    bench.submit(1);
    await nextTurn();
    expect(numbersOf(bench)).toEqual([[1]]);
    bench.finish(0);
    await nextTurn();
    expect(bench.answers.get(1)).toEqual(['done 1']);
  });

  it('puts together what comes together, and makes the next group of what arrives meanwhile', async () => {
    const bench = new Bench();
    for (const no of [1, 2, 3]) bench.submit(no);
    await nextTurn();
    bench.submit(4);
    await nextTurn();
    for (const no of [5, 6]) bench.submit(no);
    await nextTurn();
    bench.submit(7);
    await nextTurn();
    expect(numbersOf(bench)).toEqual([[1, 2, 3], [4]]);
    bench.finish(1);
    await bench.finishAll();
    expect(numbersOf(bench)).toEqual([[1, 2, 3], [4], [5, 6, 7]]);
  });

  it('keeps items of one key out of each other’s groups, in their order', async () => {
    const bench = new Bench();
    bench.submit(1, 'zhang');
    bench.submit(2, 'zhang');
    bench.submit(3, 'li');
    bench.submit(4, 'zhang');
    await bench.finishAll();
    expect(numbersOf(bench)).toEqual([[1, 3], [2], [4]]);
    expect(bench.hasKeyTwice).toBe(false);
  });

  it('fails a bad item alone', async () => {
    const bench = new Bench();
    for (let no = 1; no <= 8; no += 1) bench.submit(no, String(no), no === 6);
    await bench.finishAll();
    expect(bench.answers.get(6)).toEqual(['BadItem']);
    for (const no of [1, 2, 3, 4, 5, 7, 8]) expect(bench.answers.get(no)).toEqual([`done ${no}`]);
  });

  it('does not repeat a group whose fate is unknown: every member learns of the lost connection', async () => {
    const bench = new Bench();
    for (const no of [1, 2]) bench.submit(no);
    await nextTurn();
    bench.underWay.splice(0)[0]?.reject(new LostConnection());
    await nextTurn();
    expect([bench.answers.get(1), bench.answers.get(2)]).toEqual([['LostConnection'], ['LostConnection']]);
    expect(bench.groups).toHaveLength(1);
    bench.submit(3);
    await bench.finishAll();
    expect(bench.answers.get(3)).toEqual(['done 3']);
  });

  it('fails a group that got another number of answers than it has members', async () => {
    const bench = new Bench();
    bench.submit(1);
    await nextTurn();
    bench.underWay.splice(0)[0]?.resolve([]);
    await nextTurn();
    expect(bench.answers.get(1)).toEqual(['Error']);
  });

  it('refuses what comes when the queue is full, and takes again when there is room', async () => {
    const bench = new Bench({ maxInFlight: 1, maxWaiting: 2 });
    bench.submit(1);
    await nextTurn();
    for (const no of [2, 3, 4]) bench.submit(no);
    await nextTurn();
    expect(bench.group.waitingCount).toBe(2);
    expect(bench.answers.get(4)).toEqual(['FULL']);
    await bench.finishAll();
    bench.submit(5);
    await bench.finishAll();
    expect(bench.answers.get(5)).toEqual(['done 5']);
  });

  it('is drained by close: everything taken is answered first, nothing more is taken', async () => {
    const bench = new Bench({ maxInFlight: 1 });
    bench.submit(1, 'zhang');
    bench.submit(2, 'zhang');
    let isClosed = false;
    const closed = bench.group.close().then(() => (isClosed = true));
    bench.submit(3);
    await nextTurn();
    expect(isClosed).toBe(false);
    await bench.finishAll();
    await closed;
    expect([1, 2, 3].map((no) => bench.answers.get(no))).toEqual([['done 1'], ['done 2'], ['CLOSED']]);
    await bench.group.close();
  });

  it('answers everybody exactly once, in order, within its limits, whatever happens', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ kind: fc.constant('submit'), key: fc.nat(12), isBad: fc.boolean() }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('finish'), key: fc.nat(3), isBad: fc.constant(false) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('turn'), key: fc.nat(1), isBad: fc.constant(false) }) },
    );
    const limits = fc.record({
      maxInFlight: fc.integer({ min: 1, max: 3 }),
      maxGroupSize: fc.integer({ min: 1, max: 6 }),
      maxWaiting: fc.integer({ min: 1, max: 15 }),
    });
    await fc.assert(
      fc.asyncProperty(limits, fc.array(step, { maxLength: 120 }), async (given, steps) => {
        const bench = new Bench(given);
        const sent: Item[] = [];
        for (const { kind, key, isBad } of steps) {
          if (kind === 'turn') await nextTurn();
          else if (kind === 'finish') bench.finish(key);
          else {
            const item = { no: sent.length, key: String(key), isBad };
            sent.push(item);
            bench.submit(item.no, item.key, item.isBad);
          }
          expect(bench.group.waitingCount).toBeLessThanOrEqual(given.maxWaiting);
        }
        await bench.finishAll();
        for (const { no, isBad } of sent) {
          const [answer, ...more] = bench.answers.get(no) ?? [];
          expect(more).toEqual([]);
          expect([isBad ? 'BadItem' : `done ${no}`, 'FULL']).toContain(answer);
        }
        expect(bench.answeredTooEarly).toEqual([]);
        expect(bench.mostInFlight).toBeLessThanOrEqual(given.maxInFlight);
        expect(bench.hasKeyTwice).toBe(false);
        expect(Math.max(0, ...bench.groups.map((items) => items.length))).toBeLessThanOrEqual(given.maxGroupSize);
        for (const key of new Set(sent.map((item) => item.key))) {
          const order = [...bench.committed].filter((no) => sent[no]?.key === key);
          expect(order).toEqual([...order].sort((a, b) => a - b));
        }
        expect([bench.group.waitingCount, bench.group.inFlightCount]).toEqual([0, 0]);
        await bench.group.close();
      }),
      { numRuns: 300 },
    );
  });
});
