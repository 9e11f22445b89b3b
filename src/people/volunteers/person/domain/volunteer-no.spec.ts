import fc from 'fast-check';
import { isVolunteerNo, volunteerNoOf } from './volunteer-no';

describe('volunteer number', () => {
  it.each([
    [1, 'V0000000018'],
    [2, 'V0000000026'],
    [123456789, 'V1234567897'],
    [0, null],
    [1.5, null],
    [1_000_000_000, null],
  ])('sequence %d gives %s', (sequence, volunteerNo) => {
    expect(volunteerNoOf(sequence)).toBe(volunteerNo);
  });

  it('is recognised, and one wrong digit is found', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999_999_999 }),
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 1, max: 9 }),
        (sequence, position, shift) => {
          const right = volunteerNoOf(sequence) ?? '';
          expect(isVolunteerNo(right)).toBe(true);
          const digit = String((Number(right.charAt(position)) + shift) % 10);
          expect(isVolunteerNo(right.slice(0, position) + digit + right.slice(position + 1))).toBe(false);
        },
      ),
    );
  });

  it.each(['', 'V123', '1234567897', 'v1234567897', 'V12345678971'])('%s is none', (text) => {
    expect(isVolunteerNo(text)).toBe(false);
  });
});
