import fc from 'fast-check';
import { groupedCode, parseVerificationCode, verificationCodeOf } from './verification-code';

const codes = fc.uint8Array({ minLength: 10, maxLength: 10 }).map(verificationCodeOf);
const positions = fc.integer({ min: 0, max: 15 });

describe('verification code', () => {
  it('has 16 characters that read back, also as people type them', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
        expect(parseVerificationCode(code)).toBe(code);
        const typed = groupedCode(code).toLowerCase().replace(/0/g, 'o').replace(/1/g, 'l');
        expect(parseVerificationCode(` ${typed} `)).toBe(code);
      }),
    );
  });

  it('notices every single wrong character', () => {
    const characters = fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ');
    fc.assert(
      fc.property(codes, positions, characters, (code, at, character) => {
        const wrong = code.slice(0, at) + character + code.slice(at + 1);
        expect(parseVerificationCode(wrong)).toBe(character === code[at] ? code : null);
      }),
    );
  });

  it('notices every swap of two different characters', () => {
    fc.assert(
      fc.property(codes, positions, positions, (code, a, b) => {
        const characters = [...code];
        [characters[a], characters[b]] = [characters[b]!, characters[a]!];
        const swapped = characters.join('');
        expect(parseVerificationCode(swapped)).toBe(swapped === code ? code : null);
      }),
    );
  });

  it('different randomness gives different codes', () => {
    const low = verificationCodeOf(new Uint8Array(10));
    expect(low).toBe('0000000000000000');
    expect(verificationCodeOf(Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]))).not.toBe(low);
  });

  it.each(['', '0', 'U000000000000000', '00000000000000000', '0000000000000001', '../../etc/passwd', '志愿服务'])(
    '%j is no code',
    (text) => expect(parseVerificationCode(text)).toBeNull(),
  );
});
