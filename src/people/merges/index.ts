/** The only door of this module. */
export { ProposeMerge, type ProposeMergeCommand } from './application/propose-merge';
export { mergeErrors } from './errors';
export { MergesModule } from './merges.module';
