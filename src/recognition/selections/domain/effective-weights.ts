import { largestRemainder } from './largest-remainder';
import { SCORE_COMPONENTS, type ComponentWeights, type ScoreComponent } from './selection-policy';

export interface EffectiveWeights {
  /** By component, in basis points; they add up to 10,000 unless no component with a weight exists. */
  readonly basisPoints: ComponentWeights;
  /** Components with a weight that do not exist in this round; their weight went to the others. */
  readonly missing: readonly ScoreComponent[];
}

/**
 * Rule §4: a component that does not exist in a round (no vote was held, no committee has scored) gives its weight to
 * the others in proportion to their own. Rounded to basis points by largest remainder, so that nothing is lost.
 */
export function effectiveWeights(weights: ComponentWeights, existing: ReadonlySet<ScoreComponent>): EffectiveWeights {
  const counted = SCORE_COMPONENTS.filter((component) => existing.has(component) && weights[component] > 0);
  const shares = largestRemainder(
    10_000,
    counted.map((component) => weights[component]),
  );
  const shareOf = (component: ScoreComponent): number => shares[counted.indexOf(component)] ?? 0;
  return {
    basisPoints: {
      HOURS: shareOf('HOURS'),
      POINTS: shareOf('POINTS'),
      ASSESSMENT: shareOf('ASSESSMENT'),
      VOTE: shareOf('VOTE'),
      COMMITTEE: shareOf('COMMITTEE'),
    },
    missing: SCORE_COMPONENTS.filter((component) => weights[component] > 0 && !existing.has(component)),
  };
}
