/** The only door of this module. */
export { type StatementRequest, VolunteerStatementFile } from './application/volunteer-statement-file';
export { reportErrors } from './errors';
export { ReportsModule } from './reports.module';
