import { PATIENCE_MS } from './in-time';

const mockOpen = jest.fn();
jest.mock('idb', () => ({ openDB: (name: string): unknown => mockOpen(name) as unknown }));

const line = { punchId: '1', word: 'kept' };
const never = () => new Promise<never>(() => undefined);

/** A device with one store. */
class Device {
  readonly kept = new Map<string, typeof line>();
  /** Whether what is put does not fit. */
  isFull = false;
  /** A connection that the browser has ended: nothing can be asked any longer. */
  isLost = false;

  getAll = () => (this.isLost ? Promise.reject(new Error('lost')) : Promise.resolve([...this.kept.values()]));

  transaction() {
    if (this.isLost) throw new Error('lost');
    const put = (thing: typeof line) => {
      if (this.isFull) return Promise.reject(new Error('full'));
      this.kept.set(thing.punchId, thing);
      return Promise.resolve();
    };
    const remove = (id: string) => Promise.resolve(this.kept.delete(id));
    return { store: { put, delete: remove }, done: Promise.resolve() };
  }
}

let device: Device;

/** As by a page that has just been opened. */
async function shelf() {
  jest.resetModules();
  const made = await import('./shelf');
  return made.shelf<typeof line>('own-punches');
}

beforeEach(() => {
  device = new Device();
  mockOpen.mockReset().mockResolvedValue(device);
});
afterEach(() => jest.useRealTimers());

it('keeps for the next page', async () => {
  await (await shelf()).put([line]);
  const next = await shelf();
  expect([await next.all(), next.outlivesPage]).toEqual([[line], true]);
  await next.remove(['1']);
  expect(await (await shelf()).all()).toEqual([]);
});

it.each([
  ['fails', () => Promise.reject(new Error('forbidden'))],
  [
    'is not there',
    () => {
      throw new ReferenceError('indexedDB is not defined');
    },
  ],
])('a browser whose storage %s keeps as long as the page is open, and says so', async (_name, opening) => {
  mockOpen.mockImplementation(opening);
  const kept = await shelf();
  await kept.put([line]);
  expect([await kept.all(), kept.outlivesPage]).toEqual([[line], false]);
  await kept.remove(['1']);
  expect([await kept.all(), kept.outlivesPage]).toEqual([[], false]);
});

it('storage that never answers is waited for two seconds; what opens late is used', async () => {
  jest.useFakeTimers();
  device.kept.set('0', { ...line, punchId: '0' });
  let opens: (database: Device) => void = () => undefined;
  mockOpen.mockReturnValue(new Promise((done) => (opens = done)));
  const opening = shelf();
  await jest.advanceTimersByTimeAsync(PATIENCE_MS);
  const kept = await opening;
  await kept.put([line]);
  expect([await kept.all(), kept.outlivesPage]).toEqual([[line], false]);
  opens(device);
  await jest.advanceTimersByTimeAsync(0);
  expect((await kept.all()).map(({ punchId }) => punchId)).toEqual(['0', '1']);
});

it('a device that is full loses nothing, and says that it does not outlive the page', async () => {
  const kept = await shelf();
  device.isFull = true;
  await kept.put([line]);
  expect([await kept.all(), kept.outlivesPage]).toEqual([[line], false]);
  device.isFull = false;
  await kept.put([line]);
  expect([device.kept.size, kept.outlivesPage]).toEqual([1, true]);
});

it('a connection that is lost, or says nothing more: what was known stays, and what is let go does not come back', async () => {
  const kept = await shelf();
  await kept.put([line]);
  await kept.all();
  device.isLost = true;
  expect(await kept.all()).toEqual([line]);
  await kept.remove(['1']);
  expect(await kept.all()).toEqual([]);
  device.isLost = false;
  expect([await kept.all(), device.kept.size]).toEqual([[], 1]);
  jest.useFakeTimers();
  device.getAll = never;
  const asked = kept.all();
  await jest.advanceTimersByTimeAsync(PATIENCE_MS);
  expect(await asked).toEqual([]);
});
