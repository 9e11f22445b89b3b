import type { Tap } from '../../offline/roll-call-queue';
import {
  type Board,
  countsOf,
  type Direction,
  lastOf,
  lettersOf,
  type Line,
  type Roll,
  rowsOf,
  standingOf,
  usualDirection,
  withChange,
} from './board';

const line = (volunteerId: string, initials: string, more: Partial<Line> = {}): Line => ({
  ...{ volunteerId, initials, volunteerNo: `V${volunteerId}`, name: volunteerId, isSignedUp: true, loadMarks: [] },
  ...{ state: 'MISSING', checkedInAt: null, checkedOutAt: null, ...more },
});
const came = { state: 'PRESENT', checkedInAt: '2026-12-04T00:41:00Z' } as const;
const luo = line('luo', 'lhj');
const liu = line('liu', 'lhx', came);
const board: Board = {
  ...{ shiftId: 's', signedUpCount: 3, presentCount: 1, leftCount: 0, missingCount: 2 },
  lines: [luo, liu, line('chen', 'cjx')],
};
const tap = (volunteerId: string, more: Partial<Tap> = {}): Tap => ({
  ...{ punchId: `p-${volunteerId}`, userId: 'u', shiftId: 's', volunteerId, direction: 'IN' },
  ...{ tappedAt: 0, state: 'WAITING', tries: 0, ...more },
});

const roll = (direction: Direction, taps: readonly Tap[] = []): Roll => ({ direction, taps, ownId: 'leader' });

it('takes over what changed and lets go who is gone', () => {
  const counts = { signedUpCount: 3, presentCount: 2, leftCount: 0, missingCount: 1 };
  const next = withChange(board, { ...counts, changed: [line('luo', 'lhj', came), line('new', 'xx')], gone: ['chen'] });
  expect(next.lines.map(({ volunteerId, state }) => [volunteerId, state])).toEqual([
    ['luo', 'PRESENT'],
    ['liu', 'PRESENT'],
    ['new', 'MISSING'],
  ]);
  expect(next.presentCount).toBe(2);
});

it('finds people by the letters their names begin with', () => {
  expect(rowsOf(board, 'lh', roll('IN')).map((row) => row.line.volunteerId)).toEqual(['luo', 'liu']);
  const { all, next } = lettersOf(board.lines, 'lh');
  expect([all.join(''), [...next].sort().join('')]).toEqual(['chjlx', 'jx']);
});

it('believes the board before a tap of its own', () => {
  expect(standingOf(liu, roll('IN', [tap('liu')]))).toEqual({ kind: 'DONE', at: came.checkedInAt });
  expect(standingOf(luo, roll('IN', [tap('luo')])).kind).toBe('TAPPED');
});

it('checks out only who is there, or was tapped as there on this phone', () => {
  expect(standingOf(luo, roll('OUT')).kind).toBe('ABSENT');
  expect(standingOf(luo, roll('OUT', [tap('luo')])).kind).toBe('OPEN');
  expect(standingOf(liu, roll('OUT')).kind).toBe('OPEN');
});

it('leaves whoever calls the roll to check in by themselves', () => {
  const own = line('leader', 'll');
  expect(standingOf(own, roll('IN'))).toEqual({ kind: 'OWN' });
  expect(countsOf({ ...board, lines: [own] }, roll('IN')).open).toBe(0);
});

it('counts who is on the way to the service, and not who was refused', () => {
  expect(countsOf(board, roll('IN', [tap('luo')]))).toEqual({ done: 2, waiting: 1, open: 1, all: 3 });
  expect(countsOf(board, roll('IN', [tap('luo', { state: 'REFUSED' })]))).toEqual({
    done: 1,
    waiting: 0,
    open: 2,
    all: 3,
  });
});

it('names who came last, and turns to checking out at the end', () => {
  expect(lastOf(board, 'IN')).toEqual({ name: 'liu', at: came.checkedInAt });
  expect(lastOf(board, 'OUT')).toBeNull();
  const end = Date.parse('2026-12-04T03:00:00Z');
  expect(usualDirection('2026-12-04T03:00:00Z', end - 600_000)).toBe('IN');
  expect(usualDirection('2026-12-04T03:00:00Z', end - 599_999)).toBe('OUT');
});
