import fc from 'fast-check';
import { CODE_BYTES, codeFrom, readCode } from './setup-code';

const bytes = fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES });

describe('a setup code', () => {
  it('is three groups of letters and digits that are not mistaken for each other', () => {
    fc.assert(fc.property(bytes, (given) => /^([2-9A-HJ-NP-Z]{4}-){2}[2-9A-HJ-NP-Z]{4}$/.test(codeFrom(given))));
  });

  it('is read whatever case and dashes it is typed with', () => {
    fc.assert(
      fc.property(bytes, (given) => {
        const code = codeFrom(given);
        expect(readCode(code.toLowerCase().replace(/-/g, ' '))).toBe(code);
        expect(readCode(` ${code.replace(/-/g, '')}`)).toBe(code);
      }),
    );
  });
});
