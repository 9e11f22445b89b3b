import { areSpansValid } from './duty-spans';

describe('duty spans of a day', () => {
  it.each<[string, readonly (readonly [string, string])[], boolean]>([
    [
      'two in a row',
      [
        ['09:00', '12:00'],
        ['12:00', '17:30'],
      ],
      true,
    ],
    [
      'in any order',
      [
        ['13:30', '17:30'],
        ['09:00', '12:00'],
      ],
      true,
    ],
    ['over midnight', [['22:00', '06:00']], true],
    ['none', [], true],
    [
      'overlapping',
      [
        ['09:00', '12:00'],
        ['11:59', '13:00'],
      ],
      false,
    ],
    [
      'something after a night',
      [
        ['22:00', '06:00'],
        ['23:00', '23:30'],
      ],
      false,
    ],
    ['no length', [['09:00', '09:00']], false],
    ['no time', [['9:00', '25:00']], false],
  ])('%s', (_case, spans, valid) => {
    expect(areSpansValid(spans.map(([from, until]) => ({ from, until })))).toBe(valid);
  });
});
