import { pinyin } from 'pinyin-pro';

/**
 * The 拼音 initials of a name, small letters only: 赵桂兰 → zgl. Surnames with a reading of their own get it (单 → s,
 * 解 → x). A character without a reading is left out, so that the others are still found.
 */
export function nameInitials(name: string): string {
  const letters = pinyin(name.trim(), { pattern: 'first', toneType: 'none', type: 'array', surname: 'head' });
  return letters
    .map((letter) => letter.normalize('NFKC').toLowerCase())
    .filter((letter) => /^[a-z]$/.test(letter))
    .join('');
}
