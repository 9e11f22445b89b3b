import { DomainError } from '../../kernel/domain-error';
import type { PracticeDesk, PracticePlace } from './practice-desk';

/** Something that waits for a person, and how more of it comes. */
export interface PracticeQueue {
  readonly key: string;
  /** As people call it. */
  readonly label: string;
  /** STREET: one queue for the street; PLACES: one in every community. */
  readonly where: 'STREET' | 'PLACES';
  /** So many wait after it was filled. */
  readonly wanted: number;
  /** How many wait: a count in SQL over what lies below the path `$1`. */
  readonly waiting: string;
  /** Makes another one; nothing where the day has given no occasion for it. `nth` counts those of the day. */
  add(desk: PracticeDesk, place: PracticePlace, nth: number): Promise<void>;
}

/** Why a queue got nothing today. */
export interface UnfilledQueue {
  readonly key: string;
  readonly place: string;
  readonly code: string;
}

/** Communities beyond the first get less: one is enough to see that theirs is another queue. */
const ELSEWHERE = 1;

/**
 * Fills a queue up to what is wanted. What waits already counts, so it does not grow; and a thing of the day is asked for
 * under one key, so that it comes once a day however often this runs.
 *
 * @returns the places that got nothing, with the code of the refusal.
 */
export async function fillQueue(desk: PracticeDesk, queue: PracticeQueue): Promise<readonly UnfilledQueue[]> {
  const places = queue.where === 'STREET' ? [desk.street] : desk.places;
  const unfilled: UnfilledQueue[] = [];
  for (const [index, place] of places.entries()) {
    const wanted = queue.where === 'STREET' || index === 0 ? queue.wanted : Math.min(ELSEWHERE, queue.wanted);
    const [row] = await desk.read<{ waiting: number }>(`select (${queue.waiting})::int as waiting`, [place.path]);
    for (let nth = row?.waiting ?? 0; nth < wanted; nth += 1) {
      try {
        await queue.add(desk, place, nth);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        // Another run of the day has asked for it, with whoever was free by then.
        if (error.code !== 'IDEMPOTENCY_KEY_REUSED')
          unfilled.push({ key: queue.key, place: place.name, code: error.code });
      }
    }
  }
  return unfilled;
}
