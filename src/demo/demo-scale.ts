/** How much of a street a demo shows. */
export interface DemoScale {
  readonly communities: number;
  readonly compoundsPerCommunity: number;
  readonly volunteers: number;
  /** Whole weeks of history, ending yesterday. */
  readonly weeks: number;
}

/** 福镇街道 as a whole, for a year. */
export const fullScale: DemoScale = { communities: 7, compoundsPerCommunity: 5, volunteers: 2_000, weeks: 52 };

/** One compound for eight weeks: small enough for a test. */
export const smallScale: DemoScale = { communities: 1, compoundsPerCommunity: 1, volunteers: 60, weeks: 8 };
