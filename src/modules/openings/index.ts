/** The only door of this module. */
export { openingErrors } from './errors';
export { OpeningsModule } from './openings.module';
