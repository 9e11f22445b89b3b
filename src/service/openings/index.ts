/** The only door of this module. */
export { DecideOpening } from './application/decide-opening';
export { PostDueOpenings } from './application/post-due-openings';
export { type OpeningSource, SubmitOpening } from './application/submit-opening';
export { openingErrors } from './errors';
export { OpeningsModule } from './openings.module';
