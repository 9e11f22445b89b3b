import { newCode, nextOrder } from './new-code';

describe('a new kind', () => {
  it('has a code of the shape that the service takes, and stands last', () => {
    expect(newCode(Date.parse('2026-12-01T01:00:00Z'))).toMatch(/^[A-Z][A-Z0-9_]{1,39}$/);
    expect(newCode(1)).not.toBe(newCode(2));
    expect(nextOrder([{ sortOrder: 10 }, { sortOrder: 70 }])).toBe(80);
    expect(nextOrder([])).toBe(10);
    expect(nextOrder([{ sortOrder: 9_999 }])).toBe(9_999);
  });
});
