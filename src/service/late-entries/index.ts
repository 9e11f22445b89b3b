/** The only door of this module. */
export type { DeclareServiceCommand } from './application/declaration-rules';
export { DeclareService } from './application/declare-service';
export { PUNCH_BATCH } from './application/punch-batch-kind';
export { EnterPaperSheet, type EnterPaperSheetCommand } from './application/enter-paper-sheet';
export { OpenPaperSheet, type OpenPaperSheetCommand } from './application/open-paper-sheet';
export { lateEntryErrors } from './errors';
export { LateEntriesModule } from './late-entries.module';
