import { pinyin } from 'pinyin-pro';

/** A user name as a person would choose it: surname and given name in pinyin, `wang.guifang`. */
export function userNameOf(name: string): string {
  const [surname = '', ...given] = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true });
  return `${surname}.${given.join('')}`.toLowerCase().replaceAll(/[^a-z.]/gu, '');
}
