import type { components } from '../../api/schema';
import type { Board } from './board';

export type Sheet = components['schemas']['SheetResponse'];

/** One line of the paper as it is read: who, from, to, as clock times. */
export interface PaperLine {
  readonly volunteerId: string;
  readonly name: string;
  isOn: boolean;
  from: string;
  to: string;
}

/** The lines of somebody who reads the paper: everybody of the shift, at first nobody on it. */
export function linesFor(board: Board, from: string, to: string, kept: readonly PaperLine[]): PaperLine[] {
  const before = new Map(kept.map((line) => [line.volunteerId, line]));
  return board.lines.map(
    ({ volunteerId, name }) => before.get(volunteerId) ?? { volunteerId, name, isOn: false, from, to },
  );
}

/** A clock time of the paper on the day of the shift; one before the shift's morning hour is past midnight. */
export function instantOf(day: string, startsAt: string, time: string): string {
  const at = Date.parse(`${day}T${time}:00+08:00`);
  const isNextDay = at < Date.parse(startsAt) - 6 * 3_600_000;
  return new Date(at + (isNextDay ? 86_400_000 : 0)).toISOString();
}

/** What is wrong with a line; empty where it can be sent. */
export function wrongOf({ from, to }: PaperLine, day: string, startsAt: string): string {
  if (from === '' || to === '') return '请填签到和签退的时间。';
  return instantOf(day, startsAt, from) < instantOf(day, startsAt, to) ? '' : '签退要晚于签到。';
}
