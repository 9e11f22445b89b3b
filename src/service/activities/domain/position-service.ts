import type { ActivityKind } from './activity-kinds';

/** The category whose minutes are class minutes. */
const TRAINING_CATEGORY = 'TRAINING';

/** What a category means on the day an activity is made or published. */
export interface CategoryMeaning {
  readonly code: string;
  readonly isService: boolean;
}

/** What the maker of an activity says about a position: service or not; null: as its category. */
export interface SaidPosition {
  readonly saysService: boolean | null;
}

/**
 * Training time belongs to training, whatever else it is about; and what is no service is no training either, so that nobody
 * gets class minutes for a match.
 */
export function kindFitsCategory(kind: ActivityKind, { code, isService }: CategoryMeaning): boolean {
  if (code === TRAINING_CATEGORY) return kind === 'TRAINING';
  return kind === 'SERVICE' || isService;
}

/** Whether taking part in a position is service. Training never is: its minutes are kept apart. */
export function isServicePosition(
  kind: ActivityKind,
  category: CategoryMeaning,
  { saysService }: SaidPosition,
): boolean {
  return kind === 'SERVICE' && (saysService ?? category.isService);
}

/** Helpers of what is no service itself: what they do counts, so a second person has to agree that they are helpers. */
export function isHelperPosition(category: CategoryMeaning, { saysService }: SaidPosition): boolean {
  return saysService === true && !category.isService;
}

/** Whether a training says of a position that it is service, or that it is not: there is nothing to say about it. */
export function saysInTraining(kind: ActivityKind, positions: readonly SaidPosition[]): boolean {
  return kind === 'TRAINING' && positions.some(({ saysService }) => saysService !== null);
}
