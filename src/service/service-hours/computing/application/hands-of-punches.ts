import type { CountingPunch } from '../../../attendance';

/** Whose hands are in these punches, each once; a code is nobody's. */
export function handsOf(punches: readonly CountingPunch[]): readonly string[] {
  return [...new Set(punches.filter(({ method }) => method !== 'CODE').map(({ recordedBy }) => recordedBy))];
}
