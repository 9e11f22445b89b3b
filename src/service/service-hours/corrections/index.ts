/** The only door of this sub-room. */
export { type Correction, CorrectRecord, type CorrectRecordCommand } from './application/correct-record';
export { LateEvidence, type LateEvidenceOf } from './application/late-evidence';
export { RecordCorrectionsModule } from './corrections.module';
