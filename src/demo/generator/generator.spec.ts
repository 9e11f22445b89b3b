import { readIdNumber } from '../../people/volunteers/person/domain/id-number';
import type { LocalDay } from '../../kernel/local-day';
import { makePeople } from './people';
import { SeededRandom } from './random';
import { makeStreet } from './street';

describe('the demo street', () => {
  it('is the same street for the same seed', () => {
    expect(makeStreet(new SeededRandom(7))).toEqual(makeStreet(new SeededRandom(7)));
    expect(makePeople(new SeededRandom(7), 50, 2026)).toEqual(makePeople(new SeededRandom(7), 50, 2026));
  });

  it('has 7 communities, 33 compounds and 99 grids, and every parent stands before its children', () => {
    const divisions = makeStreet(new SeededRandom(1));
    const count = (kind: string): number => divisions.filter((division) => division.kind === kind).length;
    expect([count('COMMUNITY'), count('GRID')]).toEqual([7, 99]);
    expect(new Set(divisions.flatMap(({ compoundName }) => compoundName ?? [])).size).toBe(33);
    const seen = new Set<string | null>([null]);
    for (const { code, parentCode } of divisions) {
      expect(seen.has(parentCode)).toBe(true);
      expect(seen.has(code)).toBe(false);
      seen.add(code);
    }
  });

  it('has 2,000 people, each with an ID number of their own that passes the check', () => {
    const people = makePeople(new SeededRandom(1), 2_000, 2026);
    expect(new Set(people.map(({ idNumber }) => idNumber)).size).toBe(2_000);
    const problems = people.filter(({ idNumber }) => !readIdNumber(idNumber, '2026-11-24' as LocalDay).isValid);
    expect(problems).toEqual([]);
  });
});
