import fc from 'fast-check';
import { readSpokenCode, spokenCode } from './spoken-code';

const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });

describe('a spoken code', () => {
  it('has groups of four letters and digits that are not mistaken for each other', () => {
    fc.assert(fc.property(bytes, (given) => /^([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}$/.test(spokenCode(given))));
  });

  it('is read whatever case, blanks and dashes it is typed with', () => {
    fc.assert(
      fc.property(bytes, (given) => {
        const code = spokenCode(given);
        expect(readSpokenCode(` ${code.toLowerCase().replace(/-/g, ' ')}`)).toBe(code);
        expect(readSpokenCode(code.replace(/-/g, ''))).toBe(code);
      }),
    );
  });
});
