import type { Tap, TapStore } from './roll-call-queue';
import { shelf } from './shelf';

/** Where this device keeps the taps of its leaders. */
export function keptTaps(): Promise<TapStore> {
  return shelf<Tap>('taps');
}
