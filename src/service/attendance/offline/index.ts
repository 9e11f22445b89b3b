/** The only door of this sub-room. */
export type { OfflineAnswer, OfflineLine } from './application/offline-batch';
export { type OfflineRollCallCommand, RunOfflineRollCall } from './application/run-offline-roll-call';
export { TakeOfflinePunches } from './application/take-offline-punches';
export { type OwnLine, TakeOwnPunches } from './application/take-own-punches';
export { OfflineModule } from './offline.module';
