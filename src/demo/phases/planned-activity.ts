import type { LocalDay } from '../../kernel/local-day';
import { SYSTEM_CLOSES_AFTER_MINUTES } from '../../service/activities';
import type { DemoStage, SeededDivision, SeededHead, SeededTeam, SeededVolunteer } from '../demo-world';
import type { PlannedPresence } from '../generator/attendance';
import type { CatalogueEntry } from '../generator/catalogue';

const MINUTE_MS = 60_000;
/** By then whoever is there has left, and the leader or the system has closed the shift. */
const SETTLED_AFTER_MS = (SYSTEM_CLOSES_AFTER_MINUTES + 2) * MINUTE_MS;

export interface PlannedShift {
  readonly day: LocalDay;
  readonly startMs: number;
  readonly endMs: number;
  /** The end the leader extends to, or null. */
  readonly extendedToMs: number | null;
  readonly presences: readonly PlannedPresence<SeededVolunteer>[];
  /** Nobody closes it, so that the system has to. */
  readonly isLeftOpen: boolean;
  /** Still to come, going on, or over so lately that its leader has not closed it yet. */
  readonly isUpcoming: boolean;
  /** Everybody checks in on one phone. */
  readonly isOnOneDevice?: boolean;
}

/** The same activity week after week, for a quarter. */
export interface PlannedActivity {
  readonly entry: CatalogueEntry;
  readonly team: SeededTeam;
  readonly community: SeededDivision;
  readonly shifts: readonly PlannedShift[];
}

export interface PlanPeople {
  readonly volunteers: readonly SeededVolunteer[];
  readonly heads: readonly SeededHead[];
  readonly teams: readonly SeededTeam[];
}

/** Whether a shift with this end still lies open at the moment the demo is made. */
export function isStillOpen({ nowMs }: Pick<DemoStage, 'nowMs'>, endMs: number): boolean {
  return endMs + SETTLED_AFTER_MS > nowMs;
}
