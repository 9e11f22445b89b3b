import type { LocalDay } from '../../../../kernel/local-day';
import type { RecordFacts } from '../../../../ledger/points';
import type { ServiceRecord } from '../../computing';

/** What the price of a record depends on. @param divisionPath of the division whose rules apply: the activity's. */
export function pointsFactsOf(record: ServiceRecord, divisionPath: string): RecordFacts {
  const { volunteerId, kind, category, duty, creditedIntervals, grade, isPointsEligible } = record;
  return {
    ...{ volunteerId, divisionPath, category, duty, creditedIntervals, grade, isPointsEligible },
    servedOn: record.servedOn as LocalDay,
    activityKind: kind,
  };
}
