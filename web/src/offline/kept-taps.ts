import { type IDBPDatabase, openDB } from 'idb';
import type { Tap, TapStore } from './roll-call-queue';

const TAPS = 'taps';

/** A browser that keeps nothing (private windows of some) keeps taps as long as the page is open. */
class OpenPage implements TapStore {
  private readonly taps = new Map<string, Tap>();

  all(): Promise<readonly Tap[]> {
    return Promise.resolve([...this.taps.values()]);
  }

  put(taps: readonly Tap[]): Promise<void> {
    taps.forEach((tap) => this.taps.set(tap.punchId, tap));
    return Promise.resolve();
  }

  remove(punchIds: readonly string[]): Promise<void> {
    punchIds.forEach((id) => this.taps.delete(id));
    return Promise.resolve();
  }
}

class Device implements TapStore {
  constructor(private readonly database: IDBPDatabase) {}

  all(): Promise<readonly Tap[]> {
    return this.database.getAll(TAPS) as Promise<readonly Tap[]>;
  }

  async put(taps: readonly Tap[]): Promise<void> {
    const work = this.database.transaction(TAPS, 'readwrite');
    await Promise.all([...taps.map((tap) => work.store.put(tap)), work.done]);
  }

  async remove(punchIds: readonly string[]): Promise<void> {
    const work = this.database.transaction(TAPS, 'readwrite');
    await Promise.all([...punchIds.map((id) => work.store.delete(id)), work.done]);
  }
}

let opened: Promise<TapStore> | null = null;

/** Where this device keeps the taps of its leaders. */
export function keptTaps(): Promise<TapStore> {
  opened ??= openDB('volunteer-ledger.taps', 1, {
    upgrade: (database) => void database.createObjectStore(TAPS, { keyPath: 'punchId' }),
  }).then(
    (database) => new Device(database),
    () => new OpenPage(),
  );
  return opened;
}
