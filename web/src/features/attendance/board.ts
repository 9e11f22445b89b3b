import type { components } from '../../api/schema';
import type { Tap } from '../../offline/roll-call-queue';

export type Board = components['schemas']['AttendanceRosterResponse'];
export type Line = Board['lines'][number];
export type Direction = Tap['direction'];

/** What the stream says has changed. */
export interface BoardChange extends Omit<Board, 'shiftId' | 'lines'> {
  readonly changed: readonly Line[];
  readonly gone: readonly string[];
}

export function withChange(board: Board, { changed, gone, ...counts }: BoardChange): Board {
  const news = new Map(changed.map((line) => [line.volunteerId, line]));
  const kept = board.lines.filter(({ volunteerId }) => !gone.includes(volunteerId));
  const known = new Set(kept.map(({ volunteerId }) => volunteerId));
  return {
    ...board,
    ...counts,
    lines: [
      ...kept.map((line) => news.get(line.volunteerId) ?? line),
      ...changed.filter(({ volunteerId }) => !known.has(volunteerId)),
    ],
  };
}

/** How somebody stands in the roll, for one direction. */
export type Standing =
  | { readonly kind: 'DONE'; readonly at: string }
  | { readonly kind: 'TAPPED'; readonly tap: Tap }
  /** Not there, so there is nothing to check out. */
  | { readonly kind: 'ABSENT' }
  /** Nobody calls their own name. */
  | { readonly kind: 'OWN' }
  | { readonly kind: 'OPEN' };

/** Whose roll is called, which way, and what of it is on its way. */
export interface Roll {
  readonly direction: Direction;
  readonly taps: readonly Tap[];
  /** Whoever calls it, where they are a volunteer. */
  readonly ownId: string | null;
}

export interface Row {
  readonly line: Line;
  readonly standing: Standing;
}

/** What the board knows wins over a tap that is still on its way: somebody else was faster. */
export function standingOf(line: Line, { direction, taps, ownId }: Roll): Standing {
  const at = direction === 'IN' ? line.checkedInAt : line.state === 'LEFT' ? line.checkedOutAt : null;
  if (at !== null) return { kind: 'DONE', at };
  if (line.volunteerId === ownId) return { kind: 'OWN' };
  const tap = taps.find((one) => one.volunteerId === line.volunteerId && one.direction === direction);
  if (tap?.state === 'RECORDED') return { kind: 'DONE', at: new Date(tap.tappedAt).toISOString() };
  if (tap) return { kind: 'TAPPED', tap };
  const isIn =
    line.state === 'PRESENT' ||
    taps.some((one) => one.volunteerId === line.volunteerId && one.direction === 'IN' && one.state !== 'REFUSED');
  return direction === 'OUT' && !isIn ? { kind: 'ABSENT' } : { kind: 'OPEN' };
}

const byName = new Intl.Collator('zh-CN');

/** Everybody of the board whose initials begin with what was typed, by their letters. */
export function rowsOf(board: Board, typed: string, roll: Roll): readonly Row[] {
  return board.lines
    .filter(({ initials }) => initials.startsWith(typed))
    .map((line) => ({ line, standing: standingOf(line, roll) }))
    .sort((a, b) => a.line.initials.localeCompare(b.line.initials) || byName.compare(a.line.name, b.line.name));
}

/** Letters that occur in some name, and of these the ones that can come next. */
export function lettersOf(
  lines: readonly Line[],
  typed: string,
): { readonly all: readonly string[]; readonly next: ReadonlySet<string> } {
  const next = lines
    .filter(({ initials }) => initials.startsWith(typed))
    .map(({ initials }) => initials.charAt(typed.length));
  return {
    all: [...new Set(lines.flatMap(({ initials }) => [...initials]))].sort(),
    next: new Set(next.filter((letter) => letter !== '')),
  };
}

/** Numbers over the list: taps of this phone that are on their way count, and are said. */
export function countsOf(board: Board, roll: Roll) {
  const rows = rowsOf(board, '', roll);
  const isSent = ({ standing }: Row): boolean => standing.kind === 'TAPPED' && standing.tap.state !== 'REFUSED';
  const waiting = rows.filter((row) => isSent(row)).length;
  const done = rows.filter(({ standing }) => standing.kind === 'DONE').length + waiting;
  const isOpen = ({ standing }: Row): boolean =>
    standing.kind === 'OPEN' || (standing.kind === 'TAPPED' && standing.tap.state === 'REFUSED');
  const open = rows.filter((row) => isOpen(row)).length;
  const all = roll.direction === 'IN' ? Math.max(board.signedUpCount, done) : done + open;
  return { done, waiting, open, all };
}

/** Who came or left last, for the line under the code. */
export function lastOf(board: Board, direction: Direction): { readonly name: string; readonly at: string } | null {
  const moves = board.lines
    .map(({ name, checkedInAt, checkedOutAt, state }) => ({
      name,
      at: direction === 'IN' ? checkedInAt : state === 'LEFT' ? checkedOutAt : null,
    }))
    .filter((move): move is { name: string; at: string } => move.at !== null)
    .sort((a, b) => (a.at < b.at ? 1 : -1));
  return moves[0] ?? null;
}

/** Before the last ten minutes people come, then they go. */
export function usualDirection(endsAt: string | undefined, nowMs: number): Direction {
  return endsAt !== undefined && nowMs > Date.parse(endsAt) - 600_000 ? 'OUT' : 'IN';
}
