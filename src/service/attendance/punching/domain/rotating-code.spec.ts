import fc from 'fast-check';
import { checkRotatingCode, CODE_SLOT_MS, rotatingCodeAt, type CodeScope } from './rotating-code';

const secret = Buffer.from('0f1e2d3c4b5a69788796a5b4c3d2e1f0', 'hex');
const scope: CodeScope = { shiftId: '0197a2c4-0000-7000-8000-000000000001', direction: 'IN' };
const NOW = 1_773_104_400_000;

describe('rotating code', () => {
  it('has six digits and a token of 22 URL-safe characters, shown for 30 seconds', () => {
    const code = rotatingCodeAt(secret, scope, NOW + 12_345);
    expect(code.digits).toMatch(/^\d{6}$/);
    expect(code.token).toMatch(/^[\w-]{22}$/);
    expect([code.shownFromMs, code.shownUntilMs]).toEqual([NOW, NOW + CODE_SLOT_MS]);
  });

  it.each([
    [-2, 'WRONG'],
    [-1, 'VALID'],
    [0, 'VALID'],
    [1, 'VALID'],
    [2, 'EXPIRED'],
    [40, 'EXPIRED'],
    [41, 'WRONG'],
  ])('checked %i slots after it was shown it is %s', (slots, answer) => {
    const code = rotatingCodeAt(secret, scope, NOW);
    const atMs = NOW + slots * CODE_SLOT_MS;
    const checked = { check: answer, fromMs: answer === 'VALID' ? code.shownFromMs : null };
    expect(checkRotatingCode(secret, scope, code.token, atMs)).toEqual(checked);
    expect(checkRotatingCode(secret, scope, code.digits, atMs)).toEqual(checked);
  });

  it('belongs to one secret, one shift and one direction', () => {
    const { token } = rotatingCodeAt(secret, scope, NOW);
    expect(checkRotatingCode(secret, { ...scope, direction: 'OUT' }, token, NOW).check).toBe('WRONG');
    expect(checkRotatingCode(secret, { ...scope, shiftId: 'another' }, token, NOW).check).toBe('WRONG');
    expect(checkRotatingCode(Buffer.alloc(16), scope, token, NOW).check).toBe('WRONG');
  });

  it('answers any text without throwing, and a token with one changed character is wrong', () => {
    const { token } = rotatingCodeAt(secret, scope, NOW);
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        fc.pre(!/^\s*\d{6}\s*$/.test(text));
        expect(checkRotatingCode(secret, scope, text, NOW).check).toBe('WRONG');
      }),
    );
    const changed = (token.startsWith('A') ? 'B' : 'A') + token.slice(1);
    expect(checkRotatingCode(secret, scope, changed, NOW).check).toBe('WRONG');
  });
});
