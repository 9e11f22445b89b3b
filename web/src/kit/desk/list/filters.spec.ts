import { usable } from './filters';

describe('conditions in the address', () => {
  const state = { kind: 'CHOICE', name: 'status', label: '状态', choices: [['ACTIVE', '正常']] } as const;

  it('takes only what the list knows', () => {
    expect(usable(state, 'ACTIVE')).toBe('ACTIVE');
    expect(usable(state, 'DROP TABLE')).toBeUndefined();
    expect(usable({ kind: 'DAY', name: 'from', label: '从' }, '2026-11-30')).toBe('2026-11-30');
    expect(usable({ kind: 'DAY', name: 'from', label: '从' }, '昨天')).toBeUndefined();
    expect(usable({ kind: 'MONTH', name: 'month', label: '月份' }, '2026-11')).toBe('2026-11');
    expect(usable({ kind: 'PLACE', name: 'divisionId', label: '区划' }, '1')).toBeUndefined();
  });

  it('cuts what is too long and drops what stands twice', () => {
    const text = { kind: 'TEXT', name: 'q', label: '编号', maxLength: 4 } as const;
    expect(usable(text, 'V-000012')).toBe('V-00');
    expect(usable(text, ['a', 'b'])).toBeUndefined();
    expect(usable(text, '')).toBeUndefined();
  });
});
