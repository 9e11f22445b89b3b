import fc from 'fast-check';
import { compareSheets, type SheetLine } from './compare-sheets';

const line = (volunteerId: string, inAt = '09:00', outAt = '11:00'): SheetLine => ({
  volunteerId,
  checkedInAt: `2026-11-28T${inAt}:00+08:00`,
  checkedOutAt: `2026-11-28T${outAt}:00+08:00`,
});

describe('two readings of a sheet', () => {
  it.each([
    ['alike', [line('a'), line('b')], [line('b'), line('a')], []],
    ['alike in another offset', [line('a')], [{ ...line('a'), checkedInAt: '2026-11-28T01:00:30Z' }], []],
    ['a check-in read otherwise', [line('a')], [line('a', '09:01')], ['a']],
    ['a check-out read otherwise', [line('a')], [line('a', '09:00', '11:01')], ['a']],
    ['a line only one saw', [line('a')], [line('a'), line('b')], ['b']],
    ['nothing in common', [line('a')], [line('b')], ['a', 'b']],
    ['both empty', [], [], []],
  ])('%s', (_, first, second, different) => {
    expect(compareSheets(first, second).map(({ volunteerId }) => volunteerId)).toEqual(different);
  });

  it('differ alike, whoever read first', () => {
    const lines = fc.uniqueArray(
      fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), minute: fc.constantFrom('00', '01') }),
      { selector: ({ id }) => id },
    );
    const sheetOf = (given: readonly { id: string; minute: string }[]) =>
      given.map(({ id, minute }) => line(id, `09:${minute}`));
    fc.assert(
      fc.property(lines, lines, (one, other) => {
        const names = (a: typeof one, b: typeof one) =>
          compareSheets(sheetOf(a), sheetOf(b))
            .map(({ volunteerId }) => volunteerId)
            .sort();
        expect(names(one, other)).toEqual(names(other, one));
        expect(names(one, one)).toEqual([]);
      }),
    );
  });
});
