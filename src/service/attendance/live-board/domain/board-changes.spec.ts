import fc from 'fast-check';
import { boardChanges, type BoardLine } from './board-changes';

const line = (volunteerId: string, state: BoardLine['state'] = 'MISSING'): BoardLine => ({
  volunteerId,
  isSignedUp: true,
  state,
  checkedInAt: state === 'MISSING' ? null : '2026-11-28T01:00:00.000Z',
  checkedOutAt: state === 'LEFT' ? '2026-11-28T03:00:00.000Z' : null,
});

describe('what has changed on a board', () => {
  it.each([
    ['nothing', [line('a')], [line('a')], [], []],
    ['somebody came', [line('a'), line('b')], [line('a', 'PRESENT'), line('b')], ['a'], []],
    ['somebody signed up', [], [line('a')], ['a'], []],
    ['somebody took the sign-up back', [line('a'), line('b')], [line('b')], [], ['a']],
  ] as const)('%s', (_, known, present, changed, gone) => {
    const changes = boardChanges(known, present);
    expect(changes.changed.map(({ volunteerId }) => volunteerId)).toEqual(changed);
    expect(changes.gone).toEqual(gone);
  });

  it('brings whoever applies it from any board to any other', () => {
    const boards = fc.uniqueArray(
      fc.record({ id: fc.constantFrom('a', 'b', 'c'), state: fc.constantFrom('MISSING', 'PRESENT', 'LEFT') }),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(boards, boards, (one, other) => {
        const [known, present] = [one, other].map((board) => board.map(({ id, state }) => line(id, state))) as [
          BoardLine[],
          BoardLine[],
        ];
        const { changed, gone } = boardChanges(known, present);
        const applied = new Map(known.map((each) => [each.volunteerId, each]));
        for (const id of gone) applied.delete(id);
        for (const each of changed) applied.set(each.volunteerId, each);
        expect(applied).toEqual(new Map(present.map((each) => [each.volunteerId, each])));
      }),
    );
  });
});
