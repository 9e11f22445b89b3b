import { codeOfLink, digitsOf } from './code-of-link';

it('takes six digits however they are typed', () => {
  expect(digitsOf('402 816')).toBe('402816');
  expect(digitsOf('４０２-８１６')).toBe('402816');
  expect(digitsOf('40281')).toBeNull();
  expect(digitsOf('4028161')).toBeNull();
});

it('takes the code of the shift it is asked for, and of no other', () => {
  expect(codeOfLink('https://fz.example.cn/p/0190-a/in/AbC_12', '0190-a')).toBe('AbC_12');
  expect(codeOfLink('https://fz.example.cn/p/0190-b/in/AbC_12', '0190-a')).toBeNull();
  expect(codeOfLink('https://elsewhere.example/', '0190-a')).toBeNull();
});
