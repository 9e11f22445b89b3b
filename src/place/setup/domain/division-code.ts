import { pinyin } from 'pinyin-pro';

/** The code of a division by the first letters of its name: 福镇街道 → FZJD. For imports, which name divisions by code. */
export function divisionCodeOf(name: string): string {
  const letters = pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'removed' }).join('');
  return (
    letters
      .toUpperCase()
      .replace(/[^A-Z]/g, '')
      .slice(0, 12) || 'A'
  );
}
