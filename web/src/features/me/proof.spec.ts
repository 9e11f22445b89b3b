import { noProof, proofBody } from './proof';

describe('proofBody', () => {
  it.each([
    [noProof, {}],
    [{ password: 'a b', code: '' }, { password: 'a b' }],
    [{ password: '', code: ' 123 456 ' }, { code: '123456' }],
    [{ password: 'left over', code: '123456' }, { code: '123456' }],
  ])('%j', (proof, body) => {
    expect(proofBody(proof)).toEqual(body);
  });
});
