/** The only door of this module. */
export { DeclareService, type DeclareServiceCommand } from './application/declare-service';
export { PUNCH_BATCH } from './application/punch-batch-kind';
export { EnterPaperSheet, type EnterPaperSheetCommand } from './application/enter-paper-sheet';
export { OpenPaperSheet, type OpenPaperSheetCommand } from './application/open-paper-sheet';
export { lateEntryErrors } from './errors';
export { LateEntriesModule } from './late-entries.module';
