/** TIMES: other times; VOID: nothing was served; LATE_PUNCHES: punches that came in later count. */
export type CorrectionBasis = 'TIMES' | 'VOID' | 'LATE_PUNCHES';

/** What is asked about a confirmed record. */
export interface RecordCorrection {
  readonly recordId: string;
  readonly basis: CorrectionBasis;
  readonly title: string;
  /** Local day, `YYYY-MM-DD`. */
  readonly servedOn: string;
  /** ISO 8601. */
  readonly times: { readonly checkedInAt: string; readonly checkedOutAt: string } | null;
  readonly beforeMinutes: number;
  readonly afterMinutes: number;
  /** The punches that counted when it was asked: where others count now, it has to be asked anew. */
  readonly punchIds: readonly string[];
}

export const RECORD_CORRECTION = 'service-hours.correction';
