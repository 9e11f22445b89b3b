import { divisionKinds, mayHangUnder, parentKindOf } from './division-kind';

describe('the tree of divisions', () => {
  it.each([
    ['DISTRICT', null],
    ['STREET', 'DISTRICT'],
    ['COMMUNITY', 'STREET'],
    ['GRID', 'COMMUNITY'],
    ['BUILDING', 'GRID'],
    ['UNIT', 'BUILDING'],
  ] as const)('%s hangs under %s and nothing else', (kind, parent) => {
    expect(parentKindOf(kind)).toBe(parent);
    for (const other of [null, ...divisionKinds]) expect(mayHangUnder(kind, other)).toBe(other === parent);
  });
});
