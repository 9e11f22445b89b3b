/** The only door of this sub-room. */
export { ApplyRecompute } from './application/apply-recompute';
export { DecideRecompute, type DecideRecomputeCommand } from './application/decide-recompute';
export { RecomputePeriod, type RecomputePeriodCommand } from './application/recompute-period';
export { type Punches, RecomputePlanner } from './application/recompute-planner';
export { RevisionPosting } from './application/revision-posting';
export { type RecomputeLineView, type RecomputeView, ShowRecompute } from './application/show-recompute';
export type { RecomputeResult } from './persistence/recompute.repository';
export { RecomputeModule } from './recompute.module';
export { recomputeQueue } from './persistence/recompute-queue';
