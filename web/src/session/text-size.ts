import { ref } from 'vue';
import { load, save } from './device';

/** 标准, 长辈版, 长辈版·特大. The pages of the server keep their switch under the same name. */
export type TextSize = 'standard' | 'elder' | 'huge';

const KEY = 'volunteer-ledger.text-size';

/** Older pages kept `large`. */
function kept(): TextSize {
  const value = load(KEY);
  return value === 'huge' ? 'huge' : value === 'elder' || value === 'large' ? 'elder' : 'standard';
}

export const textSize = ref<TextSize>(kept());

function show(): void {
  document.documentElement.dataset['text'] = textSize.value;
}

export function chooseTextSize(size: TextSize): void {
  textSize.value = size;
  save(KEY, size === 'standard' ? null : size);
  show();
}

/** Light or dark, as the system of the person has it. */
function followTheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => void (document.documentElement.dataset['theme'] = dark.matches ? 'dark' : 'light');
  apply();
  // Safari 13 knows only the older way.
  if (typeof dark.addEventListener === 'function') dark.addEventListener('change', apply);
  else dark.addListener(apply);
}

/** Before anything is drawn, so that no page jumps. */
export function dress(): void {
  show();
  followTheme();
}
