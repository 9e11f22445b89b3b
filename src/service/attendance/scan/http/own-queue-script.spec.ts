import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ownQueue } from './own-queue-script';
import { scanScript } from './scan-script';

const web = (path: string): string => readFileSync(resolve(__dirname, '../../../../../web/src/offline', path), 'utf8');

/** Either page sends what the other has kept: they have to mean the same by it. */
describe('what the scan page keeps of a punch', () => {
  it('lies on the shelf of the phone', () => {
    expect(web('own-punches.ts')).toContain("shelf<OwnPunch>('own-punches')");
    expect(web('shelf.ts')).toContain('openDB(`volunteer-ledger.${this.store}`, 1,');
    expect(web('shelf.ts')).toContain("createObjectStore(this.store, { keyPath: 'punchId' })");
    expect(ownQueue).toContain("STORE='own-punches'");
    expect(ownQueue).toContain("indexedDB.open('volunteer-ledger.'+STORE,1)");
  });

  it('has the fields of a line there', () => {
    const [, fields = ''] = /export interface OwnPunch \{([^]*?)\n\}/.exec(web('own-punch-queue.ts')) ?? [];
    const needed = [...fields.matchAll(/readonly (\w+):/g)].map(([, name]) => name);
    const [, line = ''] = /line=\{([^]*?)\};/.exec(scanScript) ?? [];
    expect([...line.matchAll(/(\w+):(?!')|(\w+):'/g)].map(([, one, other]) => one ?? other)).toEqual(needed);
  });

  it('is done where the service knows it already, by the same codes', () => {
    const [, codes = ''] = /KNOWN = new Set\(\[(.*?)\]\)/.exec(web('own-punch-queue.ts')) ?? [];
    const known = [...codes.matchAll(/'(\w+)'/g)].map(([, code]) => code);
    expect(ownQueue).toContain(`KNOWN=/^(${known.join('|')})$/`);
  });
});

type Line = Readonly<Record<string, string>>;
type Request = Record<'result' | 'onsuccess' | 'onerror', unknown>;
interface Queue {
  put(line: Line, done: (isKept: unknown) => void): void;
  sendKept(
    who: string,
    device: string,
    line: Line | null,
    done: (status: number, lines: readonly Line[]) => void,
  ): void;
}

const LINE = { punchId: '1', volunteerId: 'zhao', state: 'WAITING', happenedAt: '2026-12-04T01:00:00Z' };

/** The script on a phone with this storage; `sent` are the lines it asks the service to take, which knows them all. */
function onPhone(indexedDB: object | undefined) {
  const sent: string[] = [];
  const askOwn = (_method: string, _path: string, body: { lines: readonly Line[] }, _ms: number, done: Done): void => {
    sent.push(...body.lines.map(({ punchId = '' }) => punchId));
    done(200, { items: body.lines.map(({ punchId }) => ({ punchId, status: 'REFUSED', code: 'CODE_USED' })) });
  };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const made = new Function('indexedDB', 'askOwn', `${ownQueue};return {put:put,sendKept:sendKept}`) as Make;
  return { sent, queue: made(indexedDB, askOwn) };
}
type Done = (status: number, answer: object) => void;
type Make = (indexedDB: object | undefined, askOwn: unknown) => Queue;

/** Storage as of 2014: it has no `getAll`. */
function oldStorage(lines: readonly Line[]): object {
  const kept = new Map(lines.map((line) => [line['punchId'] ?? '', { ...line }]));
  const told = (request: Partial<Request>): void => (request.onsuccess as (event: object) => void)({ target: request });
  const objectStore = () => ({
    put: (line: Line) => kept.set(line['punchId'] ?? '', line),
    delete: (id: string) => kept.delete(id),
    openCursor: () => {
      const [...left] = kept.values();
      const request: Partial<Request> = {};
      const next = (): void => {
        const value = left.shift();
        request.result = value && { value, continue: next };
        told(request);
      };
      setTimeout(next);
      return request;
    },
  });
  const transaction = () => {
    const work = { objectStore, oncomplete: () => undefined };
    setTimeout(() => work.oncomplete(), 10);
    return work;
  };
  const open = () => {
    const request: Partial<Request> = { result: { transaction, close: () => undefined } };
    setTimeout(told, 0, request);
    return request;
  };
  return { open, kept };
}

describe('a phone of the street', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('that reads its shelf by a cursor only: what is on it goes, and is let go', () => {
    const storage = oldStorage([LINE, { ...LINE, punchId: '2', volunteerId: 'qian' }]);
    const { queue, sent } = onPhone(storage);
    const done = jest.fn();
    queue.sendKept('zhao', 'phone', null, done);
    jest.runAllTimers();
    expect([sent, done.mock.calls.map(([status]) => status as number)]).toEqual([['1'], [200]]);
    expect([...(storage as { kept: Map<string, Line> }).kept.keys()]).toEqual(['2']);
  });

  it('where another page has let go of the line: it goes once more, and the service says that it knows it', () => {
    const { queue, sent } = onPhone(oldStorage([]));
    const line = { ...LINE };
    queue.sendKept('zhao', 'phone', line, () => undefined);
    jest.runAllTimers();
    expect([sent, line.state]).toEqual([['1'], 'KNOWN']);
    queue.sendKept('qian', 'phone', { ...LINE }, () => undefined);
    jest.runAllTimers();
    expect(sent).toEqual(['1']);
  });

  it.each([
    ['has no storage', undefined, 0],
    ['has one that never answers', { open: () => ({}) }, 2_000],
  ])('that %s: nothing is kept, which is said once, and the line of the page goes', (_name, storage, ms) => {
    const { queue, sent } = onPhone(storage);
    const kept = jest.fn();
    queue.put(LINE, kept);
    queue.sendKept('zhao', 'phone', { ...LINE }, () => undefined);
    jest.advanceTimersByTime(ms);
    expect([kept.mock.calls, sent]).toEqual([[[null]], ['1']]);
  });

  it('whose storage answers too late is told once', () => {
    const request: Partial<Request> = { result: { close: () => undefined, transaction: () => fail() } };
    const { queue } = onPhone({ open: () => request });
    const kept = jest.fn();
    queue.put(LINE, kept);
    jest.advanceTimersByTime(2_000);
    (request.onsuccess as () => void)();
    expect(kept.mock.calls).toEqual([[null]]);
  });
});

function fail(): never {
  throw new Error('lost');
}
