import { type IDBPDatabase, openDB } from 'idb';
import { inTime } from './in-time';

/** What is kept under the id of a punch. */
interface Named {
  readonly punchId: string;
}

/** Where things outlive the page. Nothing of it fails: what the device does not take stays as long as the page is open. */
export interface Shelf<T extends Named> {
  /** Whether all that is on it does: a full phone, and a browser that keeps nothing, have it as long as the page is open. */
  readonly outlivesPage: boolean;
  /** What another page of the device has done is seen, too; where it cannot be read, what was last known. */
  all(): Promise<readonly T[]>;
  put(things: readonly T[]): Promise<void>;
  remove(punchIds: readonly string[]): Promise<void>;
}

/** The device, and the open page for what the device does not take. */
class DeviceShelf<T extends Named> implements Shelf<T> {
  private database: IDBPDatabase | null = null;
  private known = new Map<string, T>();
  /** Put here, and not on the device, or not yet. */
  private readonly onPage = new Set<string>();
  /** A device that fails to let go of something does not bring it back. */
  private readonly gone = new Set<string>();

  constructor(private readonly store: string) {}

  get outlivesPage(): boolean {
    return this.database !== null && this.onPage.size === 0;
  }

  /** One that opens too late is used from then on. */
  async open(): Promise<this> {
    await inTime(async () => {
      const database = await openDB(`volunteer-ledger.${this.store}`, 1, {
        upgrade: (made) => void made.createObjectStore(this.store, { keyPath: 'punchId' }),
      });
      this.database = database;
    });
    return this;
  }

  async all(): Promise<readonly T[]> {
    const kept = await inTime(async () => (await this.database?.getAll(this.store)) as readonly T[] | undefined);
    if (kept) {
      const onPage = [...this.known.values()].filter(({ punchId }) => this.onPage.has(punchId));
      const there = kept.filter(({ punchId }) => !this.gone.has(punchId));
      this.known = new Map([...there, ...onPage].map((thing) => [thing.punchId, thing]));
    }
    return [...this.known.values()];
  }

  async put(things: readonly T[]): Promise<void> {
    for (const thing of things) {
      this.known.set(thing.punchId, thing);
      this.onPage.add(thing.punchId);
      this.gone.delete(thing.punchId);
    }
    const isDone = await this.write((store) => things.map((thing) => store.put(thing)));
    if (isDone) things.forEach(({ punchId }) => this.onPage.delete(punchId));
  }

  async remove(punchIds: readonly string[]): Promise<void> {
    for (const id of punchIds) {
      this.known.delete(id);
      this.onPage.delete(id);
      this.gone.add(id);
    }
    await this.write((store) => punchIds.map((id) => store.delete(id)));
  }

  private async write(steps: (store: Written) => readonly Promise<unknown>[]): Promise<boolean> {
    const { database } = this;
    if (!database) return false;
    const isDone = await inTime(async () => {
      const work = database.transaction(this.store, 'readwrite');
      await Promise.all([...steps(work.store), work.done]);
      return true;
    });
    return isDone === true;
  }
}

interface Written {
  put(thing: unknown): Promise<unknown>;
  delete(punchId: string): Promise<unknown>;
}

const opened = new Map<string, Promise<Shelf<never>>>();

/** Where this device keeps things of one sort, opened once for a page. */
export function shelf<T extends Named>(store: string): Promise<Shelf<T>> {
  const made = (opened.get(store) as Promise<Shelf<T>> | undefined) ?? new DeviceShelf<T>(store).open();
  opened.set(store, made as unknown as Promise<Shelf<never>>);
  return made;
}
