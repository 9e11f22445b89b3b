import type { ReportDefinition } from '../application/report-definition';
import { monthlySanity } from './monthly-sanity.report';
import { monthlySummary } from './monthly-summary.report';
import { registrationCoverage } from './registration-coverage.report';

/** All reports of a place and month: a line here is a route. */
export const reports: readonly ReportDefinition[] = [monthlySummary, registrationCoverage, monthlySanity];
