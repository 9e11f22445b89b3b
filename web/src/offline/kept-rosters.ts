import { openDB } from 'idb';
import { inTime } from './in-time';
import { ROSTERS } from './leader-device';

const LISTS = 'lists';
const DAY_MS = 86_400_000;

/** What is kept of a shift holds names: it goes a day after it was last seen, and with signing out. */
interface Kept<T> {
  readonly shiftId: string;
  readonly seenAt: number;
  readonly what: T;
}

function within<R>(work: (database: Awaited<ReturnType<typeof openDB>>) => Promise<R>): Promise<R | null> {
  return inTime(async () => {
    // Opened for each use: signing out deletes it, and an open connection would hold that up.
    const database = await openDB(ROSTERS, 1, {
      upgrade: (made) => void made.createObjectStore(LISTS, { keyPath: 'shiftId' }),
    });
    try {
      return await work(database);
    } finally {
      database.close();
    }
  });
}

export async function keepRoster<T>(shiftId: string, what: T): Promise<void> {
  await within(async (database) => {
    await database.put(LISTS, { shiftId, seenAt: Date.now(), what });
    for (const kept of (await database.getAll(LISTS)) as Kept<unknown>[]) {
      if (Date.now() - kept.seenAt > DAY_MS) await database.delete(LISTS, kept.shiftId);
    }
  });
}

/** @returns what was last seen of the shift, and when; null where nothing is kept. */
export async function keptRoster<T>(shiftId: string): Promise<{ readonly what: T; readonly seenAt: number } | null> {
  return (await within((database) => database.get(LISTS, shiftId) as Promise<Kept<T> | undefined>)) ?? null;
}

/** The shifts that can be opened without network. */
export async function keptRosters<T>(): Promise<readonly Kept<T>[]> {
  return (await within((database) => database.getAll(LISTS) as Promise<Kept<T>[]>)) ?? [];
}
