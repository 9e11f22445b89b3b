import { z } from 'zod';
import { localDaySchema } from '../../../kernel/local-day-schema';

/** The parts of a score, in the order in which they are shown. */
export const SCORE_COMPONENTS = ['HOURS', 'POINTS', 'ASSESSMENT', 'VOTE', 'COMMITTEE'] as const;
export type ScoreComponent = (typeof SCORE_COMPONENTS)[number];

export const HEAD_ROLES = ['GRID_HEAD', 'BUILDING_HEAD', 'UNIT_HEAD'] as const;
export type HeadRole = (typeof HEAD_ROLES)[number];

const weight = z.int().min(0).max(100);
const weightsSchema = z
  .strictObject({ HOURS: weight, POINTS: weight, ASSESSMENT: weight, VOTE: weight, COMMITTEE: weight })
  .refine((weights) => SCORE_COMPONENTS.reduce((sum, component) => sum + weights[component], 0) === 100, {
    message: 'the weights of a role must add up to 100',
  });

const normalisationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('P90') }),
  z.strictObject({ kind: z.literal('MAX') }),
  z.strictObject({ kind: z.literal('RANK_PERCENTILE') }),
  z
    .strictObject({ kind: z.literal('LINEAR_BAND'), low: z.int(), high: z.int() })
    .refine((band) => band.low < band.high, { message: 'low must be below high' }),
]);

const quotaSchema = z.strictObject({
  /** Share of the pool that is selected; 10,000 basis points are all of it. */
  ratioBasisPoints: z.int().min(0).max(10_000),
  minPerGroup: z.int().min(0).max(1_000),
  /** The most seats of all groups together, or null. */
  totalCap: z.int().min(0).max(100_000).nullable(),
});

/** How a street scores and selects its heads. Data with a version; a round keeps the version that it was scored by. */
export const selectionPolicySchema = z.strictObject({
  version: z.string().min(1).max(40),
  effectiveFrom: localDaySchema,
  weights: z.strictObject({ GRID_HEAD: weightsSchema, BUILDING_HEAD: weightsSchema, UNIT_HEAD: weightsSchema }),
  normalisation: z.strictObject({
    HOURS: normalisationSchema,
    POINTS: normalisationSchema,
    ASSESSMENT: normalisationSchema,
    VOTE: normalisationSchema,
    COMMITTEE: normalisationSchema,
  }),
  eligibility: z.strictObject({
    minAppointedMonths: z.int().min(0).max(120),
    minRecords: z.int().min(0).max(1_000),
  }),
  quota: quotaSchema,
  /** A score for a day longer ago than this is decided by a second person. */
  lateAssessmentDays: z.int().min(0).max(60).default(7),
});

export type SelectionPolicy = Readonly<z.infer<typeof selectionPolicySchema>>;
export type Normalisation = Readonly<z.infer<typeof normalisationSchema>>;
export type QuotaPolicy = Readonly<z.infer<typeof quotaSchema>>;
export type ComponentWeights = Readonly<Record<ScoreComponent, number>>;
