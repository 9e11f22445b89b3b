import { z } from 'zod';

export const duties = ['LEADER', 'MEMBER'] as const;
export type Duty = (typeof duties)[number];

/** What a rule may know of a record beside its time. Points are tenths, integers, never negative. */
export interface RuleFacts {
  readonly duty: Duty;
  readonly isFirstTime: boolean;
  readonly isEmergency: boolean;
  /** What other records earned on the day the record begins, and in its month. */
  readonly earnedOnDayPointTenths: number;
  readonly earnedInMonthPointTenths: number;
  /**
   * Set where the time is added to a record that has earned points before: the fixed bonuses were given then, and the
   * cap of a record counts what it has earned.
   */
  readonly earnedInRecordPointTenths?: number;
}

/** A rule brings its own figure of a policy. One that comes later gives it a default, for policies that are older. */
interface PointsRule {
  readonly code: string;
  readonly figure: string;
  readonly schema: z.ZodType<number | null>;
}

/** Adds its figure, once, to a record that earns anything. */
export interface BonusRule extends PointsRule {
  readonly schema: z.ZodType<number>;
  readonly applies: (facts: RuleFacts) => boolean;
}

/** Takes what goes beyond its figure; null is no cap. */
export interface CapRule extends PointsRule {
  /** What has been earned of the cap before. Unit: tenths of a point. */
  readonly earnedPointTenths: (facts: RuleFacts) => number;
}

export const pointTenths = z.int().min(0).max(100_000);
