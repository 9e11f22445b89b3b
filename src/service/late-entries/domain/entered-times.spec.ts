import { areTimesPossible } from './entered-times';

const window = { fromMs: 100, untilMs: 200 };

describe('times entered after the fact', () => {
  it.each([
    [100, 200, true],
    [120, 121, true],
    [120, 120, false],
    [130, 120, false],
    [99, 150, false],
    [150, 201, false],
    [Number.NaN, 150, false],
  ])('%d to %d: %s', (inMs, outMs, isPossible) => {
    expect(areTimesPossible({ inMs, outMs, window })).toBe(isPossible);
  });
});
