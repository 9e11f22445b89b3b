/** The only door of this module. */
export { mergeErrors } from './errors';
export { MergesModule } from './merges.module';
