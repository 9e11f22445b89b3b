/** The only door of this module. */
export { RecordAssessment, type RecordAssessmentCommand, VoidAssessment } from './application/assessments';
export { AssessmentsModule } from './assessments.module';
export { assessmentErrors } from './errors';
