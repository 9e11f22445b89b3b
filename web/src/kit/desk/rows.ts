import { ref } from 'vue';
import { load, save } from '../../session/device';

const KEY = 'volunteer-ledger.rows';

/** Whether rows stand close, 32 pixels each: more of a list on the screen. Kept on this device. */
export const isCompact = ref(load(KEY) === 'compact');

function show(): void {
  document.documentElement.dataset['rows'] = isCompact.value ? 'compact' : 'normal';
}

export function switchRows(): void {
  isCompact.value = !isCompact.value;
  save(KEY, isCompact.value ? 'compact' : null);
  show();
}

show();
