import { type IDBPDatabase, openDB } from 'idb';

/** What is kept under the id of a punch. */
interface Named {
  readonly punchId: string;
}

/** Where things outlive the page. */
export interface Shelf<T extends Named> {
  /** Whether they do: a browser that keeps nothing (private windows of some) has them as long as the page is open. */
  readonly outlivesPage: boolean;
  all(): Promise<readonly T[]>;
  put(things: readonly T[]): Promise<void>;
  remove(punchIds: readonly string[]): Promise<void>;
}

class OpenPage<T extends Named> implements Shelf<T> {
  readonly outlivesPage = false;
  private readonly things = new Map<string, T>();

  all(): Promise<readonly T[]> {
    return Promise.resolve([...this.things.values()]);
  }

  put(things: readonly T[]): Promise<void> {
    things.forEach((thing) => this.things.set(thing.punchId, thing));
    return Promise.resolve();
  }

  remove(punchIds: readonly string[]): Promise<void> {
    punchIds.forEach((id) => this.things.delete(id));
    return Promise.resolve();
  }
}

class Device<T extends Named> implements Shelf<T> {
  readonly outlivesPage = true;

  constructor(
    private readonly database: IDBPDatabase,
    private readonly store: string,
  ) {}

  all(): Promise<readonly T[]> {
    return this.database.getAll(this.store) as Promise<readonly T[]>;
  }

  async put(things: readonly T[]): Promise<void> {
    const work = this.database.transaction(this.store, 'readwrite');
    await Promise.all([...things.map((thing) => work.store.put(thing)), work.done]);
  }

  async remove(punchIds: readonly string[]): Promise<void> {
    const work = this.database.transaction(this.store, 'readwrite');
    await Promise.all([...punchIds.map((id) => work.store.delete(id)), work.done]);
  }
}

const opened = new Map<string, Promise<Shelf<never>>>();

/** Where this device keeps things of one sort, opened once for a page. */
export function shelf<T extends Named>(store: string): Promise<Shelf<T>> {
  const known = opened.get(store) as Promise<Shelf<T>> | undefined;
  if (known) return known;
  const made = openDB(`volunteer-ledger.${store}`, 1, {
    upgrade: (database) => void database.createObjectStore(store, { keyPath: 'punchId' }),
  }).then<Shelf<T>, Shelf<T>>(
    (database) => new Device<T>(database, store),
    () => new OpenPage<T>(),
  );
  opened.set(store, made as unknown as Promise<Shelf<never>>);
  return made;
}
