import type { UseCases } from './demo-world';
import { attendDuty } from './practice/duty-people';
import { keepDuty } from './practice/duty-shifts';
import { peopleQueues } from './practice/people-queues';
import { PracticeDesk } from './practice/practice-desk';
import { fillQueue, type PracticeQueue, type UnfilledQueue } from './practice/practice-queue';
import { recordQueues } from './practice/record-queues';
import { standingQueues } from './practice/standing-queues';
import { streetQueues } from './practice/street-queues';

/** Everything that waits for somebody in a practice street. */
export const practiceQueues: readonly PracticeQueue[] = [
  ...peopleQueues,
  ...recordQueues,
  ...streetQueues,
  ...standingQueues,
];

/** What a run of `keepPracticeAlive` has done. */
export interface KeptAlive {
  /** Shifts that had to be put in, so that one is on. */
  readonly newShifts: number;
  readonly punches: number;
  /** Queues the day has nothing for. */
  readonly unfilled: readonly UnfilledQueue[];
}

/**
 * Keeps a practice street alive on the days after it was made: a shift is on whatever hour it is, people come and leave,
 * and what waits for a person is filled up to a few entries. Does nothing where there is no practice street; the caller
 * sees to it that the installation is practice.
 *
 * Meant to run every few minutes; may run twice at once and any number of times: what waits counts, and what is made is
 * asked for under keys of the day. Acts by the real clock, so every rule of the service holds for it.
 */
export async function keepPracticeAlive(useCases: UseCases): Promise<KeptAlive | null> {
  const desk = await PracticeDesk.open(useCases);
  if (!desk) return null;
  const newShifts = await keepDuty(desk);
  const punches = await attendDuty(desk);
  return { newShifts, punches, unfilled: await fillQueues(desk) };
}

/** Fills every queue of the street. */
export async function fillQueues(desk: PracticeDesk): Promise<readonly UnfilledQueue[]> {
  const unfilled: UnfilledQueue[] = [];
  for (const queue of practiceQueues) unfilled.push(...(await fillQueue(desk, queue)));
  return unfilled;
}
