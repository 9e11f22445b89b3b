import { readOwnCopy } from './own-copy';

const root = '3be1c07a94d2f6580c2d7e1f9a5b84036e7d2c1b0f9e8d7c6b5a493827160504';

describe('what an auditor kept', () => {
  it('is a number and a root, written in groups or in one', () => {
    expect(readOwnCopy(`402 ${root}`)).toEqual({ number: 402, root });
    expect(readOwnCopy(`第 402 号：${root.match(/.{8}/g)?.join(' ') ?? ''}`)).toEqual({ number: 402, root });
    expect(readOwnCopy(root.toUpperCase())).toEqual({ number: null, root });
  });

  it('is the sixteen digits of a certificate', () => {
    expect(readOwnCopy(`402 ${root.slice(0, 16)}`)).toEqual({ number: 402, root: root.slice(0, 16) });
  });

  it('is the file that the handbook says to save', () => {
    expect(readOwnCopy(JSON.stringify({ items: [{ number: 402, madeAt: 'x', treeSize: 1, root }] }))).toEqual({
      number: 402,
      root,
    });
  });

  it('is nothing else', () => {
    for (const text of ['', '402', 'abc', `${root}ff`, '没有']) expect(readOwnCopy(text)).toBeNull();
  });
});
