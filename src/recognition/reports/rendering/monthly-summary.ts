import type { LocalDay, LocalMonth } from '../../../kernel/local-day';
import type { CheckpointNote } from '../../../ledger/evidence';

/** Figures of one community, team or category in the month. */
export interface SummaryLine {
  readonly name: string;
  readonly activityCount: number;
  /** Different people (人数). */
  readonly volunteerCount: number;
  /** Confirmed records (人次). */
  readonly attendanceCount: number;
  readonly creditedMinutes: number;
  readonly pointTenths: number;
}

/** What is on a street's month. Each list covers all of the month's confirmed records once. */
export interface MonthlySummary {
  readonly streetName: string;
  readonly month: LocalMonth;
  readonly preparedOn: LocalDay;
  /** Different people in the whole street: less than the sum of the lists, where people serve in several. */
  readonly volunteerCount: number;
  readonly byCommunity: readonly SummaryLine[];
  readonly byTeam: readonly SummaryLine[];
  readonly byCategory: readonly SummaryLine[];
}

/** Everything in a street's monthly workbook. */
export interface MonthlySummaryDocument extends MonthlySummary {
  /** The newest checkpoint of the whole ledger at the moment of the summary. */
  readonly checkpoint: CheckpointNote;
}
