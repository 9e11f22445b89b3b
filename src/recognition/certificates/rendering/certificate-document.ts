import type { LocalDay } from '../../../kernel/local-day';
import type { CheckpointNote } from '../../../ledger/evidence';

export type EvidenceGrade = 'A' | 'B' | 'C' | 'D' | 'E';
export type CertificateStatus = 'VALID' | 'SUPERSEDED' | 'REVOKED';

/** One confirmed service record, as the annexed list shows it. */
export interface CertificateDetail {
  readonly day: LocalDay;
  readonly activityName: string;
  readonly teamName: string;
  readonly creditedMinutes: number;
  readonly grade: EvidenceGrade;
}

/** Old hours that were taken over from a document: printed apart, and in no total. */
export interface PrintedOpenedHours {
  readonly kind: 'SERVICE' | 'TRAINING';
  readonly grade: EvidenceGrade;
  readonly minutes: number;
  readonly documentTitle: string;
  readonly documentKeeper: string;
}

/**
 * Everything printed on a 志愿服务记录证明. rule: four groups of fields (volunteer, service with its detail list,
 * issuer, number and date), beside them the means to verify it.
 */
export interface CertificateDocument {
  readonly certificateNo: string;
  readonly issuedOn: LocalDay;
  readonly status: CertificateStatus;
  /** The certificate that replaces this one; given when SUPERSEDED and the new one is known. */
  readonly supersededByNo?: string;
  readonly volunteer: {
    readonly name: string;
    /** In Chinese: 居民身份证, 护照 … */
    readonly idType: string;
    /** Printed as it is: the caller hands in as much of the number as the holder chose. */
    readonly idNumber: string;
    readonly volunteerNo: string;
  };
  readonly service: {
    readonly periodStart: LocalDay;
    /** The last day of the period, included. */
    readonly periodEnd: LocalDay;
    readonly creditedMinutes: number;
    /** What the service was, in a sentence or two. */
    readonly contentSummary: string;
    readonly minutesByGrade: Readonly<Record<EvidenceGrade, number>>;
    /** Training, kept apart from service. Unit: class minutes. */
    readonly trainingClassMinutes: number;
    /** In the order to be printed, oldest first. Their minutes add up to `creditedMinutes`. */
    readonly details: readonly CertificateDetail[];
    readonly openedHours: readonly PrintedOpenedHours[];
  };
  readonly issuer: {
    readonly name: string;
    readonly personInCharge: string;
    readonly handler: string;
    readonly contact: string;
  };
  readonly verification: { readonly code: string; readonly url: string };
  /** State of the volunteer's ledger when the certificate was issued. */
  readonly ledgerSeal: { readonly lastSeq: number; readonly hash: string };
  /** The newest checkpoint of the whole ledger at that moment. */
  readonly checkpoint: CheckpointNote;
}
