import { shallowRef } from 'vue';
import { read, type ReadTrouble } from '../api/answer';
import { api } from '../api/client';
import type { components } from '../api/schema';
import { load, save } from '../session/device';
import { today } from '../words/time';

export type OwnShift = components['schemas']['TodayShiftResponse'] & {
  /** The check-in is on this phone, or looked at by somebody, and does not count yet: how that is said. */
  readonly pending?: string;
};
export type OwnDay = Omit<components['schemas']['TodayResponse'], 'shifts'> & { readonly shifts: readonly OwnShift[] };

/** Forgotten with signing out. */
export const DAY = 'volunteer-ledger.day';

interface Kept {
  readonly volunteerId: string;
  readonly day: OwnDay;
}

/** The day that was seen last on this phone, and whose it was. */
export const keptDay = (): Kept | null => JSON.parse(load(DAY) ?? 'null') as Kept | null;

/** How the day looks with what this phone keeps of it; what knows that comes after the page. */
export const dress = shallowRef((day: OwnDay): OwnDay => day);

/** The day of the person; without network as it was last seen, if that was today. @throws ReadTrouble */
export async function readOwnDay(volunteerId: string | null | undefined): Promise<OwnDay> {
  try {
    const day = await read(api.GET('/api/v1/me/today'));
    if (volunteerId) save(DAY, JSON.stringify({ volunteerId, day }));
    return day;
  } catch (trouble) {
    const day = keptDay()?.day;
    if (day?.day !== today() || (trouble as ReadTrouble).problem) throw trouble;
    return { ...day, now: new Date().toISOString() };
  }
}
