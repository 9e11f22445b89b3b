/** The only door of this module. */
export { AuditLogAudit, type AuditLogVerdict } from './application/audit-log-audit';
export { ExportLedger } from './application/export-ledger';
export { verifyExport } from './application/verify-export';
export { type AuditProgress, AuditSteps } from './domain/audit-progress';
export { LedgerAudit, type LedgerAuditResult } from './application/ledger-audit';
export { PrintedCheckpoints } from './application/printed-checkpoints';
export { MakeCheckpoint } from './application/make-checkpoint';
export { RunAudit } from './application/run-audit';
export { WatchCustody } from './application/watch-custody';
export type { SignedCheckpoint } from './domain/checkpoint';
export { EvidenceBroken, evidenceErrors } from './errors';
export { EvidenceModule } from './evidence.module';
export { type AuditRun, AuditRuns } from './persistence/audit-runs';
export { SigningKeys } from './persistence/signing-keys';
export { Witness } from './persistence/witness';
export { progressText } from './rendering/audit-text';
export { findingText } from './rendering/finding-text';
export {
  type CheckpointNote,
  checkpointNote,
  checkpointText,
  type PrintedCheckpoint,
} from './rendering/printed-checkpoint';
